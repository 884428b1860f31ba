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
	for _, tt := range derivationRows {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := script{suite: tt.suite, client: "ems", server: "ems", clientEnd: "certificate client_key_exchange certificate_verify ccs encrypted"}
			s.serverEnd = "certificate certificate_request server_hello_done ccs encrypted"
			if tt.legacy {
				s.server = ""
			}
			if tt.suite == suiteDHE {
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
			if tt.label != extendedLabel {
				seed = w.randoms()
			}
			if tt.prime > 0 {
				c.PrimeLen = tt.prime
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
			var got []string
			for _, f := range findings {
				line := string(f.Code)
				for _, arg := range f.Args {
					line += " " + arg.Value
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
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
	server = append(server, handshakeMessage(11, vector(3, vector(3, strings.Repeat("x", 1_100_000))))...)
	server = append(server, tlsMessage("server_hello_done")...)
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	_, err = c.AppendSessionHash(nil)
	requireCode(t, "ems.transcript.limit", err)
	_, err = c.Derivation([]byte("premaster"), derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random)})
	requireCode(t, "ems.transcript.limit", err)
}
