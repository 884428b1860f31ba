// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/schanneltrust/schannel"
)

// gather puts the findings of all families together, each once: what two
// packages say alike, the better founded of them says, with the remedies and
// events of both.
func gather(answers []answer, unknown []schannel.Finding) []item {
	var all []item
	for _, a := range answers {
		all = append(all, a.causes...)
		all = append(all, a.facts...)
	}
	all = appendItems(all, noFamily, 0, unknown)
	places := map[string][]int{}
	var once []item
	for _, i := range all {
		key := i.key()
		if !slices.ContainsFunc(places[key], func(at int) bool { return once[at].join(i) }) {
			places[key] = append(places[key], len(once))
			once = append(once, i)
		}
	}
	return once
}

// join makes one finding of two that say the same. It reports false where each
// has something for it.
func (i *item) join(other item) bool {
	better := *i
	switch {
	case i.supports(other):
	case other.supports(*i):
		better = other
	default:
		return false
	}
	const mostItems = 5
	if i.Subject != other.Subject && len(i.Items) < mostItems {
		i.Items = append(slices.Clone(i.Items), other.Subject)
	}
	better.Remedies, better.Events, better.Items = longer(i.Remedies, other.Remedies), longer(i.Events, other.Events), longer(i.Items, other.Items)
	*i = better
	return true
}

// key is the same for findings that say the same: text and arguments go
// together. What is said about one symptom, failure or connection after the
// other is said once.
func (i *item) key() string {
	s := i.Subject
	switch s.Kind {
	case "symptom", "symptoms", "connection":
		s.Index = 0
	}
	return string(i.Code) + "\n" + s.Kind + "\n" + s.Name + "\n" + strconv.Itoa(s.Index) + "\n" + i.Text
}

func longer[T any](a, b []T) []T {
	if len(b) > len(a) {
		return b
	}
	return a
}

// consistent leaves out a finding that another one about the same thing
// contradicts, if that is surer or stands before it. What others rest on stays.
func consistent(items []item) []item {
	rules := rules()
	cited := citations(items)
	at := map[schannel.Code][]int{}
	for n, i := range items {
		at[i.Code] = append(at[i.Code], n)
	}
	out := map[int]bool{}
	for n, i := range items {
		for _, code := range rules[i.Code].Excludes {
			for _, other := range at[code] {
				if items[other].Subject != i.Subject || out[n] || out[other] {
					continue
				}
				loser := max(n, other)
				if items[n].Certainty != items[other].Certainty {
					loser = n
					if items[n].Certainty < items[other].Certainty {
						loser = other
					}
				}
				if cited[items[loser].Code] && !cited[items[n+other-loser].Code] {
					loser = n + other - loser
				}
				out[loser] = true
			}
		}
	}
	return grounded(pick(items, func(n int) bool { return !out[n] }))
}

func pick(items []item, keep func(n int) bool) []item {
	var kept []item
	for n, i := range items {
		if keep(n) {
			kept = append(kept, i)
		}
	}
	return kept
}

// citations are the codes on which findings rest.
func citations(items []item) map[schannel.Code]bool {
	cited := map[schannel.Code]bool{}
	for _, i := range items {
		for _, code := range i.Because {
			cited[code] = true
		}
	}
	return cited
}

// grounded leaves out findings that rest on one that was left out.
func grounded(items []item) []item {
	for {
		there := map[schannel.Code]bool{}
		for _, i := range items {
			there[i.Code] = true
		}
		before := len(items)
		items = pick(items, func(n int) bool {
			return !slices.ContainsFunc(items[n].Because, func(code schannel.Code) bool { return !there[code] })
		})
		if len(items) == before {
			return items
		}
	}
}

// supports reports whether a finding that names i's code may rest on i.
func (i *item) supports(other item) bool {
	return i.Certainty <= other.Certainty && i.Evidence <= other.Evidence
}

// compare says which finding comes first where none follows from the other:
// the surer, then the graver, then by family.
func (i *item) compare(other item) int {
	return cmp.Or(cmp.Compare(i.Certainty, other.Certainty), cmp.Compare(other.Severity, i.Severity), cmp.Compare(i.family, other.family))
}

// order sorts findings: one from which another is concluded, or which may be its
// cause, stands before it. It returns of each the places of what it rests on,
// and the pairs of the second kind.
func order(items []item) (findings []schannel.Finding, rests [][]int, links []Link) {
	s := sorter{items: items, before: make([][]int, len(items)), rests: make([][]int, len(items)), causes: make([][]int, len(items)), waits: make([]int, len(items))}
	s.connect()
	sequence := s.sequence()
	place := make([]int, len(items))
	for at, n := range sequence {
		place[n] = at
		findings = append(findings, items[n].Finding)
	}
	rests = make([][]int, len(items))
	for n, on := range s.rests {
		for _, p := range on {
			rests[place[n]] = append(rests[place[n]], place[p])
		}
	}
	links = []Link{}
	for n, causes := range s.causes {
		for _, cause := range causes {
			if place[cause] < place[n] {
				links = append(links, Link{Cause: place[cause], Effect: place[n]})
			}
		}
	}
	slices.SortFunc(links, func(a, b Link) int { return cmp.Or(cmp.Compare(a.Effect, b.Effect), cmp.Compare(a.Cause, b.Cause)) })
	return findings, rests, links[:min(len(links), mostLinks)]
}

// mostLinks is how many pairs of findings a report holds.
const mostLinks = 2000

type sorter struct {
	items  []item
	before [][]int // of each, what it is concluded from or may be caused by
	rests  [][]int // of those, what it is concluded from
	causes [][]int // of those, what it may be caused by
	waits  []int   // how many of those have no place yet
}

// connect finds what stands before each finding.
func (s *sorter) connect() {
	rules := rules()
	at := map[schannel.Code][]int{}
	for n, i := range s.items {
		at[i.Code] = append(at[i.Code], n)
	}
	for n, i := range s.items {
		seen := map[int]bool{n: true}
		add := func(places []int) {
			for _, p := range places {
				if !seen[p] {
					seen[p] = true
					s.before[n] = append(s.before[n], p)
				}
			}
		}
		for _, code := range i.Because {
			premises := s.near(i, at[code])
			add(premises)
			s.rests[n] = append(s.rests[n], premises...)
		}
		for _, code := range rules[i.Code].CausedBy {
			causes := s.possible(i, at[code])
			add(causes)
			s.causes[n] = append(s.causes[n], causes...)
		}
		s.waits[n] = len(s.before[n])
	}
}

// possible leaves out causes that the package of a finding knows and has not
// found to be: of what it could see itself, it cites what it has established.
func (s *sorter) possible(i item, places []int) []int {
	return slices.DeleteFunc(slices.Clone(places), func(p int) bool {
		return s.items[p].family == i.family && i.group != apart && !slices.Contains(i.Because, s.items[p].Code)
	})
}

// near is the findings of what was asked together with i, or all of them if
// none is of it.
func (s *sorter) near(i item, places []int) []int {
	var own []int
	for _, p := range places {
		if s.items[p].family == i.family && s.items[p].group == i.group {
			own = append(own, p)
		}
	}
	if len(own) > 0 {
		return own
	}
	return places
}

// sequence takes the first finding that waits for no other, again and again.
// Where each waits for another one, rules name each other as the cause: then
// the first one is taken.
func (s *sorter) sequence() []int {
	after := make([][]int, len(s.items))
	for n, causes := range s.before {
		for _, cause := range causes {
			after[cause] = append(after[cause], n)
		}
	}
	done := make([]bool, len(s.items))
	var sequence []int
	for range s.items {
		next := -1
		for n := range s.items {
			if !done[n] && (next < 0 || s.earlier(n, next)) {
				next = n
			}
		}
		done[next] = true
		sequence = append(sequence, next)
		for _, n := range after[next] {
			s.waits[n]--
		}
	}
	return sequence
}

// earlier reports whether n is taken before other.
func (s *sorter) earlier(n, other int) bool {
	if free, otherFree := s.waits[n] <= 0, s.waits[other] <= 0; free != otherFree {
		return free
	}
	return s.items[n].compare(s.items[other]) < 0
}
