// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// TestClauses counts the verdicts of each clause, in the order of the sections.
func TestClauses(t *testing.T) {
	t.Parallel()
	of := func(section string, v Verdict) Result {
		return Result{Case: ems.Case{Decision: ems.Decision{Clause: schannel.Source{Document: "RFC 7627", Section: section}}}, Verdict: v}
	}
	r := Report{Results: []Result{
		of("Section 5.3", Passed), of("Section 5.2", Skipped), of("Section 5.3", Failed), of("Section 5.2", Skipped), of("Section 5.2", VerdictUnspecified), of("Section 5.3", Passed),
	}}
	want := []Count{
		{Clause: schannel.Source{Document: "RFC 7627", Section: "Section 5.2"}, Skipped: 2},
		{Clause: schannel.Source{Document: "RFC 7627", Section: "Section 5.3"}, Passed: 2, Failed: 1},
	}
	if diff := cmp.Diff(want, r.Clauses()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, "RFC 7627, Section 5.2: 0 passed, 0 failed, 2 skipped\nRFC 7627, Section 5.3: 2 passed, 1 failed, 0 skipped\n", r.String())
}

// TestHelloOfResult: what the hello of a stack must have tells only where it sends
// one that it goes on with.
func TestHelloOfResult(t *testing.T) {
	t.Parallel()
	decided := func(rule schannel.Code) ems.Decision { return ems.Decision{Rule: rule} }
	offer := ems.Handshake{ClientHello: true, Session: ems.ExtendedSession}
	for _, tt := range []struct {
		name, why       string
		of              ems.Case
		action          ems.Action
		extended, tells bool
	}{
		{"client", "RFC 7627, Section 5.2: a client sends the extension", ems.Case{Side: ems.Client, Handshake: offer, Decision: decided("ems.full.extended")}, ems.Full, true, true},
		{"client-aborts", "RFC 5246, Section 7.2.2: nothing follows", ems.Case{Side: ems.Client, Handshake: offer, Decision: decided("ems.full.extended")}, ems.Abort, true, false},
		{"client-forbidden", "RFC 7627, Section 5.4: it sends no hello", ems.Case{Side: ems.Client, Handshake: offer, Decision: decided(ems.CodeRenegotiationForbidden)}, ems.Full, true, false},
		{"server-full", "RFC 7627, Section 5.2: it answers with the extension", ems.Case{Side: ems.Server, Handshake: offer}, ems.Full, true, true},
		{"server-full-disabled", "RFC 7627, Section 5.2: it does not know it", ems.Case{Side: ems.Server, Handshake: offer, Policy: ems.Policy{Disabled: true}}, ems.Full, false, true},
		{"server-resumes", "RFC 7627, Section 5.3: it answers with the extension", ems.Case{Side: ems.Server, Handshake: offer}, ems.Resume, true, true},
		{"server-resumes-legacy", "RFC 7627, Section 5.3: a legacy session has none", ems.Case{Side: ems.Server, Handshake: ems.Handshake{ClientHello: true, Session: ems.LegacySession}}, ems.Resume, false, true},
		{"server-aborts", "RFC 5246, Section 7.2.2: nothing follows", ems.Case{Side: ems.Server, Handshake: offer}, ems.Abort, false, false},
	} {
		extended, tells := Result{Case: tt.of}.hello(tt.action)
		require.Equal(t, []bool{tt.extended, tt.tells}, []bool{extended, tells}, "%s: %s", tt.name, tt.why)
	}
}
