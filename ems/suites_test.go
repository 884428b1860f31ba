// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// boring is the policy of BoringSSL, whose tests these are: legacy sessions
// are resumed, the extension is checked first, renegotiation changes nothing.
var boring = ems.Policy{OfferLegacy: true, ResumeLegacy: true, CheckFirst: true, RefuseUpgrade: true}

var without = ems.Policy{Disabled: true, OfferLegacy: true, ResumeLegacy: true, DeclineLegacy: true}

var everyVersion = []schannel.TLSVersion{
	schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13,
	schannel.DTLS10, schannel.DTLS12, schannel.DTLS13,
}

// TestBoringSSLFull has {No}ExtendedMasterSecret-{version}-{Client,Server} of
// BoringSSL's ssl/test/runner/ems_tests.go: the handshake succeeds, and the
// extension counts as used with it, and always in TLS 1.3.
func TestBoringSSLFull(t *testing.T) {
	t.Parallel()
	for _, version := range everyVersion {
		tls13 := version == schannel.TLS13 || version == schannel.DTLS13
		for _, with := range []bool{true, false} {
			server := boring.Server(ems.Handshake{Version: version, Attempt: ems.Full, ClientHello: with})
			client := boring.Client(ems.Handshake{Version: version, Attempt: ems.Full, ClientHello: true, ServerHello: with && !tls13})
			for _, d := range []ems.Decision{server, client} {
				want := []any{ems.Full, with || tls13}
				if diff := cmp.Diff(want, []any{d.Action, d.Extended}); diff != "" {
					t.Errorf("%s, extension %t (-want +got):\n%s", version, with, diff)
				}
			}
		}
	}
}

// TestBoringSSL has the other rows of the same file, the one of
// extension_tests.go and those of export_tests.go.
func TestBoringSSL(t *testing.T) {
	t.Parallel()
	const yes, no = true, false
	hello := func(session ems.Session, ch, sh bool) ems.Handshake {
		return ems.Handshake{Attempt: ems.Resume, Session: session, Resumable: true, ClientHello: ch, ServerHello: sh}
	}
	renegotiation := func(session ems.Session, sh bool) ems.Handshake {
		return ems.Handshake{Attempt: ems.Full, InPlace: session, Renegotiation: true, ClientHello: true, ServerHello: sh}
	}
	tests := []struct {
		name      string
		side      ems.Side
		handshake ems.Handshake
		action    ems.Action
		extended  bool
		why       string
	}{
		{"YesToYes-Client", ems.Client, hello(ems.ExtendedSession, yes, yes), ems.Resume, true, "resumed with the extension"},
		{"YesToYes-Server", ems.Server, hello(ems.ExtendedSession, yes, no), ems.Resume, true, "resumed with the extension"},
		{"NoToNo-Client", ems.Client, hello(ems.LegacySession, yes, no), ems.Resume, false, "resumed without"},
		{"NoToNo-Server", ems.Server, hello(ems.LegacySession, no, no), ems.Resume, false, "resumed without"},
		{"NoToYes-Server", ems.Server, hello(ems.LegacySession, yes, no), ems.Full, true, "resumption is rejected"},
		{"YesToNo-Server", ems.Server, hello(ems.ExtendedSession, no, no), ems.Abort, false, ":RESUMED_EMS_SESSION_WITHOUT_EMS_EXTENSION:"},
		{"NoToYes-Client", ems.Client, hello(ems.LegacySession, yes, yes), ems.Abort, false, ":RESUMED_NON_EMS_SESSION_WITH_EMS_EXTENSION:"},
		{"YesToNo-Client", ems.Client, hello(ems.ExtendedSession, yes, no), ems.Abort, false, ":RESUMED_EMS_SESSION_WITHOUT_EMS_EXTENSION:"},
		{"Renego-NoEMS", ems.Client, renegotiation(ems.LegacySession, no), ems.Full, false, "none to none is fine"},
		{"Renego-Upgrade", ems.Client, renegotiation(ems.LegacySession, yes), ems.Abort, false, ":RENEGOTIATION_EMS_MISMATCH:"},
		{"Renego-Downgrade", ems.Client, renegotiation(ems.ExtendedSession, no), ems.Abort, false, ":RENEGOTIATION_EMS_MISMATCH:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, version := range everyVersion {
				if version == schannel.TLS13 || version == schannel.DTLS13 {
					continue
				}
				tt.handshake.Version = version
				d := boring.Client(tt.handshake)
				if tt.side == ems.Server {
					d = boring.Server(tt.handshake)
				}
				if diff := cmp.Diff([]any{tt.action, tt.extended}, []any{d.Action, d.Extended}); diff != "" {
					t.Errorf("%s, %s (-want +got):\n%s", version, tt.why, diff)
				}
			}
		})
	}
}

// TestBoringSSLForbiddenTLS13 has EMS-Forbidden-TLS13 of extension_tests.go.
func TestBoringSSLForbiddenTLS13(t *testing.T) {
	t.Parallel()
	d := boring.Client(ems.Handshake{Version: schannel.TLS13, Attempt: ems.Full, ClientHello: true, ServerHello: true})
	if diff := cmp.Diff(ems.Abort, d.Action); diff != "" {
		t.Errorf("a ServerHello of TLS 1.3 has the extension (-want +got):\n%s", diff)
	}
}

// TestBoringSSLTLSUnique has TLSUnique-{Full,Resume}-{EMS,NoEMS}-{Client,Server}
// of export_tests.go: only a resumed legacy session has no channel binding.
func TestBoringSSLTLSUnique(t *testing.T) {
	t.Parallel()
	for _, attempt := range []ems.Action{ems.Full, ems.Resume} {
		for _, session := range []ems.Session{ems.ExtendedSession, ems.LegacySession} {
			with := session == ems.ExtendedSession
			h := ems.Handshake{Version: schannel.TLS12, Attempt: attempt, Session: session, Resumable: true, ClientHello: with, ServerHello: with}
			for _, d := range []ems.Decision{boring.Client(h), boring.Server(h)} {
				want := []any{attempt, attempt == ems.Resume && !with}
				if diff := cmp.Diff(want, []any{d.Action, d.Off.TLSUnique}); diff != "" {
					t.Errorf("%s, %s session (-want +got):\n%s", attempt, session, diff)
				}
			}
		}
	}
}

// stripped says from which hello something on the way takes the extension, as
// the proxy of OpenSSL's tests does.
type stripped struct{ clientHello, serverHello bool }

// connection is what two policies make of each other, each with its own view
// of the session.
type connection struct {
	Result                   ems.Action
	ClientHello, ServerHello bool // as they were sent
	client, server           ems.Session
}

// connect runs a handshake in which client and server know those sessions.
func connect(version schannel.TLSVersion, client, server ems.Policy, last connection, box stripped) connection {
	offer := client.Offer(ems.Handshake{Version: version, Session: last.client, Resumable: true})
	got := ems.Handshake{Version: version, Attempt: offer.Action, ClientHello: offer.Extension && !box.clientHello}
	if offer.Action == ems.Resume {
		got.Session, got.Resumable = last.server, true
	}
	answer := server.Server(got)
	if answer.Action == ems.Abort {
		return connection{Result: ems.Abort, ClientHello: offer.Extension}
	}
	seen := ems.Handshake{
		Version: version, Attempt: answer.Action, Session: last.client, Resumable: true,
		ClientHello: offer.Extension, ServerHello: answer.Extension && !box.serverHello,
	}
	end := client.Client(seen)
	c := connection{Result: end.Action, ClientHello: offer.Extension, ServerHello: answer.Extension, client: last.client, server: last.server}
	if end.Action == ems.Full {
		c.client, c.server = made(end.Extended), made(answer.Extended)
	}
	return c
}

// made is the session that a full handshake makes.
func made(extended bool) ems.Session {
	if extended {
		return ems.ExtendedSession
	}
	return ems.LegacySession
}

// TestOpenSSL has the rows of OpenSSL's test/recipes/70-test_tlsextms.t, where
// a proxy removes the extension from one hello or the other, and test_no_ems
// of test/sslapitest.c. Whether sessions travel as tickets (rows 1, 2) or by
// ID (rows 3, 4) makes no difference here.
func TestOpenSSL(t *testing.T) {
	t.Parallel()
	openssl := ems.Policy{OfferLegacy: true, ResumeLegacy: true}
	first := func(box stripped) connection {
		return connect(schannel.TLS12, openssl, openssl, connection{}, box)
	}
	none, ch, sh := stripped{}, stripped{clientHello: true}, stripped{serverHello: true}
	const tls12, tls13 = schannel.TLS12, schannel.TLS13
	tests := []struct {
		name    string
		version schannel.TLSVersion
		server  ems.Policy
		last    connection
		box     stripped
		action  ems.Action
		ch, sh  bool
		why     string
	}{
		{"1-3-untouched", tls12, openssl, connection{}, none, ems.Full, true, true, "both hellos have it"},
		{"2-4-client-hello-stripped", tls12, openssl, connection{}, ch, ems.Full, true, false, "none, full"},
		{"5-resumed", tls12, openssl, first(none), none, ems.Resume, true, true, "abbreviated, both hellos have it"},
		{"6-legacy-then-ems", tls12, openssl, first(ch), none, ems.Full, true, true, "a full handshake with it"},
		{"7-client-hello-stripped-second", tls12, openssl, first(none), ch, ems.Abort, true, false, "the connection fails"},
		{"8-server-hello-stripped-second", tls12, openssl, first(none), sh, ems.Abort, true, true, "the connection fails"},
		{"9-server-hello-stripped-first", tls12, openssl, first(sh), none, ems.Abort, true, true, "the client holds a legacy session, the server an extended one"},
		{"10-tls13", tls13, openssl, connection{}, none, ems.Full, true, false, "the ClientHello has it, the ServerHello has not"},
		{"test-no-ems", tls12, without, connection{}, none, ems.Full, true, false, "SSL_OP_NO_EXTENDED_MASTER_SECRET on the server"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := connect(tt.version, openssl, tt.server, tt.last, tt.box)
			want := []any{tt.action, tt.ch, tt.sh}
			if diff := cmp.Diff(want, []any{got.Result, got.ClientHello, got.ServerHello}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestMbedTLSFull has the rows of mbedTLS's tests/ssl-opt.sh on switching the
// extension on and off at either end.
func TestMbedTLSFull(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		client, server ems.Policy
		want           bool
	}{
		{"default", ems.Policy{}, ems.Policy{}, true},
		{"client-on-server-off", ems.Policy{}, without, false},
		{"client-off-server-on", without, ems.Policy{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := connect(schannel.TLS12, tt.client, tt.server, connection{}, stripped{})
			want := []any{ems.Full, made(tt.want), made(tt.want)}
			if diff := cmp.Diff(want, []any{got.Result, got.client, got.server}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRequireMatrix has the tests of pion/dtls (conn_test.go) and hs-tls
// (HandshakeSpec.hs): of nine pairs, only one that requires and one that is
// switched off fail.
func TestRequireMatrix(t *testing.T) {
	t.Parallel()
	modes := []ems.Policy{{}, {Require: true}, {Disabled: true}}
	for _, client := range modes {
		for _, server := range modes {
			want := ems.Full
			if client.Require && server.Disabled || client.Disabled && server.Require {
				want = ems.Abort
			}
			got := connect(schannel.DTLS12, client, server, connection{}, stripped{})
			if diff := cmp.Diff(want, got.Result); diff != "" {
				t.Errorf("client %+v, server %+v (-want +got):\n%s", client, server, diff)
			}
		}
	}
}
