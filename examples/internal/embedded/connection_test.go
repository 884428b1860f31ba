// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package embedded_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestConnection: the capture of the combined case was not taken from anybody.
// It is a handshake of TLS_DHE in which the server knows no extended master
// secret and cannot decrypt the client's Finished.
func TestConnection(t *testing.T) {
	t.Parallel()
	c, err := embedded.Case("combined")
	require.NoError(t, err)
	vocabtest.Equal(t, []casefile.Connection{connection(t)}, c.EMS.Connections)
}

func connection(t *testing.T) casefile.Connection {
	t.Helper()
	cases := slices.Collect(ems.Cases())
	at := slices.IndexFunc(cases, func(c ems.Case) bool {
		h := c.Handshake
		return c.Side == ems.Client && c.Policy == (ems.Policy{}) && h.Version == schannel.TLS12 && h.Attempt == ems.Full && h.ClientHello && !h.ServerHello && !h.Renegotiation
	})
	require.NotEqual(t, -1, at)
	fields := hello.Fields{Random: [32]byte{1}, Suites: []derive.Suite{0x009f}}
	client, err := hello.AppendClientHello(nil, cases[at], fields)
	require.NoError(t, err)
	fields.Random = [32]byte{2}
	server, err := hello.AppendServerHello(nil, cases[at], fields)
	require.NoError(t, err)
	const serverKeyExchange, certificate, serverHelloDone, clientKeyExchange = 12, 11, 14, 16
	return casefile.Connection{
		Client: slices.Concat(
			handshake(client...), message(clientKeyExchange, 0, 4, 9, 9, 9, 9),
			record(20, 1),                  // ChangeCipherSpec
			handshake(make([]byte, 40)...), // Finished, encrypted
		),
		Server: slices.Concat(
			handshake(server...), message(certificate, 0, 0, 0),
			message(serverKeyExchange, 0, 2, 0xff, 0xfb, 0, 1, 2, 0, 2, 1, 1, 4, 1, 0, 1, 7), // a group of 16 bits, signed in one byte
			message(serverHelloDone),
			record(21, 2, byte(ems.BadRecordMAC)),
		),
	}
}

func record(kind byte, payload ...byte) []byte {
	return append([]byte{kind, 3, 3, byte(len(payload) >> 8), byte(len(payload))}, payload...)
}

func handshake(payload ...byte) []byte { return record(22, payload...) }

func message(kind byte, body ...byte) []byte {
	return handshake(append([]byte{kind, 0, byte(len(body) >> 8), byte(len(body))}, body...)...)
}
