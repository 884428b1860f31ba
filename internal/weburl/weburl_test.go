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
		{"https://a.example/x?y", "https://a.example/x", false, "a query counts"},
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
	for _, text := range []string{"https://" + strings.Repeat("a", 256), "https://a.example/" + strings.Repeat("a", 8192)} {
		if _, ok := weburl.Parse(text); ok {
			t.Errorf("%d bytes are read", len(text))
		}
	}
	if u, _ := weburl.Parse("https://u:secret@a.example/x"); u.String() != "https://a.example/x" {
		t.Errorf("%s", u)
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
	for _, location := range []string{"", "https://", "http://a b/", "https://a.example:port/"} {
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
	} {
		if got := weburl.WithoutUser(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMail(t *testing.T) {
	t.Parallel()
	for mail, want := range map[string]string{"u@a.example": "a.example", "u": "", "@a.example": "", "u@": "", "u@a@b": ""} {
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
