// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/tlstest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestDerivation has an end make each of the known mistakes, with the
// arithmetic of the tests, and expects it to be found out.
func TestDerivation(t *testing.T) {
	t.Parallel()
	const (
		rsa, dhe, ecdhe = 0x002f, 0x0033, 0xc013
		extended        = "extended master secret"
		flight          = "certificate certificate_request server_hello_done"
	)
	z := strings.Repeat("z", 30) // what is left of a shared value without its zeros
	tests := []struct {
		name      string
		why       string
		suite     uint16
		legacy    bool   // nothing negotiated
		premaster string // as given to the package
		used      string // as the end used it; "": as given
		label     string
		late      bool // the session hash goes on to CertificateVerify
		want      []string
	}{
		{
			name: "extended", why: "RFC 7627, Section 4", suite: rsa, premaster: z, label: extended,
			want: []string{"ems.derivation.extended"},
		},
		{
			name: "legacy", why: "RFC 5246, Section 8.1", suite: rsa, legacy: true, premaster: z, label: "master secret",
			want: []string{"ems.derivation.legacy"},
		},
		{
			name: "legacy-in-spite", why: "RFC 7627, Section 5.2: negotiated, so it must be used", suite: rsa, premaster: z, label: "master secret",
			want: []string{"ems.derivation.legacy", "ems.derivation.negotiation"},
		},
		{
			name: "extended-in-spite", why: "RFC 7627, Section 5.2: not negotiated, so it must not", suite: rsa, legacy: true, premaster: z, label: extended,
			want: []string{"ems.derivation.extended", "ems.derivation.negotiation"},
		},
		{
			name: "certificate-verify", why: "RFC 7627, Section 3: the hash ends with ClientKeyExchange", suite: rsa, premaster: z, label: extended, late: true,
			want: []string{"ems.derivation.certificate_verify"},
		},
		{
			name: "dhe-stripped", why: "RFC 5246, Section 8.1.2: as it must be", suite: dhe, premaster: "\x00\x00" + z, used: z, label: extended,
			want: []string{"ems.derivation.extended"},
		},
		{
			name: "dhe-kept", why: "RFC 5246, Section 8.1.2: leading zeros are stripped", suite: dhe, premaster: "\x00\x00" + z, label: extended,
			want: []string{"ems.derivation.extended", "ems.derivation.zero_kept"},
		},
		{
			name: "dhe-padded", why: "RFC 5246, Section 8.1.2: the group tells how many there were", suite: dhe, premaster: z, used: "\x00\x00" + z, label: "master secret", legacy: true,
			want: []string{"ems.derivation.legacy", "ems.derivation.zero_kept"},
		},
		{
			name: "ecdhe-kept", why: "RFC 8422, Section 5.10: as it must be", suite: ecdhe, premaster: "\x00\x00" + z, label: extended,
			want: []string{"ems.derivation.extended"},
		},
		{
			name: "ecdhe-stripped", why: "RFC 8422, Section 5.10: leading zeros stay", suite: ecdhe, premaster: "\x00\x00" + z, used: z, label: extended,
			want: []string{"ems.derivation.extended", "ems.derivation.zero_stripped"},
		},
		{
			name: "unexplained", why: "another premaster secret", suite: rsa, premaster: z, used: "other", label: extended,
			want: []string{"ems.derivation.unexplained"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := script{suite: tt.suite, client: "ems", server: "ems", clientEnd: "certificate client_key_exchange certificate_verify ccs encrypted"}
			s.serverEnd = flight + " ccs encrypted"
			if tt.legacy {
				s.server = ""
			}
			if tt.suite == dhe {
				s.serverEnd = "certificate dh certificate_request server_hello_done ccs encrypted"
			}
			client, server := s.streams()
			c, err := capture.Read(client, server)
			require.NoError(t, err)
			w := readWire(t, client, server)
			messages := w.before
			if !tt.late {
				messages = bytes.TrimSuffix(messages, []byte(tlsMessage("certificate_verify")))
			}
			seed, err := derive.SHA256.AppendSum(nil, messages)
			require.NoError(t, err)
			if tt.label != extended {
				seed = w.randoms()
			}
			used := tt.used
			if used == "" {
				used = tt.premaster
			}
			master, err := derive.NewMasterSecret(tlstest.PRF(t, 48, "sha256", []byte(used), tt.label+string(seed)))
			require.NoError(t, err)
			findings, err := c.Derivation([]byte(tt.premaster), derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random), Master: master})
			require.NoError(t, err)
			vocabtest.Findings(t, findings)
			if diff := cmp.Diff(tt.want, vocabtest.FindCodes(findings)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func TestDerivationRefusesInput(t *testing.T) {
	t.Parallel()
	c, err := capture.Read(script{clientEnd: fullClient, serverEnd: fullServer}.streams())
	require.NoError(t, err)
	line := derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random)}
	_, err = c.Derivation([]byte("premaster"), derive.KeyLogLine{})
	requireCode(t, "ems.derivation.other_connection", err)
	_, err = c.Derivation(nil, line)
	requireCode(t, "ems.derive.secret_length", err)
	_, err = c.Derivation(make([]byte, 2049), line)
	requireCode(t, "ems.derive.secret_length", err)
	findings, err := c.Derivation([]byte("premaster"), line)
	require.NoError(t, err)
	require.Equal(t, []string{"ems.derivation.unexplained"}, vocabtest.FindCodes(findings), "no master secret is none of them")

	unknown, err := capture.Read(script{suite: 0xfefe, clientEnd: fullClient, serverEnd: fullServer}.streams())
	require.NoError(t, err)
	_, err = unknown.Derivation([]byte("premaster"), line)
	requireCode(t, "ems.derive.hash_unknown", err)

	abbreviated, err := capture.Read(script{clientID: "id", serverID: "id", clientEnd: resumedClient, serverEnd: resumedServer}.streams())
	require.NoError(t, err)
	_, err = abbreviated.Derivation([]byte("premaster"), line)
	requireCode(t, "ems.derivation.no_key_exchange", err)
}

// TestCaptureTooLong has a Certificate that no transcript keeps: without it
// the hash would be that of another handshake.
func TestCaptureTooLong(t *testing.T) {
	t.Parallel()
	s := script{client: "ems", server: "ems", clientEnd: "client_key_exchange", bare: true}
	client, server := s.streams()
	server = append(server, handshakeMessage(11, strings.Repeat("x", 1_100_000))...)
	server = append(server, tlsMessage("server_hello_done")...)
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	_, err = c.AppendSessionHash(nil)
	requireCode(t, "ems.transcript.limit", err)
	_, err = c.Derivation([]byte("premaster"), derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random)})
	requireCode(t, "ems.transcript.limit", err)
}
