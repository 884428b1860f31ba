// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"cmp"
	"slices"

	"github.com/schanneltrust/schannel"
)

// Problem is one thing to mend: errors and warnings that share remedies, or of
// which one follows from another. The one that is concluded from most stands for
// all of them.
type Problem struct {
	Entry
	Findings []Reference // all of them, the one that stands for them first
}

// Problems sums an answer up, the gravest first. What no remedy is known for is
// not among them.
func (a *Answer) Problems() []Problem {
	depth := a.depths()
	var all []Problem
	for _, group := range a.groups() {
		slices.SortStableFunc(group, func(x, y int) int {
			return cmp.Or(cmp.Compare(depth[y], depth[x]), cmp.Compare(a.Findings[y].Level, a.Findings[x].Level))
		})
		p := Problem{Entry: a.Findings[group[0]]}
		p.Helps = nil
		for _, i := range group {
			e := a.Findings[i]
			p.Findings = append(p.Findings, Reference{e.Number, e.Title})
			for _, h := range e.Helps {
				if !names(p.Helps, h.Number) {
					p.Helps = append(p.Helps, h)
				}
			}
		}
		slices.SortFunc(p.Helps, func(x, y Reference) int { return cmp.Compare(x.Number, y.Number) })
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(x, y Problem) int { return cmp.Compare(y.Level, x.Level) })
	return all
}

// groups are the places of findings that belong together, directly or through
// another one.
func (a *Answer) groups() [][]int {
	var groups [][]int
	for i, e := range a.Findings {
		if e.Level < schannel.Warning || len(e.Helps) == 0 {
			continue
		}
		joined := []int{i}
		groups = slices.DeleteFunc(groups, func(group []int) bool {
			if !slices.ContainsFunc(group, func(other int) bool { return e.belongs(a.Findings[other]) }) {
				return false
			}
			joined = append(joined, group...)
			return true
		})
		slices.Sort(joined)
		groups = append(groups, joined)
	}
	return groups
}

// belongs reports whether two findings are to be mended together.
func (e Entry) belongs(other Entry) bool {
	return slices.ContainsFunc(e.Helps, func(r Reference) bool { return names(other.Helps, r.Number) }) ||
		names(e.Because, other.Number) || names(e.CausedBy, other.Number) ||
		names(other.Because, e.Number) || names(other.CausedBy, e.Number)
}

func names(all []Reference, number int) bool {
	return slices.ContainsFunc(all, func(r Reference) bool { return r.Number == number })
}

// depths tell of each finding how many steps lead to it. What it rests on stands
// before it; where rules go round in a circle, the step back does not count.
func (a *Answer) depths() []int {
	depth := make([]int, len(a.Findings))
	for i, e := range a.Findings {
		for _, r := range e.Because {
			if r.Number > 0 && r.Number <= i {
				depth[i] = max(depth[i], depth[r.Number-1]+1)
			}
		}
	}
	return depth
}
