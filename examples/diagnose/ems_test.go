// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// TestChangedIncidentChangesTheAnswer turns one fact of KB4528489 at a time.
func TestChangedIncidentChangesTheAnswer(t *testing.T) {
	t.Parallel()
	raw, err := cases.ReadFile("cases/kb4528489.json")
	require.NoError(t, err)
	tests := []struct {
		name         string
		from, to     string
		causes       []string // without their common beginning, with their certainty
		fact         string   // a finding that comes with the change
		undocumented int
		why          string
	}{
		{
			"nothing", "", "",
			[]string{"leading_zero likely"},
			"host.enforces", 0,
			"item 1 for administrators",
		},
		{
			"suite", "TLS_DHE_", "TLS_ECDHE_",
			[]string{"other likely"},
			"suite.immune", 0,
			"item 1 speaks of TLS_DHE",
		},
		{
			"other-end", `"none"`, `"negotiates"`,
			[]string{"leading_zero undocumented"},
			"keys.differ", 1,
			"item 1 speaks of a device without the extension; KB4557473 does not ask for that",
		},
		{
			"alert", `"value": "20"`, `"value": "40"`,
			[]string{"no_suite insufficient-data"},
			"alert.received", 0,
			"Symptoms: alert 20; a device without the extension has no rule of RFC 7627 to send another by, and 40 mostly means that no suite is common",
		},
		{
			"rate", `"failures": 16`, `"failures": 4096`,
			[]string{"other likely"},
			"rate.always", 0,
			"item 1: 1 of 256 attempts",
		},
		{
			"product", `"Windows 10 1809"`, `"Windows Server 2012 R2"`,
			[]string{"leading_zero likely"},
			"leading_zero.missing", 0,
			"KB4557473: Windows Server 2012 R2 lacks the fix",
		},
		{
			"update", `"KB4519338"`, `"KB4512578"`,
			[]string{"leading_zero likely"},
			"host.unknown", 0,
			"Affected updates: that of September 2019 is not among them",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, string(raw), tt.from)
			a, err := work([]byte(strings.Replace(string(raw), tt.from, tt.to, 1)))
			require.NoError(t, err)
			var causes []string
			undocumented := 0
			for _, f := range a.Findings {
				if name, found := strings.CutPrefix(string(f.Code), "ems.windows.cause."); found {
					causes = append(causes, name+" "+f.Certainty.String())
				}
				if f.Certainty == schannel.Undocumented {
					undocumented++
				}
			}
			if diff := cmp.Diff([]any{tt.causes, tt.undocumented}, []any{causes, undocumented}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.True(t, slices.ContainsFunc(a.Findings, func(f schannel.Finding) bool {
				return f.Code == schannel.Code("ems.windows."+tt.fact)
			}), "%s: %s is missing", tt.why, tt.fact)
		})
	}
}

func TestUnusableIncident(t *testing.T) {
	t.Parallel()
	_, err := work([]byte(`{"case":"x","ems":{"local":{"product":"OS/2"}}}`))
	require.ErrorContains(t, err, "unknown product")
}
