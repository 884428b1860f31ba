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
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// handshakes lets crypto/tls talk to itself so many times with one cache of
// sessions, and returns the files of the directions, and that of the key log.
func handshakes(t *testing.T, times int) (files []string, keyLog string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)} // crypto/tls offers no session of an expired one
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	var log bytes.Buffer
	config := &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, InsecureSkipVerify: true,
		MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
	}
	clientConfig := config.Clone()
	clientConfig.KeyLogWriter, clientConfig.ServerName = &log, "server.example"
	if times > 1 {
		clientConfig.ClientSessionCache = tls.NewLRUClientSessionCache(1)
	}
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, content, 0o600))
		return file
	}
	for n := range times {
		here, there := net.Pipe()
		a, b := &recorded{Conn: here}, &recorded{Conn: there}
		done := make(chan error)
		go func() { done <- tls.Server(b, config).HandshakeContext(t.Context()) }()
		require.NoError(t, tls.Client(a, clientConfig).HandshakeContext(t.Context()))
		require.NoError(t, <-done)
		files = append(files, write(fmt.Sprintf("client%d", n), a.written.Bytes()), write(fmt.Sprintf("server%d", n), b.written.Bytes()))
	}
	return files, write("keylog", log.Bytes())
}

// captureFiles returns the files of the two directions of a handshake and of
// its key log.
func captureFiles(t *testing.T) (client, server, keyLog string) {
	t.Helper()
	files, keyLog := handshakes(t, 1)
	return files[0], files[1], keyLog
}

// captureTwo returns the files of two connections, the second of which resumes.
func captureTwo(t *testing.T) []string {
	t.Helper()
	files, _ := handshakes(t, 2)
	return files
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

// TestCaptureOfTwoConnections resumes a session by its ticket.
func TestCaptureOfTwoConnections(t *testing.T) {
	t.Parallel()
	files := captureTwo(t)
	stdout, _ := check(t, cli.Answered, append([]string{"-capture", "-json"}, files...)...)
	var got struct {
		Connections []map[string]any
		Resumed     string
		By          *string
		Offered     *string
		Findings    []map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &got))
	require.Len(t, got.Connections, 2)
	require.Equal(t, []any{"full", "abbreviated"}, []any{got.Connections[0]["handshake"], got.Connections[1]["handshake"]})
	require.Equal(t, []string{"yes", "ticket", "ticket"}, []string{got.Resumed, *got.By, *got.Offered})
	require.Equal(t, "ems.capture.resumed", got.Findings[0]["code"])
	require.Equal(t, "certain", got.Connections[1]["findings"].([]any)[0].(map[string]any)["certainty"], "the first connection tells the session")
	stdout, _ = check(t, cli.Answered, append([]string{"-capture"}, files...)...)
	require.Contains(t, stdout, "both\nresumed:     yes\nsession:     ems\noffered by:  ticket\n")
	stdout, _ = check(t, cli.Answered, "-capture", "-json", files[0], files[1], files[0], files[1])
	require.Contains(t, stdout, `"resumed":"no","by":null,"offered":null`)
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
		{"no-files", nil, "-capture: 0 files named, want one, two"},
		{"three-files", []string{client, server, client}, "-capture: 3 files named, want one, two"},
		{"keylog-and-four", []string{client, server, client, server, "-keylog", keyLog, "-pms", "01"}, "-keylog: it goes with one connection"},
		{"second-not-tls", []string{client, server, http, http}, "the second connection: "},
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
