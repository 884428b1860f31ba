// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"bytes"
	"net"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// recorded is one direction of a recorded connection as the raw peer reads it.
func recorded(t *testing.T, version schannel.TLSVersion, stream []byte) *wire {
	t.Helper()
	ours, theirs := net.Pipe()
	go func() {
		_, _ = theirs.Write(stream)
		theirs.Close()
	}()
	l := dialed(ours, time.Minute)
	t.Cleanup(func() { l.close() })
	return &wire{link: l, version: version}
}

// clear reads the messages up to the ChangeCipherSpec.
func (w *wire) clear(t *testing.T) (messages [][]byte) {
	t.Helper()
	for {
		a := w.next()
		if a.kind == aChangeCipherSpec {
			return messages
		}
		require.Equal(t, aMessage, a.kind, "%d messages", len(messages))
		messages = append(messages, a.message)
	}
}

// secretOf finds the master secret of a connection in the key logs of its ends.
func secretOf(t *testing.T, run tlstest.Run, random [32]byte) derive.MasterSecret {
	t.Helper()
	for _, log := range run.KeyLogs(t) {
		for line := range bytes.Lines(log) {
			if l, err := derive.ParseKeyLogLine(line); err == nil && l.ClientRandom == random {
				return l.Master
			}
		}
	}
	t.Fatal("no key log has the connection")
	return derive.MasterSecret{}
}

// TestRecorded: the keys, the records and the Finished messages of the raw peer
// are those of connections between stacks that nobody here wrote. Go is the
// client where OpenSSL and GnuTLS would encrypt before the MAC (RFC 7366).
func TestRecorded(t *testing.T) {
	t.Parallel()
	identity := tlstest.NewIdentity(t)
	livetest.Proves(t, "Go, OpenSSL and GnuTLS: the records of 4 connections, opened")
	tests := []struct {
		client  string
		version schannel.TLSVersion
		sha384  bool
		why     string
	}{
		{"go", schannel.TLS10, false, "RFC 2246, Section 6.2.3.2: CBC that goes on over records"},
		{"go", schannel.TLS11, false, "RFC 4346, Section 6.2.3.2: CBC with its IV in the record"},
		{"openssl", schannel.TLS12, false, "RFC 5288, Section 3: GCM with SHA-256"},
		{"gnutls", schannel.TLS12, true, "RFC 5288, Section 3: GCM with SHA-384"},
	}
	for _, tt := range tests {
		pair := tlstest.Pair{Client: tt.client, Server: "openssl", Version: tt.version, SHA384: tt.sha384, ClientEMS: true, ServerEMS: true}
		t.Run(pair.Name(), func(t *testing.T) {
			t.Parallel()
			pair.Require(t)
			run := pair.Run(t, identity)
			stream := run.Connections[0]
			client, server := recorded(t, tt.version, stream.Client), recorded(t, tt.version, stream.Server)
			fromClient, fromServer := client.clear(t), server.clear(t)
			hello, answered := parseHello(fromClient[0])
			require.True(t, answered)
			answer, answered := parseHello(fromServer[0])
			require.True(t, answered)
			suite, known := suiteOf(answer.suites[0])
			require.True(t, known, "%s", answer.suites[0])
			x := &exchange{wire: &wire{version: tt.version}, suite: suite, clientRandom: hello.random, serverRandom: answer.random}
			master := secretOf(t, run, hello.random)
			k, err := x.keysOf(master)
			require.NoError(t, err)
			client.in, server.in = k.client, k.server
			for _, m := range inOrder(fromClient, fromServer) {
				x.add(m)
			}
			for _, end := range []struct {
				of     *wire
				sender ems.Side
			}{{client, ems.Client}, {server, ems.Server}} {
				if end.sender == ems.Server && fromServer[len(fromServer)-1][0] == tlswire.TypeNewSessionTicket {
					x.add(fromServer[len(fromServer)-1])
				}
				want, err := x.finished(master, end.sender)
				require.NoError(t, err)
				got := end.of.next()
				if diff := cmp.Diff(want, got.message); diff != "" {
					t.Errorf("%s: Finished of the %s (-computed +recorded):\n%s", tt.why, end.sender, diff)
				}
				x.add(want)
			}
		})
	}
}

// inOrder puts the messages of a full handshake up to the ClientKeyExchange
// into their order.
func inOrder(client, server [][]byte) [][]byte {
	order := [][]byte{client[0]}
	for _, m := range server {
		if m[0] != tlswire.TypeNewSessionTicket {
			order = append(order, m)
		}
	}
	return append(order, client[1:]...)
}

// TestProtection: what one end seals the other opens, with every suite in every
// version that has it; nothing else does.
func TestProtection(t *testing.T) {
	t.Parallel()
	master, err := derive.NewMasterSecret(make([]byte, 48))
	require.NoError(t, err)
	for _, suite := range cipherSuites {
		for _, version := range speakable {
			if !suite.in(version) {
				continue
			}
			k, err := newKeys(version, suite, master, [32]byte{1}, [32]byte{2})
			require.NoError(t, err)
			again, err := newKeys(version, suite, master, [32]byte{1}, [32]byte{2})
			require.NoError(t, err)
			for _, text := range []string{"", "a", "sixteen bytes !!", "and more than that"} {
				sealed := k.client.seal(recordHandshake, []byte(text))
				broken := bytes.Clone(sealed)
				broken[len(broken)-1]++
				_, err := again.client.open(recordHandshake, broken)
				require.ErrorIs(t, err, errProtection, "%s: changed", suite.id)
				_, err = again.client.open(recordAlert, sealed)
				require.ErrorIs(t, err, errProtection, "%s: another type", suite.id)
				_, err = again.server.open(recordHandshake, sealed)
				require.ErrorIs(t, err, errProtection, "%s: the other direction", suite.id)
				got, err := again.client.open(recordHandshake, sealed)
				require.NoError(t, err, "%s in %s", suite.id, version)
				require.Equal(t, text, string(got))
			}
			for n := range len("sixteen bytes !!") {
				_, err := again.client.open(recordHandshake, make([]byte, n))
				require.ErrorIs(t, err, errProtection, "%s: %d bytes", suite.id, n)
			}
		}
	}
}
