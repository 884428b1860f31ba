// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

const fieldsLine = "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n"

// row is a row of a log of session S.
func row(event, data, context string) string {
	return "2019-05-02T06:32:14.001Z,Out,S,1,192.0.2.10:28252,198.51.100.36:25," + event + "," + data + "," + context + "\n"
}

func shownSession(s exchange.LogSession) string {
	parts := []string{s.Connector, s.ID, "send " + s.Send.String(), "offered " + s.Offered.String()}
	for _, c := range s.Sent {
		parts = append(parts, "sent ("+shownCertificate(c)+")")
	}
	for _, c := range s.Received {
		parts = append(parts, "received ("+shownCertificate(c)+")")
	}
	parts = append(parts, s.Errors...)
	return strings.Join(append(parts, s.Replies...), "; ")
}

func shownLog(log string) []string {
	var all []string
	for s, err := range SessionsLenient([]byte(log)) {
		if err != nil {
			all = append(all, "!"+err.Error())
			continue
		}
		all = append(all, shownSession(s))
	}
	return all
}

var logRows = []struct {
	name, why, log string
	want           []string
}{
	{
		name: "one-part-a-row", why: "KB4495258: a row for each part, the error in a later one",
		log: "#Software: Microsoft Exchange Server\n#Log-type: SMTP Send Protocol Log\n" + fieldsLine +
			row("*", "", "Sending certificate") + row("*", "CN=*.contoso.com", "Certificate subject") +
			row("*", "\"CN=CA, O=\"\"Trust, Inc.\"\", C=US\"", "Certificate issuer name") + row("*", "0a1b", "Certificate serial number") +
			row("*", t1, "Certificate thumbprint") + row("*", "*.contoso.com;contoso.com", "Certificate alternate names") +
			row("*", "", "TLS negotiation failed with error NoCredentials"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=*.contoso.com; issuer=CN=CA, O=\"Trust, Inc.\", C=US; serial=0A1B; domains=*.contoso.com|contoso.com yes); NoCredentials"},
	},
	{
		name: "one-row", why: "2016 CU2: all parts in one row",
		log: fieldsLine + row("*", "\"CN=mail.contoso.com, O=Contoso CN=A Root CA, O=Trust Ltd 0A1B "+t1+" mail.contoso.com;contoso.com\"",
			"Sending certificate Certificate subject Certificate issuer name Certificate serial number Certificate thumbprint Certificate alternate names"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=mail.contoso.com, O=Contoso; issuer=CN=A Root CA, O=Trust Ltd; serial=0A1B; domains=mail.contoso.com|contoso.com yes)"},
	},
	{
		name: "one-row-with-dates", why: "newer: with the validity, and a blank in front",
		log: fieldsLine + row("*", " CN=MX1 CN=MX1 0A1B "+t1+" 2020-01-17T15:15:33.000Z 2025-01-17T15:15:33.000Z MX1;mx1.contoso.com",
			"Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=MX1; issuer=CN=MX1; serial=0A1B; domains=MX1|mx1.contoso.com yes; from=2020-01-17T15:15:33Z; to=2025-01-17T15:15:33Z)"},
	},
	{
		name: "self-signed-blanks", why: "two halves that are equal, though a name has what looks like another one",
		log:  fieldsLine + row("*", "CN=A O=B CN=A O=B 0A1B "+t1+" a", "Sending certificate Subject"),
		want: []string{"Out; S; send yes; offered unknown; sent (thumb=0123; subject=CN=A O=B; issuer=CN=A O=B; serial=0A1B; domains=a yes)"},
	},
	{
		name: "no-split", why: "subject and issuer that nobody can tell apart stay unknown; the thumbprint is read",
		log: fieldsLine + row("*", "CN=A O=B CN=C 0A1B "+t1+" a", "Sending certificate Subject"),
		want: []string{
			"!exchangecert: row at byte 109: line 2: subject and issuer cannot be told apart",
			"Out; S; send yes; offered unknown; sent (thumb=0123; serial=0A1B; domains=a yes)",
		},
	},
	{
		name: "received", why: "the certificate of the other side",
		log:  fieldsLine + row("*", "", "Received certificate") + row("*", t2, "Certificate thumbprint"),
		want: []string{"Out; S; send yes; offered unknown; received (thumb=FEDC)"},
	},
	{
		name: "direction-by-the-heading", why: "#Log-type; the ports of the endpoints tell nothing",
		log: "#Log-type: SMTP Receive Protocol Log\n" + fieldsLine + "2019-05-02T06:32:14.001Z,In,S,1,192.0.2.10:1,198.51.100.36:2,+,,\n" +
			"#Log-type: SMTP Send Protocol Log\n" + "2019-05-02T06:32:14.001Z,Out,T,1,192.0.2.10:1,198.51.100.36:2,+,,\n",
		want: []string{"In; S; send no; offered unknown", "Out; T; send yes; offered unknown"},
	},
	{
		name: "no-heading", why: "an excerpt: a reply that comes in is that of a server",
		log:  row("<", "250-STARTTLS", "") + row("*", "", "TLS negotiation failed with error InvalidToken") + row("<", "421 4.4.1 Connection timed out", ""),
		want: []string{"Out; S; send yes; offered yes; InvalidToken; 421 4.4.1 Connection timed out"},
	},
	{
		name: "not-offered", why: "the reply to EHLO ends without STARTTLS",
		log:  fieldsLine + row(">", "220 mx1 ESMTP", "") + row("<", "EHLO a", "") + row(">", "250-mx1 Hello", "") + row(">", "250 XRDST", "") + row(">", "451 5.7.3 STARTTLS is required to send mail", ""),
		want: []string{"Out; S; send no; offered no; 451 5.7.3 STARTTLS is required to send mail"},
	},
	{
		name: "one-line-reply", why: "newer logs have the reply in one row",
		log:  fieldsLine + row("<", "EHLO a", "") + row(">", "250  mx1 Hello [192.0.2.1] SIZE 37748736 PIPELINING STARTTLS 8BITMIME", "") + row("<", "EHLO a", "") + row(">", "250  mx1 Hello SIZE", ""),
		want: []string{"Out; S; send no; offered yes"},
	},
	{
		name: "ended-first", why: "sessions come as they end",
		log:  fieldsLine + strings.ReplaceAll(row("+", "", ""), ",S,", ",A,") + strings.ReplaceAll(row("+", "", ""), ",S,", ",B,") + strings.ReplaceAll(row("-", "", "Local"), ",S,", ",B,"),
		want: []string{"Out; B; send yes; offered unknown", "Out; A; send yes; offered unknown"},
	},
	{
		name: "other-order", why: "the heading says where the fields are",
		log:  "#Fields: session-id,date-time,event,context,data,connector-id\nS,2019-05-02T06:32:14.001Z,*,TLS negotiation failed with error UnknownCredentials,,In\n",
		want: []string{"In; S; send unknown; offered unknown; UnknownCredentials"},
	},
	{
		name: "faults", why: "rows that are malformed are told, the others are read",
		log: fieldsLine + "a,b\n" + row("*", "\"x", "") + row("*", "x", "Sending certificate Subject") + strings.Replace(row("+", "", ""), "2019", "year", 1),
		want: []string{
			"!exchangecert: row at byte 109: line 2: 2 fields where there are 9",
			"!exchangecert: row at byte 113: line 3: 8 fields where there are 9",
			"!exchangecert: row at byte 186: line 4: a certificate without thumbprint",
			"Out; S; send yes; offered unknown; sent (thumb=0000)",
		},
	},
	{
		name: "ports", why: "the server is the end with a port of SMTP; both or neither tell nothing",
		log:  "2019-05-02T06:32:14Z,In,A,1,192.0.2.1:587,192.0.2.2:40000,*,,\n2019-05-02T06:32:14Z,In,B,1,192.0.2.1:25,192.0.2.2:25,*,,\n2019-05-02T06:32:14Z,Out,C,1,,[2001:db8::1]:25,*,,\n",
		want: []string{"In; A; send no; offered unknown", "In; B; send unknown; offered unknown", "Out; C; send yes; offered unknown"},
	},
	{
		name: "one-more-field", why: "the heading says how many there are",
		log:  strings.TrimSpace(fieldsLine) + ",extra\n" + strings.TrimSpace(row("*", "", "TLS negotiation failed with error NoCredentials")) + ",x\n",
		want: []string{"Out; S; send yes; offered unknown; NoCredentials"},
	},
	{name: "empty", why: "an empty log has no session", log: "", want: nil},
	{
		name: "message-tracking", why: "another log of Exchange has a source-context, and no session",
		log: "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id\n", want: []string{"!exchangecert: log at byte 0: no SMTP protocol log, which has a heading \"#Fields: date-time,connector-id,…\""},
	},
	{
		name: "agent-log", why: "another log of Exchange has sessions, and no context",
		log: "#Fields: Timestamp,SessionId,session-id,LocalEndpoint\n", want: []string{"!exchangecert: log at byte 0: no SMTP protocol log, which has a heading \"#Fields: date-time,connector-id,…\""},
	},
	{
		name: "other", why: "what is no protocol log is refused",
		log: "Thumbprint : x\n", want: []string{"!exchangecert: log at byte 0: no SMTP protocol log, which has a heading \"#Fields: date-time,connector-id,…\""},
	},
}

// TestWidestHeading: four times the fields that a protocol log has are read.
func TestWidestHeading(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{36: 0, 37: 1} {
		heading := strings.TrimSpace(fieldsLine) + strings.Repeat(",x", n-len(fields)) + "\n"
		require.Len(t, shownLog(heading), want, "%d fields", n)
	}
}

// TestLongestLog: a log as long as may be is read, one byte more is refused at
// the first byte that is too many.
func TestLongestLog(t *testing.T) {
	t.Parallel()
	log := []byte(fieldsLine)
	for range sessions(log, len(log)) {
		t.Error("a heading alone has no session, and no fault")
	}
	most := len(log) - 1
	var faults []*schannel.Error
	for _, e := range sessions(log, most) {
		faults = append(faults, e)
	}
	require.Len(t, faults, 1)
	require.Equal(t, []any{codeLogSize, most}, []any{faults[0].Code, faults[0].Offset})
}

func TestLogs(t *testing.T) {
	t.Parallel()
	for _, row := range logRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(row.want, shownLog(row.log)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
		})
	}
}

// TestMostSessions: 65,536 sessions are open at most, and one more in 128 bytes.
func TestMostSessions(t *testing.T) {
	t.Parallel()
	const heading = "#Fields: session-id,date-time,event,connector-id\n"
	line := func(n int) string { return fmt.Sprintf("%06X,2019-05-02T06:32:14Z,+,In\n", n) }
	most := maxOpen
	for most+1 <= maxOpen+(len(heading)+(most+1)*len(line(0)))/128 {
		most++
	}
	for n, want := range map[int]int{most: 0, most + 1: 1} {
		var log strings.Builder
		log.WriteString(heading)
		for i := range n {
			log.WriteString(line(i))
		}
		read, faults := 0, 0
		for _, e := range sessions([]byte(log.String()), maxLog) {
			if e != nil {
				faults++
				continue
			}
			read++
		}
		require.Equal(t, want, faults, "%d sessions", n)
		require.Equal(t, want == 0, read == most, "what is refused is not read in part: %d", read)
	}
}

func TestSessionTimes(t *testing.T) {
	t.Parallel()
	got, errs := ReadLenient([]byte(row("+", "", "")), Culture{})
	require.Empty(t, errs)
	require.Len(t, got.Sessions, 1)
	s := got.Sessions[0]
	if diff := cmp.Diff([]string{"2019-05-02T06:32:14Z", "192.0.2.10:28252", "198.51.100.36:25"},
		[]string{s.Start.Format(time.RFC3339), s.Local, s.Remote}); diff != "" {
		t.Error(diff)
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	for _, r := range []struct{ name, why, text, want string }{
		{"plain", "commas part", "a,b,", "[a b ]"},
		{"quoted", "commas within quotation marks do not", `"a,b",c`, "[a,b c]"},
		{"doubled", "a doubled mark is one", `"a""b""",c`, `[a"b" c]`},
		{"quoted-last", "a value in quotation marks may be the last", `a,"b"`, "[a b]"},
		{"empty", "nothing between quotation marks", `"",a`, "[ a]"},
		{"ten", "one field more than the heading of Exchange has", "a,b,c,d,e,f,g,h,i,j", "[a b c d e f g h i j]"},
		{"eleven", "more are not taken apart", "a,b,c,d,e,f,g,h,i,j,k", "[a b c d e f g h i j] bad"},
		{"open", "a mark that is not closed", `"a,b`, "[a,b] bad"},
		{"behind", "a value goes on behind its mark", `"a"b,c`, "[a] bad"},
	} {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			parts, ok := splitRow(nil, r.text)
			got := fmt.Sprint(parts)
			if !ok {
				got += " bad"
			}
			if diff := cmp.Diff(r.want, got); diff != "" {
				t.Errorf("%s: %s", r.why, diff)
			}
		})
	}
}
