// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
)

func TestProblems(t *testing.T) {
	t.Parallel()
	refs := func(numbers ...int) (all []Reference) {
		for _, n := range numbers {
			all = append(all, Reference{Number: n})
		}
		return all
	}
	// entry has its number by its place.
	type entry struct {
		level                    schannel.Severity
		because, causedBy, helps []Reference
	}
	type problem struct {
		number          int
		findings, helps []Reference
	}
	for _, row := range []struct {
		name, why string
		entries   []entry
		want      []problem
	}{
		{name: "nothing", why: "no remedies, no problems", entries: []entry{{level: schannel.Failure}}},
		{name: "notes", why: "a note is nothing to mend", entries: []entry{{level: schannel.Info, helps: refs(1)}}},
		{
			name: "the conclusion stands for what it rests on", why: "a log entry says less than its cause",
			entries: []entry{{level: schannel.Failure, helps: refs(1)}, {level: schannel.Warning, because: refs(1), helps: refs(1, 2)}},
			want:    []problem{{2, refs(2, 1), refs(1, 2)}},
		},
		{
			name: "the graver of two", why: "neither rests on the other",
			entries: []entry{{level: schannel.Warning, helps: refs(1)}, {level: schannel.Failure, helps: refs(1)}},
			want:    []problem{{2, refs(2, 1), refs(1)}},
		},
		{
			name: "the gravest problem first", why: "two things to mend",
			entries: []entry{{level: schannel.Warning, helps: refs(1)}, {level: schannel.Failure, helps: refs(2)}},
			want:    []problem{{2, refs(2), refs(2)}, {1, refs(1), refs(1)}},
		},
		{
			name: "joined by a third", why: "one remedy of each helps with the third",
			entries: []entry{{level: schannel.Failure, helps: refs(1)}, {level: schannel.Failure, helps: refs(2)}, {level: schannel.Failure, helps: refs(1, 2)}},
			want:    []problem{{1, refs(1, 2, 3), refs(1, 2)}},
		},
		{
			name: "joined by what follows", why: "who mends the cause mends what follows from it",
			entries: []entry{{level: schannel.Failure, helps: refs(1)}, {level: schannel.Warning, because: refs(1), helps: refs(2)}},
			want:    []problem{{2, refs(2, 1), refs(1, 2)}},
		},
		{
			name: "joined by what can be the cause", why: "another package's view of the same",
			entries: []entry{{level: schannel.Failure, helps: refs(1)}, {level: schannel.Warning, causedBy: refs(1), helps: refs(2)}},
			want:    []problem{{1, refs(1, 2), refs(1, 2)}},
		},
		{
			name: "a circle", why: "rules may name each other; a step back is none",
			entries: []entry{{level: schannel.Failure, because: refs(2), helps: refs(1)}, {level: schannel.Failure, because: refs(1), helps: refs(1)}},
			want:    []problem{{2, refs(2, 1), refs(1)}},
		},
		{
			name: "a premise that is not shown", why: "its number is zero",
			entries: []entry{{level: schannel.Failure, because: refs(0), helps: refs(1)}},
			want:    []problem{{1, refs(1), refs(1)}},
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var a Answer
			for i, e := range row.entries {
				a.Findings = append(a.Findings, Entry{Number: i + 1, Level: e.level, Because: e.because, CausedBy: e.causedBy, Helps: e.helps})
			}
			var have []problem
			for _, p := range a.Problems() {
				have = append(have, problem{p.Number, p.Findings, p.Helps})
			}
			if diff := cmp.Diff(row.want, have, cmp.AllowUnexported(problem{})); diff != "" {
				t.Errorf("%s (-want +have):\n%s", row.why, diff)
			}
		})
	}
}
