// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest

import (
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// broken is stacks with a fault each, and what they are caught at: the rules
// whose cases fail, and the reasons.
var broken = []struct {
	name    string
	side    ems.Side
	faults  faults
	rules   []schannel.Code
	reasons []schannel.Code
	why     string
}{
	{
		"server-ignores-downgrade", ems.Server,
		faults{goesOnDowngraded: true},
		[]schannel.Code{"ems.resume.downgrade"},
		[]schannel.Code{"ems.emstest.action", "ems.emstest.lacks"},
		"RFC 7627, Section 5.3: the server MUST abort",
	},
	{
		"client-ignores-downgrade", ems.Client,
		faults{goesOnDowngraded: true},
		[]schannel.Code{"ems.resume.accepted_downgrade"},
		[]schannel.Code{"ems.emstest.action"},
		"RFC 7627, Section 5.3: the client MUST abort",
	},
	{
		"client-ignores-upgrade", ems.Client,
		faults{goesOnUpgraded: true},
		[]schannel.Code{"ems.resume.accepted_upgrade"},
		[]schannel.Code{"ems.emstest.action"},
		"RFC 7627, Section 5.3: the client MUST abort",
	},
	{
		"server-resumes-legacy", ems.Server,
		faults{goesOnUpgraded: true},
		[]schannel.Code{"ems.resume.upgrade"},
		[]schannel.Code{"ems.emstest.action", "ems.emstest.echo"},
		"RFC 7627, Section 5.3: the server MUST NOT resume",
	},
	{
		"server-echoes-unasked", ems.Server,
		faults{echoesUnasked: true},
		[]schannel.Code{"ems.full.legacy_client", "ems.resume.legacy"},
		[]schannel.Code{"ems.emstest.echo"},
		"RFC 7627, Section 5.2: MUST NOT include the extension",
	},
	{
		"server-derives-legacy", ems.Server,
		faults{derivesLegacy: true},
		[]schannel.Code{"ems.full.extended", "ems.resume.upgrade"},
		[]schannel.Code{"ems.emstest.keys_legacy"},
		"RFC 7627, Section 5.2: MUST use the extended master secret",
	},
	{
		"client-derives-legacy", ems.Client,
		faults{derivesLegacy: true},
		[]schannel.Code{"ems.full.extended"},
		[]schannel.Code{"ems.emstest.keys_legacy"},
		"RFC 7627, Section 5.2: MUST use the extended master secret",
	},
	{
		"server-derives-extended", ems.Server,
		faults{derivesExtended: true},
		[]schannel.Code{"ems.full.legacy_client"},
		[]schannel.Code{"ems.emstest.keys_extended"},
		"RFC 7627, Section 5.2: MUST use the standard derivation; to abort would conform, so the keys must tell",
	},
	{
		"client-derives-extended", ems.Client,
		faults{derivesExtended: true},
		[]schannel.Code{"ems.full.legacy_server"},
		[]schannel.Code{"ems.emstest.keys_extended"},
		"RFC 7627, Section 5.2: MUST use the standard derivation; to abort would conform, so the keys must tell",
	},
	{
		"server-forgets-the-secret", ems.Server,
		faults{forgetsSecret: true},
		[]schannel.Code{"ems.resume.extended", "ems.resume.legacy"},
		[]schannel.Code{"ems.emstest.keys"},
		"RFC 5246, Section 8.1: the keys are those of the session",
	},
	{
		"server-never-echoes", ems.Server,
		faults{neverEchoes: true},
		[]schannel.Code{"ems.full.extended", "ems.resume.upgrade"},
		[]schannel.Code{"ems.emstest.lacks"},
		"RFC 7627, Section 5.2: MUST include the extension",
	},
	{
		"client-never-sends", ems.Client,
		faults{neverEchoes: true},
		nil,
		[]schannel.Code{"ems.emstest.lacks"},
		"RFC 7627, Section 5.2: MUST be in every ClientHello",
	},
	{
		"client-hashes-more", ems.Client,
		faults{hashesMore: true},
		nil,
		[]schannel.Code{"ems.emstest.keys"},
		"RFC 5246, Section 7.4.9: Finished is of the messages that both ends have seen, whatever the keys are",
	},
	{
		"wrong-alert", ems.Server,
		faults{wrongAlert: true},
		[]schannel.Code{"ems.full.non_empty", "ems.resume.downgrade"},
		[]schannel.Code{"ems.emstest.alert"},
		"RFC 7627, Section 5.2: to abort is handshake_failure",
	},
	{
		"no-alert", ems.Client,
		faults{noAlert: true},
		[]schannel.Code{"ems.full.non_empty", "ems.resume.accepted_downgrade", "ems.resume.accepted_upgrade"},
		[]schannel.Code{"ems.emstest.silent_abort"},
		"RFC 7627, Section 5.2: to abort is handshake_failure",
	},
}

// TestKeysToldLate: a stack tells of other keys by an alert or, against RFC 5246,
// Section 7.2.2, by none.
func TestKeysToldLate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		of     string
		side   ems.Side
		faults faults
		want   schannel.Code
		why    string
	}{
		{"silent", "server-tls12-full-none-ch", ems.Server, faults{derivesLegacy: true, noAlert: true}, "ems.emstest.keys_legacy", "it closes where the Finished does not decrypt"},
		{"at-last", "client-tls12-full-none-ch-sh", ems.Client, faults{refusesAtLast: true}, "ems.emstest.keys", "RFC 5246, Section 7.4.9: an alert behind both Finished is about them, whatever stands between"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report, err := Measure(newToy(t, tt.faults).stack(tt.side).only(tt.of))
			require.NoError(t, err)
			require.Equal(t, 2, counts(report)[Failed], "two suites")
			for r := range report.Of(Failed) {
				require.Equal(t, tt.want, r.Reasons[0].Code, tt.why)
			}
		})
	}
}

// TestBrokenStacks: each fault is caught, and nothing but it.
func TestBrokenStacks(t *testing.T) {
	t.Parallel()
	for _, tt := range broken {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report, err := Measure(newToy(t, tt.faults).stack(tt.side))
			require.NoError(t, err)
			rules, reasons := map[schannel.Code]bool{}, map[schannel.Code]bool{}
			for r := range report.Of(Failed) {
				rules[r.Case.Decision.Rule] = true
				for _, why := range r.Reasons {
					reasons[why.Code] = true
				}
			}
			delete(rules, "") // of cases that are this package's own
			if diff := cmp.Diff(tt.reasons, slices.Sorted(maps.Keys(reasons))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.rules, slices.Sorted(maps.Keys(rules))); tt.rules != nil && diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// conforming is alerts with which a stack aborts, of which more than one may
// conform.
var conforming = []struct {
	of    string
	alert ems.Alert
	want  Verdict
	why   string
}{
	{"server-tls12-full-none-ch-nonempty", ems.DecodeError, Passed, "RFC 5246, Section 7.2.2: a wrong length"},
	{"server-tls12-full-none-ch-nonempty", ems.IllegalParameter, Passed, "RFC 5246, Section 7.2.2: a wrong field"},
	{"server-tls12-full-none-ch-nonempty", ems.HandshakeFailure, Failed, "RFC 5246, Section 7.2.2: it is for parameters that can be chosen"},
	{"server-tls12-full-none", ems.InsufficientSecurity, Passed, "RFC 5246, Section 7.2.2: instead of handshake_failure; to abort conforms"},
	{"server-tls12-full-none", ems.IllegalParameter, Failed, "RFC 7627, Section 5.2: nothing in the hello is wrong"},
	{"server-tls12-resume-ems", ems.InsufficientSecurity, Failed, "RFC 7627, Section 5.3: handshake_failure"},
	{"server-tls12-full-none-ch-renegotiation-on-ems", ems.UnexpectedMessage, Passed, "RFC 5246, Section 7.2.2: a renegotiation may be declined"},
	{"client-tls12-full-none-renegotiation-on-legacy-resumed", ems.NoAlert, Passed, "RFC 5246, Section 7.4.1.1: a HelloRequest may be ignored"},
	{"client-tls12-full-none-sh-disabled", ems.HandshakeFailure, Failed, "RFC 5246, Section 7.4.1.4: unsupported_extension"},
}

// TestConformingAlerts: each alert that conforms is taken, and no other one.
func TestConformingAlerts(t *testing.T) {
	t.Parallel()
	for _, tt := range conforming {
		t.Run(tt.of+"/"+tt.alert.String(), func(t *testing.T) {
			t.Parallel()
			found := false
			for c := range ems.Cases() {
				if c.Name != tt.of {
					continue
				}
				found = true
				got := Result{Case: c}.judged(seen{action: ems.Abort, alert: tt.alert})
				require.Equal(t, tt.want, got.Verdict, tt.why)
			}
			require.True(t, found)
		})
	}
}

// driven yields the cases that the raw peer can bring about: a test that is
// skipped says that something is missing.
func driven(cases iter.Seq[ems.Case]) iter.Seq[ems.Case] {
	return func(yield func(ems.Case) bool) {
		for c := range cases {
			if undriven(c).Code == "" && !yield(c) {
				return
			}
		}
	}
}

// TestSoundStack: a toy without faults passes every case that can be brought
// about; of a server those are all.
func TestSoundStack(t *testing.T) {
	t.Parallel()
	for side, run := range map[ems.Side]func(*testing.T, Stack) Report{
		ems.Server: Run,
		ems.Client: func(t *testing.T, s Stack) Report {
			t.Helper()
			s, err := s.checked()
			require.NoError(t, err)
			return runCases(t, s, driven(s.Cases()))
		},
	} {
		t.Run(side.String(), func(t *testing.T) {
			t.Parallel()
			report := run(t, newToy(t, faults{}).stack(side))
			require.Greater(t, len(report.Results), 50)
			for _, r := range report.Results {
				require.Equal(t, Passed, r.Verdict, "%s: %v", r.Case.Name, r.Reasons)
			}
		})
	}
}
