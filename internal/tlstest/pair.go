// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlstest

import (
	"crypto/tls"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/livetest"
)

// Resumption is how a second connection goes on with the session of the first.
type Resumption string

const (
	NoResumption Resumption = "" // there is no second connection
	ByID         Resumption = "id"
	ByTicket     Resumption = "ticket"
)

// Pair is two stacks and what they do. A client is go, openssl or gnutls; a
// server is go or openssl, because gnutls-serv listens on every address of the
// machine.
type Pair struct {
	Client, Server       string
	Version              schannel.TLSVersion
	SHA384               bool // a suite with SHA-384
	ClientEMS, ServerEMS bool // the extension is switched on
	Resume               Resumption
	Switch               bool // OpenSSL's client has it the other way in the second connection
}

// Name describes the pair in the words of a test's name.
func (p Pair) Name() string {
	parts := []string{p.Client, p.Server, strings.ReplaceAll(p.Version.String(), " ", "")}
	if p.SHA384 {
		parts = append(parts, "sha384")
	}
	switch {
	case !p.ClientEMS:
		parts = append(parts, "client-without")
	case !p.ServerEMS:
		parts = append(parts, "server-without")
	}
	if p.Resume != NoResumption {
		parts = append(parts, string(p.Resume))
	}
	return strings.Join(parts, "-")
}

// Suite is the cipher suite of the pair, always one with RSA key exchange: from
// it a test that has the key learns the premaster secret.
func (p Pair) Suite() uint16 {
	suite, _, _ := p.suite()
	return suite
}

// suite returns the suite as Go and OpenSSL call it, and as GnuTLS puts it
// together.
func (p Pair) suite() (suite uint16, openssl, gnutls string) {
	switch {
	case p.Version != schannel.TLS12:
		return tls.TLS_RSA_WITH_AES_128_CBC_SHA, "AES128-SHA", "+AES-128-CBC:+SHA1"
	case p.SHA384:
		return tls.TLS_RSA_WITH_AES_256_GCM_SHA384, "AES256-GCM-SHA384", "+AES-256-GCM:+AEAD"
	default:
		return tls.TLS_RSA_WITH_AES_128_GCM_SHA256, "AES128-GCM-SHA256", "+AES-128-GCM:+AEAD"
	}
}

// Require skips the test where a program of the pair or the loopback interface
// is missing.
func (p Pair) Require(t *testing.T) {
	t.Helper()
	for _, stack := range []string{p.Client, p.Server} {
		switch stack {
		case "openssl":
			livetest.Program(t, "openssl", "openssl")
		case "gnutls":
			livetest.Program(t, "gnutls-cli", "gnutls-bin")
		}
	}
	livetest.Loopback(t)
}

// Run is a pair that has run.
type Run struct {
	Connections []Streams // one, or two with a resumption, in their order
	keyLogs     []string  // of either end
}

// Run starts the server and lets the client connect through a tap once, or
// twice to resume. The first connection has to come about.
func (p Pair) Run(t *testing.T, identity Identity) Run {
	t.Helper()
	r := &run{Pair: p, identity: identity, dir: t.TempDir()}
	server := map[string]func(*testing.T) string{"go": r.goServer, "openssl": r.opensslServer}[p.Server]
	client := map[string]func(*testing.T, string){"go": r.goClient, "openssl": r.opensslClient, "gnutls": r.gnutlsClient}[p.Client]
	require.True(t, server != nil && client != nil, "%s and %s are a pair that can run", p.Client, p.Server)
	address, connections := tap(t, server(t))
	client(t, address)
	count := 1
	if p.Resume != NoResumption {
		count = 2
	}
	done := Run{keyLogs: []string{r.keyLog(clientEnd), r.keyLog(serverEnd)}}
	for range count {
		select {
		case c := <-connections:
			done.Connections = append(done.Connections, c)
		case <-time.After(timeout):
			t.Fatalf("%d of %d connections", len(done.Connections), count)
		}
	}
	return done
}

// KeyLogs returns the text of the key logs of both ends; an end that wrote none
// has an empty one.
func (r Run) KeyLogs(t *testing.T) [][]byte {
	t.Helper()
	var logs [][]byte
	for _, file := range r.keyLogs {
		text, err := os.ReadFile(file)
		if !os.IsNotExist(err) {
			require.NoError(t, err)
		}
		logs = append(logs, text)
	}
	return logs
}

// end is one end of a connection, by the name that its files have.
type end string

const (
	clientEnd end = "client"
	serverEnd end = "server"
)

// run is a pair as it runs.
type run struct {
	Pair
	identity Identity
	dir      string
}

func (r *run) keyLog(e end) string { return filepath.Join(r.dir, string(e)+".keylog") }
