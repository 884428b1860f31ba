// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
)

// diffFacts compares captures without their hellos, which have tests of their own.
func diffFacts(want, got capture.Capture) string {
	return cmp.Diff(want, got, cmpopts.IgnoreFields(capture.Capture{}, "ClientHello", "ServerHello"), cmpopts.IgnoreUnexported(capture.Capture{}))
}

func TestRead(t *testing.T) {
	t.Parallel()
	const echo = "the session_id echoed"
	full := capture.Capture{
		Version: schannel.TLS12, Suite: 0x002f, Hash: derive.SHA256, Handshake: capture.FullHandshake, KnownBy: "Certificate",
		ServerCertificate: true, ClientFinished: true, ServerFinished: true,
		Alerts: []capture.SentAlert{{Sender: ems.Client, Encrypted: true, Offset: 241}},
	}
	tests := []struct {
		name   string
		why    string
		script script
		want   func(*capture.Capture)
	}{
		{name: "full", why: "RFC 5246, Section 7.3", script: script{serverEnd: fullServer, clientEnd: fullClient}, want: func(*capture.Capture) {}},
		{
			name: "suite-unknown", why: "a suite that is not known here, said so by no hash",
			script: script{suite: 0xfefe, serverEnd: fullServer, clientEnd: fullClient},
			want:   func(c *capture.Capture) { c.Suite, c.Hash = 0xfefe, derive.HashUnspecified },
		},
		{
			name: "client-certificate", why: "RFC 5246, Section 7.4.4 and 7.4.6",
			script: script{serverEnd: "certificate certificate_request server_hello_done ccs encrypted", clientEnd: "certificate client_key_exchange certificate_verify ccs encrypted"},
			want:   func(c *capture.Capture) { c.CertificateRequest, c.ClientCertificate, c.Alerts = true, true, nil },
		},
		{
			name: "no-client-certificate", why: "RFC 5246, Section 7.4.6: an empty list",
			script: script{serverEnd: "certificate certificate_request server_hello_done ccs encrypted", clientEnd: "empty_certificate client_key_exchange ccs encrypted"},
			want:   func(c *capture.Capture) { c.CertificateRequest, c.Alerts = true, nil },
		},
		{
			name: "new-ticket", why: "RFC 5077, Section 3.3: before the ChangeCipherSpec of the server",
			script: script{serverEnd: "certificate server_hello_done new_session_ticket ccs encrypted", clientEnd: fullClient},
			want:   func(c *capture.Capture) { c.NewSessionTicket = true },
		},
		{
			name: "abbreviated", why: "RFC 5246, Section 7.3: ChangeCipherSpec follows the ServerHello",
			script: script{clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
			want: func(c *capture.Capture) {
				c.Handshake, c.KnownBy = capture.AbbreviatedHandshake, "nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished"
				c.ServerCertificate, c.Alerts = false, nil
			},
		},
		{
			name: "abbreviated-by-ticket", why: "RFC 5077, Section 3.3: a new ticket in between",
			script: script{ticket: "ticket", serverEnd: "new_session_ticket " + resumedServer, clientEnd: resumedClient},
			want: func(c *capture.Capture) {
				c.Handshake, c.KnownBy = capture.AbbreviatedHandshake, "nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished"
				c.ServerCertificate, c.NewSessionTicket, c.Alerts = false, true, nil
			},
		},
		{
			name: "echo", why: "RFC 5246, Section 7.4.1.3: the same session_id resumes",
			script: script{clientID: "id", serverID: "id"},
			want:   onlyHellos(capture.AbbreviatedHandshake, echo),
		},
		{
			name: "no-echo", why: "RFC 5246, Section 7.4.1.3: another one does not",
			script: script{clientID: "id", serverID: "other"},
			want:   onlyHellos(capture.FullHandshake, "another session_id in the ServerHello"),
		},
		{
			name: "nothing-offered", why: "RFC 5246, Section 7.4.1.2: an empty session_id offers none",
			script: script{serverID: "new"},
			want:   onlyHellos(capture.FullHandshake, "no session offered"),
		},
		{
			name: "ticket-without-id", why: "RFC 5077, Section 3.4: the ServerHello does not tell",
			script: script{ticket: "ticket"},
			want:   onlyHellos(capture.UnknownHandshake, ""),
		},
		{
			name: "tls13", why: "RFC 8446, Section 2: no pre_shared_key, no resumption; ChangeCipherSpec means nothing",
			script: script{version: 0x0304, suite: 0x1301, clientID: "id", serverID: "id", serverEnd: "ccs data", clientEnd: "ccs data"},
			want: func(c *capture.Capture) {
				onlyHellos(capture.FullHandshake, "no pre_shared_key in the ServerHello")(c)
				c.Version, c.Suite, c.Hash = schannel.TLS13, 0x1301, derive.HashUnspecified
				c.ClientFinished = false
			},
		},
		{
			name: "tls13-resumed", why: "RFC 8446, Section 2.2",
			script: script{version: 0x0304, suite: 0x1301, psk: true, serverEnd: "data"},
			want: func(c *capture.Capture) {
				onlyHellos(capture.AbbreviatedHandshake, "pre_shared_key in the ServerHello")(c)
				c.Version, c.Suite, c.Hash = schannel.TLS13, 0x1301, derive.HashUnspecified
			},
		},
		{
			name: "alerts", why: "RFC 5246, Section 7.2: level and description; in clear before ChangeCipherSpec",
			script: script{serverEnd: "alert:0170 certificate", clientEnd: "alert:0230"},
			want: func(c *capture.Capture) {
				c.ClientFinished, c.ServerFinished = false, false
				c.Alerts = []capture.SentAlert{
					{Sender: ems.Client, Fatal: true, Alert: 48, Offset: 57},
					{Sender: ems.Server, Alert: 112, Offset: 52},
				}
			},
		},
		{
			name: "bare", why: "a stream of messages has no records, and Finished in clear",
			script: script{bare: true, serverEnd: "certificate server_hello_done finished", clientEnd: "client_key_exchange finished"},
			want:   func(c *capture.Capture) { c.Alerts = nil },
		},
		{
			name: "bare-renegotiation", why: "RFC 5246, Section 7.4.1.1: another handshake is noted and not read",
			script: script{bare: true, serverEnd: "certificate server_hello_done finished hello_request server_hello certificate_request", clientEnd: "client_key_exchange finished client_hello certificate"},
			want:   func(c *capture.Capture) { c.Alerts, c.Renegotiation = nil, true },
		},
		{
			name: "server-only", why: "one direction tells what it can",
			script: script{serverEnd: "certificate"},
			want:   func(c *capture.Capture) { c.ClientFinished, c.ServerFinished, c.Alerts = false, false, nil },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client, server := tt.script.streams()
			if tt.name == "server-only" {
				client = nil
			}
			want := full
			tt.want(&want)
			got, err := capture.Read(client, server)
			require.NoError(t, err)
			if diff := diffFacts(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// onlyHellos leaves what two hellos alone say.
func onlyHellos(kind capture.HandshakeKind, by string) func(*capture.Capture) {
	return func(c *capture.Capture) {
		c.Handshake, c.KnownBy = kind, by
		c.ServerCertificate, c.ClientFinished, c.ServerFinished, c.Alerts = false, false, false, nil
	}
}

// TestReadRetry has the second pair of hellos of TLS 1.3 decide.
func TestReadRetry(t *testing.T) {
	t.Parallel()
	client, server := goRecording(t, "Client-TLSv13-HelloRetryRequest")
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	require.Equal(t, schannel.TLS13, c.Version)
	require.Equal(t, capture.FullHandshake, c.Handshake)
	require.True(t, c.ClientHello.EMS)
	require.False(t, c.ServerHello.EMS)
	require.NotEqual(t, 5, c.ClientHello.Offset, "the second ClientHello")
	require.NotEqual(t, 5, c.ServerHello.Offset, "RFC 8446, Section 4.1.4: the HelloRetryRequest is not the ServerHello")
}

// TestFragmentation gives the same messages in records of every size, and
// bare: the facts and the session hash must not change.
func TestFragmentation(t *testing.T) {
	t.Parallel()
	s := script{
		client: "ems", server: "ems", clientID: "one", serverID: "two",
		serverEnd: "certificate certificate_request server_hello_done", clientEnd: "certificate client_key_exchange certificate_verify",
	}
	whole, err := capture.Read(s.streams())
	require.NoError(t, err)
	want, err := whole.AppendSessionHash(nil)
	require.NoError(t, err)
	check := func(s script) {
		got, err := capture.Read(s.streams())
		require.NoError(t, err)
		hash, err := got.AppendSessionHash(nil)
		require.NoError(t, err)
		require.Equal(t, want, hash, "RFC 7627, Section 3: messages, not records")
		require.Empty(t, diffFacts(whole, got))
		got.ClientHello.Offset, got.ServerHello.Offset = whole.ClientHello.Offset, whole.ServerHello.Offset
		require.Equal(t, whole.ClientHello, got.ClientHello)
		require.Equal(t, whole.ServerHello, got.ServerHello)
	}
	for s.split = 1; s.split < 100; s.split++ {
		check(s)
	}
	s.bare = true
	check(s)
}

// TestCut ends a capture after every byte: that is never an error, and says
// whose stream it is.
func TestCut(t *testing.T) {
	t.Parallel()
	client, server := script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient}.streams()
	cut := 0
	for n := 2; n < len(server); n++ {
		c, err := capture.Read(client, server[:n])
		require.NoError(t, err, "after %d bytes", n)
		if c.Cut != nil {
			require.Equal(t, []ems.Side{ems.Server}, c.Cut)
			cut++
		}
		c.Findings(ems.NoSession)
	}
	const inside = 5 // ends of records inside each stream
	require.Equal(t, len(server)-2-inside, cut, "every prefix but those that end with a record")
	cut = 0
	for n := 2; n < len(client); n++ {
		c, err := capture.Read(client[:n], server)
		require.NoError(t, err, "after %d bytes", n)
		if c.Cut != nil {
			require.Equal(t, []ems.Side{ems.Client}, c.Cut)
			cut++
		}
		c.Findings(ems.NoSession)
	}
	require.Equal(t, len(client)-2-inside, cut)
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	client, server := script{serverEnd: fullServer, clientEnd: fullClient}.streams()
	hello := tlsMessage("server_hello")
	tests := []struct {
		name           string
		why            string
		client, server string
		code           schannel.Code
		field          string
		offset         int
	}{
		{"empty", "nothing to read", "", "", "ems.capture.empty", "both streams", schannel.NoOffset},
		{"http", "not TLS", "GET / HTTP/1.1", string(server), "ems.capture.not_tls", "client stream", 0},
		{"ftp", "RFC 4217: TLS begins later", string(client), "220 ready", "ems.capture.not_tls", "server stream", 0},
		{"ssl2", "RFC 5246, Appendix E.2: a hello of SSL 2.0 is not read", "\x80\x2e\x01\x03\x01", "", "ems.capture.not_tls", "client stream", 0},
		{"swapped", "the streams the wrong way round", string(server), string(client), "ems.capture.order", "client stream", 5},
		{"swapped-server", "the streams the wrong way round", "", string(client), "ems.capture.order", "server stream", 5},
		{"two-client-hellos", "RFC 5246, Section 7.3", string(client[:52]) + string(client[:52]), "", "ems.capture.order", "client stream", 57},
		{"two-server-hellos", "RFC 5246, Section 7.3", "", string(server[:47]) + string(server[:47]), "ems.capture.order", "server stream", 52},
		{"certificate-first", "RFC 5246, Section 7.3", "", "\x16\x03\x03" + vector(2, tlsMessage("certificate")), "ems.capture.order", "server stream", 5},
		{"bad-hello", "a hello that is none", "", hello, "ems.hello.length", "server stream, ServerHello.random", 6},
		{"garbage", "what follows a record is a record", string(client) + "x", "", "schannel.record.type", "client stream, record type", len(client)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := capture.Read([]byte(tt.client), []byte(tt.server))
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.code, fault.Code, tt.why)
			require.Equal(t, tt.field, fault.Field)
			require.Equal(t, tt.offset, fault.Offset)
			require.False(t, got.ClientHello.Seen || got.ServerHello.Seen)
		})
	}
}

func TestCaptureJSON(t *testing.T) {
	t.Parallel()
	client, server := script{client: "ems", clientEnd: "alert:0228", serverEnd: "certificate ccs encrypted-alert"}.streams()
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	for _, value := range []any{c, &c, []capture.Capture{c}[0]} {
		got, err := json.Marshal(value)
		require.NoError(t, err)
		text := string(got)
		require.True(t, strings.HasPrefix(text, `{"version":"TLS 1.2","suite":"TLS_RSA_WITH_AES_128_CBC_SHA","hash":"sha256","handshake":"full","known_by":"Certificate","client_hello":{"seen":true,`), text)
		require.True(t, strings.HasSuffix(text, `"renegotiation":false,"alerts":[`+
			`{"sender":"client","fatal":true,"alert":"handshake_failure","number":40,"encrypted":false,"offset":63},`+
			`{"sender":"server","fatal":false,"alert":null,"number":null,"encrypted":true,"offset":78}],"cut":[]}`), text)
	}
}
