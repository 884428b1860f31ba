// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
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
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// TestOpenSSLFlight reads what `openssl s_server -Verify` sends. OpenSSL
// merges exact duplicates; Debian's bundle has none.
func TestOpenSSLFlight(t *testing.T) {
	t.Parallel()
	key, certificate := serverFiles(t)
	for _, version := range []string{"-tls1_2", "-tls1_1", "-tls1"} {
		t.Run(version[1:], func(t *testing.T) {
			t.Parallel()
			address := freeAddress(t)
			startServer(t, "openssl", "openssl", "s_server", "-accept", address, "-Verify", "3", "-quiet",
				"-CAfile", bundlePath, "-key", key, "-cert", certificate, version, "-cipher", "DEFAULT:@SECLEVEL=0")
			requireFlightOf(t, address, bundle(t))
		})
	}
}

// TestGnuTLSFlight reads what gnutls-serv sends for the same bundle.
func TestGnuTLSFlight(t *testing.T) {
	t.Parallel()
	key, certificate := serverFiles(t)
	address := freeAddress(t)
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	startServer(t, "gnutls-bin", "gnutls-serv", "--port", port, "--require-client-cert", "--echo", "--quiet",
		"--x509cafile", bundlePath, "--x509keyfile", key, "--x509certfile", certificate,
		"--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2")
	requireFlightOf(t, address, bundle(t))
}

// TestGoFlight reads what crypto/tls sends, and what it names as encrypted.
func TestGoFlight(t *testing.T) {
	t.Parallel()
	key, certificate := serverFiles(t)
	pair, err := tls.LoadX509KeyPair(certificate, key)
	require.NoError(t, err)
	raw, err := os.ReadFile(bundlePath)
	if err != nil {
		t.Skip("needs " + bundlePath + ": Debian package ca-certificates")
	}
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM(raw))
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run(tls.VersionName(version)[4:], func(t *testing.T) {
			t.Parallel()
			listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
				Certificates: []tls.Certificate{pair}, ClientCAs: pool,
				ClientAuth: tls.RequireAndVerifyClientCert, MaxVersion: version, MinVersion: version,
			})
			require.NoError(t, err)
			t.Cleanup(func() { _ = listener.Close() })
			go func() {
				for {
					c, err := listener.Accept()
					if err != nil {
						return
					}
					go func() { _ = c.(*tls.Conn).Handshake(); _ = c.Close() }()
				}
			}()
			if version == tls.VersionTLS12 {
				requireFlightOf(t, listener.Addr().String(), bundle(t))
				return
			}
			_, err = trustlist.ParseFlight(captureFlight(t, listener.Addr().String()))
			require.Error(t, err)
			require.Contains(t, err.Error(), "encrypted")
		})
	}
}

// requireFlightOf connects to the server and checks that its CertificateRequest
// names exactly these authorities, in any order, byte for byte.
func requireFlightOf(t *testing.T, address string, names [][]byte) {
	t.Helper()
	capture := captureFlight(t, address)
	f, err := trustlist.ParseFlight(capture)
	require.NoError(t, err)
	require.GreaterOrEqual(t, f.Version, schannel.TLS10)
	want := map[string]bool{}
	for _, n := range names {
		want[string(n)] = true
	}
	require.Len(t, f.Request.Authorities, len(want))
	for _, n := range f.Request.Authorities {
		require.True(t, want[string(n)], "%v is not in the file, or stands in the list twice", n)
		delete(want, string(n))
	}
	require.NoError(t, f.Request.Authorities.Check())
	again, err := f.Request.MarshalBinary()
	require.NoError(t, err)
	require.True(t, bytes.Equal(f.Message, again), "the message is written again with the same bytes")
	cut, defects := trustlist.ParseFlightLenient(capture[:len(capture)/2])
	require.NotEmpty(t, defects)
	require.NotEmpty(t, cut.Request.Authorities)
	require.Equal(t, f.Request.Authorities[:len(cut.Request.Authorities)], cut.Request.Authorities)
}

// captureFlight starts a handshake and returns the raw bytes that the server
// sent.
func captureFlight(t *testing.T, address string) []byte {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	var capture bytes.Buffer
	client := tls.Client(&recorder{conn, &capture}, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}) //nolint:gosec // a capture, not a connection
	_ = client.Handshake()                                                                                               // fails: there is no client certificate
	return capture.Bytes()
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

// serverFiles writes a key and a self-signed certificate for a server.
func serverFiles(t *testing.T) (key, certificate string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	dir := t.TempDir()
	key, certificate = filepath.Join(dir, "key.pem"), filepath.Join(dir, "cert.pem")
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), 0o600))
	require.NoError(t, os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	return key, certificate
}

// freeAddress returns an address of this machine on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	require.NoError(t, l.Close())
	return address
}

// startServer runs a program of a Debian package until the test ends.
func startServer(t *testing.T, debianPackage, program string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skip("needs " + program + ": Debian package " + debianPackage)
	}
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
	address := "127.0.0.1:" + portOf(t, args)
	for deadline := time.Now().Add(10 * time.Second); ; {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
			return
		}
		require.True(t, time.Now().Before(deadline), "%s does not listen: %v", program, err)
		time.Sleep(20 * time.Millisecond)
	}
}

// portOf finds the port in the arguments of a server.
func portOf(t *testing.T, args []string) string {
	t.Helper()
	for i, a := range args {
		switch a {
		case "--port":
			return args[i+1]
		case "-accept":
			_, port, err := net.SplitHostPort(args[i+1])
			require.NoError(t, err)
			return port
		}
	}
	require.Fail(t, "no port")
	return ""
}
