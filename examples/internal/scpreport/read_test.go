// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
)

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// ldif is service connection points of servers in their order.
func ldif(servers ...string) string {
	var b strings.Builder
	for _, s := range servers {
		fmt.Fprintf(&b, "dn: CN=%s,CN=Configuration\nobjectClass: serviceConnectionPoint\ncn: %s\nkeywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\n"+
			"serviceBindingInformation: https://%s.corp.example/Autodiscover/Autodiscover.xml\n\n", s, s, s)
	}
	return b.String()
}

// TestReadDirectory: of one file the order is that of the directory, of several
// nobody knows it, and what is malformed is told.
func TestReadDirectory(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	one, two := write(t, folder, "one", ldif("a", "b")), write(t, folder, "two", ldif("c")+"dn: CN=broken\nno colon\n")
	d, err := ReadDirectory("", one)
	require.NoError(t, err)
	require.Equal(t, schannel.Yes, d.Directory.InOrder)
	d, err = ReadDirectory("", one, two)
	require.NoError(t, err)
	require.Equal(t, schannel.Unknown, d.Directory.InOrder)
	require.Len(t, d.Directory.SCPs, 3)
	require.NotEmpty(t, d.Problems)
	require.Equal(t, two, d.Problems[0].File)
	d, err = ReadDirectory("")
	require.NoError(t, err)
	require.False(t, d.Known)
	_, err = ReadDirectory("", write(t, folder, "none", "hello"))
	require.ErrorContains(t, err, "none")
}

// TestBodiesBesideARecording: no file but those beside it is opened.
func TestBodiesBesideARecording(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	write(t, parent, "secret", "<x/>")
	folder := filepath.Join(parent, "case")
	require.NoError(t, os.Mkdir(folder, 0o700))
	require.NoError(t, os.Symlink(filepath.Join(parent, "secret"), filepath.Join(folder, "link")))
	write(t, folder, "body", "<x/>")
	for name, ok := range map[string]bool{"body": true, "../secret": false, "link": false, filepath.Join(parent, "secret"): false, "none": false} {
		answers := write(t, folder, "answers.json", fmt.Sprintf(
			`[{"request": {"method": "POST", "url": "https://a.example/x"}, "response": {"status": 200, "body_file": %q}}]`, name))
		o := Options{Answers: answers}
		_, err := o.Load()
		require.Equal(t, ok, err == nil, "%s: %v", name, err)
	}
}

// TestFindingsOnce: a plan says again what is said about the order.
func TestFindingsOnce(t *testing.T) {
	t.Parallel()
	name := write(t, t.TempDir(), "scp.ldif", ldif("a", "b"))
	o := Options{Client: autodiscover.Outlook2010, Mail: "user@corp.example", Policy: autodiscover.PolicyDirectory}
	without, err := AnswerFiles(o, []string{name}, nil)
	require.NoError(t, err)
	o.Plan = true
	with, err := AnswerFiles(o, []string{name}, nil)
	require.NoError(t, err)
	count := func(findings []schannel.Finding) map[schannel.Code]int {
		n := map[schannel.Code]int{}
		for _, f := range findings {
			n[f.Code]++
		}
		return n
	}
	before, after := count(without.Findings), count(with.Findings)
	for code, n := range before {
		require.Equal(t, n, after[code], "%s", code)
	}
}

// TestHostsOf: what people have is a log, not a list of hosts.
func TestHostsOf(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"autodiscover.co.uk":     {"autodiscover.co.uk"},
		"mail.corp.example:443":  {"mail.corp.example:443"},
		"[2001:db8::1]:443":      {"[2001:db8::1]:443"},
		"Test Steps":             {"Test Steps"},
		"GET http://a.example/x": {"http://a.example/x"},
		"1700000000.1 120 10.0.0.5 TCP_TUNNEL/200 4020 CONNECT autodiscover.co.uk:443 - HIER_DIRECT/192.0.2.3 -":              {"autodiscover.co.uk:443"},
		"client 10.0.0.5#53211: query: Autodiscover.com.br IN A +":                                                            {"Autodiscover.com.br"},
		"3/1/2026 10:00:01 AM 0E7C PACKET  000000D2 UDP Rcv 10.0.1.7 0002 Q [0001 D NOERROR] A (12)autodiscover(2)co(2)uk(0)": {"autodiscover.co.uk"},
		"3/1/2026 10:00:01 AM 0E7C PACKET Q A (3)www(4)corp(7)example(0)":                                                     {"3/1/2026 10:00:01 AM 0E7C PACKET Q A (3)www(4)corp(7)example(0)"},
		`10.0.0.5 - - "POST https://mail.corp.example/x HTTP/1.1" 401`:                                                        {"https://mail.corp.example/x"},
		"Autodiscover to https://corp.example/autodiscover/autodiscover.xml starting":                                         {"https://corp.example/autodiscover/autodiscover.xml"},
	} {
		if diff := cmp.Diff(want, hostsOf(line)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
}

func TestPlainAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"kim@corp.example": "kim@corp.example", " kim@corp.example ": "kim@corp.example", "<kim@corp.example>": "kim@corp.example",
		`"Kim, K." <kim@corp.example>`: "kim@corp.example", "Kim@Corp.example": "Kim@Corp.example",
		"kim": "kim", "a@b@c": "a@b@c", "": "",
	} {
		if got := plainAddress(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
