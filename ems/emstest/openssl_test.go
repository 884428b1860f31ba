// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest_test

import (
	"bufio"
	"context"
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
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
)

// opensslTimeout is how long one program may run on a busy machine.
const opensslTimeout = 2 * time.Minute

// opensslSuites keep the number of programs small: ECDHE with GCM in TLS 1.2,
// RSA with CBC in every version.
var opensslSuites = []derive.Suite{0xc02f, 0x002f}

func requireOpenSSL(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("needs openssl: Debian package openssl")
	}
	livetest.Loopback(t)
}

// openssl is a command that sees no settings but those made here.
func openssl(t *testing.T, extension bool, args ...string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	config := "openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = default\n[default]\nCipherString = DEFAULT:@SECLEVEL=0\nMinProtocol = TLSv1\n"
	if !extension {
		config += "Options = -ExtendedMasterSecret\n"
	}
	file := filepath.Join(dir, "openssl.cnf")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), opensslTimeout)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "openssl", args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LC_ALL=C", "OPENSSL_CONF=" + file}
	return cmd
}

// started starts a command whose input stays open; it is killed at the end of
// the test.
func started(t *testing.T, cmd *exec.Cmd) io.Reader {
	t.Helper()
	input, err := cmd.StdinPipe()
	require.NoError(t, err)
	output, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		input.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return output
}

// opensslServer is an s_server that lets clients renegotiate.
func opensslServer(t *testing.T, policy ems.Policy) emstest.Stack {
	t.Helper()
	identity := tlstest.NewIdentity(t)
	output := started(t, openssl(t, !policy.Disabled, "s_server", "-accept", "127.0.0.1:0", "-no_tls1_3", "-client_renegotiation", "-no-CAfile", "-no-CApath", "-no-CAstore",
		"-cert", identity.CertificateFile, "-key", identity.KeyFile))
	address := ""
	for lines := bufio.NewScanner(output); address == "" && lines.Scan(); {
		if listens, found := strings.CutPrefix(lines.Text(), "ACCEPT "); found {
			address = listens
		}
	}
	require.NotEmpty(t, address, "openssl s_server says where it listens")
	go func() { _, _ = io.Copy(io.Discard, output) }()
	return emstest.Stack{
		Side: ems.Server, Policy: policy, Versions: everyVersion, Suites: opensslSuites,
		Dial: func(emstest.Setup) func() (net.Conn, error) {
			return func() (net.Conn, error) { return net.DialTimeout("tcp", address, opensslTimeout) }
		},
	}
}

// TestOpenSSLServer: a server of OpenSSL conforms everywhere, also where it
// renegotiates.
func TestOpenSSLServer(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	s := switchedOn(profile(t, opensslProfile(t)))
	report, err := emstest.Measure(opensslServer(t, s.Server))
	require.NoError(t, err)
	compare(t, s, report)
	counts := counted(report)
	require.Greater(t, counts[0], 150)
	require.Zero(t, leftOut(report))
}

// strictWhenOff: what a server that knows the extension, and has it switched
// off, does with one that has data is a matter of what it looks at first.
var strictWhenOff = gap{
	func(r emstest.Result) bool {
		return r.Case.Handshake.NonEmpty && r.Action == ems.Abort && r.Alert == ems.DecodeError
	},
	"OpenSSL, ssl/statem/extensions_srvr.c, tls_parse_ctos_ems: the length is checked before the option",
}

func TestOpenSSLServerSwitchedOff(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	s := switchedOn(profile(t, "openssl-3-no-ems"))
	stack := opensslServer(t, s.Server)
	stack.Skip = func(set emstest.Setup) string {
		if h := set.Case.Handshake; h.Session == ems.ExtendedSession || h.InPlace == ems.ExtendedSession {
			return "two programs of OpenSSL share neither cache nor ticket key"
		}
		return ""
	}
	report, err := emstest.Measure(stack)
	require.NoError(t, err)
	compare(t, s, report, strictWhenOff)
	for r := range report.Of(emstest.Skipped) {
		h := r.Case.Handshake
		require.True(t, h.Session == ems.ExtendedSession || h.InPlace == ems.ExtendedSession, r.Case.Name)
	}
}

// clients is one run's programs of OpenSSL, one after the other, which hand
// the session on in a file.
type clients struct {
	t        *testing.T
	setup    emstest.Setup
	disabled bool
	listener *net.TCPListener
	session  string
	count    int
	last     *exec.Cmd
}

// connect starts the next program and returns its connection.
func (c *clients) connect() (net.Conn, error) {
	c.end()
	c.count++
	h := c.setup.Case.Handshake
	args := []string{
		"s_client", "-connect", c.listener.Addr().String(), "-no-CAfile", "-no-CApath", "-no-CAstore",
		map[string]string{"TLS 1.0": "-tls1", "TLS 1.1": "-tls1_1", "TLS 1.2": "-tls1_2"}[h.Version.String()],
		"-cipher", map[derive.Suite]string{0xc02f: "ECDHE-RSA-AES128-GCM-SHA256", 0x002f: "AES128-SHA"}[c.setup.Suite] + ":@SECLEVEL=0",
		"-sess_out", c.session,
	}
	if c.setup.Mechanism == emstest.ByID {
		args = append(args, "-no_ticket")
	}
	if _, err := os.Stat(c.session); err == nil && c.count > 1 {
		args = append(args, "-sess_in", c.session)
	}
	// A client that is switched off comes by an extended session from before.
	before := c.count < c.setup.Connections && h.Session == ems.ExtendedSession
	cmd := openssl(c.t, !c.disabled || before, args...)
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c.last = cmd
	c.t.Cleanup(func() {
		input.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	_ = c.listener.SetDeadline(time.Now().Add(10 * time.Second))
	return c.listener.Accept()
}

// end waits for the program before, which writes its session at its end.
func (c *clients) end() {
	if c.last != nil {
		_ = c.last.Wait()
	}
}

func opensslClient(t *testing.T, policy ems.Policy) emstest.Stack {
	t.Helper()
	return emstest.Stack{
		Side: ems.Client, Policy: policy, Suites: opensslSuites,
		Versions: everyVersion,
		Dial: func(set emstest.Setup) func() (net.Conn, error) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			t.Cleanup(func() { listener.Close() })
			c := &clients{
				t: t, setup: set, disabled: policy.Disabled, listener: listener.(*net.TCPListener),
				session: filepath.Join(t.TempDir(), "session.pem"),
			}
			return c.connect
		},
	}
}

// TestOpenSSLClient: a client of OpenSSL looks at no data in the extension, and
// renegotiates after it has resumed a legacy session; all else conforms.
func TestOpenSSLClient(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	s := profile(t, opensslProfile(t))
	report, err := emstest.Measure(opensslClient(t, s.Client))
	require.NoError(t, err)
	compare(t, s, report)
	require.Zero(t, leftOut(report))
}

// TestOpenSSLClientSwitchedOff: so is one that is switched off, which comes by
// its extended sessions from a program in which the extension is on.
func TestOpenSSLClientSwitchedOff(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	s := profile(t, "openssl-3-no-ems")
	stack := opensslClient(t, s.Client)
	stack.Skip = func(set emstest.Setup) string {
		if h := set.Case.Handshake; h.InPlace == ems.ExtendedSession {
			return "s_client does not switch the extension off on a connection"
		}
		return ""
	}
	report, err := emstest.Measure(stack)
	require.NoError(t, err)
	compare(t, s, report)
	for r := range report.Of(emstest.Skipped) {
		require.Contains(t, []schannel.Code{"ems.emstest.skipped", "ems.emstest.in_vain", "ems.emstest.own_choice"}, r.Reasons[0].Code, r.Case.Name)
	}
}
