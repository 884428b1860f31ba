// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/schanneltrust/schannel"
)

// problems sums findings up, the gravest first, of those as grave the one of
// which more is sure, and of those as sure the one that is concluded from more.
// What no remedy is known for is not among them. Of each finding rests has the
// places of what it is concluded from.
func problems(findings []schannel.Finding, rests [][]int, links []Link) []Problem {
	depth := depths(rests)
	all := []Problem{}
	for _, group := range groups(findings, related(rests, links)) {
		helps := cures(findings, group)
		slices.SortStableFunc(group, func(a, b int) int {
			return cmp.Or(cmp.Compare(depth[b], depth[a]), cmp.Compare(findings[b].Severity, findings[a].Severity))
		})
		all = append(all, Problem{Code: findings[group[0]].Code, Findings: group, Remedies: helps})
	}
	slices.SortStableFunc(all, func(a, b Problem) int {
		graveA, sureA := worst(findings, a.Findings)
		graveB, sureB := worst(findings, b.Findings)
		return cmp.Or(cmp.Compare(graveB, graveA), cmp.Compare(sureA, sureB), cmp.Compare(depth[b.Findings[0]], depth[a.Findings[0]]))
	})
	return all
}

// worst is how grave the gravest of some findings is, and how sure the surest.
func worst(findings []schannel.Finding, places []int) (grave schannel.Severity, sure schannel.Certainty) {
	sure = findings[places[0]].Certainty
	for _, n := range places {
		grave, sure = max(grave, findings[n].Severity), min(sure, findings[n].Certainty)
	}
	return grave, sure
}

// depths tell of each finding how many steps lead to it. What it rests on stands
// before it; where rules go round in a circle, the step back does not count.
func depths(rests [][]int) []int {
	depth := make([]int, len(rests))
	for n, on := range rests {
		for _, p := range on {
			if p < n {
				depth[n] = max(depth[n], depth[p]+1)
			}
		}
	}
	return depth
}

// related are the pairs of findings of which one follows from the other, or may.
func related(rests [][]int, links []Link) map[Link]bool {
	pairs := map[Link]bool{}
	for n, on := range rests {
		for _, p := range on {
			pairs[Link{Cause: p, Effect: n}] = true
		}
	}
	for _, link := range links {
		pairs[link] = true
	}
	return pairs
}

// groups are the places of findings that are to be mended together, directly or
// through another one.
func groups(findings []schannel.Finding, pairs map[Link]bool) [][]int {
	var groups [][]int
	for n, f := range findings {
		if f.Severity < schannel.Warning || len(f.Remedies) == 0 {
			continue
		}
		belongs := func(other int) bool {
			return pairs[Link{other, n}] || pairs[Link{n, other}] || share(f, findings[other])
		}
		joined := []int{n}
		groups = slices.DeleteFunc(groups, func(group []int) bool {
			if !slices.ContainsFunc(group, belongs) {
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

// share reports whether one remedy helps with both.
func share(a, b schannel.Finding) bool {
	return slices.ContainsFunc(a.Remedies, func(r schannel.Remedy) bool {
		return slices.ContainsFunc(b.Remedies, func(other schannel.Remedy) bool { return same(r, other) })
	})
}

// cures are the remedies of findings, each once.
func cures(findings []schannel.Finding, group []int) []Cure {
	all := []Cure{}
	for _, n := range group {
		for i, r := range findings[n].Remedies {
			again := func(c Cure) bool { return same(r, findings[c.Finding].Remedies[c.Remedy]) }
			if !slices.ContainsFunc(all, again) {
				all = append(all, Cure{Code: r.Code, Finding: n, Remedy: i})
			}
		}
	}
	return all
}

// same reports whether two remedies are one: for another host a remedy has other
// steps.
func same(a, b schannel.Remedy) bool { return a.Code == b.Code && reflect.DeepEqual(a.Steps, b.Steps) }
