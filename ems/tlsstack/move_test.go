// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// doing is a stack that keeps to RFC 7627 but for one step.
func doing(side ems.Side, at schannel.Code, action ems.Action) tlsstack.Stack {
	return tlsstack.Stack{Name: "mine", Deviations: []tlsstack.Deviation{{Side: side, At: at, Action: action}}}
}

// TestOpenSteps: what a stack of which a step is not known can come to there.
func TestOpenSteps(t *testing.T) {
	t.Parallel()
	other := stack(t, "openssl-3")
	const unknown = ems.ActionUnspecified
	offers := doing(ems.Client, ems.CodeResumeOfferLegacy, unknown)
	offers.Client.ResumeLegacy = true
	for _, tt := range []struct {
		name           string
		client, server tlsstack.Stack
		scenario       tlsstack.Scenario
		want           []string // the outcomes, without their beginning
		why            string
	}{
		{
			"server-full", other, doing(ems.Server, ems.CodeFullExtended, unknown),
			tlsstack.Scenario{},
			[]string{"full, extended master secret: yes", "the server aborts with handshake_failure"},
			"no session is there to be resumed",
		},
		{
			"client-resumed", doing(ems.Client, ems.CodeResumeExtended, unknown), other,
			tlsstack.Scenario{Course: tlsstack.ResumeByID},
			[]string{"resume, extended master secret: yes", "the client aborts with handshake_failure"},
			"RFC 5246, Section 7.3: the ServerHello has decided of which kind it is",
		},
		{
			"client-offers", offers, stack(t, "openssl-1.0"),
			tlsstack.Scenario{Course: tlsstack.ResumeByID},
			[]string{"full, extended master secret: no", "resume, extended master secret: no"},
			"RFC 7627, Section 5.3: a client should not offer a legacy session, and may",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := tlsstack.Simulate(tt.client, tt.server, tt.scenario)
			require.Equal(t, schannel.Undocumented, o.Certainty, tt.why)
			var got []string
			for _, p := range o.Findings[0].Outcomes {
				at := len("connection 1, " + tt.client.Name + " with " + tt.server.Name + ": ")
				got = append(got, p.Text[at:])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSettleEachStep: each step that is not known is asked for once, also those of
// one stack.
func TestSettleEachStep(t *testing.T) {
	t.Parallel()
	mine := tlsstack.Stack{Name: "mine", Deviations: []tlsstack.Deviation{{Side: ems.Server, At: ems.CodeFullLegacyClient}, {Side: ems.Server, At: ems.CodeResumeUpgrade}}}
	o := tlsstack.Simulate(stack(t, "openssl-3-no-ems"), mine, tlsstack.Scenario{Course: tlsstack.ResumeByID, Next: stack(t, "openssl-3")})
	var got []string
	for _, p := range o.Findings[0].Settle {
		got = append(got, p.Args[0].Value+" "+p.Args[1].Value)
	}
	require.Equal(t, []string{"mine ems.full.legacy_client", "mine ems.resume.upgrade"}, got)
}

// TestFullInstead: a server that makes a full handshake of an offer decides that by
// its policy (RFC 7627, Sections 5.2 and 5.3).
func TestFullInstead(t *testing.T) {
	t.Parallel()
	s := tlsstack.Scenario{Course: tlsstack.ResumeByID, Next: stack(t, "openssl-3-no-ems")}
	server := doing(ems.Server, ems.CodeResumeDowngrade, ems.Full)
	last := tlsstack.Simulate(stack(t, "openssl-3"), server, s).Connections[1]
	require.Equal(t, []any{ems.Full, ems.CodeResumeDowngrade}, []any{last.Result, last.Rule}, "the step that it departs from decides")
	server.Server.Require = true
	last = tlsstack.Simulate(stack(t, "openssl-3"), server, s).Connections[1]
	require.Equal(t, []any{ems.Abort, ems.CodeFullLegacyClient}, []any{last.Result, last.Rule}, "and a full handshake without the extension is refused")
	server.Deviations = append(server.Deviations, tlsstack.Deviation{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort, Alert: ems.InsufficientSecurity})
	o := tlsstack.Simulate(stack(t, "openssl-3"), server, s)
	require.Equal(t, ems.InsufficientSecurity, o.Connections[1].Alert)
	require.Contains(t, vocabtest.FindCodes(o.Findings), "ems.stack.departs_with", "with its own alert, which is told")
}

// TestOpenStepIsNoDeparture: where every way comes to the same, nothing is said of
// the step that is not known. Behind a device that hides the extension the server
// refuses the first full handshake anyway, by what it does at the Finished.
func TestOpenStepIsNoDeparture(t *testing.T) {
	t.Parallel()
	server := doing(ems.Server, tlsstack.CodeTranscriptsDiffer, ems.Abort)
	server.Deviations[0].Alert = ems.HandshakeFailure
	server.Deviations = append(server.Deviations, tlsstack.Deviation{Side: ems.Server, At: ems.CodeFullLegacyClient})
	o := tlsstack.Simulate(stack(t, "openssl-3"), server, tlsstack.Scenario{Device: tlsstack.DeviceHides})
	require.Equal(t, schannel.Likely, o.Certainty)
	require.NotContains(t, vocabtest.FindCodes(o.Findings), "ems.stack.departs")
}

// TestSameEachTime: a stack does at a step what it did there before, whatever
// another one does.
func TestSameEachTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, [][]ems.Action{
		{ems.Full, ems.Full, ems.Full},
		{ems.Full, ems.Abort, ems.Full},
		{ems.Abort, ems.Full, ems.Abort},
		{ems.Abort, ems.Abort, ems.Abort},
	}, tlsstack.EveryRun("one", "two", "one"))
}

// TestFullOfResumed: RFC 5246, Section 7.3: the ServerHello has decided of which kind
// a handshake is, so that no client can make a full one of it.
func TestFullOfResumed(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(doing(ems.Client, ems.CodeResumeExtended, ems.Full), stack(t, "openssl-3"), tlsstack.Scenario{Course: tlsstack.ResumeByID})
	require.Equal(t, schannel.InsufficientData, o.Certainty)
	require.Equal(t, []string{"ems.stack.impossible"}, vocabtest.FindCodes(o.Findings))
}

// TestOpenRenegotiation: of a stack of which the answer is not known, that it takes
// part comes first, as in the policies.
func TestOpenRenegotiation(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "openssl-3"), tlsstack.Stack{Name: "mine"}, tlsstack.Scenario{Course: tlsstack.Renegotiation})
	require.Equal(t, schannel.Undocumented, o.Certainty)
	var got []schannel.Code
	for _, p := range o.Findings[0].Outcomes {
		got = append(got, p.Code)
	}
	require.Equal(t, []schannel.Code{"ems.stack.outcome.made", "ems.stack.outcome.aborts"}, got)
}
