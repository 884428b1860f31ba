// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestNotResumed: that a session was not resumed is said of a handshake that was to
// resume one, and of no other.
func TestNotResumed(t *testing.T) {
	t.Parallel()
	one, legacy := stack(t, "openssl-3"), stack(t, "openssl-3-no-ems")
	for _, tt := range []struct {
		name   string
		client tlsstack.Stack
		s      tlsstack.Scenario
		said   bool
		why    string
	}{
		{"first", one, tlsstack.Scenario{}, false, "RFC 5246, Section 7.3: there was none"},
		{"resumed", one, tlsstack.Scenario{Course: tlsstack.ResumeByID}, false, "RFC 7627, Section 5.3: it was"},
		{"renegotiated", one, tlsstack.Scenario{Course: tlsstack.Renegotiation, SwitchedOn: true}, false, "RFC 5246, Section 7.4.1.1: a renegotiation makes a session"},
		{"renegotiated-of-resumed", one, tlsstack.Scenario{Course: tlsstack.RenegotiationOfResumed, SwitchedOn: true}, false, "the same on a connection that was resumed"},
		{"full", legacy, tlsstack.Scenario{Course: tlsstack.ResumeByID, Next: one}, true, "RFC 7627, Section 5.3: a full handshake instead"},
	} {
		o := tlsstack.Simulate(tt.client, one, tt.s)
		said := slices.Contains(vocabtest.FindCodes(o.Findings), "ems.stack.not_resumed")
		require.Equal(t, tt.said, said, "%s: %s", tt.name, tt.why)
	}
}

// TestBecauseOfOutcomes: what follows from a rule names it, of the same connection.
func TestBecauseOfOutcomes(t *testing.T) {
	t.Parallel()
	one, legacy := stack(t, "openssl-3"), stack(t, "openssl-3-no-ems")
	for _, tt := range []struct {
		client, next tlsstack.Stack
		code         schannel.Code
		want         []schannel.Code
	}{
		{legacy, one, "ems.stack.not_resumed", []schannel.Code{"ems.resume.upgrade"}},
		{one, legacy, "ems.stack.aborts", []schannel.Code{"ems.resume.downgrade"}},
	} {
		o := tlsstack.Simulate(tt.client, one, tlsstack.Scenario{Course: tlsstack.ResumeByID, Next: tt.next})
		at := slices.IndexFunc(o.Findings, func(f schannel.Finding) bool { return f.Code == tt.code })
		require.GreaterOrEqual(t, at, 0, tt.code)
		require.Empty(t, cmp.Diff(tt.want, o.Findings[at].Because, cmpopts.EquateEmpty()), tt.code)
		require.Equal(t, 1, o.Findings[at].Subject.Index, tt.code)
	}
}

// TestAbortOfNoAlert: of a stack that aborts, and of which no alert is known, none
// is told.
func TestAbortOfNoAlert(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "openssl-3-no-ems"), doing(ems.Server, ems.CodeFullLegacyClient, ems.Abort), tlsstack.Scenario{})
	codes := vocabtest.FindCodes(o.Findings)
	require.Contains(t, codes, "ems.stack.departs")
	require.Contains(t, codes, "ems.stack.ends")
	require.NotContains(t, codes, "ems.stack.departs_with")
}

// TestCertaintyOfWhatIsTaken: nothing is certain of an end whose versions nobody
// tells, nor of a server of which it is not known what it demands.
func TestCertaintyOfWhatIsTaken(t *testing.T) {
	t.Parallel()
	known := stack(t, "openssl-3")
	unsaid := tlsstack.Stack{Name: "mine", Evidence: schannel.Specified}
	require.Equal(t, schannel.Certain, tlsstack.Simulate(known, known, tlsstack.Scenario{}).Certainty)
	require.Equal(t, schannel.Likely, tlsstack.Simulate(unsaid, known, tlsstack.Scenario{}).Certainty, "the client")
	require.Equal(t, schannel.Likely, tlsstack.Simulate(known, unsaid, tlsstack.Scenario{}).Certainty, "the server")
	for demand, want := range map[tlsstack.Demand]schannel.Certainty{
		tlsstack.DemandNever: schannel.Certain, tlsstack.DemandAlways: schannel.Certain, tlsstack.DemandUnknown: schannel.Likely,
	} {
		server := known
		server.FTP.Demand = demand
		require.Equal(t, want, tlsstack.Simulate(known, server, tlsstack.Scenario{Course: tlsstack.DataChannel}).Certainty, demand)
	}
}

// TestTerminatedFindings: what is said of connections behind a device is said of
// them, counted through both sides of it.
func TestTerminatedFindings(t *testing.T) {
	t.Parallel()
	one := stack(t, "openssl-3")
	o := tlsstack.Simulate(one, one, tlsstack.Scenario{Device: tlsstack.DeviceTerminates, Box: one})
	require.Len(t, o.Connections, 2)
	var got []int
	for _, f := range o.Findings {
		got = append(got, f.Subject.Index)
	}
	require.Equal(t, []int{0, 1, -1}, got, "a connection each, and the device")
}

// TestOpenAlertOfDevice: a stack of which the alert is not known sends the one of
// RFC 5246, Section 7.2.2.
func TestOpenAlertOfDevice(t *testing.T) {
	t.Parallel()
	server := stack(t, "openssl-3")
	server.Deviations = append(slices.Clone(server.Deviations), tlsstack.Deviation{Side: ems.Server, At: tlsstack.CodeTranscriptsDiffer})
	o := tlsstack.Simulate(stack(t, "openssl-3"), server, tlsstack.Scenario{Device: tlsstack.DeviceHides})
	require.Equal(t, ems.DecryptError, o.Connections[0].Alert)
}

// TestDeviceAndRequire: RFC 7627, Section 5.2: a client that needs the extension ends
// the handshake at the ServerHello, before anybody's transcript is compared.
func TestDeviceAndRequire(t *testing.T) {
	t.Parallel()
	client := stack(t, "openssl-3")
	client.Name, client.Client.Require = "requires", true
	o := tlsstack.Simulate(client, stack(t, "openssl-3"), tlsstack.Scenario{Device: tlsstack.DeviceHides})
	c := o.Connections[0]
	require.Equal(t, []any{ems.Abort, ems.Client, ems.HandshakeFailure}, []any{c.Result, c.By, c.Alert})
	require.NotContains(t, vocabtest.FindCodes(o.Findings), string(tlsstack.CodeTranscriptsDiffer))
}

// TestNodeOfUnknownSessions: RFC 5077, Section 4: the form of a ticket is the server's
// own, so of a node of which nothing is known both ways are tried.
func TestNodeOfUnknownSessions(t *testing.T) {
	t.Parallel()
	one, node := stack(t, "openssl-3"), stack(t, "openssl-3-no-ems")
	require.NotEmpty(t, one.Sessions)
	node.Name, node.Sessions = "node", ""
	o := tlsstack.Simulate(one, one, tlsstack.Scenario{Course: tlsstack.OtherNode, Node: node})
	require.Equal(t, schannel.Undocumented, o.Certainty)
	require.Len(t, o.Findings[0].Outcomes, 2, "it resumes, which this client refuses, or makes a full handshake")
}
