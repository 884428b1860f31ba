// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
)

// TestNoCases: a stack without cases has no case that could have passed.
func TestNoCases(t *testing.T) {
	t.Parallel()
	require.Empty(t, runCases(t, handled(saying()), func(func(ems.Case) bool) {}).Results)
}

// TestConnections: a session is made on a connection of its own, unless it is that
// of the connection which is renegotiated.
func TestConnections(t *testing.T) {
	t.Parallel()
	want := map[string]int{
		"server-tls12-full-none-ch":                                  1,
		"server-tls12-resume-ems-ch":                                 2,
		"server-tls12-resume-unknown-ch":                             1,
		"server-tls12-full-none-ch-renegotiation-on-ems":             1,
		"server-tls12-resume-ems-ch-renegotiation-on-ems":            1,
		"server-tls12-resume-ems-unusable-ch-renegotiation-on-ems":   2,
		"server-tls12-resume-ems-ch-renegotiation-on-legacy":         2,
		"server-tls12-full-none-renegotiation-on-legacy-resumed":     2,
		"server-tls12-resume-ems-ch-renegotiation-on-ems-resumed":    2,
		"server-tls12-resume-legacy-ch-renegotiation-on-ems-resumed": 3,
	}
	for c := range ems.Cases() {
		if n, listed := want[c.Name]; listed {
			require.Equal(t, n, connectionsOf(c.Handshake), c.Name)
			delete(want, c.Name)
		}
	}
	require.Empty(t, want, "cases of these names exist")
}

// TestNotTwice: a run that passes opens the connections that its setup says, and no
// more.
func TestNotTwice(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"server-tls12-full-none-ch", "server-tls12-resume-ems-ch"} {
		var opened atomic.Int32
		var announced int
		toy := newToy(t, faults{})
		s := toy.stack(ems.Server).only(name)
		s.Suites = s.Suites[:1]
		s.Handle = func(set Setup) func(net.Conn) {
			announced += set.Connections
			return func(conn net.Conn) { opened.Add(1); toy.server(conn) }
		}
		report, err := Measure(s)
		require.NoError(t, err)
		require.Zero(t, counts(report)[Failed])
		require.Equal(t, announced, int(opened.Load()), name)
	}
}

// TestDialed: a stack that is dialled is not waited for.
func TestDialed(t *testing.T) {
	t.Parallel()
	toy := newToy(t, faults{})
	s := toy.stack(ems.Server).only("server-tls12-full-none-ch")
	s.Handle, s.Dial = nil, func(Setup) func() (net.Conn, error) {
		return func() (net.Conn, error) {
			ours, theirs := net.Pipe()
			go func() { toy.server(theirs); theirs.Close() }()
			return ours, nil
		}
	}
	report, err := Measure(s)
	require.NoError(t, err)
	require.Equal(t, 2, counts(report)[Passed], "two suites")
}

// TestCertificateOfAClient: a client under test needs a certificate from the raw
// peer; a server has its own, and what the author gives stays.
func TestCertificateOfAClient(t *testing.T) {
	t.Parallel()
	given, err := toyKey()
	require.NoError(t, err)
	handle := handled(saying()).Handle
	client, err := Stack{Side: ems.Client, Handle: handle}.checked()
	require.NoError(t, err)
	require.NotEmpty(t, client.Certificate.Certificate)
	client, err = Stack{Side: ems.Client, Handle: handle, Certificate: given}.checked()
	require.NoError(t, err)
	require.Equal(t, given.Certificate, client.Certificate.Certificate)
	server, err := Stack{Side: ems.Server, Handle: handle, Suites: []derive.Suite{0xc02b}}.checked()
	require.NoError(t, err, "whatever the key, which is not known")
	require.Empty(t, server.Certificate.Certificate)
}

func counts(r Report) map[Verdict]int {
	n := map[Verdict]int{}
	for _, result := range r.Results {
		n[result.Verdict]++
	}
	return n
}

// TestOtherSecondTime: what a stack does in a second run tells why keys differ only
// where the connection comes about there.
func TestOtherSecondTime(t *testing.T) {
	t.Parallel()
	toy := newToy(t, faults{derivesLegacy: true})
	s := toy.stack(ems.Server).only("server-tls12-full-none-ch")
	s.Suites = s.Suites[:1]
	var opened atomic.Int32
	s.Handle = func(Setup) func(net.Conn) {
		return func(conn net.Conn) {
			if opened.Add(1) == 1 {
				toy.server(conn)
			} else {
				conn.Close()
			}
		}
	}
	report, err := Measure(s)
	require.NoError(t, err)
	for r := range report.Of(Failed) {
		require.Equal(t, schannel.Code("ems.emstest.keys"), r.Reasons[0].Code)
	}
	require.Equal(t, 1, counts(report)[Failed])
}

// TestRunningAfterAll: that keys differ does not hide that the stack still runs.
func TestRunningAfterAll(t *testing.T) {
	t.Parallel()
	toy := newToy(t, faults{derivesLegacy: true})
	held := make(chan struct{})
	t.Cleanup(func() { close(held) })
	s := handled(func(conn net.Conn) { toy.server(conn); <-held }).only("server-tls12-full-none-ch")
	s.Timeout = 2 * time.Second // for a whole handshake, however busy the machine is
	report, err := Measure(s)
	require.NoError(t, err)
	for r := range report.Of(Failed) {
		require.Equal(t, phraseRunning.Code, r.Reasons[0].Code)
	}
	require.Equal(t, 1, counts(report)[Failed])
}

// TestNoSessionForReason: where the session cannot be made, the first reason stays.
func TestNoSessionForReason(t *testing.T) {
	t.Parallel()
	s := handled(nil)
	s.Handle, s.Dial = nil, func(Setup) func() (net.Conn, error) {
		return func() (net.Conn, error) { return nil, errors.New("nobody listens") }
	}
	report, err := Measure(s.only("server-tls12-resume-ems-ch"))
	require.NoError(t, err)
	for r := range report.Of(Failed) {
		require.Equal(t, phraseConnect.Code, r.Reasons[0].Code)
	}
	require.Equal(t, 2, counts(report)[Failed], "by ID and by ticket")
}

// TestMaking: a session that is of no use is of another version, or else of another
// suite.
func TestMaking(t *testing.T) {
	t.Parallel()
	const gcm, cbc, cbcRSA = derive.Suite(0xc02f), derive.Suite(0xc013), derive.Suite(0x002f)
	both := []schannel.TLSVersion{schannel.TLS12, schannel.TLS11}
	for _, tt := range []struct {
		name     string
		versions []schannel.TLSVersion
		suites   []derive.Suite
		usable   bool
		version  schannel.TLSVersion // 0: there is none
		suite    derive.Suite
		why      string
	}{
		{"usable", both, []derive.Suite{gcm, cbc}, true, schannel.TLS12, gcm, "that of the case"},
		{"version", both, []derive.Suite{cbc, cbcRSA}, false, schannel.TLS11, cbc, "the same suite in the other version"},
		{"version-without-suite", both, []derive.Suite{gcm, cbc}, false, schannel.TLS11, cbc, "GCM is of TLS 1.2"},
		{"suite", both[:1], []derive.Suite{gcm, cbc}, false, schannel.TLS12, cbc, "there is one version"},
		{"nothing", both[:1], []derive.Suite{gcm}, false, 0, 0, "one version, one suite"},
		{"nothing-of-version", both, []derive.Suite{gcm}, false, 0, 0, "the other version has no suite"},
	} {
		suite, _ := suiteOf(tt.suites[0])
		c := course{Stack: Stack{Versions: tt.versions, Suites: tt.suites}, suite: suite}
		c.Case.Handshake.Version = schannel.TLS12
		version, made, found := c.making(tt.usable)
		require.Equal(t, tt.version != 0, found, "%s: %s", tt.name, tt.why)
		require.Equal(t, []any{tt.version, tt.suite}, []any{version, made.id}, "%s: %s", tt.name, tt.why)
	}
}

// TestGroupOf: RFC 8422, Section 5.1: one of the groups that the client has.
func TestGroupOf(t *testing.T) {
	t.Parallel()
	listing := func(groups ...byte) theirHello {
		list := append([]byte{0, byte(len(groups))}, groups...)
		return theirHello{extensions: map[uint16][]byte{extensionGroups: list}}
	}
	require.Equal(t, uint16(groupX25519), groupOf(listing(0, 23, 0, 29)))
	require.Equal(t, uint16(groupP256), groupOf(listing(0, 23)))
}
