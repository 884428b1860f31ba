// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// sentence is one of RFC 7627 with a key word, and what stands for it here.
type sentence struct{ section, level, demand, rules string }

func sentences(t *testing.T) []sentence {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "rfc7627.txt"))
	require.NoError(t, err)
	var all []sentence
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		require.Len(t, cells, 4, "%s", line)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		all = append(all, sentence{cells[0], cells[1], cells[2], cells[3]})
	}
	return all
}

// TestSentences: every sentence of RFC 7627 with a key word is cited by a rule
// that exists, under its section, or listed with the reason why not.
func TestSentences(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for _, s := range sentences(t) {
		count[s.section]++
		if reason, none := strings.CutPrefix(s.rules, "- "); none {
			require.NotEmpty(t, reason, "%s", s.demand)
			continue
		}
		clause := schannel.Source{Document: "RFC 7627", Section: "Section " + s.section}
		for code := range strings.FieldsSeq(s.rules) {
			f := ems.NewFinding(schannel.Code(code), schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("handshake"))
			require.Equal(t, schannel.Code(code), f.Code, "%s", s.demand)
			require.Contains(t, f.Sources, clause, "%s does not cite: %s", code, s.demand)
		}
	}
	// As many as the list of requirements has that s2n-tls keeps in
	// compliance/specs, and Section 5.2, which it does not have.
	want := map[string]int{"4": 1, "5.2": 6, "5.3": 10, "5.4": 6, "6.2": 1, "6.4": 2}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("sentences by section (-want +got):\n%s", diff)
	}
}

// TestLevelsOfSentences: each key word that a decision states is that of a
// sentence which its rule stands for. Words of other RFCs are theirs.
func TestLevelsOfSentences(t *testing.T) {
	t.Parallel()
	levels := map[string]bool{}
	for _, s := range sentences(t) {
		for code := range strings.FieldsSeq(s.rules) {
			levels[code+" "+s.level] = true
		}
	}
	// What a full handshake says of an end without the extension, and the
	// choices that "if it continues" leaves open, have no word of their own.
	free := map[string]bool{
		"ems.resume.extended MUST": true, "ems.resume.legacy MAY": true,
		"ems.resume.accepted_legacy MAY": true, "ems.resume.accepted_legacy SHOULD NOT": true,
	}
	for c := range ems.Cases() {
		word := string(c.Decision.Rule) + " " + c.Decision.Level.String()
		if c.Decision.Clause.Document == "RFC 7627" && !free[word] {
			require.True(t, levels[word], "%s: %s", c.Name, word)
		}
	}
}
