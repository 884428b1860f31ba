// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/tlstest"
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
	course               tlsstack.Course
}

// livePairs are those of five clients and the servers that listen on one
// address alone, which gnutls-serv does not.
func livePairs() []livePair {
	var pairs []livePair
	for _, server := range []string{"go", "openssl-3", "openssl-3-no-ems"} {
		for _, client := range []string{"go", "gnutls", "gnutls-no-session-hash", "openssl-3", "openssl-3-no-ems"} {
			pairs = append(pairs, livePair{client, client, server, tlsstack.ResumeByTicket})
		}
		for _, course := range []tlsstack.Course{tlsstack.ResumeByID, tlsstack.ResumeByTicket} {
			pairs = append(
				pairs,
				livePair{"openssl-3", "openssl-3-no-ems", server, course},
				livePair{"openssl-3-no-ems", "openssl-3", server, course},
			)
		}
		pairs = append(pairs, livePair{"openssl-3", "openssl-3", server, tlsstack.ResumeByID})
	}
	return pairs
}

// TestLivePairs: what Go, OpenSSL and GnuTLS do to each other on the loopback
// interface is what is predicted for them.
func TestLivePairs(t *testing.T) {
	t.Parallel()
	identity := tlstest.NewIdentity(t)
	livetest.Proves(t, "Go, OpenSSL and GnuTLS: %d pairs resume as simulated", len(livePairs()))
	for _, pair := range livePairs() {
		t.Run(strings.Join([]string{pair.client, pair.next, pair.server, pair.course.String()}, "-"), func(t *testing.T) {
			t.Parallel()
			pair.run().Require(t)
			scenario := tlsstack.Scenario{Course: pair.course, Next: stack(t, pair.next)}
			predicted := tlsstack.Simulate(stack(t, pair.client), stack(t, pair.profile(t)), scenario).Connections
			captures := pair.captures(t, identity)
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
func liveOutcomeOf(c capture.Capture, by ems.Side) liveOutcome {
	o := liveOutcome{Result: ems.Abort, ClientHello: c.ClientHello.EMS, ServerHello: c.ServerHello.EMS}
	for _, alert := range c.Alerts {
		if alert.Fatal && (alert.Sender == by || by == ems.SideUnspecified) {
			o.Alert = alert.Alert
		}
	}
	switch {
	case !c.ClientFinished || !c.ServerFinished:
	case c.Handshake == capture.FullHandshake:
		o.Result = ems.Full
	case c.Handshake == capture.AbbreviatedHandshake:
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

// run is the pair in the words of what runs it.
func (p livePair) run() tlstest.Pair {
	client, next, server := liveStacks[p.client], liveStacks[p.next], liveStacks[p.server]
	resume := tlstest.ByTicket
	if p.course == tlsstack.ResumeByID {
		resume = tlstest.ByID
	}
	return tlstest.Pair{
		Client: client.program, ClientEMS: client.ems, Switch: client.ems != next.ems,
		Server: server.program, ServerEMS: server.ems, Version: schannel.TLS12, Resume: resume,
	}
}

// captures lets the client connect twice and returns what went by: first the
// connection that offers nothing.
func (p livePair) captures(t *testing.T, identity tlstest.Identity) []capture.Capture {
	t.Helper()
	var seen []capture.Capture
	for _, c := range p.run().Run(t, identity).Connections {
		read, err := capture.Read(c.Client, c.Server)
		require.NoError(t, err)
		seen = append(seen, read)
	}
	abbreviated := seen[0].Handshake == capture.AbbreviatedHandshake && seen[1].Handshake != capture.AbbreviatedHandshake
	if abbreviated || len(seen[0].ClientHello.Offered) > len(seen[1].ClientHello.Offered) {
		seen[0], seen[1] = seen[1], seen[0]
	}
	return seen
}
