// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// Findings checks that every finding is whole: outcomes and a settling
// observation if and only if it is undocumented, the missing inputs if and only
// if data is insufficient, events and remedies with all their parts.
func Findings(t *testing.T, findings []schannel.Finding) {
	t.Helper()
	for _, f := range findings {
		for _, fault := range incomplete(f) {
			t.Errorf("%s: %s", f.Code, fault)
		}
	}
}

// incomplete names what is not whole about a finding.
func incomplete(f schannel.Finding) []string {
	var faults []string
	check := func(ok bool, fault string) {
		if !ok {
			faults = append(faults, fault)
		}
	}
	check(f.Certainty != schannel.CertaintyUnspecified, "no certainty")
	check(f.Text != "" && f.Title != "", "no text")
	check(f.Subject.Kind != "", "no subject")
	check((f.Certainty == schannel.Undocumented) == (len(f.Outcomes) > 1), "undocumented and outcomes do not go together")
	check((f.Certainty == schannel.Undocumented) == (len(f.Settle) > 0), "undocumented and what settles it do not go together")
	check((f.Certainty == schannel.InsufficientData) == (len(f.Missing) > 0), "insufficient data and what is missing do not go together")
	check(len(f.Sources) > 0, "no source")
	for _, e := range f.Events {
		check(e.Log != "" && e.Provider != "" && e.ID != 0 && e.Level != schannel.LevelUnspecified, "an event lacks a part")
	}
	for _, r := range f.Remedies {
		check(r.Title != "" && len(r.Rights) > 0 && len(r.Steps) > 0 && len(r.Sources) > 0, "a remedy lacks a part")
		for _, s := range r.Steps {
			check(s.Number > 0 && s.Text != "", "a step lacks a part")
		}
	}
	return faults
}

// Holds checks findings against a list that is written by hand and that no
// -update touches. A line of it is "code C", "event LOG PROVIDER ID LEVEL",
// "remedy C" or "count undocumented N", and behind a # the paragraph of the
// source. Every line must be in the findings, and every code, event and remedy
// of the findings in the list.
func Holds(t *testing.T, list string, findings []schannel.Finding) {
	t.Helper()
	raw, err := os.ReadFile(list)
	require.NoError(t, err)
	have := linesOf(findings)
	var wanted []string
	for line := range strings.Lines(string(raw)) {
		line, why, ok := strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		require.True(t, ok && strings.TrimSpace(why) != "", "%q gives its source", line)
		require.True(t, have[line], "%s: not in the answer", line)
		wanted = append(wanted, line)
	}
	for line := range have {
		if !slices.Contains(wanted, line) {
			t.Errorf("%s: in the answer, and the list does not expect it", line)
		}
	}
}

func linesOf(findings []schannel.Finding) map[string]bool {
	have := map[string]bool{}
	undocumented := 0
	for _, f := range findings {
		have["code "+string(f.Code)] = true
		for _, e := range f.Events {
			have[fmt.Sprintf("event %s %s %d %s", e.Log, e.Provider, e.ID, e.Level)] = true
		}
		for _, r := range f.Remedies {
			have["remedy "+string(r.Code)] = true
		}
		if f.Certainty == schannel.Undocumented {
			undocumented++
		}
	}
	have[fmt.Sprintf("count undocumented %d", undocumented)] = true
	return have
}

// FindCodes returns the codes of findings, in their order.
func FindCodes(findings []schannel.Finding) []string {
	codes := []string{}
	for _, f := range findings {
		codes = append(codes, string(f.Code))
	}
	return codes
}
