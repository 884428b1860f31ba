// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	fullServer = "certificate server_hello_done ccs encrypted data"
	fullClient = "client_key_exchange ccs encrypted data encrypted-alert"

	resumedServer = "ccs encrypted data"
	resumedClient = "ccs encrypted data"
)

func TestCaptureFindings(t *testing.T) {
	t.Parallel()
	for _, tt := range verdictRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client, server := tt.script.streams()
			c, err := capture.Read(client, server)
			require.NoError(t, err)
			findings := c.Findings(tt.session)
			vocabtest.Findings(t, findings)
			var got []string
			var because []schannel.Code
			for _, f := range findings {
				code := string(f.Code)
				if strings.HasPrefix(code, "ems.capture.violation.") {
					code += " of the " + f.Subject.Kind
					require.Equal(t, f.Subject.Kind, f.Args[0].Value, "who is blamed")
				}
				if f.Certainty == schannel.Likely {
					code += " likely"
				}
				got = append(got, code)
				if f.Code == "ems.capture.keys_differ" {
					require.Equal(t, []schannel.Code{"ems.capture.aborted"}, f.Because)
				} else if f.Code != "ems.capture.well" {
					because = append(because, f.Because...)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.because, slices.Compact(because)); diff != "" {
				t.Errorf("because (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSessionUnknown says what a verdict takes for granted about an abbreviated
// handshake, by the extension in its hellos (RFC 7627, Section 5.3).
func TestSessionUnknown(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, client, server, end, session, aware string }{
		{"both", "ems", "ems", resumedClient, "ems", "yes"},
		{"client-only", "ems", "", resumedClient, "legacy", "no"},
		{"client-only-refused", "ems", "", "alert:0228", "ems", "yes"},
		{"neither", "", "", resumedClient, "legacy", "unknown"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := capture.Read(script{
				client: tt.client, server: tt.server, clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: tt.end,
			}.streams())
			require.NoError(t, err)
			findings := c.Findings(ems.NoSession)
			at := slices.IndexFunc(findings, func(f schannel.Finding) bool { return f.Code == "ems.capture.session_unknown" })
			require.GreaterOrEqual(t, at, 0)
			require.Equal(t, []string{tt.session, tt.aware}, []string{findings[at].Args[0].Value, findings[at].Args[1].Value})
			require.Equal(t, schannel.Code("ems.capture.missing.session"), findings[at].Missing[0].Code)
		})
	}
}

// TestClausesOfBreaches names the clause that each deed is against.
func TestClausesOfBreaches(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, deed, clause string
		script             script
		session            ems.Session
	}{
		{"data", "data", "RFC 7627, Section 5.1", script{client: "data", serverEnd: "nothing alert:0232"}, ems.NoSession},
		{"sent", "sent", "RFC 5246, Section 7.4.1.4", script{server: "ems", serverEnd: "certificate server_hello_done", clientEnd: "alert:026e"}, ems.NoSession},
		{"left-out", "left_out", "RFC 7627, Section 5.3", script{client: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient}, ems.ExtendedSession},
		{"went-on", "went_on", "RFC 7627, Section 5.3", script{clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient}, ems.ExtendedSession},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := capture.Read(tt.script.streams())
			require.NoError(t, err)
			findings := c.Findings(tt.session)
			at := slices.IndexFunc(findings, func(f schannel.Finding) bool { return f.Code == schannel.Code("ems.capture.violation."+tt.deed) })
			require.GreaterOrEqual(t, at, 0)
			require.Equal(t, tt.clause, findings[at].Args[1].Value)
		})
	}
}

// TestMissingBeginning: of a stream that begins late, what it lacks may stand
// before the capture.
func TestMissingBeginning(t *testing.T) {
	t.Parallel()
	client, server := script{client: "ems", server: "ems"}.streams()
	data := []byte(full.items("data"))
	for _, tt := range []struct {
		name           string
		client, server []byte
		want           []string
	}{
		{"server", client, data, []string{"server_hello", "beginning server"}},
		{"client", data, server, []string{"client_hello", "beginning client"}},
		{"both", data, data, []string{"client_hello", "server_hello", "beginning client", "beginning server"}},
		{"neither", client, nil, []string{"server_hello"}},
		{"client-late-and-hello", append([]byte(full.items("certificate_verify")), client...), nil, []string{"server_hello"}},
		{"server-late-and-hello", nil, append([]byte(full.items("new_session_ticket")), server...), []string{"client_hello"}},
		{"alert-alone", nil, []byte(full.items("alert:0228")), []string{"client_hello", "server_hello"}},
	} {
		c, err := capture.Read(tt.client, tt.server)
		require.NoError(t, err)
		var missing []string
		for _, m := range c.Findings(ems.NoSession)[0].Missing {
			line := strings.TrimPrefix(string(m.Code), "ems.capture.missing.")
			for _, arg := range m.Args {
				line += " " + arg.Value
			}
			missing = append(missing, line)
		}
		require.Equal(t, tt.want, missing, tt.name)
	}
}

// TestClearAnswers: RFC 5246, Section 7.4.1.3: a ServerHello or an alert answers a
// ClientHello; a dialogue of both ends that leads to TLS answers nothing.
func TestClearAnswers(t *testing.T) {
	t.Parallel()
	hello, answer := script{client: "ems"}.streams()
	serverHello := string(answer)
	const greeting = "220 mail.example ESMTP\r\n250 STARTTLS\r\n"
	for _, tt := range []struct {
		name, client, server string
		want                 []string
	}{
		{"http", "", "HTTP/1.1 400 Bad Request\r\n\r\n", []string{"ems.capture.clear_answer"}},
		{"nobody-knows-it", "", "\x99\x98\x97\x96", []string{"ems.capture.clear_answer"}},
		{"greeting", "", greeting, []string{"ems.capture.clear_answer"}},
		{"greeting-of-a-dialogue", "EHLO me\r\nSTARTTLS\r\n", greeting, []string{"ems.capture.incomplete"}},
		{"within-a-record", "", "\x99\x98\x97\x96" + full.items("certificate server_hello_done"), []string{"ems.capture.incomplete"}},
		{"within-a-record-resumed", "", "\x99\x98\x97\x96" + full.items("ccs encrypted"), []string{"ems.capture.incomplete"}},
		{"behind-the-hello", "", serverHello + "HTTP/1.1 400 Bad Request\r\n\r\n", []string{"ems.full.legacy_server", wellCode}},
		{"silence", "", "", []string{"ems.capture.incomplete"}},
	} {
		c, err := capture.Read(append([]byte(tt.client), hello...), []byte(tt.server))
		require.NoError(t, err, tt.name)
		require.Equal(t, tt.want, codesOf(c.Findings(ems.NoSession)), tt.name)
	}
}

// TestNoClearAnswer: an answer needs a ClientHello that was captured.
func TestNoClearAnswer(t *testing.T) {
	t.Parallel()
	c, err := capture.Read([]byte(full.items("client_key_exchange")), []byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
	require.NoError(t, err)
	require.Equal(t, []string{"ems.capture.incomplete"}, codesOf(c.Findings(ems.NoSession)))
}

// TestReasonsOfAlerts: the reason of an alert is a rule that makes its sender send
// it, at the place where it was sent.
func TestReasonsOfAlerts(t *testing.T) {
	t.Parallel()
	refused := script{clientID: "id", serverEnd: "nothing alert:0228", clientEnd: "alert:0228"}
	for _, tt := range []struct {
		name, why string
		script    script
		session   ems.Session
		sender    ems.Side
		want      []schannel.Code
	}{
		{
			"client-of-the-hello", "RFC 5246, Section 7.4.1.4: the client must abort",
			script{server: "ems", serverEnd: "certificate server_hello_done", clientEnd: "alert:026e"},
			ems.NoSession, ems.Client,
			[]schannel.Code{"ems.full.unsolicited"},
		},
		{
			"server-behind-its-hello", "RFC 5246, Section 7.4.1.4: it is the client that must",
			script{server: "ems", serverEnd: "certificate server_hello_done alert:026e"},
			ems.NoSession, ems.Server, nil,
		},
		{"server-of-the-offer", "RFC 7627, Section 5.3: the server must abort", refused, ems.ExtendedSession, ems.Server, []schannel.Code{"ems.resume.downgrade"}},
		{"client-of-its-own-offer", "RFC 7627, Section 5.3: it is the server that must", refused, ems.ExtendedSession, ems.Client, nil},
	} {
		c, err := capture.Read(tt.script.streams())
		require.NoError(t, err)
		findings := c.Findings(tt.session)
		at := slices.IndexFunc(findings, func(f schannel.Finding) bool {
			return f.Code == "ems.capture.aborted" && f.Subject.Name == tt.sender.String()
		})
		require.GreaterOrEqual(t, at, 0, tt.name)
		require.Empty(t, cmp.Diff(tt.want, findings[at].Because, cmpopts.EquateEmpty()), "%s: %s", tt.name, tt.why)
	}
}

// TestFatalAlert: RFC 5246, Section 7.2.2: a fatal alert ends the connection.
func TestFatalAlert(t *testing.T) {
	t.Parallel()
	warning := capture.SentAlert{Sender: ems.Client, Alert: 112}
	hidden := capture.SentAlert{Sender: ems.Client, Encrypted: true}
	behind := capture.SentAlert{Sender: ems.Client, Fatal: true, Alert: ems.IllegalParameter, BehindGap: true}
	fatal := capture.SentAlert{Sender: ems.Server, Fatal: true, Alert: ems.HandshakeFailure}
	got, found := capture.Capture{Alerts: []capture.SentAlert{warning, hidden, behind, fatal}}.FatalAlert()
	require.True(t, found)
	require.Equal(t, fatal, got)
	got, found = capture.Capture{Alerts: []capture.SentAlert{fatal}}.FatalAlert()
	require.True(t, found)
	require.Equal(t, fatal, got, "the first of all")
	_, found = capture.Capture{Alerts: []capture.SentAlert{warning, hidden, behind}}.FatalAlert()
	require.False(t, found)
}

func TestCaptureOfOneByte(t *testing.T) {
	t.Parallel()
	c, err := capture.Read([]byte{0x16}, nil)
	require.NoError(t, err, "a stream that ends early is no error")
	require.Equal(t, []ems.Side{ems.Client}, c.Cut)
}
