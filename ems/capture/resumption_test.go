// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// withTicket is the end of a server that issues a ticket.
const withTicket = "certificate server_hello_done issue:ticket ccs encrypted"

var (
	extendedID     = script{client: "ems", server: "ems", serverID: "one", serverEnd: fullServer, clientEnd: fullClient}
	extendedTicket = script{client: "ems", server: "ems", serverEnd: withTicket, clientEnd: fullClient}
	legacyID       = script{serverID: "one", serverEnd: fullServer, clientEnd: fullClient}
	resumedID      = script{client: "ems", server: "ems", clientID: "one", serverID: "one", serverEnd: resumedServer, clientEnd: resumedClient}
)

// resumptionRows are pairs of connections.
var resumptionRows = []struct {
	name, why     string
	first, second script
	want          string   // resumed, by, offered, session
	codes         []string // of the findings; "likely" behind one that is
}{
	{
		"id", "RFC 5246, Section 7.3: the session_id of the first, and nothing of a full handshake", extendedID, resumedID,
		"yes id id ems",
		[]string{"ems.capture.resumed", "ems.resume.extended", wellCode},
	},
	{
		"ticket", "RFC 5077, Section 3.4", extendedTicket,
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		"yes ticket ticket ems",
		[]string{"ems.capture.resumed", "ems.resume.extended", wellCode},
	},
	{
		"old-ticket", "RFC 5077, Section 3.3: without a new ticket the old one stays in use",
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		script{client: "ems", server: "ems", clientID: "y", serverID: "y", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		"yes ticket ticket unknown",
		[]string{"ems.capture.resumed", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"upgrade", "RFC 7627, Section 5.3: a legacy session must not be resumed with the extension", legacyID, resumedID,
		"yes id id legacy",
		[]string{"ems.capture.resumed", "ems.resume.accepted_upgrade", "ems.capture.violation.went_on", "ems.capture.violation.went_on"},
	},
	{
		"downgrade-refused", "RFC 7627, Section 5.3: an extended session offered without the extension: the server MUST abort", extendedID,
		script{clientID: "one", serverEnd: "nothing alert:0228"},
		"no none id ems",
		[]string{"ems.capture.declined", "ems.resume.downgrade", "ems.capture.aborted"},
	},
	{
		"downgrade-by-ticket-refused", "RFC 7627, Section 5.3: the same by a ticket", extendedTicket,
		script{ticket: "ticket", serverEnd: "nothing alert:0228"},
		"no none ticket ems",
		[]string{"ems.capture.declined", "ems.resume.downgrade", "ems.capture.aborted"},
	},
	{
		"declined", "RFC 5246, Section 7.3: a server may make a full handshake", extendedID,
		script{client: "ems", server: "ems", clientID: "one", serverID: "two", serverEnd: fullServer, clientEnd: fullClient},
		"no none id ems",
		[]string{"ems.capture.declined", "ems.full.extended", wellCode},
	},
	{
		"nothing-offered", "RFC 5246, Section 7.4.1.2: an empty session_id", extendedID, extendedID,
		"no none none ems",
		[]string{"ems.capture.not_offered", "ems.full.extended", wellCode},
	},
	{
		"another-session", "RFC 5246, Section 7.4.1.2: another session_id is that of another session",
		script{client: "ems", server: "ems", serverID: "two", serverEnd: fullServer, clientEnd: fullClient},
		resumedID,
		"no none none ems",
		[]string{"ems.capture.not_offered", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"another-ticket", "RFC 5077, Section 3.4: with a ticket the session_id says nothing", extendedID,
		script{client: "ems", server: "ems", clientID: "one", serverID: "one", ticket: "other", serverEnd: resumedServer, clientEnd: resumedClient},
		"no none none ems",
		[]string{"ems.capture.not_offered", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"ticket-not-captured", "the first capture ends before a ticket could come",
		script{client: "ems", server: "ems"},
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		"unknown none none ems",
		[]string{"ems.capture.resumed_unknown", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"id-not-captured", "RFC 5246, Section 7.4.1.3: the ServerHello has the session_id",
		script{client: "ems", serverEnd: "nothing"},
		resumedID,
		"unknown none none unknown",
		[]string{"ems.capture.resumed_unknown", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"id-not-captured-nothing-offered", "RFC 5246, Section 7.4.1.2: whatever it was, an empty session_id does not offer it",
		script{client: "ems", serverEnd: "nothing"},
		extendedID,
		"no none none unknown",
		[]string{"ems.capture.not_offered", "ems.full.extended", wellCode},
	},
	{
		"no-id", "RFC 5246, Section 7.4.1.3: a session without an id cannot be resumed; two empty ones are no match",
		script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient},
		extendedID,
		"no none none ems",
		[]string{"ems.capture.not_offered", "ems.full.extended", wellCode},
	},
	{
		"kind-not-captured", "RFC 5077, Section 3.4: a ServerHello without session_id does not tell", extendedTicket,
		script{client: "ems", server: "ems", ticket: "ticket"},
		"unknown none ticket ems",
		[]string{"ems.capture.resumed_unknown", "ems.capture.incomplete"},
	},
	{
		"legacy-server", "RFC 7627, Section 5.2: a session is extended if both hellos have the extension",
		script{client: "ems", serverID: "one", serverEnd: fullServer, clientEnd: fullClient},
		resumedID,
		"yes id id legacy",
		[]string{"ems.capture.resumed", "ems.resume.accepted_upgrade", "ems.capture.violation.went_on", "ems.capture.violation.went_on"},
	},
	{
		"other-ticket-issued", "RFC 5077, Section 3.3: the ticket that was issued is another one", extendedTicket,
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "other", serverEnd: resumedServer, clientEnd: resumedClient},
		"no none none ems",
		[]string{"ems.capture.not_offered", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"ticket-unreadable", "RFC 5077, Section 3.3: a ticket was issued, and cannot be read",
		script{client: "ems", server: "ems", serverEnd: "certificate server_hello_done new_session_ticket ccs encrypted", clientEnd: fullClient},
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "other", serverEnd: resumedServer, clientEnd: resumedClient},
		"unknown none none ems",
		[]string{"ems.capture.resumed_unknown", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"old-ticket-of-another", "RFC 5077, Section 3.3: no new ticket, and the old one is another",
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		script{client: "ems", server: "ems", clientID: "y", serverID: "y", ticket: "other", serverEnd: resumedServer, clientEnd: resumedClient},
		"no none none unknown",
		[]string{"ems.capture.not_offered", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"old-ticket-declined", "RFC 5077, Section 3.4: a full handshake makes another session than the one whose ticket was offered",
		script{client: "ems", server: "ems", ticket: "ticket", serverID: "z", serverEnd: fullServer, clientEnd: fullClient},
		script{client: "ems", server: "ems", clientID: "y", serverID: "y", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		"no none none ems",
		[]string{"ems.capture.not_offered", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"old-ticket-renewed", "RFC 5077, Section 3.3: with a new ticket the old one is out of use",
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", serverEnd: "issue:new " + resumedServer, clientEnd: resumedClient},
		script{client: "ems", server: "ems", clientID: "y", serverID: "y", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient},
		"no none none unknown",
		[]string{"ems.capture.not_offered", "ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		"ended-behind-the-hello", "RFC 5246, Section 7.2.2: a fatal alert of the server ended it before its kind was seen", extendedTicket,
		script{client: "ems", server: "ems", ticket: "ticket", serverEnd: "alert:0228"},
		"no none ticket ems",
		[]string{"ems.capture.declined", "ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		"tls13", "RFC 8446, Section 4.6.1: tickets come encrypted",
		script{version: 0x0304, suite: 0x1301, serverEnd: "ccs data", clientEnd: "ccs data"},
		script{version: 0x0304, suite: 0x1301, psk: true, serverEnd: "data"},
		"unknown none none ems",
		[]string{"ems.capture.resumed_unknown", "ems.version.tls13", wellCode},
	},
	{
		"ticket-beside-psk", "RFC 8446, Section 4.1.1: a server of TLS 1.2 passes over pre_shared_key", extendedTicket,
		script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", offerPSK: true, serverEnd: resumedServer, clientEnd: resumedClient},
		"yes ticket ticket ems",
		[]string{"ems.capture.resumed", "ems.resume.extended", wellCode},
	},
	{
		"tls13-full", "RFC 8446, Section 2.2: a full handshake resumes nothing, whatever was offered",
		script{version: 0x0304, suite: 0x1301, serverEnd: "ccs data", clientEnd: "ccs data"},
		script{version: 0x0304, suite: 0x1301, offerPSK: true, serverEnd: "data"},
		"no none none ems",
		[]string{"ems.capture.not_resumed", "ems.version.tls13", wellCode},
	},
}

func readScript(t *testing.T, s script) capture.Capture {
	t.Helper()
	c, err := capture.Read(s.streams())
	require.NoError(t, err)
	return c
}

func TestResumed(t *testing.T) {
	t.Parallel()
	for _, tt := range resumptionRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := capture.Resumed(readScript(t, tt.first), readScript(t, tt.second))
			vocabtest.Findings(t, r.Findings)
			got := strings.Join([]string{r.Resumed.String(), r.By.String(), r.Offered.String(), r.Session.String()}, " ")
			require.Equal(t, tt.want, got, tt.why)
			if diff := cmp.Diff(tt.codes, codesOf(r.Findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func codesOf(findings []schannel.Finding) []string {
	var codes []string
	for _, f := range findings {
		code := string(f.Code)
		if f.Certainty == schannel.Likely {
			code += " likely"
		}
		codes = append(codes, code)
	}
	return codes
}

// TestFTP judges a control connection and a data connection together.
func TestFTP(t *testing.T) {
	t.Parallel()
	client, server := extendedID.streams()
	control, err := capture.Read(append([]byte("AUTH TLS\r\n"), client...), append([]byte("220 ready\r\n234 go on\r\n"), server...))
	require.NoError(t, err)
	for _, tt := range []struct {
		name, why string
		data      script
		want      []string
	}{
		{"resumed", "KB4528489, item 3: what such servers demand", resumedID, []string{"ems.capture.resumed", "ems.resume.extended", wellCode}},
		{
			"full", "proftpd/proftpd#1175: a full handshake is refused", extendedID,
			[]string{"ems.capture.not_offered", "ems.capture.ftp_reuse likely", "ems.full.extended", wellCode},
		},
		{
			"declined", "KB4528489, item 3: the server itself declines",
			script{client: "ems", server: "ems", clientID: "one", serverID: "two", serverEnd: fullServer, clientEnd: fullClient},
			[]string{"ems.capture.declined", "ems.capture.ftp_reuse likely", "ems.full.extended", wellCode},
		},
	} {
		r := capture.Resumed(control, readScript(t, tt.data))
		require.Equal(t, tt.want, codesOf(r.Findings), tt.why)
	}
}

// TestResumedMissing names what a comparison lacks.
func TestResumedMissing(t *testing.T) {
	t.Parallel()
	first := readScript(t, extendedTicket)
	resumed := script{client: "ems", server: "ems", clientID: "x", serverID: "x", ticket: "ticket", serverEnd: resumedServer, clientEnd: resumedClient}
	_, server := resumed.streams()
	onlyServer, err := capture.Read(nil, server)
	require.NoError(t, err)
	for _, tt := range []struct {
		name          string
		first, second capture.Capture
		want          []string
	}{
		{"offer", first, onlyServer, []string{"ems.capture.missing.offer"}},
		{"ticket", capture.Capture{}, readScript(t, resumed), []string{"ems.capture.missing.ticket"}},
		{"kind", first, readScript(t, script{client: "ems", server: "ems", ticket: "ticket"}), []string{"ems.capture.missing.kind"}},
		{"nothing", capture.Capture{}, capture.Capture{}, []string{"ems.capture.missing.offer", "ems.capture.missing.kind"}},
	} {
		r := capture.Resumed(tt.first, tt.second)
		require.Equal(t, schannel.Unknown, r.Resumed)
		var missing []string
		for _, m := range r.Findings[0].Missing {
			missing = append(missing, string(m.Code))
		}
		require.Equal(t, tt.want, missing, tt.name)
	}
}

func TestMechanism(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[capture.Mechanism](t)
	require.Equal(t, ems.UnknownSession, capture.Resumed(capture.Capture{}, capture.Capture{}).Session)
}
