// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
)

// summed is a finding as the answer in short sees it: how grave it is, the
// places that it rests on, and its remedies, "a" and "a elsewhere" being the same
// one for another host. One with "a sure" is certain, of the others data is
// missing.
type summed struct {
	level schannel.Severity
	rests []int
	helps []string
}

const (
	grave   = schannel.Failure
	warning = schannel.Warning
)

var problemRows = []struct {
	name, why string
	findings  []summed
	links     []Link
	want      []string // of each problem the places of its findings and its remedies
}{
	{name: "nothing", why: "no remedies, no problems", findings: []summed{{level: grave}}},
	{name: "notes", why: "a note is nothing to mend", findings: []summed{{schannel.Info, nil, []string{"a"}}}},
	{
		name: "the conclusion stands for what it rests on", why: "a log entry says less than its cause",
		findings: []summed{{grave, nil, []string{"a"}}, {warning, []int{0}, []string{"a", "b"}}},
		want:     []string{"1 0: 0.a 1.b"},
	},
	{
		name: "the graver of two", why: "neither rests on the other",
		findings: []summed{{warning, nil, []string{"a"}}, {grave, nil, []string{"a"}}},
		want:     []string{"1 0: 0.a"},
	},
	{
		name: "another host", why: "the same remedy with other steps is another one",
		findings: []summed{{warning, nil, []string{"a"}}, {warning, nil, []string{"a elsewhere"}}},
		want:     []string{"0: 0.a", "1: 1.a"},
	},
	{
		name: "the gravest problem first", why: "two things to mend",
		findings: []summed{{warning, nil, []string{"a"}}, {grave, nil, []string{"b"}}},
		want:     []string{"1: 1.b", "0: 0.a"},
	},
	{
		name: "as grave as its gravest finding", why: "a conclusion that is a warning may stand for errors",
		findings: []summed{{warning, nil, []string{"a"}}, {grave, nil, []string{"b"}}, {warning, []int{1}, []string{"b"}}},
		want:     []string{"2 1: 1.b", "0: 0.a"},
	},
	{
		name: "the surer problem first", why: "both are as grave; of one nothing is sure",
		findings: []summed{{grave, nil, []string{"a"}}, {warning, nil, []string{"b sure"}}, {grave, []int{1}, []string{"b"}}},
		want:     []string{"2 1: 1.b 2.b", "0: 0.a"},
	},
	{
		name: "the better founded first", why: "one is concluded from what was seen, the other is only not ruled out",
		findings: []summed{{grave, nil, nil}, {grave, nil, []string{"a"}}, {grave, []int{0}, []string{"b"}}},
		want:     []string{"2: 2.b", "1: 1.a"},
	},
	{
		name: "joined by a third", why: "one remedy of each helps with the third",
		findings: []summed{{grave, nil, []string{"a"}}, {grave, nil, []string{"b"}}, {grave, nil, []string{"a", "b"}}},
		want:     []string{"0 1 2: 0.a 1.b"},
	},
	{
		name: "joined by what follows", why: "who mends the cause mends what follows from it",
		findings: []summed{{grave, nil, []string{"a"}}, {warning, []int{0}, []string{"b"}}},
		want:     []string{"1 0: 0.a 1.b"},
	},
	{
		name: "joined by what can be the cause", why: "another package's view of the same",
		findings: []summed{{grave, nil, []string{"a"}}, {warning, nil, []string{"b"}}}, links: []Link{{0, 1}},
		want: []string{"0 1: 0.a 1.b"},
	},
	{
		name: "a circle", why: "rules may name each other; a step back is none",
		findings: []summed{{grave, []int{1}, []string{"a"}}, {grave, []int{0}, []string{"a"}}},
		want:     []string{"1 0: 0.a"},
	},
}

// TestProblems: what is to be mended together, and which finding stands for it.
func TestProblems(t *testing.T) {
	t.Parallel()
	for _, row := range problemRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var findings []schannel.Finding
			var rests [][]int
			for n, s := range row.findings {
				f := schannel.Finding{Code: schannel.Code("f" + string(rune('0'+n))), Severity: s.level, Certainty: schannel.InsufficientData}
				for _, help := range s.helps {
					code, more, _ := strings.Cut(help, " ")
					if more == "sure" {
						f.Certainty = schannel.Certain
					}
					f.Remedies = append(f.Remedies, schannel.Remedy{Code: schannel.Code(code), Steps: []schannel.Step{{Number: 1, Text: help}}})
				}
				findings, rests = append(findings, f), append(rests, s.rests)
			}
			if diff := cmp.Diff(row.want, spelled(problems(findings, rests, row.links), findings)); diff != "" {
				t.Errorf("%s (-want +have):\n%s", row.why, diff)
			}
		})
	}
}

// spelled writes problems as the rows do.
func spelled(all []Problem, findings []schannel.Finding) []string {
	var lines []string
	for _, p := range all {
		var places, helps []string
		for _, n := range p.Findings {
			places = append(places, strings.TrimPrefix(string(findings[n].Code), "f"))
		}
		for _, c := range p.Remedies {
			helps = append(helps, strings.TrimPrefix(string(findings[c.Finding].Code), "f")+"."+string(c.Code))
		}
		lines = append(lines, strings.Join(places, " ")+": "+strings.Join(helps, " "))
	}
	return lines
}
