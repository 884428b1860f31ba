// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest_test

import (
	"crypto/tls"
	"io"
	"net"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/internal/tlstest"
)

var everyVersion = []schannel.TLSVersion{schannel.TLS10, schannel.TLS11, schannel.TLS12}

// goSuites are those that both ends have here: Go has RSA key exchange only
// where it is asked for.
var goSuites = []uint16{0xc02f, 0xc013, 0x009c, 0x002f}

// goServer is a server of crypto/tls. It issues tickets and no session IDs.
func goServer(t *testing.T) emstest.Stack {
	t.Helper()
	config := &tls.Config{
		Certificates: []tls.Certificate{tlstest.NewIdentity(t).Certificate}, MinVersion: tls.VersionTLS10, CipherSuites: goSuites,
	}
	return emstest.Stack{
		Side: ems.Server, Policy: profile(t, "go").Server, Versions: everyVersion,
		Mechanisms: []emstest.Mechanism{emstest.ByTicket},
		Handle: func(emstest.Setup) func(net.Conn) {
			return func(conn net.Conn) { _, _ = io.Copy(io.Discard, tls.Server(conn, config)) }
		},
	}
}

// counted is the numbers of runs that passed, failed and were skipped.
func counted(r emstest.Report) (counts [3]int) {
	for _, c := range r.Clauses() {
		counts[0] += c.Passed
		counts[1] += c.Failed
		counts[2] += c.Skipped
	}
	return counts
}

// TestGoServer: crypto/tls aborts without an alert where RFC 7627, Section 5.3,
// has it abort; all else conforms.
func TestGoServer(t *testing.T) {
	t.Parallel()
	report, err := emstest.Measure(goServer(t))
	require.NoError(t, err)
	compare(t, profile(t, "go"), report)
	counts := counted(report)
	require.Greater(t, counts[0], 200)
	if diff := cmp.Diff([]int{8, 0}, []int{counts[1], leftOut(report)}); diff != "" {
		t.Errorf("failed, skipped (-want +got):\n%s", diff)
	}
	for r := range report.Of(emstest.Failed) {
		require.Equal(t, ems.CodeResumeDowngrade, r.Case.Decision.Rule, r.Case.Name)
		require.Equal(t, schannel.Code("ems.emstest.silent_abort"), r.Reasons[0].Code)
	}
}

// goClient is a client of crypto/tls, which offers tickets only.
func goClient() emstest.Stack {
	return emstest.Stack{
		Side: ems.Client, Policy: ems.Policy{OfferLegacy: true, ResumeLegacy: true}, Versions: everyVersion,
		Mechanisms: []emstest.Mechanism{emstest.ByTicket},
		Handle: func(emstest.Setup) func(net.Conn) {
			config := &tls.Config{
				ServerName: "localhost", InsecureSkipVerify: true, MinVersion: tls.VersionTLS10,
				CipherSuites: goSuites, ClientSessionCache: tls.NewLRUClientSessionCache(1),
			}
			return func(conn net.Conn) { _, _ = io.Copy(io.Discard, tls.Client(conn, config)) }
		},
	}
}

// TestGoClient: a client of crypto/tls conforms everywhere.
func TestGoClient(t *testing.T) {
	t.Parallel()
	report, err := emstest.Measure(goClient())
	require.NoError(t, err)
	compare(t, profile(t, "go"), report)
	counts := counted(report)
	require.Greater(t, counts[0], 150)
	if diff := cmp.Diff([]int{0, 0}, []int{counts[1], leftOut(report)}); diff != "" {
		t.Errorf("failed, skipped (-want +got):\n%s", diff)
	}
}

// TestGoClientRenegotiates: where a client of crypto/tls is set up to
// renegotiate it does so also after it has resumed a legacy session, and without
// the extension on a connection that has it.
func TestGoClientRenegotiates(t *testing.T) {
	t.Parallel()
	s := goClient()
	s.Policy, s.Versions = profile(t, "go").Client, []schannel.TLSVersion{schannel.TLS12}
	s.Skip = func(set emstest.Setup) string {
		if !set.Case.Handshake.Renegotiation {
			return "measured elsewhere"
		}
		return ""
	}
	s.Handle = func(emstest.Setup) func(net.Conn) {
		config := &tls.Config{
			ServerName: "localhost", InsecureSkipVerify: true, Renegotiation: tls.RenegotiateFreelyAsClient,
			CipherSuites: goSuites, ClientSessionCache: tls.NewLRUClientSessionCache(1),
		}
		return func(conn net.Conn) { _, _ = io.Copy(io.Discard, tls.Client(conn, config)) }
	}
	report, err := emstest.Measure(s)
	require.NoError(t, err)
	compare(t, switchedOn(profile(t, "go")), report)
	require.NotZero(t, counted(report)[0])
	for r := range report.Of(emstest.Failed) {
		require.Equal(t, ems.CodeRenegotiationForbidden, r.Case.Decision.Rule, r.Case.Name)
		require.Equal(t, ems.Full, r.Action, r.Case.Name)
	}
	require.Equal(t, len(goSuites), counted(report)[1], "RFC 7627, Section 5.4: the client MUST disable renegotiation")
}
