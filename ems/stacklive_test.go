// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// liveStacks are the stacks that run on this machine: the program, and
// whether the extension is switched on.
var liveStacks = map[string]struct {
	program string
	ems     bool
}{
	"go":                     {"go", true},
	"gnutls":                 {"gnutls", true},
	"gnutls-no-session-hash": {"gnutls", false},
	"openssl-3":              {"openssl", true},
	"openssl-3-no-ems":       {"openssl", false},
}

// livePair is a client that connects twice, the second time perhaps set up
// differently, which only a client of OpenSSL can be here.
type livePair struct {
	client, next, server string
	course               ems.Course
}

func livePairs() []livePair {
	var pairs []livePair
	stacks := []string{"go", "gnutls", "gnutls-no-session-hash", "openssl-3", "openssl-3-no-ems"}
	for _, server := range stacks {
		for _, client := range stacks {
			pairs = append(pairs, livePair{client, client, server, ems.ResumeByTicket})
		}
		for _, course := range []ems.Course{ems.ResumeByID, ems.ResumeByTicket} {
			pairs = append(
				pairs,
				livePair{"openssl-3", "openssl-3-no-ems", server, course},
				livePair{"openssl-3-no-ems", "openssl-3", server, course},
			)
		}
		pairs = append(pairs, livePair{"openssl-3", "openssl-3", server, ems.ResumeByID})
	}
	return pairs
}

// TestLivePairs: what Go, OpenSSL and GnuTLS do to each other on the loopback
// interface is what is predicted for them.
func TestLivePairs(t *testing.T) {
	t.Parallel()
	identity := newLiveIdentity(t)
	for _, pair := range livePairs() {
		t.Run(strings.Join([]string{pair.client, pair.next, pair.server, pair.course.String()}, "-"), func(t *testing.T) {
			t.Parallel()
			for _, name := range []string{pair.client, pair.server} {
				requireProgram(t, liveStacks[name].program)
			}
			scenario := ems.Scenario{Course: pair.course, Next: stack(t, pair.next)}
			predicted := ems.Simulate(stack(t, pair.client), stack(t, pair.profile(t)), scenario).Connections
			captures := pair.connect(t, identity)
			require.Len(t, predicted, len(captures))
			var want, got []liveOutcome
			for i, c := range predicted {
				want = append(want, liveOutcome{c.Result, c.ClientHello, c.ServerHello, c.Alert})
				got = append(got, liveOutcomeOf(captures[i], c.By))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("predicted (-) and seen (+):\n%s", diff)
			}
		})
	}
}

// liveOutcome is what can be seen from outside of how a handshake ends.
type liveOutcome struct {
	Result                   ems.Action
	ClientHello, ServerHello bool
	Alert                    ems.Alert
}

// liveOutcomeOf sums a capture up. Only an alert of the end that is predicted
// to abort counts: the other end may answer with one of its own.
func liveOutcomeOf(capture ems.Capture, by ems.Side) liveOutcome {
	o := liveOutcome{Result: ems.Abort, ClientHello: capture.ClientHello.EMS, ServerHello: capture.ServerHello.EMS}
	for _, alert := range capture.Alerts {
		if alert.Fatal && (alert.Sender == by || by == ems.SideUnspecified) {
			o.Alert = alert.Alert
		}
	}
	switch {
	case !capture.ClientFinished || !capture.ServerFinished:
	case capture.Handshake == ems.FullHandshake:
		o.Result = ems.Full
	case capture.Handshake == ems.AbbreviatedHandshake:
		o.Result = ems.Resume
	}
	return o
}

// profile is the server's, by the year of its release where that matters.
func (p livePair) profile(t *testing.T) string {
	t.Helper()
	if p.server != "openssl-3" {
		return p.server
	}
	version, err := exec.Command("openssl", "version").Output()
	require.NoError(t, err)
	year := regexp.MustCompile(`\d+ [A-Z][a-z]+ (20\d\d)`).FindSubmatch(version)
	require.NotNil(t, year, "%s", version)
	if string(year[1]) < "2026" {
		return "openssl-3-2025"
	}
	return p.server
}

// connect lets the client connect twice and returns what went by: first the
// connection that offers nothing.
func (p livePair) connect(t *testing.T, identity liveIdentity) []ems.Capture {
	t.Helper()
	resume := byTicket
	if p.course == ems.ResumeByID {
		resume = byID
	}
	run := &liveRun{identity: identity, dir: t.TempDir(), live: live{
		client: liveStacks[p.client].program, clientEMS: liveStacks[p.client].ems,
		server: liveStacks[p.server].program, serverEMS: liveStacks[p.server].ems,
		version: schannel.TLS12, resume: resume,
	}}
	start := map[string]func(*testing.T) string{"go": run.goServer, "openssl": run.opensslServer, "gnutls": run.gnutlsServer}[run.server]
	address, connections := tap(t, start(t))
	switch run.client {
	case "go":
		run.goClient(t, address)
	case "gnutls":
		run.gnutlsClient(t, address)
	default:
		run.opensslTwice(t, address, liveStacks[p.next].ems)
	}
	var seen []ems.Capture
	for range 2 {
		select {
		case c := <-connections:
			capture, err := ems.ReadCapture(c.client.Bytes(), c.server.Bytes())
			require.NoError(t, err)
			seen = append(seen, capture)
		case <-time.After(liveTimeout):
			t.Fatalf("%d of 2 connections", len(seen))
		}
	}
	abbreviated := seen[0].Handshake == ems.AbbreviatedHandshake && seen[1].Handshake != ems.AbbreviatedHandshake
	if abbreviated || seen[0].ClientHello.TicketLen > seen[1].ClientHello.TicketLen {
		seen[0], seen[1] = seen[1], seen[0]
	}
	return seen
}

// opensslTwice connects, and offers the session in a second connection that
// may fail.
func (r *liveRun) opensslTwice(t *testing.T, address string, emsThen bool) {
	t.Helper()
	session := filepath.Join(r.dir, "session.pem")
	args := append([]string{"s_client", "-connect", address}, r.opensslArgs(ems.Client)...)
	first, err := r.program(t, r.clientEMS, ems.Client, "openssl", append(args, "-sess_out", session)...).CombinedOutput()
	require.NoError(t, err, "%s", first)
	if _, err := os.Stat(session); err == nil { // else the server gave it none
		args = append(args, "-sess_in", session)
	}
	_ = r.program(t, emsThen, ems.Client, "openssl", args...).Run()
}

// gnutlsServer starts gnutls-serv on a port that was free just before.
func (r *liveRun) gnutlsServer(t *testing.T) string {
	t.Helper()
	priority := "NORMAL:-VERS-ALL:+VERS-TLS1.2:+RSA"
	if !r.serverEMS {
		priority += ":%NO_SESSION_HASH"
	}
	args := []string{"--echo", "--priority", priority, "--x509certfile", r.identity.certificateFile, "--x509keyfile", r.identity.keyFile}
	if r.resume == byID {
		args = append(args, "--noticket")
	}
	for range 5 {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		port := listener.Addr().(*net.TCPAddr).Port
		require.NoError(t, listener.Close())
		if r.gnutlsListens(t, append(args, "--port", strconv.Itoa(port))) {
			return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
		}
	}
	t.Fatal("gnutls-serv does not say that it listens")
	return ""
}

func (r *liveRun) gnutlsListens(t *testing.T, args []string) bool {
	t.Helper()
	cmd := r.program(t, r.serverEMS, ems.Server, "gnutls-serv", args...)
	output, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = cmd.Stdout
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "IPv4") && strings.HasSuffix(lines.Text(), "done") {
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return true
		}
	}
	return false
}
