// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package weburl_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/internal/weburl"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		same bool
		why  string
	}{
		{"https://A.example/X", "HTTPS://a.example:443/x#y", true, "RFC 3986, Section 6.2: case, default port, fragment; paths as IIS compares them"},
		{"http://a.example", "http://a.example:80/", true, "RFC 3986, Section 6.2.3: an empty path"},
		{"https://a.example/x", "http://a.example/x", false, "another scheme"},
		{"https://a.example/x", "https://a.example:8443/x", false, "another port"},
		{"https://a.example/x", "https://a.example:80/x", false, "80 is the port of http only"},
		{"https://a.example/x?y", "https://a.example/x", false, "a query counts"},
		{"https://a.example/x?y", "https://a.example/x?z", false, "and what it says"},
		{"https://u:p@a.example/x", "https://a.example/x", true, "credentials do not count"},
		{"https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x", true, "an address in brackets"},
		{"https://[2001:db8::1]:8443/x", "https://[2001:db8::1:8443]/x", false, "RFC 3986, Section 3.2.2: the brackets tell the port from the address"},
		{"Nonsense", "nonsense", true, "what is no URL is a text"},
	} {
		if got := weburl.Same(row.a, row.b); got != row.same {
			t.Errorf("%s and %s: %v; %s", row.a, row.b, got, row.why)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for text, host := range map[string]string{
		"https://A.example:8443/x":       "A.example",
		" https://a.example/ ":           "a.example",
		"https://[2001:db8::1]/x":        "2001:db8::1",
		"https://u:secret@a.example/x":   "a.example",
		"a.example/x":                    "",
		"https:///x":                     "",
		"https://a.example:port/x":       "",
		"/autodiscover/autodiscover.xml": "",
	} {
		if got := weburl.Host(text); got != host {
			t.Errorf("%q: %q, want %q", text, got, host)
		}
	}
	for length, want := range map[int]bool{255: true, 256: false} {
		if _, ok := weburl.Parse("https://" + strings.Repeat("a", length)); ok != want {
			t.Errorf("a host of %d bytes: %v", length, ok)
		}
	}
	for length, want := range map[int]bool{8192: true, 8193: false} {
		text := ("https://a.example/" + strings.Repeat("a", length))[:length]
		if _, ok := weburl.Parse(text); ok != want {
			t.Errorf("%d bytes: %v", length, ok)
		}
		if _, ok := weburl.Resolve("https://b.example/", text); ok != want {
			t.Errorf("a location of %d bytes: %v", length, ok)
		}
	}
	if u, _ := weburl.Parse("https://u:secret@a.example/x"); u.String() != "https://a.example/x" {
		t.Errorf("%s", u)
	}
}

// TestSchemes: of the web are http and https (RFC 9110, Section 4.2), and those
// must name a host.
func TestSchemes(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text            string
		web, https, has bool
	}{
		{"https://a.example/", true, true, true},
		{"HTTPS://a.example/", true, true, true},
		{"http://a.example/", true, false, true},
		{"ldap://a.example/", false, false, true},
		{"mailto:u@a.example", false, false, true},
		{"http:///x", true, false, false},
		{"ldap:///dc=a", false, false, true},
		{"a.example", false, false, false},
	} {
		u, ok := weburl.Parse(row.text)
		if ok != row.has || weburl.IsHTTPS(row.text) != row.https || ok && weburl.IsWeb(u) != row.web {
			t.Errorf("%s: %v %v", row.text, u, ok)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	for location, want := range map[string]string{
		"/x":                  "https://a.example/x",
		"y":                   "https://a.example/d/y",
		"//b.example/x":       "https://b.example/x",
		"http://c.example/x":  "http://c.example/x",
		"https://u@d.example": "https://d.example",
	} {
		if u, ok := weburl.Resolve("https://a.example/d/e", location); !ok || u.String() != want {
			t.Errorf("%q: %v %v, want %s", location, u, ok, want)
		}
	}
	for _, location := range []string{"", " ", "https://", "http://a b/", "https://a.example:port/"} {
		if u, ok := weburl.Resolve("https://a.example/d/e", location); ok {
			t.Errorf("%q: %s", location, u)
		}
	}
}

func TestWithoutUser(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://u:p@a.example/x@y":    "https://a.example/x@y",
		"https://u:p%@a.example:x/":    "https://a.example:x/",
		"https://a@b:c@d.example?q=@z": "https://d.example?q=@z",
		"/x@y":                         "/x@y",
		"https://u:p@":                 "https://",
		"https:///x@y":                 "https:///x@y",
	} {
		if got := weburl.WithoutUser(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMail(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("u", 64) + "@" + strings.Repeat("a", 255) // RFC 5321, Section 4.5.3.1
	for mail, want := range map[string]string{longest: longest[65:], longest + "a": "", "u@a.example": "a.example", "u": "", "@a.example": "", "u@": "", "u@a@b": ""} {
		domain, ok := weburl.MailDomain(mail)
		if ok != (want != "") || ok && domain != want {
			t.Errorf("%q: %q %v", mail, domain, ok)
		}
	}
	if !weburl.IsBelow("A.corp.example", "corp.EXAMPLE") || weburl.IsBelow("xcorp.example", "corp.example") || weburl.IsBelow("a", "") {
		t.Error("IsBelow")
	}
}

// FuzzParse: what is read has a scheme and, on the web, a host; read again it
// is the same URL.
func FuzzParse(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		u, ok := weburl.Parse(text)
		if !ok {
			return
		}
		if u.Scheme == "" || u.User != nil || weburl.IsWeb(u) && u.Hostname() == "" {
			t.Errorf("%q is read as %v", text, u)
		}
		if !weburl.Same(text, text) {
			t.Errorf("%q is not the same as itself", text)
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParse": 3})
}
