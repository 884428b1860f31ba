// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// recorded keeps what was written to a connection.
type recorded struct {
	net.Conn
	written bytes.Buffer
}

func (r *recorded) Write(b []byte) (int, error) {
	r.written.Write(b)
	return r.Conn.Write(b)
}

// captureFiles makes a handshake of crypto/tls with itself and returns the
// files of its two directions and of its key log.
func captureFiles(t *testing.T) (client, server, keyLog string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	var log bytes.Buffer
	config := &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, InsecureSkipVerify: true,
		MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
	}
	clientConfig := config.Clone()
	clientConfig.KeyLogWriter = &log
	here, there := net.Pipe()
	a, b := &recorded{Conn: here}, &recorded{Conn: there}
	done := make(chan error)
	go func() { done <- tls.Server(b, config).HandshakeContext(t.Context()) }()
	require.NoError(t, tls.Client(a, clientConfig).HandshakeContext(t.Context()))
	require.NoError(t, <-done)
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, content, 0o600))
		return file
	}
	return write("client", a.written.Bytes()), write("server", b.written.Bytes()), write("keylog", log.Bytes())
}

func TestCapture(t *testing.T) {
	t.Parallel()
	client, server, _ := captureFiles(t)
	for _, args := range [][]string{
		{"-capture", client, server, "-json"},
		{"-json", "-capture", client, server},
		{"-capture", "-json", client, server},
	} {
		stdout, _ := check(t, cli.Answered, args...)
		var got map[string]any
		require.NoError(t, json.Unmarshal([]byte(stdout), &got))
		require.Equal(t, "TLS 1.2", got["version"])
		require.Equal(t, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", got["suite"])
		require.Equal(t, true, got["client_hello_ems"])
		require.Equal(t, true, got["server_hello_ems"])
		require.Equal(t, "full", got["handshake"])
		require.Equal(t, []any{}, got["alerts"])
		require.Equal(t, "ems.full.extended", got["findings"].([]any)[0].(map[string]any)["code"])
	}
	stdout, _ := check(t, cli.Answered, "-capture", client, server)
	for _, line := range []string{
		"version:     TLS 1.2\n", "ServerHello: with the extension\n", "handshake:   full (known by: Certificate)\n",
		"[ems.full.extended, certain]\n", "[ems.capture.well, certain]\n",
	} {
		require.Contains(t, stdout, line)
	}
}

func TestCaptureOfOneDirection(t *testing.T) {
	t.Parallel()
	client, _, _ := captureFiles(t)
	nothing := filepath.Join(t.TempDir(), "nothing")
	require.NoError(t, os.WriteFile(nothing, nil, 0o600))
	stdout, _ := check(t, cli.Answered, "-capture", "-json", client, nothing)
	require.True(t, strings.HasPrefix(stdout, `{"version":null,"suite":null,"client_hello_ems":true,"server_hello_ems":null,"handshake":"full"`), stdout)
	stdout, _ = check(t, cli.Answered, "-capture", client, nothing)
	require.Contains(t, stdout, "ServerHello: not captured\n")
	require.Contains(t, stdout, "[ems.capture.incomplete, insufficient-data]\n")
}

// TestCaptureAsItComes: the streams the other way round, one of them alone, and
// the hexadecimal text of it.
func TestCaptureAsItComes(t *testing.T) {
	t.Parallel()
	client, server, _ := captureFiles(t)
	stdout, _ := check(t, cli.Answered, "-capture", server, client)
	require.Contains(t, stdout, "streams:     the other way round")
	require.Contains(t, stdout, "[ems.full.extended, certain]\n")
	stdout, _ = check(t, cli.Answered, "-capture", server)
	require.Contains(t, stdout, "ClientHello: not captured\nServerHello: with the extension\n")
	bytes, err := os.ReadFile(server)
	require.NoError(t, err)
	text := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(text, []byte(hex.EncodeToString(bytes)), 0o600))
	again, _ := check(t, cli.Answered, "-capture", text)
	require.Equal(t, stdout, again)
}

func TestCaptureWithKeyLog(t *testing.T) {
	t.Parallel()
	client, server, keyLog := captureFiles(t)
	stdout, _ := check(t, cli.Answered, "-capture", client, server, "-pms", strings.Repeat("01", 32), "-keylog", keyLog)
	require.Contains(t, stdout, "[ems.derivation.unexplained, certain]", "any other premaster secret")
	text, err := os.ReadFile(keyLog)
	require.NoError(t, err)
	require.NotContains(t, stdout, string(text[len(text)-1-96:len(text)-1]), "the secret does not show")
}

func TestCaptureRefuses(t *testing.T) {
	t.Parallel()
	client, server, keyLog := captureFiles(t)
	dir := t.TempDir()
	write := func(name, hexText string) string {
		b, err := hex.DecodeString(hexText)
		require.NoError(t, err)
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, b, 0o600))
		return file
	}
	ftp := write("ftp", hex.EncodeToString([]byte("220 ready\r\n")))
	http := write("http", hex.EncodeToString([]byte("GET / HTTP/1.1\r\n\r\n")))
	pcap := write("pcap", "d4c3b2a1020004000000000000000000000004000100000000000000")
	hello := write("hello", "16030300050100000103")
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no-files", nil, "-capture: 0 files named, want one, or two"},
		{"no-such-file", []string{client, filepath.Join(dir, "none")}, filepath.Join(dir, "none") + ": "},
		{"not-tls", []string{http}, "client stream at byte 0: it looks like HTTP, and no TLS is in it"},
		{"same-end", []string{client, client}, "messages of client in the first, of client in the second"},
		{"bad-hello", []string{hello}, "client stream, ClientHello.version at byte 9: needs 2 bytes"},
		{"pcap", []string{pcap}, "this is pcap: "},
		{"session", []string{client, server, "-session", "maybe"}, `-session: unknown session "maybe"`},
		{"keylog-without-premaster", []string{client, server, "-keylog", keyLog}, "-pms: missing"},
		{"premaster-without-keylog", []string{client, server, "-pms", "01"}, "-pms needs -keylog"},
		{"premaster-behind-a-blank", []string{"-pms=", "5ec2e75ec2e7", server, "-keylog", keyLog}, "-pms: no value"},
		{"premaster-no-hexadecimal", []string{"-pms", "=", "5ec2e75ec2e7", server, "-keylog", keyLog}, "-pms: character 1 is not"},
		{"other-keylog", []string{client, server, "-pms", "01", "-keylog", ftp}, "no line for the client random"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr := check(t, cli.Unusable, append([]string{"-capture"}, tt.args...)...)
			require.Empty(t, stdout)
			require.Contains(t, stderr, tt.want)
			require.NotContains(t, stderr, "5ec2e7", "no secret in an error")
			require.Equal(t, 1, strings.Count(stderr, "\n"), "one line: %q", stderr)
		})
	}
}
