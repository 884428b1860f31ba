// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"cmp"
	"slices"
)

// Problem is one thing to mend, and the finding that stands for it.
type Problem struct {
	Entry
	Findings []Reference // all that belong to it, the one that stands for them first
}

// Problem sums findings up by their places, the first of which stands for all.
// It reports false if none of them is shown.
func (a *Answer) Problem(places []int) (Problem, bool) {
	var p Problem
	for _, n := range places {
		if n < 0 || n >= len(a.Findings) {
			continue // not shown
		}
		e := a.Findings[n]
		if len(p.Findings) == 0 {
			p.Entry, p.Helps = e, nil
		}
		p.Findings = append(p.Findings, Reference{e.Number, e.Title})
		for _, h := range e.Helps {
			if !slices.ContainsFunc(p.Helps, func(r Reference) bool { return r.Number == h.Number }) {
				p.Helps = append(p.Helps, h)
			}
		}
	}
	slices.SortFunc(p.Helps, func(x, y Reference) int { return cmp.Compare(x.Number, y.Number) })
	return p, len(p.Findings) > 0
}
