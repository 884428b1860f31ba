// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"bytes"
	"crypto/rsa"
	"crypto/tls"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

const (
	tls10 = schannel.TLS10
	tls11 = schannel.TLS11
	tls12 = schannel.TLS12

	once     = tlstest.NoResumption
	byID     = tlstest.ByID
	byTicket = tlstest.ByTicket
)

// livePairs are the handshakes of TestLive: the two stacks, the version,
// whether the suite has SHA-384, and which end has the extension.
var livePairs = []tlstest.Pair{
	{Client: "go", Server: "openssl", Version: tls10, ClientEMS: true, ServerEMS: true, Resume: once},
	{Client: "go", Server: "openssl", Version: tls11, ClientEMS: true, ServerEMS: true, Resume: once},
	{Client: "go", Server: "openssl", Version: tls12, ClientEMS: true, ServerEMS: true, Resume: byTicket},
	{Client: "go", Server: "openssl", Version: tls12, SHA384: true, ClientEMS: true, ServerEMS: true, Resume: once},
	{Client: "go", Server: "openssl", Version: tls12, ClientEMS: true, Resume: byTicket},
	{Client: "openssl", Server: "go", Version: tls10, ClientEMS: true, ServerEMS: true, Resume: once},
	{Client: "openssl", Server: "go", Version: tls11, ServerEMS: true, Resume: once},
	{Client: "openssl", Server: "go", Version: tls12, ClientEMS: true, ServerEMS: true, Resume: byTicket},
	{Client: "openssl", Server: "go", Version: tls12, SHA384: true, ServerEMS: true, Resume: byTicket},
	{Client: "openssl", Server: "openssl", Version: tls10, ClientEMS: true, ServerEMS: true, Resume: byID},
	{Client: "openssl", Server: "openssl", Version: tls11, ClientEMS: true, ServerEMS: true, Resume: byTicket},
	{Client: "openssl", Server: "openssl", Version: tls12, ClientEMS: true, ServerEMS: true, Resume: byID},
	{Client: "openssl", Server: "openssl", Version: tls12, ServerEMS: true, Resume: byID},
	{Client: "openssl", Server: "openssl", Version: tls12, SHA384: true, ClientEMS: true, Resume: byID},
	{Client: "gnutls", Server: "go", Version: tls12, ClientEMS: true, ServerEMS: true, Resume: once},
	{Client: "gnutls", Server: "go", Version: tls12, ServerEMS: true, Resume: once},
	{Client: "gnutls", Server: "openssl", Version: tls10, ClientEMS: true, ServerEMS: true, Resume: once},
	{Client: "gnutls", Server: "openssl", Version: tls12, ClientEMS: true, ServerEMS: true, Resume: byID},
	{Client: "gnutls", Server: "openssl", Version: tls12, ClientEMS: true, ServerEMS: true, Resume: byTicket},
	{Client: "gnutls", Server: "openssl", Version: tls12, SHA384: true, ServerEMS: true, Resume: byID},
}

// TestLive captures real handshakes with RSA key exchange. The facts must be
// those of the test's own making, and the secret that both ends log must be
// the one derived here from the premaster secret.
func TestLive(t *testing.T) {
	t.Parallel()
	identity := tlstest.NewIdentity(t)
	livetest.Proves(t, "Go, OpenSSL and GnuTLS: %d pairs, facts and master secrets as both ends log them", len(livePairs))
	for _, pair := range livePairs {
		t.Run(pair.Name(), func(t *testing.T) {
			t.Parallel()
			pair.Require(t)
			run := pair.Run(t, identity)
			l := live{pair, identity.Key, run.KeyLogs(t)}
			first := l.check(t, run.Connections[0], capture.FullHandshake)
			if pair.Resume == once {
				return
			}
			resumed := l.check(t, run.Connections[1], capture.AbbreviatedHandshake)
			require.Equal(t, pair.Resume == byTicket, len(resumed.capture.ClientHello.Offered) > 0)
			link := capture.Resumed(first.capture, resumed.capture)
			require.Equal(t, []any{schannel.Yes, pair.Resume == byTicket}, []any{link.Resumed, link.By == capture.ByTicket})
			require.Equal(t, schannel.No, capture.Resumed(resumed.capture, first.capture).Resumed)
			require.True(t, first.master.Equal(resumed.master), "RFC 7627, Section 5.3: the stored master secret")
		})
	}
}

// live is a pair that has run.
type live struct {
	tlstest.Pair
	key  *rsa.PrivateKey
	logs [][]byte
}

// checked is a connection that holds what it should.
type checked struct {
	capture capture.Capture
	master  derive.MasterSecret
}

func (l live) check(t *testing.T, streams tlstest.Streams, kind capture.HandshakeKind) checked {
	t.Helper()
	c, err := capture.Read(streams.Client, streams.Server)
	require.NoError(t, err)
	require.Equal(t, kind.String(), c.Handshake.String(), "known by %s", c.KnownBy.Text)
	require.Equal(t, l.Version, c.Version)
	require.Equal(t, tls.CipherSuiteName(l.Suite()), c.Suite.String())
	require.Equal(t, l.ClientEMS, c.ClientHello.EMS)
	require.Equal(t, l.ClientEMS && l.ServerEMS, c.ServerHello.EMS)
	require.True(t, c.ClientFinished && c.ServerFinished)
	require.False(t, c.CertificateRequest || c.ClientCertificate)
	require.Equal(t, kind == capture.FullHandshake, c.ServerCertificate)
	logged := 0
	var master derive.MasterSecret
	for _, log := range l.logs {
		if line, ok := lineOf(t, log, c); ok {
			logged++
			master = line.Master
			if kind == capture.FullHandshake {
				l.checkDerivation(t, streams, c, line)
			}
		}
	}
	require.NotZero(t, logged, "a key log has the connection")
	return checked{c, master}
}

// checkDerivation compares the secret in a key log with the one derived from
// the premaster secret.
func (l live) checkDerivation(t *testing.T, streams tlstest.Streams, c capture.Capture, line derive.KeyLogLine) {
	t.Helper()
	w := readWire(t, streams.Client, streams.Server)
	premaster := w.premaster(t, l.key)
	want := "ems.derivation.legacy"
	master, err := derive.LegacyMasterSecret(c.Hash, premaster, w.randoms())
	require.NoError(t, err)
	if l.ClientEMS && l.ServerEMS {
		want = "ems.derivation.extended"
		sessionHash, err := c.AppendSessionHash(nil)
		require.NoError(t, err)
		master, err = derive.ExtendedMasterSecret(c.Hash, premaster, sessionHash)
		require.NoError(t, err)
	}
	require.True(t, master.Equal(line.Master))
	findings, err := c.Derivation(premaster, line)
	require.NoError(t, err)
	require.Equal(t, []string{want}, vocabtest.FindCodes(findings))
}

// lineOf finds the line of a connection in a key log.
func lineOf(t *testing.T, log []byte, c capture.Capture) (derive.KeyLogLine, bool) {
	t.Helper()
	for line := range bytes.Lines(log) {
		if !bytes.HasPrefix(line, []byte("CLIENT_RANDOM ")) {
			continue // OpenSSL also logs premaster secrets, encrypted
		}
		parsed, err := derive.ParseKeyLogLine(line)
		require.NoError(t, err)
		if bytes.Equal(parsed.ClientRandom[:], c.ClientHello.Random) {
			return parsed, true
		}
	}
	return derive.KeyLogLine{}, false
}
