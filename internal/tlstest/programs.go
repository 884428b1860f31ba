// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlstest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

func (r *run) goConfig(t *testing.T, e end) *tls.Config {
	t.Helper()
	log, err := os.Create(r.keyLog(e))
	require.NoError(t, err)
	t.Cleanup(func() { log.Close() })
	return &tls.Config{
		Certificates: []tls.Certificate{r.identity.Certificate}, InsecureSkipVerify: true, KeyLogWriter: log,
		MinVersion: uint16(r.Version), MaxVersion: uint16(r.Version), CipherSuites: []uint16{r.Suite()},
		ClientSessionCache: tls.NewLRUClientSessionCache(1), ServerName: "localhost",
	}
}

func (r *run) goServer(t *testing.T) string {
	t.Helper()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", r.goConfig(t, serverEnd))
	require.NoError(t, err)
	acceptAll(t, listener, func(conn net.Conn) func() {
		return func() {
			_ = conn.SetDeadline(time.Now().Add(timeout))
			_, _ = io.Copy(io.Discard, conn)
			conn.Close()
		}
	})
	return listener.Addr().String()
}

func (r *run) goClient(t *testing.T, address string) {
	t.Helper()
	config := r.goConfig(t, clientEnd)
	connect := func() {
		conn, err := tls.DialWithDialer(&net.Dialer{Timeout: timeout}, "tcp", address, config)
		require.NoError(t, err)
		require.NoError(t, conn.Close())
	}
	connect()
	if r.Resume != NoResumption {
		connect()
	}
}

// program returns a command for OpenSSL or GnuTLS that ends with the test and
// sees no settings but those made here.
func (r *run) program(t *testing.T, withEMS bool, e end, name string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), timeout)
	t.Cleanup(cancel)
	config := "openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = default\n[default]\n"
	if !withEMS {
		config += "Options = -ExtendedMasterSecret\n"
	}
	openssl, gnutls := filepath.Join(r.dir, string(e)+".cnf"), filepath.Join(r.dir, "gnutls.cnf")
	require.NoError(t, os.WriteFile(openssl, []byte(config), 0o600))
	require.NoError(t, os.WriteFile(gnutls, nil, 0o600))
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir, "TMPDIR=" + r.dir, "LC_ALL=C",
		"OPENSSL_CONF=" + openssl, "GNUTLS_SYSTEM_PRIORITY_FILE=" + gnutls, "SSLKEYLOGFILE=" + r.keyLog(e),
	}
	return cmd
}

func (r *run) opensslArgs(e end) []string {
	_, suite, _ := r.suite()
	version := map[schannel.TLSVersion]string{schannel.TLS10: "-tls1", schannel.TLS11: "-tls1_1", schannel.TLS12: "-tls1_2"}[r.Version]
	args := []string{version, "-cipher", suite + ":@SECLEVEL=0", "-keylogfile", r.keyLog(e)}
	if r.Resume == ByID {
		args = append(args, "-no_ticket")
	}
	return args
}

func (r *run) opensslServer(t *testing.T) string {
	t.Helper()
	args := append([]string{
		"s_server", "-accept", "127.0.0.1:0", "-naccept", "2",
		"-cert", r.identity.CertificateFile, "-key", r.identity.KeyFile,
	}, r.opensslArgs(serverEnd)...)
	cmd := r.program(t, r.ServerEMS, serverEnd, "openssl", args...)
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

// opensslClient connects, and offers the session in a second connection, which
// may fail.
func (r *run) opensslClient(t *testing.T, address string) {
	t.Helper()
	session := filepath.Join(r.dir, "session.pem")
	args := append([]string{
		"s_client", "-connect", address, "-CAfile", r.identity.CertificateFile, "-no-CApath", "-no-CAstore",
	}, r.opensslArgs(clientEnd)...)
	first, err := r.program(t, r.ClientEMS, clientEnd, "openssl", append(args, "-sess_out", session)...).CombinedOutput()
	require.NoError(t, err, "%s", tail(first))
	if r.Resume == NoResumption {
		return
	}
	if _, err := os.Stat(session); err == nil { // else the server gave it none
		args = append(args, "-sess_in", session)
	}
	_ = r.program(t, r.ClientEMS != r.Switch, clientEnd, "openssl", args...).Run()
}

func (r *run) gnutlsClient(t *testing.T, address string) {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	_, _, suite := r.suite()
	version := strings.ReplaceAll(r.Version.String(), " ", "")
	priority := "NONE:+VERS-" + version + ":+RSA:" + suite + ":+COMP-NULL:+SIGN-ALL:%VERIFY_ALLOW_SIGN_WITH_SHA1"
	if !r.ClientEMS {
		priority += ":%NO_SESSION_HASH"
	}
	if r.Resume == ByID {
		priority += ":%NO_TICKETS"
	}
	args := []string{"--insecure", "--x509cafile", r.identity.CertificateFile, "--port", port, "--priority", priority, "127.0.0.1"}
	if r.Resume != NoResumption {
		args = append([]string{"--resume"}, args...)
	}
	out, err := r.program(t, r.ClientEMS, clientEnd, "gnutls-cli", args...).CombinedOutput()
	require.NoError(t, err, "%s", tail(out))
}

// tail returns the last lines that a program has printed.
func tail(out []byte) []byte {
	const few = 20
	lines := bytes.SplitAfter(out, []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-few):], nil)
}
