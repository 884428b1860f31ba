// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package embedded_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
)

// holds checks a report against a list that is written by hand and that no
// -update touches. Behind a # each line has the paragraph of its source.
//
//	code CODE CERTAINTY             a finding; no other code may be there
//	arg CODE NAME VALUE             an argument of such a finding
//	event LOG PROVIDER ID LEVEL     an event that one predicts; no other may be there
//	param ID NAME VALUE             a parameter of such an event
//	remedy CODE                     what helps; in the order of the list, and no other
//	because CODE PREMISE            what a finding is concluded from; it stands before it
//	link CAUSE EFFECT               a pair of findings of which one can be the cause of the other
//	need CODE                       an input that is asked for
//	fact CODE                       what the answer goes by
//	count undocumented N            how many findings are undocumented
//	absent CODE                     what must not be there
func holds(t *testing.T, path string, r diagnosis.Report) {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	have := linesOf(r)
	var wanted, remedies []string
	for line := range strings.Lines(string(raw)) {
		line, why, commented := strings.Cut(line, " # ")
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		require.True(t, commented && strings.TrimSpace(why) != "", "%q gives its source", line)
		if code, absent := strings.CutPrefix(line, "absent "); absent {
			mentioned := slices.ContainsFunc(have, func(other string) bool { return slices.Contains(strings.Fields(other), code) })
			require.False(t, mentioned, "%s: it is in the report", line)
			continue
		}
		require.Contains(t, have, line)
		wanted = append(wanted, line)
		if strings.HasPrefix(line, "remedy ") {
			remedies = append(remedies, line)
		}
	}
	for _, line := range have {
		if kind, _, _ := strings.Cut(line, " "); slices.Contains([]string{"code", "event", "remedy", "count"}, kind) && !slices.Contains(wanted, line) {
			t.Errorf("%s: in the report, and the list does not expect it", line)
		}
	}
	if diff := cmp.Diff(remedies, slices.DeleteFunc(slices.Clone(have), func(line string) bool { return !strings.HasPrefix(line, "remedy ") })); diff != "" {
		t.Errorf("the order of the remedies (-list +report):\n%s", diff)
	}
}

// linesOf is everything that a list can speak of, each once.
func linesOf(r diagnosis.Report) []string {
	var lines []string
	add := func(format string, args ...any) {
		if line := fmt.Sprintf(format, args...); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	undocumented := 0
	for n, f := range r.Findings {
		add("code %s %s", f.Code, f.Certainty)
		for _, a := range f.Args {
			add("arg %s %s %s", f.Code, a.Name, a.Value)
		}
		for _, premise := range f.Because {
			if slices.ContainsFunc(r.Findings[:n], func(other schannel.Finding) bool { return other.Code == premise }) {
				add("because %s %s", f.Code, premise)
			}
		}
		for _, e := range f.Events {
			add("event %s %s %d %s", e.Log, e.Provider, e.ID, e.Level)
			for _, p := range e.Params {
				add("param %d %s %s", e.ID, p.Name, p.Value)
			}
		}
		for _, remedy := range f.Remedies {
			add("remedy %s", remedy.Code)
		}
		if f.Certainty == schannel.Undocumented {
			undocumented++
		}
	}
	add("count undocumented %d", undocumented)
	for _, l := range r.Links {
		add("link %s %s", r.Findings[l.Cause].Code, r.Findings[l.Effect].Code)
	}
	for _, n := range r.Needs {
		for _, what := range n.What {
			add("need %s", what.Code)
		}
	}
	for _, fact := range r.Facts {
		add("fact %s", fact.Code)
	}
	return lines
}
