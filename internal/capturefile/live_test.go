// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// program skips the test where a program is missing.
func program(t *testing.T, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("needs %s: Debian package %s", name, debian)
	}
	return path
}

// TestDumpPrograms reads what programs print for bytes whose text looks like
// digits.
func TestDumpPrograms(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "xxd, hexdump, od and base64: 11 forms of a dump, read byte for byte")
	data := serverBytes + record(23, strings.Repeat("aaaa bbbb  cc", 20)) + record(23, strings.Repeat("\x00", 100)) + record(21, "\x01\x00")
	for _, tt := range []struct{ name, program, debian, args string }{
		{"xxd", "xxd", "xxd", ""},
		{"xxd-single", "xxd", "xxd", "-g 1"},
		{"xxd-32", "xxd", "xxd", "-c 32"},
		{"xxd-8", "xxd", "xxd", "-c 8 -g 4"},
		{"xxd-upper", "xxd", "xxd", "-u"},
		{"xxd-plain", "xxd", "xxd", "-p"},
		{"hexdump", "hexdump", "bsdextrautils", "-C"},
		{"hexdump-all", "hexdump", "bsdextrautils", "-v -C"},
		{"od", "od", "coreutils", "-A x -t x1"},
		{"od-text", "od", "coreutils", "-A x -t x1z -v"},
		{"base64", "base64", "coreutils", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), program(t, tt.program, tt.debian), strings.Fields(tt.args)...)
			cmd.Env = []string{"LC_ALL=C"}
			cmd.Stdin = strings.NewReader(data)
			text, err := cmd.Output()
			require.NoError(t, err)
			file, err := capturefile.Read(text)
			require.NoError(t, err)
			if diff := cmp.Diff([]byte(data), file.Directions[0].Bytes); diff != "" {
				t.Errorf("%v (-written +read):\n%s\n%s", file.Kind, diff, text)
			}
			require.Empty(t, file.Defects)
		})
	}
}

// recorder keeps what a server reads and writes.
type recorder struct {
	net.Conn
	mu            sync.Mutex
	read, written bytes.Buffer
}

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.Conn.Read(p)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.read.Write(p[:n])
	return n, err
}

func (r *recorder) Write(p []byte) (int, error) {
	r.mu.Lock()
	r.written.Write(p)
	r.mu.Unlock()
	return r.Conn.Write(p)
}

// serve answers one connection of a server that asks for a certificate, and
// gives what went by.
func serve(t *testing.T, version uint16) (address string, done <-chan *recorder) {
	t.Helper()
	livetest.Loopback(t)
	name := dntest.CN("server.example")
	identity := livetest.Authority{}.Issue(t, name, false)
	roots := x509.NewCertPool()
	roots.AddCert(identity.Certificate)
	config := &tls.Config{
		Certificates: []tls.Certificate{identity.Pair()}, ClientAuth: tls.RequestClientCert, ClientCAs: roots,
		MinVersion: version, MaxVersion: version,
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed below
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	finished := make(chan *recorder, 1)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		r := &recorder{Conn: conn}
		server := tls.Server(r, config)
		if server.Handshake() == nil {
			_, _ = io.Copy(io.Discard, server)
			_ = server.Close()
		}
		_ = conn.Close()
		finished <- r
	}()
	return listener.Addr().String(), finished
}

// sClient runs openssl s_client and returns its output.
func sClient(t *testing.T, address string, args ...string) []byte {
	t.Helper()
	text, err := sClientCommand(t, address, args).Output()
	require.NoError(t, err)
	return text
}

// bothOutputs is sClient with its other output in the same file.
func bothOutputs(t *testing.T, address string, args ...string) []byte {
	t.Helper()
	text, err := sClientCommand(t, address, args).CombinedOutput()
	require.NoError(t, err)
	return text
}

func sClientCommand(t *testing.T, address string, args []string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	args = append([]string{"s_client", "-connect", address, "-noservername"}, args...)
	cmd := exec.CommandContext(ctx, program(t, "openssl", "openssl"), args...)
	cmd.Env = []string{"LC_ALL=C", "OPENSSL_CONF=/dev/null"}
	cmd.Stdin = strings.NewReader("Q\n")
	return cmd
}

// TestOpenSSLDebug compares the bytes of a log with those that the server read
// and wrote.
func TestOpenSSLDebug(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "%s s_client -debug: logs of 2 versions hold the bytes that went by", livetest.OpenSSL(t))
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run(tls.VersionName(version), func(t *testing.T) {
			t.Parallel()
			address, done := serve(t, version)
			text := sClient(t, address, "-debug")
			seen := <-done
			file, err := capturefile.Read(text)
			require.NoError(t, err)
			require.Equal(t, capturefile.OpenSSLDebug, file.Kind)
			require.Len(t, file.Directions, 2)
			requireWire(t, file, seen)
		})
	}
}

// requireWire compares the bytes of a log with those that went by.
func requireWire(t *testing.T, file capturefile.File, seen *recorder) {
	t.Helper()
	sent, received := file.Directions[0], file.Directions[1]
	require.True(t, bytes.HasPrefix(seen.read.Bytes(), sent.Bytes), "what openssl sent")
	require.True(t, bytes.HasPrefix(seen.written.Bytes(), received.Bytes), "what openssl read")
	require.Equal(t, []string{"client", "server"}, []string{sent.Side().String(), received.Side().String()})
}

// TestOpenSSLMsg compares the messages of a log with those in the bytes that
// went by, as far as they are in clear; those of TLS 1.3 are there decrypted.
func TestOpenSSLMsg(t *testing.T) {
	t.Parallel()
	livetest.Proves(t, "%s s_client -msg: logs of 2 versions hold the messages that went by", livetest.OpenSSL(t))
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		t.Run(tls.VersionName(version), func(t *testing.T) {
			t.Parallel()
			address, done := serve(t, version)
			text := sClient(t, address, "-msg")
			seen := <-done
			file, err := capturefile.Read(text)
			require.NoError(t, err)
			require.Equal(t, capturefile.OpenSSLMsg, file.Kind)
			require.Len(t, file.Directions, 2)
			requireMessages(t, file, seen)
		})
	}
}

// requireMessages compares the messages of a log with those that went by.
func requireMessages(t *testing.T, file capturefile.File, seen *recorder) {
	t.Helper()
	for n, wire := range [][]byte{seen.read.Bytes(), seen.written.Bytes()} {
		flow, err := tlswire.NewFlow(wire)
		require.NoError(t, err)
		logged, err := file.Directions[n].Flow()
		require.NoError(t, err)
		inLog := messages(logged)
		for _, raw := range messages(flow) {
			require.Contains(t, inLog, raw)
		}
		require.Equal(t, flow.Side(), logged.Side())
	}
	logged, err := file.Directions[1].Flow()
	require.NoError(t, err)
	require.Contains(t, strings.Join(messages(logged), "\n"), "server.example", "the CertificateRequest names the authority")
}

func messages(f *tlswire.Flow) []string {
	var all []string
	for i, more := f.Next(); more; i, more = f.Next() {
		if i.Kind == tlswire.Message {
			all = append(all, string(i.Raw))
		}
	}
	return all
}
