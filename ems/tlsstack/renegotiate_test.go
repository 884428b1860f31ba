// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
)

// patience is how long a handshake over the loopback interface may take.
const patience = 30 * time.Second

// requireOpenSSL skips the test where it cannot be run.
func requireOpenSSL(t *testing.T) {
	t.Helper()
	livetest.Loopback(t)
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("needs openssl, of the Debian package openssl")
	}
}

// command is a call of openssl that ends with the test and sees no settings of
// the machine.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "openssl", args...)
	dir := t.TempDir()
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LC_ALL=C", "OPENSSL_CONF=/dev/null"}
	return cmd
}

// serveGo runs a server of crypto/tls and returns its address.
func serveGo(t *testing.T, identity tlstest.Identity) string {
	t.Helper()
	config := &tls.Config{Certificates: []tls.Certificate{identity.Certificate}, MaxVersion: tls.VersionTLS12}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
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
				_ = conn.SetDeadline(time.Now().Add(patience))
				_, _ = io.Copy(io.Discard, conn)
				conn.Close()
			})
		}
	})
	return listener.Addr().String()
}

// serverOpenSSL is s_server, to whose input commands can be written.
type serverOpenSSL struct {
	address string
	input   io.WriteCloser
	lines   <-chan string // what it prints, until it ends
}

// serveOpenSSL runs s_server.
func serveOpenSSL(t *testing.T, identity tlstest.Identity, options ...string) serverOpenSSL {
	t.Helper()
	return serveBy(t, command(t, append([]string{
		"s_server", "-accept", "127.0.0.1:0", "-tls1_2", "-msg", "-cert", identity.CertificateFile, "-key", identity.KeyFile,
	}, options...)...))
}

// serveBy runs a command that is s_server.
func serveBy(t *testing.T, cmd *exec.Cmd) serverOpenSSL {
	t.Helper()
	input, err := cmd.StdinPipe() // at the end of its input the server ends
	require.NoError(t, err)
	output, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	const many = 1 << 12 // more than a few handshakes print
	lines := make(chan string, many)
	var reading sync.WaitGroup
	t.Cleanup(func() {
		input.Close()
		_ = cmd.Process.Kill()
		reading.Wait()
		_ = cmd.Wait()
	})
	address := make(chan string, 1)
	reading.Go(func() {
		defer close(lines)
		defer close(address)
		for scanner := bufio.NewScanner(output); scanner.Scan(); {
			if at, ok := strings.CutPrefix(scanner.Text(), "ACCEPT "); ok {
				address <- at
			}
			select {
			case lines <- scanner.Text():
			default:
			}
		}
	})
	at, ok := <-address
	require.True(t, ok, "openssl s_server says where it listens")
	return serverOpenSSL{at, input, lines}
}

// seenByClient is what s_client reports of a connection.
type seenByClient struct {
	hellos int  // ServerHellos
	reused bool // it says that it has resumed a session
	alerts []liveAlert
}

// liveAlert is an alert that went one way or the other.
type liveAlert struct {
	By    ems.Side
	Fatal bool
	Alert ems.Alert
}

var alertBytes = regexp.MustCompile(`^\s+(01|02) ([0-9a-f]{2})\s*$`)

// connectOpenSSL runs s_client, which asks for a renegotiation if it is told to
// once the handshake is over. It ends when the server does, or with a second
// handshake.
func connectOpenSSL(t *testing.T, address string, renegotiate bool, options ...string) seenByClient {
	t.Helper()
	cmd := command(t, append([]string{"s_client", "-connect", address, "-tls1_2", "-msg", "-no-CApath", "-no-CAstore", "-no-CAfile"}, options...)...)
	input, err := cmd.StdinPipe()
	require.NoError(t, err)
	output, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	var seen seenByClient
	direction := ems.SideUnspecified
	for lines := bufio.NewScanner(output); lines.Scan(); {
		line := lines.Text()
		if isAlert := strings.Contains(line, ", Alert "); isAlert || strings.HasPrefix(line, "<<<") || strings.HasPrefix(line, ">>>") {
			direction = ems.SideUnspecified
			if isAlert {
				direction = map[bool]ems.Side{true: ems.Server, false: ems.Client}[strings.HasPrefix(line, "<<<")]
			}
		}
		if match := alertBytes.FindStringSubmatch(line); match != nil && direction != ems.SideUnspecified {
			number, err := strconv.ParseUint(match[2], 16, 8)
			require.NoError(t, err)
			seen.alerts = append(seen.alerts, liveAlert{direction, match[1] == "02", ems.AlertOf(uint8(number))})
		}
		if strings.HasPrefix(line, "<<<") && strings.HasSuffix(line, "ServerHello") {
			seen.hellos++
		}
		seen.reused = seen.reused || strings.HasPrefix(line, "Reused, ")
		switch {
		case strings.Contains(line, "Verify return code") && renegotiate && seen.hellos == 1:
			_, _ = io.WriteString(input, "R\n")
		case strings.Contains(line, "Verify return code") && !renegotiate, strings.HasPrefix(line, "<<<") && strings.HasSuffix(line, "Finished") && seen.hellos == 2:
			input.Close()
		}
	}
	input.Close()
	_ = cmd.Wait()
	return seen
}

// TestLiveRenegotiation: what a server of Go and one of OpenSSL, with its option
// and without, answer s_client and its R is what is predicted.
func TestLiveRenegotiation(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	livetest.Proves(t, "%s s_client: 3 servers renegotiate or decline as simulated", livetest.OpenSSL(t))
	identity := tlstest.NewIdentity(t)
	tests := []struct {
		name       string
		server     string
		serve      func() string
		switchedOn bool
		hellos     int
		alerts     []liveAlert
	}{
		{
			"go", "go", func() string { return serveGo(t, identity) },
			false, 1,
			[]liveAlert{{ems.Server, true, ems.UnexpectedMessage}},
		},
		{
			"openssl", "openssl-3", func() string { return serveOpenSSL(t, identity).address },
			false, 1,
			[]liveAlert{{ems.Server, false, ems.NoRenegotiation}, {ems.Client, true, ems.HandshakeFailure}},
		},
		{
			"openssl-switched-on", "openssl-3", func() string { return serveOpenSSL(t, identity, "-client_renegotiation").address },
			true, 2,
			[]liveAlert{},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			seen := connectOpenSSL(t, tt.serve(), true)
			ends := func(a liveAlert) bool { return a.Alert == ems.CloseNotify }
			seen.alerts = slices.DeleteFunc(seen.alerts, ends)
			want, got := []any{tt.hellos, tt.alerts}, []any{seen.hellos, seen.alerts}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("expected (-) and seen (+):\n%s", diff)
			}
			s := tlsstack.Scenario{Course: tlsstack.Renegotiation, SwitchedOn: tt.switchedOn}
			o := tlsstack.Simulate(stack(t, "openssl-3"), stack(t, tt.server), s)
			last := o.Connections[len(o.Connections)-1]
			require.Equal(t, tt.hellos == 2, o.Works)
			if len(tt.alerts) > 0 {
				final := tt.alerts[len(tt.alerts)-1]
				require.Equal(t, []any{final.By, final.Alert}, []any{last.By, last.Alert})
			}
		})
	}
}

// TestLiveRenegotiationOfResumed: RFC 7627, Section 5.4, has a client disable
// renegotiation after it has resumed a legacy session. s_client does not.
func TestLiveRenegotiationOfResumed(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	livetest.Proves(t, "%s: a resumed legacy session renegotiates as simulated", livetest.OpenSSL(t))
	identity, dir := tlstest.NewIdentity(t), t.TempDir()
	cmd := command(t, "s_server", "-accept", "127.0.0.1:0", "-tls1_2", "-msg", "-client_renegotiation", "-cert", identity.CertificateFile, "-key", identity.KeyFile)
	config := filepath.Join(dir, "openssl.cnf")
	const off = "openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = default\n[default]\nOptions = -ExtendedMasterSecret\n"
	require.NoError(t, os.WriteFile(config, []byte(off), 0o600))
	cmd.Env[len(cmd.Env)-1] = "OPENSSL_CONF=" + config
	address, session := serveBy(t, cmd).address, filepath.Join(dir, "session.pem")
	connectOpenSSL(t, address, false, "-sess_out", session)
	seen := connectOpenSSL(t, address, true, "-sess_in", session)
	require.True(t, seen.reused, "the legacy session is resumed")
	require.Equal(t, 2, seen.hellos, "a second handshake")
	o := tlsstack.Simulate(stack(t, "openssl-3"), stack(t, "openssl-3-no-ems"), tlsstack.Scenario{Course: tlsstack.RenegotiationOfResumed, SwitchedOn: true})
	require.True(t, o.Works)
}

// TestLiveRequest: a client of Go and one of OpenSSL are asked to renegotiate by
// a server of OpenSSL.
func TestLiveRequest(t *testing.T) {
	t.Parallel()
	requireOpenSSL(t)
	livetest.Proves(t, "crypto/tls: 2 clients answer a HelloRequest of %s as simulated", livetest.OpenSSL(t))
	identity := tlstest.NewIdentity(t)
	tests := []struct {
		name, client string
		policy       tls.RenegotiationSupport
		switchedOn   bool
		want         string // that the server prints
	}{
		{"go", "go", tls.RenegotiateNever, false, "warning no_renegotiation"},
		{"go-switched-on", "go", tls.RenegotiateOnceAsClient, true, "Handshake [length 0010], Finished"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := serveOpenSSL(t, identity)
			conn, err := tls.DialWithDialer(&net.Dialer{Timeout: patience}, "tcp", server.address, &tls.Config{
				InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12, Renegotiation: tt.policy,
			})
			require.NoError(t, err)
			defer conn.Close()
			require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
			_, err = io.WriteString(server.input, "r\n")
			require.NoError(t, err)
			go func() { _, _ = io.Copy(io.Discard, conn) }() // which handles the request
			require.True(t, server.prints("HelloRequest", tt.want), "s_server reports %q", tt.want)
			s := tlsstack.Scenario{Course: tlsstack.Renegotiation, Asker: ems.Server, SwitchedOn: tt.switchedOn}
			o := tlsstack.Simulate(stack(t, tt.client), stack(t, "openssl-3"), s)
			require.Equal(t, tt.switchedOn, o.Works)
			require.Equal(t, !tt.switchedOn, o.Connections[1].Alert == ems.NoRenegotiation)
		})
	}
	t.Run("openssl", func(t *testing.T) {
		t.Parallel()
		server := serveOpenSSL(t, identity)
		cmd := command(t, "s_client", "-connect", server.address, "-tls1_2", "-no-CApath", "-no-CAstore", "-no-CAfile")
		input, err := cmd.StdinPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		require.True(t, server.prints("ClientKeyExchange", "<<<", "Finished"))
		_, err = io.WriteString(server.input, "r\n")
		require.NoError(t, err)
		require.True(t, server.prints("HelloRequest", "ClientHello", "Finished"), "a second handshake")
		input.Close()
		_ = cmd.Wait()
		o := tlsstack.Simulate(stack(t, "openssl-3"), stack(t, "openssl-3"), tlsstack.Scenario{Course: tlsstack.Renegotiation, Asker: ems.Server})
		require.True(t, o.Works)
	})
}

// prints reports whether the server prints lines with these texts, in this
// order.
func (s serverOpenSSL) prints(texts ...string) bool {
	late := time.After(patience)
	for len(texts) > 0 {
		select {
		case line, ok := <-s.lines:
			if !ok {
				return false
			}
			if strings.Contains(line, texts[0]) {
				texts = texts[1:]
			}
		case <-late:
			return false
		}
	}
	return true
}
