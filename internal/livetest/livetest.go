// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package livetest lets tests meet TLS stacks of other authors on the loopback
// interface, with certificates that it mints. A test skips at once, with the
// reason, where there is no loopback or a program is missing.
package livetest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/dntest"
)

// Authority is a certificate that a test minted, and its key.
type Authority struct {
	Certificate *x509.Certificate
	Key         *ecdsa.PrivateKey
}

// Issue makes a certificate below a, or, if a is zero, below itself.
func (a Authority) Issue(tb testing.TB, subject []byte, isCA bool) Authority {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(tb, err)
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	require.NoError(tb, err)
	template := &x509.Certificate{
		SerialNumber: serial, RawSubject: subject,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		BasicConstraintsValid: true, IsCA: isCA, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		DNSNames:    []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	if isCA {
		template.KeyUsage = x509.KeyUsageCertSign
		template.ExtKeyUsage, template.DNSNames, template.IPAddresses = nil, nil, nil
	}
	if a.Key == nil {
		a = Authority{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.Certificate, &key.PublicKey, a.Key)
	require.NoError(tb, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(tb, err)
	return Authority{certificate, key}
}

// KeyPEM returns the key as PEM.
func (a Authority) KeyPEM(tb testing.TB) []byte {
	tb.Helper()
	pkcs8, err := x509.MarshalPKCS8PrivateKey(a.Key)
	require.NoError(tb, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
}

// PEM returns certificates as PEM.
func PEM(certificates ...*x509.Certificate) []byte {
	var out []byte
	for _, c := range certificates {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return out
}

// Pair returns the certificate and the key in the form of crypto/tls.
func (a Authority) Pair() tls.Certificate {
	return tls.Certificate{Certificate: [][]byte{a.Certificate.Raw}, PrivateKey: a.Key}
}

// Roots mints n roots with names as real ones have, the last of them with the
// subject of the first and a key of its own, as real stores hold.
func Roots(tb testing.TB, n int) []*x509.Certificate {
	tb.Helper()
	names := dntest.Names(n - 1)
	roots := make([]*x509.Certificate, n)
	for i, name := range append(names, names[0]) {
		roots[i] = Authority{}.Issue(tb, name, true).Certificate
	}
	return roots
}

// Write writes a file that lives as long as the test.
func Write(tb testing.TB, name string, content []byte) (path string) {
	tb.Helper()
	path = filepath.Join(tb.TempDir(), name)
	require.NoError(tb, os.WriteFile(path, content, 0o600))
	return path
}

// Program returns the path of a program of a Debian package, or skips.
func Program(tb testing.TB, name, debianPackage string) string {
	tb.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		tb.Skip("needs " + name + ": Debian package " + debianPackage)
	}
	return path
}

// Loopback skips where nothing can be reached on the loopback interface.
func Loopback(tb testing.TB) {
	tb.Helper()
	// Without the interface one may listen, but nobody connects.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		defer listener.Close()
		var conn net.Conn
		if conn, err = net.DialTimeout("tcp", listener.Addr().String(), time.Second); err == nil {
			_ = conn.Close()
			return
		}
	}
	tb.Skip("needs the loopback interface: " + err.Error())
}

// Listen listens on the loopback interface, or skips.
func Listen(tb testing.TB) *net.TCPListener {
	tb.Helper()
	Loopback(tb)
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = listener.Close() })
	return listener
}

// FreePort returns a port of the loopback interface on which nobody listens.
func FreePort(tb testing.TB) string {
	tb.Helper()
	listener := Listen(tb)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(tb, err)
	require.NoError(tb, listener.Close())
	return port
}

// Start runs a server until the test ends, and returns when it listens.
func Start(t *testing.T, port, program string, args ...string) (address string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	stdin, err := cmd.StdinPipe() // servers end when they can read no more
	require.NoError(t, err)
	cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address = net.JoinHostPort("127.0.0.1", port)
	for deadline := time.Now().Add(10 * time.Second); ; {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
			return address
		}
		require.True(t, time.Now().Before(deadline), "%s does not listen: %v", program, err)
		time.Sleep(20 * time.Millisecond)
	}
}

// Capture connects to a server and returns the raw bytes that it sent, and the
// error of the handshake.
func Capture(t *testing.T, address string) ([]byte, error) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	var read bytes.Buffer
	client := tls.Client(&recorder{conn, &read}, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}) //nolint:gosec // a capture, not a connection
	err = client.Handshake()
	return read.Bytes(), err
}

type recorder struct {
	net.Conn
	read *bytes.Buffer
}

func (r *recorder) Read(b []byte) (int, error) {
	n, err := r.Conn.Read(b)
	r.read.Write(b[:n])
	return n, err
}

// Serve accepts connections with the configuration and makes a handshake with
// each, until the test ends.
func Serve(tb testing.TB, config *tls.Config) (address string) {
	tb.Helper()
	listener := Listen(tb)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				_ = tls.Server(conn, config).Handshake()
				_ = conn.Close()
			}()
		}
	}()
	return listener.Addr().String()
}

// Sends starts a server, has the client that command makes connect to it, and
// reports whether it sent a certificate.
func Sends(t *testing.T, config *tls.Config, command func(host, port string) []string) bool {
	t.Helper()
	const patience = 20 * time.Second
	listener := Listen(t)
	require.NoError(t, listener.SetDeadline(time.Now().Add(patience)))
	host, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	words := command(host, port)
	client := exec.CommandContext(ctx, words[0], words[1:]...)
	require.NoError(t, client.Start())
	t.Cleanup(func() { _ = client.Wait() })
	conn, err := listener.Accept()
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	server := tls.Server(conn, config)
	require.NoError(t, server.Handshake())
	return len(server.ConnectionState().PeerCertificates) > 0
}

// Proves prints at the end of a test that passes, its subtests included, what a
// program that nobody here wrote has confirmed. CI shows the lines that begin
// with "proved:".
func Proves(tb testing.TB, format string, args ...any) {
	tb.Helper()
	tb.Cleanup(func() {
		if !tb.Failed() && !tb.Skipped() {
			tb.Logf("proved: "+format, args...)
		}
	})
}

// OpenSSL names the version of OpenSSL that the tests meet, or skips.
func OpenSSL(tb testing.TB) string {
	tb.Helper()
	out, err := exec.CommandContext(tb.Context(), Program(tb, "openssl", "openssl"), "version").Output()
	require.NoError(tb, err)
	name, version, _ := strings.Cut(string(out), " ")
	version, _, _ = strings.Cut(version, " ")
	return name + " " + version
}
