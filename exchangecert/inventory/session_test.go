// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// oneRowOf is a log with a certificate in one row.
func oneRowOf(data string) string {
	return fieldsLine + row("*", `"`+data+`"`, "Sending certificate Subject")
}

var sessionRows = []struct {
	name, why, log string
	want           []string
}{
	{
		name: "no-reply", why: "RFC 5321, Section 4.2: three digits begin a reply, then a blank or a hyphen",
		log:  fieldsLine + row(">", "foo bar", "") + row(">", "221", ""),
		want: []string{"Out; S; send yes; offered unknown"},
	},
	{
		name: "reply-without-text", why: "RFC 5321, Section 4.2: the text of a reply may be empty; it goes out, so this is the server",
		log:  fieldsLine + row(">", "220 ", ""),
		want: []string{"Out; S; send no; offered unknown"},
	},
	{
		name: "no-hello", why: "a reply to something else than EHLO does not say what is offered",
		log:  fieldsLine + row("<", "250 2.1.0 Sender OK", ""),
		want: []string{"Out; S; send yes; offered unknown"},
	},
	{
		name: "hello-cut", why: "the reply to EHLO goes on, so what it offers is not known",
		log:  fieldsLine + row(">", "EHLO a", "") + row("<", "250-mx1 Hello", ""),
		want: []string{"Out; S; send yes; offered unknown"},
	},
	{
		name: "digits-in-a-name", why: "40 digits are a thumbprint behind a serial number only",
		log:  oneRowOf("CN=Device " + t2 + " CN=CA 0A1B " + t1 + " a"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=Device FEDCBA9876543210FEDCBA9876543210FEDCBA98; issuer=CN=CA; serial=0A1B; domains=a yes)"},
	},
	{
		name: "long-word", why: "40 letters are no thumbprint, though what stands before them could be a serial number",
		log:  oneRowOf("CN=The Cafe Donaudampfschiffahrtsgesellschaftskapita CN=CA 0A1B " + t1 + " a"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=The Cafe Donaudampfschiffahrtsgesellschaftskapita; issuer=CN=CA; serial=0A1B; domains=a yes)"},
	},
	{
		name: "thumbprint-first", why: "names and serial number stand before the thumbprint",
		log:  oneRowOf(t1 + " a"),
		want: []string{"!exchangecert: row at byte 109: line 2: a certificate without thumbprint", "Out; S; send yes; offered unknown; sent (thumb=0000)"},
	},
	{
		name: "half-a-validity", why: "the validity has two dates",
		log:  oneRowOf("CN=A CN=B 0A1B " + t1 + " 2020-01-17T15:15:33.000Z a"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=A; issuer=CN=B; serial=0A1B; domains=2020-01-17T15:15:33.000Z a yes)"},
	},
	{
		name: "long-keys", why: "the issuer begins behind a blank that follows no comma, nowhere within a word",
		log:  oneRowOf("CN=A, SERIALNUMBER=5, OID.1.2.3=C CN=B 0A1B " + t1 + " a"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=A, SERIALNUMBER=5, OID.1.2.3=C; issuer=CN=B; serial=0A1B; domains=a yes)"},
	},
	{
		name: "quoted-name", why: "no name begins between quotation marks",
		log:  oneRowOf(`CN=""A O=B"" CN=C 0A1B ` + t1 + " a"),
		want: []string{`Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN="A O=B"; issuer=CN=C; serial=0A1B; domains=a yes)`},
	},
	{
		name: "capital-word", why: "a part of a name has an equals sign",
		log:  oneRowOf("CN=A CN=TRUST CA 0A1B " + t1 + " a"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=A; issuer=CN=TRUST CA; serial=0A1B; domains=a yes)"},
	},
	{
		name: "no-key", why: "a part of a name has something before the equals sign",
		log:  oneRowOf("CN=A =B CN=C 0A1B " + t1 + " a"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=A =B; issuer=CN=C; serial=0A1B; domains=a yes)"},
	},
}

func TestSessions(t *testing.T) {
	t.Parallel()
	for _, row := range sessionRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shownLog(row.log)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

// TestMostFacts: 64 errors, 64 replies and 64 certificates of a session are
// kept; every row with another one is a fault.
func TestMostFacts(t *testing.T) {
	t.Parallel()
	for n, more := range map[int]int{63: 0, 64: 0, 65: 1, 66: 2} {
		log := fieldsLine + strings.Repeat(row("*", "", "TLS negotiation failed with error NoCredentials"), n) +
			strings.Repeat(row("<", "421 4.4.1 Connection timed out", ""), n) + strings.Repeat(row("*", "", "Sending certificate"), n)
		got, faults := ReadLenient([]byte(log), Culture{})
		var told []string
		for _, f := range faults {
			require.Equal(t, codeLogSize, f.Code)
			_, what, _ := strings.Cut(f.Err.Error(), ": ")
			told = append(told, what)
		}
		var want []string
		for _, what := range []string{"errors", "error replies", "certificates"} {
			for range more {
				want = append(want, "more "+what+" than a session has")
			}
		}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("%d of each (-want +got):\n%s", n, diff)
		}
		require.Len(t, got.Sessions, 1)
		s := got.Sessions[0]
		require.Equal(t, [3]int{n - more, n - more, n - more}, [3]int{len(s.Errors), len(s.Replies), len(s.Sent)})
	}
}

// TestMostSplits: a name that could end in more than 64 places is not told from
// the next one.
func TestMostSplits(t *testing.T) {
	t.Parallel()
	for parts, want := range map[int]bool{32: true, 33: false} {
		name := strings.TrimSpace(strings.Repeat("CN=A ", parts))
		subject, issuer, ok := twoNames(name + " " + name)
		require.Equal(t, want, ok, "%d parts", parts)
		if ok {
			require.Equal(t, []string{name, name}, []string{subject, issuer})
		}
	}
}

// TestAllSessions: every session of a log is read.
func TestAllSessions(t *testing.T) {
	t.Parallel()
	got, faults := ReadLenient([]byte(fieldsLine+manySessions(3)), Culture{})
	require.Empty(t, faults)
	require.Len(t, got.Sessions, 3)
}
