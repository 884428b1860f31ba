// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/scpreport"
	"github.com/schanneltrust/schannel/internal/livetest"
)

// run runs the program and returns what it prints, or its error.
func run(args ...string) (string, string) {
	var stdout, stderr bytes.Buffer
	if cli.Run("ldapscp", args, &stdout, &stderr, answer) != cli.Answered {
		return stdout.String(), stderr.String()
	}
	return stdout.String(), ""
}

// TestOrder compares what is read of a directory with the documents' order of
// what was put into it.
func TestOrder(t *testing.T) {
	t.Parallel()
	d := start(t, "testdata/containers.ldif", "testdata/scps.ldif")
	livetest.Proves(t, "slapd: 3 orders of service connection points, as the documents have them")
	const end = ".corp.example/Autodiscover/Autodiscover.xml"
	tests := []struct {
		policy string
		want   []string // first labels of the hosts
		why    string
	}{
		{"docs", []string{"delta", "bravo", "charlie", "alpha"}, "SCP lookup: own site, no site, other site; this backend returns entries by name"},
		{"ews-managed-api", []string{"delta", "charlie", "bravo", "alpha"}, "DirectoryHelper.cs:288: those without a site in reverse"},
		{"outlook-oldest", []string{"delta"}, "own site, then by creation time"},
	}
	for _, tt := range tests {
		t.Run(tt.policy, func(t *testing.T) {
			t.Parallel()
			out, errs := run("-json", "-server", d.url, "-site", "Works", "-mail", "user@corp.example", "-policy", tt.policy)
			require.Empty(t, errs)
			var got scpreport.Report
			require.NoError(t, json.Unmarshal([]byte(out), &got))
			var hosts []string
			for _, p := range got.Order {
				hosts = append(hosts, strings.TrimSuffix(strings.TrimPrefix(p.URL, "https://"), end))
			}
			require.GreaterOrEqual(t, len(hosts), len(tt.want))
			if diff := cmp.Diff(tt.want, hosts[:len(tt.want)]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSameAsFiles compares the whole answer with that of scporder to the LDIF
// that was put into the directory.
func TestSameAsFiles(t *testing.T) {
	t.Parallel()
	d := start(t, "testdata/containers.ldif", "testdata/scps.ldif")
	livetest.Proves(t, "slapd: 1 directory, answered as its LDIF is")
	options := scpreport.Options{
		Client: autodiscover.Outlook2010, Mail: "user@corp.example", Site: "Depot", Joined: schannel.Yes, Plan: true, JSON: true,
	}
	report, err := scpreport.AnswerFiles(options, []string{withoutPrinter(t)}, nil)
	require.NoError(t, err)
	var want bytes.Buffer
	require.NoError(t, report.Write(&want))
	got, errs := run("-json", "-server", d.url, "-client", "outlook2010", "-mail", "user@corp.example", "-site", "Depot", "-joined", "yes", "-plan")
	require.Empty(t, errs)
	if diff := cmp.Diff(want.String(), got); diff != "" {
		t.Errorf("(-files +directory):\n%s", diff)
	}
	require.Contains(t, got, "autodiscover.scp.quoted_keyword", "an entry that the GUIDs do not find is read and told")
}

// withoutPrinter leaves the last entry out, which is not of Autodiscover.
func withoutPrinter(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("testdata/scps.ldif")
	require.NoError(t, err)
	kept, _, ok := strings.Cut(string(content), "dn: CN=Print,")
	require.True(t, ok)
	name := filepath.Join(t.TempDir(), "scps.ldif")
	require.NoError(t, os.WriteFile(name, []byte(kept), 0o600))
	return name
}

// TestPointer follows a pointer to a directory that is named, and no further.
func TestPointer(t *testing.T) {
	t.Parallel()
	pointer := strings.NewReplacer("Domain=other.example", "Domain=corp.example").Replace(readFile(t, "testdata/scps.ldif"))
	name := filepath.Join(t.TempDir(), "pointer.ldif")
	require.NoError(t, os.WriteFile(name, []byte(pointer), 0o600))
	first, second := start(t, "testdata/containers.ldif", name), start(t, "testdata/containers.ldif", "testdata/scps.ldif")
	ask := []string{"-json", "-server", first.url, "-site", "Depot", "-mail", "user@corp.example", "-policy", "docs"}
	out, errs := run(ask...)
	require.Empty(t, errs)
	require.Contains(t, out, "autodiscover.order.no_directory")
	out, errs = run(append(ask, "-directory", "dc.other.example="+second.url)...)
	require.Empty(t, errs)
	require.NotContains(t, out, "autodiscover.order.no_directory")
	require.Contains(t, out, `"searches": 2`)
}

// TestPages: a directory gives a part at a time.
func TestPages(t *testing.T) {
	t.Parallel()
	const entries = 1201
	var b strings.Builder
	for i := range entries {
		fmt.Fprintf(&b, "dn: CN=S%04d,CN=Services,CN=Configuration,DC=corp,DC=example\nobjectClass: serviceConnectionPoint\ncn: S%04d\n"+
			"keywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\nserviceBindingInformation: https://s%04d.corp.example/Autodiscover/Autodiscover.xml\n\n", i, i, i)
	}
	name := filepath.Join(t.TempDir(), "many.ldif")
	require.NoError(t, os.WriteFile(name, []byte(b.String()), 0o600))
	d := start(t, "testdata/containers.ldif", name)
	out, errs := run("-json", "-server", d.url, "-site", "Depot", "-policy", "docs")
	require.Empty(t, errs)
	var got scpreport.Report
	require.NoError(t, json.Unmarshal([]byte(out), &got))
	require.Len(t, got.Order, entries)
}

// TestPassword: a password is sent over TLS, and nowhere else.
func TestPassword(t *testing.T) {
	t.Parallel()
	d := start(t, "testdata/containers.ldif", "testdata/scps.ldif")
	right, wrong := write(t, d.folder, "right", adminPassword+"\r\n"), write(t, d.folder, "wrong", "wrong")
	ask := func(more ...string) []string {
		return append([]string{"-server", d.url, "-user", "CN=Administrator,CN=Configuration,DC=corp,DC=example"}, more...)
	}
	tests := []struct {
		name string
		args []string
		errs string // part of the error; empty: it answers
	}{
		{"in the clear", ask("-password", right), "in the clear"},
		{"over TLS", ask("-password", right, "-starttls", "-ca", d.ca), ""},
		{"wrong", ask("-password", wrong, "-starttls", "-ca", d.ca), "Invalid Credentials"},
		{"of an authority that nobody trusts", ask("-password", right, "-starttls", "-ca", otherAuthority(t)), "certificate signed by unknown authority"},
		{"none", ask("-starttls", "-ca", d.ca), "without -password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out, errs := run(tt.args...)
			if tt.errs == "" {
				require.Empty(t, errs)
				require.Contains(t, out, "delta.corp.example")
				return
			}
			require.Contains(t, errs, tt.errs)
			require.Empty(t, out)
		})
	}
}

// otherAuthority is the certificate of another directory.
func otherAuthority(t *testing.T) string {
	t.Helper()
	return mint(t, t.TempDir())
}

// TestUnusable holds that what cannot be answered gives one line and status 2.
func TestUnusable(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"no server":        {},
		"an argument":      {"-server", "ldap://127.0.0.1:1", "file"},
		"nobody listens":   {"-server", "ldap://" + freeAddress(t)},
		"another protocol": {"-server", "https://127.0.0.1"},
		"password in URL":  {"-server", "ldap://user:secret@127.0.0.1"},
		"not HOST=URL":     {"-server", "ldap://127.0.0.1:1", "-directory", "x"},
		"no file":          {"-server", "ldap://127.0.0.1:1", "-registry", "none"},
		"no authorities":   {"-server", "ldaps://127.0.0.1:1", "-ca", "testdata/scps.ldif"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, errs := run(args...)
			require.Empty(t, out)
			require.Equal(t, 1, strings.Count(errs, "\n"), "%s", errs)
			require.NotContains(t, errs, "secret")
		})
	}
}

// TestBoundedConn: a server that sends without end is not read without end.
func TestBoundedConn(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	go func() {
		for {
			if _, err := far.Write(make([]byte, 16)); err != nil {
				return
			}
		}
	}()
	read, err := io.ReadAll(&boundedConn{Conn: near, left: 100})
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Len(t, read, 100)
	require.NoError(t, near.Close())
}

// TestNoBase: where there is nothing to search, the directory says so.
func TestNoBase(t *testing.T) {
	t.Parallel()
	d := start(t, "testdata/containers.ldif")
	_, errs := run("-server", d.url, "-base", "DC=none,DC=example")
	require.Contains(t, errs, "No Such Object")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(content)
}
