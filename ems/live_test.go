// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// liveTimeout is how long a handshake over the loopback interface may take on
// a busy machine.
const liveTimeout = time.Minute

// resumption is how the second connection of a live test goes on with the
// session of the first.
type resumption string

const (
	noResumption resumption = ""
	byID         resumption = "id"
	byTicket     resumption = "ticket"
)

// live is one pair of stacks over the loopback interface.
type live struct {
	client, server       string // go, openssl or gnutls
	version              schannel.TLSVersion
	sha384               bool
	clientEMS, serverEMS bool
	resume               resumption
}

func (l live) name() string {
	parts := []string{l.client, l.server, strings.ReplaceAll(l.version.String(), " ", "")}
	if l.sha384 {
		parts = append(parts, "sha384")
	}
	switch {
	case !l.clientEMS:
		parts = append(parts, "client-without")
	case !l.serverEMS:
		parts = append(parts, "server-without")
	}
	if l.resume != noResumption {
		parts = append(parts, string(l.resume))
	}
	return strings.Join(parts, "-")
}

// suite returns the suite of a live test as Go and OpenSSL call it, and as
// GnuTLS puts it together.
func (l live) suite() (suite uint16, openssl, gnutls string) {
	switch {
	case l.version != schannel.TLS12:
		return tls.TLS_RSA_WITH_AES_128_CBC_SHA, "AES128-SHA", "+AES-128-CBC:+SHA1"
	case l.sha384:
		return tls.TLS_RSA_WITH_AES_256_GCM_SHA384, "AES256-GCM-SHA384", "+AES-256-GCM:+AEAD"
	default:
		return tls.TLS_RSA_WITH_AES_128_GCM_SHA256, "AES128-GCM-SHA256", "+AES-128-GCM:+AEAD"
	}
}

// TestLive captures real handshakes with RSA key exchange. The facts must be
// those of the test's own making, and the secret that both ends log must be
// the one derived here from the premaster secret.
func TestLive(t *testing.T) {
	t.Parallel()
	const tls10, tls11, tls12 = schannel.TLS10, schannel.TLS11, schannel.TLS12
	tests := []live{
		{"go", "openssl", tls10, false, true, true, noResumption},
		{"go", "openssl", tls11, false, true, true, noResumption},
		{"go", "openssl", tls12, false, true, true, byTicket},
		{"go", "openssl", tls12, true, true, true, noResumption},
		{"go", "openssl", tls12, false, true, false, byTicket},
		{"openssl", "go", tls10, false, true, true, noResumption},
		{"openssl", "go", tls11, false, false, true, noResumption},
		{"openssl", "go", tls12, false, true, true, byTicket},
		{"openssl", "go", tls12, true, false, true, byTicket},
		{"openssl", "openssl", tls10, false, true, true, byID},
		{"openssl", "openssl", tls11, false, true, true, byTicket},
		{"openssl", "openssl", tls12, false, true, true, byID},
		{"openssl", "openssl", tls12, false, false, true, byID},
		{"openssl", "openssl", tls12, true, true, false, byID},
		{"gnutls", "go", tls12, false, true, true, noResumption},
		{"gnutls", "go", tls12, false, false, true, noResumption},
		{"gnutls", "openssl", tls10, false, true, true, noResumption},
		{"gnutls", "openssl", tls12, false, true, true, byID},
		{"gnutls", "openssl", tls12, false, true, true, byTicket},
		{"gnutls", "openssl", tls12, true, false, true, byID},
	}
	identity := newLiveIdentity(t)
	for _, tt := range tests {
		t.Run(tt.name(), func(t *testing.T) {
			t.Parallel()
			requireProgram(t, tt.client)
			requireProgram(t, tt.server)
			run := &liveRun{live: tt, identity: identity, dir: t.TempDir()}
			connections := run.connect(t)
			first := run.check(t, connections[0], ems.FullHandshake)
			if tt.resume == noResumption {
				return
			}
			resumed := run.check(t, connections[1], ems.AbbreviatedHandshake)
			require.Equal(t, tt.resume == byTicket, resumed.capture.ClientHello.TicketLen > 0)
			require.True(t, first.master.Equal(resumed.master), "RFC 7627, Section 5.3: the stored master secret")
		})
	}
}

// requireProgram skips the test where a stack is not there.
func requireProgram(t *testing.T, stack string) {
	t.Helper()
	program, debian := map[string]string{"openssl": "openssl", "gnutls": "gnutls-cli"}[stack], "openssl"
	if stack == "gnutls" {
		debian = "gnutls-bin"
	}
	if program == "" {
		return
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("needs %s: Debian package %s", program, debian)
	}
}

// liveIdentity is the server's certificate, in memory and as files.
type liveIdentity struct {
	key                      *rsa.PrivateKey
	certificate              tls.Certificate
	certificateFile, keyFile string
}

func newLiveIdentity(t *testing.T) liveIdentity {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageKeyEncipherment | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	dir := t.TempDir()
	identity := liveIdentity{
		key: key, certificate: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key},
		certificateFile: filepath.Join(dir, "certificate.pem"), keyFile: filepath.Join(dir, "key.pem"),
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	writePEM(t, identity.certificateFile, "CERTIFICATE", der)
	writePEM(t, identity.keyFile, "PRIVATE KEY", pkcs8)
	return identity
}

func writePEM(t *testing.T, file, kind string, der []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}

// liveRun is one live test as it runs.
type liveRun struct {
	live
	identity liveIdentity
	dir      string
}

func (r *liveRun) keyLog(side ems.Side) string { return filepath.Join(r.dir, side.String()+".keylog") }

// connect starts the server, lets the client connect through a tap once, or
// twice to resume, and returns what went by.
func (r *liveRun) connect(t *testing.T) []tapped {
	t.Helper()
	start := map[string]func(*testing.T) string{"go": r.goServer, "openssl": r.opensslServer}[r.server]
	client := map[string]func(*testing.T, string){"go": r.goClient, "openssl": r.opensslClient, "gnutls": r.gnutlsClient}[r.client]
	address, connections := tap(t, start(t))
	client(t, address)
	count := 1
	if r.resume != noResumption {
		count = 2
	}
	var seen []tapped
	for range count {
		select {
		case c := <-connections:
			seen = append(seen, c)
		case <-time.After(liveTimeout):
			t.Fatalf("%d of %d connections", len(seen), count)
		}
	}
	return seen
}

// checked is a connection that holds what it should.
type checked struct {
	capture ems.Capture
	master  ems.MasterSecret
}

func (r *liveRun) check(t *testing.T, c tapped, kind ems.HandshakeKind) checked {
	t.Helper()
	capture, err := ems.ReadCapture(c.client.Bytes(), c.server.Bytes())
	require.NoError(t, err)
	suite, _, _ := r.suite()
	require.Equal(t, kind.String(), capture.Handshake.String(), "known by %s", capture.KnownBy)
	require.Equal(t, r.version, capture.Version)
	require.Equal(t, tls.CipherSuiteName(suite), capture.Suite.String())
	require.Equal(t, r.clientEMS, capture.ClientHello.EMS)
	require.Equal(t, r.clientEMS && r.serverEMS, capture.ServerHello.EMS)
	require.True(t, capture.ClientFinished && capture.ServerFinished)
	require.False(t, capture.CertificateRequest || capture.ClientCertificate)
	require.Equal(t, kind == ems.FullHandshake, capture.ServerCertificate)
	logs := 0
	var master ems.MasterSecret
	for _, side := range []ems.Side{ems.Client, ems.Server} {
		if line, ok := r.logged(t, side, capture); ok {
			logs++
			master = line.Master
			if kind == ems.FullHandshake {
				r.checkDerivation(t, c, capture, line)
			}
		}
	}
	require.NotZero(t, logs, "a key log has the connection")
	return checked{capture, master}
}

// checkDerivation compares the secret in a key log with the one derived from
// the premaster secret.
func (r *liveRun) checkDerivation(t *testing.T, c tapped, capture ems.Capture, line ems.KeyLogLine) {
	t.Helper()
	w := readWire(t, c.client.Bytes(), c.server.Bytes())
	premaster := w.premaster(t, r.identity.key)
	want := "ems.derivation.legacy"
	master, err := ems.LegacyMasterSecret(capture.Hash, premaster, w.randoms())
	require.NoError(t, err)
	if r.clientEMS && r.serverEMS {
		want = "ems.derivation.extended"
		sessionHash, err := capture.AppendSessionHash(nil)
		require.NoError(t, err)
		master, err = ems.ExtendedMasterSecret(capture.Hash, premaster, sessionHash)
		require.NoError(t, err)
	}
	require.True(t, master.Equal(line.Master))
	findings, err := capture.Derivation(premaster, line)
	require.NoError(t, err)
	require.Equal(t, []string{want}, vocabtest.FindCodes(findings))
}

// logged finds the line of a connection in the key log of one end.
func (r *liveRun) logged(t *testing.T, side ems.Side, capture ems.Capture) (ems.KeyLogLine, bool) {
	t.Helper()
	text, err := os.ReadFile(r.keyLog(side))
	if err != nil {
		return ems.KeyLogLine{}, false
	}
	for line := range bytes.Lines(text) {
		if !bytes.HasPrefix(line, []byte("CLIENT_RANDOM ")) {
			continue // OpenSSL also logs premaster secrets, encrypted
		}
		parsed, err := ems.ParseKeyLogLine(line)
		require.NoError(t, err)
		if bytes.Equal(parsed.ClientRandom[:], capture.ClientHello.Random) {
			return parsed, true
		}
	}
	return ems.KeyLogLine{}, false
}

// tapped is what went over a connection.
type tapped struct{ client, server *bytes.Buffer }

// tap forwards connections to a server and hands each out when it is over, in
// the order in which they were made.
func tap(t *testing.T, server string) (address string, connections <-chan tapped) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan tapped, 8)
	before := make(chan struct{}) // closed when the connection before has been handed out
	close(before)
	var running sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	running.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			upstream, err := net.Dial("tcp", server)
			if err != nil {
				client.Close()
				continue
			}
			previous, this := before, make(chan struct{})
			before = this
			running.Go(func() {
				seen := forward(client, upstream)
				<-previous
				done <- seen
				close(this)
			})
		}
	})
	return listener.Addr().String(), done
}

func forward(client, server net.Conn) tapped {
	seen := tapped{new(bytes.Buffer), new(bytes.Buffer)}
	deadline := time.Now().Add(liveTimeout)
	for _, c := range []net.Conn{client, server} {
		_ = c.SetDeadline(deadline)
	}
	var both sync.WaitGroup
	both.Go(func() { pass(server, client, seen.client) })
	both.Go(func() { pass(client, server, seen.server) })
	both.Wait()
	client.Close()
	server.Close()
	return seen
}

// pass copies one direction to its end.
func pass(to, from net.Conn, seen io.Writer) {
	_, _ = io.Copy(io.MultiWriter(seen, to), from)
	_ = to.(*net.TCPConn).CloseWrite()
}

func (r *liveRun) goConfig(t *testing.T, side ems.Side) *tls.Config {
	t.Helper()
	log, err := os.Create(r.keyLog(side))
	require.NoError(t, err)
	t.Cleanup(func() { log.Close() })
	suite, _, _ := r.suite()
	return &tls.Config{
		Certificates: []tls.Certificate{r.identity.certificate}, InsecureSkipVerify: true, KeyLogWriter: log,
		MinVersion: uint16(r.version), MaxVersion: uint16(r.version), CipherSuites: []uint16{suite},
		ClientSessionCache: tls.NewLRUClientSessionCache(1), ServerName: "localhost",
	}
}

func (r *liveRun) goServer(t *testing.T) string {
	t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", r.goConfig(t, ems.Server))
	require.NoError(t, err)
	var running sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() {
				_ = conn.SetDeadline(time.Now().Add(liveTimeout))
				_, _ = io.Copy(io.Discard, conn)
				conn.Close()
			})
		}
	})
	return listener.Addr().String()
}

func (r *liveRun) goClient(t *testing.T, address string) {
	t.Helper()
	config := r.goConfig(t, ems.Client)
	connect := func() {
		conn, err := tls.DialWithDialer(&net.Dialer{Timeout: liveTimeout}, "tcp", address, config)
		require.NoError(t, err)
		require.NoError(t, conn.Close())
	}
	connect()
	if r.resume != noResumption {
		connect()
	}
}

// program returns a command for OpenSSL or GnuTLS that ends with the test.
func (r *liveRun) program(t *testing.T, withEMS bool, side ems.Side, name string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), liveTimeout)
	t.Cleanup(cancel)
	config := "openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = default\n[default]\n"
	if !withEMS {
		config += "Options = -ExtendedMasterSecret\n"
	}
	file := filepath.Join(r.dir, side.String()+".cnf")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "OPENSSL_CONF="+file, "SSLKEYLOGFILE="+r.keyLog(side))
	return cmd
}

func (r *liveRun) opensslArgs(side ems.Side) []string {
	_, suite, _ := r.suite()
	version := map[schannel.TLSVersion]string{schannel.TLS10: "-tls1", schannel.TLS11: "-tls1_1", schannel.TLS12: "-tls1_2"}[r.version]
	args := []string{version, "-cipher", suite + ":@SECLEVEL=0", "-keylogfile", r.keyLog(side)}
	if r.resume == byID {
		args = append(args, "-no_ticket")
	}
	return args
}

func (r *liveRun) opensslServer(t *testing.T) string {
	t.Helper()
	args := append([]string{
		"s_server", "-accept", "127.0.0.1:0", "-naccept", "2",
		"-cert", r.identity.certificateFile, "-key", r.identity.keyFile,
	}, r.opensslArgs(ems.Server)...)
	cmd := r.program(t, r.serverEMS, ems.Server, "openssl", args...)
	input, err := cmd.StdinPipe() // at the end of its input the server ends
	require.NoError(t, err)
	output, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		input.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "ACCEPT "); ok {
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return address
		}
	}
	t.Fatal("openssl s_server does not say where it listens")
	return ""
}

func (r *liveRun) opensslClient(t *testing.T, address string) {
	t.Helper()
	session := filepath.Join(r.dir, "session.pem")
	args := append([]string{"s_client", "-connect", address}, r.opensslArgs(ems.Client)...)
	connect := func(option string) {
		out, err := r.program(t, r.clientEMS, ems.Client, "openssl", append(args, option, session)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	connect("-sess_out")
	if r.resume != noResumption {
		connect("-sess_in")
	}
}

func (r *liveRun) gnutlsClient(t *testing.T, address string) {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	_, _, suite := r.suite()
	version := strings.ReplaceAll(r.version.String(), " ", "")
	priority := "NONE:+VERS-" + version + ":+RSA:" + suite + ":+COMP-NULL:+SIGN-ALL:%VERIFY_ALLOW_SIGN_WITH_SHA1"
	if !r.clientEMS {
		priority += ":%NO_SESSION_HASH"
	}
	if r.resume == byID {
		priority += ":%NO_TICKETS"
	}
	args := []string{"--insecure", "--port", port, "--priority", priority, "127.0.0.1"}
	if r.resume != noResumption {
		args = append([]string{"--resume"}, args...)
	}
	out, err := r.program(t, r.clientEMS, ems.Client, "gnutls-cli", args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}
