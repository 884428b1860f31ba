// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"encoding/json"
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
	return cmp.Diff(want, got, cmpopts.IgnoreFields(capture.Capture{}, "ClientHello", "ServerHello", "ClientKeyExchange", "ServerHelloDone", "Messages", "Refused", "CertificateVerify", "PrimeLen", "NewTicket", "Defects"))
}

func TestRead(t *testing.T) {
	t.Parallel()
	full := capture.Capture{
		Version: schannel.TLS12, Suite: 0x002f, Hash: derive.SHA256, Handshake: capture.FullHandshake, KnownBy: knownBy("certificate", "Certificate"),
		ServerCertificate: true, ClientFinished: true, ServerFinished: true,
		SidesFound: true, Alerts: []capture.SentAlert{{Sender: ems.Client, Encrypted: true, Offset: 241}},
	}
	for _, tt := range readRows {
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

// knownBy is what shows of which kind a handshake is.
func knownBy(code schannel.Code, text string) schannel.Phrase {
	return schannel.Phrase{Code: "ems.capture.known_by." + code, Text: text}
}

// onlyHellos leaves what two hellos alone say.
func onlyHellos(kind capture.HandshakeKind, by schannel.Phrase) func(*capture.Capture) {
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

// TestAlertJSON: RFC 5246, Section 7.2.1: close_notify has the number 0, and is no
// alert that cannot be seen.
func TestAlertJSON(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(capture.SentAlert{Sender: ems.Client, Alert: ems.CloseNotify})
	require.NoError(t, err)
	require.Contains(t, string(got), `"alert":"close_notify"`)
	got, err = json.Marshal(capture.SentAlert{Sender: ems.Client, Alert: ems.DecodeError, Encrypted: true})
	require.NoError(t, err)
	require.Contains(t, string(got), `"alert":"decode_error"`)
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
		require.True(t, strings.HasPrefix(text, `{"version":"TLS 1.2","suite":"TLS_RSA_WITH_AES_128_CBC_SHA","hash":"sha256","handshake":"full",`+
			`"known_by":{"code":"ems.capture.known_by.certificate","args":[],"text":"Certificate"},"client_hello":{"seen":true,`), text)
		require.Contains(t, text, `"alerts":[`+
			`{"sender":"client","fatal":true,"encrypted":false,"behind_gap":false,"offset":63,"alert":"handshake_failure"},`+
			`{"sender":"server","fatal":false,"encrypted":true,"behind_gap":false,"offset":78,"alert":null}],"gaps":[],"late":[],"cut":[],"outside":[],"defects":[],"messages":"01`)
	}
}
