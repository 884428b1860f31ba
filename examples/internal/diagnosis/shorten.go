// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

// A report is at most 4 times as long as its case and 1 MB. Pictures and facts
// have bounds of their own; the findings get the rest.
const (
	mostFindings = 300
	mostText     = 450_000 // bytes of all findings, whatever the size of a case
	perItem      = 300     // bytes that each item of a case adds: none is written in less than a quarter of it
)

// allowance is how many bytes the findings about a case may take.
func allowance(c casefile.Case) int {
	items := len(c.Symptoms)
	if t := c.Trustlist; t != nil {
		items += len(t.Host.Stores.TrustedRoots) + len(t.Host.Registry)
	}
	if x := c.Exchangecert; x != nil {
		items += len(x.Connectors) + len(x.Servers)
		for _, s := range x.Servers {
			items += len(s.Server.Certificates) + len(s.Sessions)
		}
	}
	if a := c.Autodiscover; a != nil {
		items += len(a.Forest.Own.SCPs) + len(a.Peers) + len(a.Servers)
	}
	return mostText + perItem*items
}

// shorten keeps as many findings as a report may hold: the best, and what they
// rest on. It returns how many it left out.
func shorten(items []item, bytes int) (kept []item, left int) {
	s := shortener{items: items, bytes: bytes, keep: make([]bool, len(items)), at: map[schannel.Code][]int{}}
	ranked := make([]int, len(items))
	for n, i := range items {
		ranked[n] = n
		s.at[i.Code] = append(s.at[i.Code], n)
	}
	slices.SortStableFunc(ranked, func(a, b int) int { return items[a].compare(items[b]) })
	for _, n := range ranked {
		s.hold(n)
	}
	return pick(items, func(n int) bool { return s.keep[n] }), len(items) - s.count
}

// shortener chooses findings.
type shortener struct {
	items []item
	bytes int // that are left
	at    map[schannel.Code][]int
	keep  []bool
	count int
}

// hold keeps a finding with what it rests on, if there is room for all of it.
func (s *shortener) hold(n int) {
	var with []int
	bytes := s.need(n, &with)
	if bytes > s.bytes || s.count+len(with) > mostFindings {
		return
	}
	s.bytes -= bytes
	s.count += len(with)
	for _, i := range with {
		s.keep[i] = true
	}
}

// need adds a finding to those that are to be kept, and of each code that it
// rests on one that it may rest on. It returns how many bytes they take.
func (s *shortener) need(n int, with *[]int) int {
	if s.keep[n] || slices.Contains(*with, n) {
		return 0
	}
	*with = append(*with, n)
	bytes := size(s.items[n].Finding)
	for _, code := range s.items[n].Because {
		best := -1
		for _, p := range s.at[code] {
			if s.items[p].supports(s.items[n]) && (best < 0 || s.keep[p] && !s.keep[best]) {
				best = p
			}
		}
		if best >= 0 {
			bytes += s.need(best, with)
		}
	}
	return bytes
}

// size is about how many bytes a finding takes in JSON.
func size(f schannel.Finding) int {
	const frame = 500
	total := frame + len(f.Text) + len(f.Subject.Name) + phrasesSize(f.Outcomes, f.Settle, f.Missing) + argsSize(f.Args) + 80*len(f.Items) + 60*len(f.Because)
	total += 100*len(f.Sources) + len(f.Title)
	for _, e := range f.Events {
		total += 150 + argsSize(e.Params) + phrasesSize(e.Conditions)
	}
	for _, r := range f.Remedies {
		total += 300 + phrasesSize(r.Rights, r.SideEffects) + 100*len(r.Sources)
		for _, step := range r.Steps {
			total += 300 + len(step.Text) + len(step.Command) + argsSize(step.Args)
		}
	}
	return total
}

func phrasesSize(lists ...[]schannel.Phrase) int {
	total := 0
	for _, list := range lists {
		for _, p := range list {
			total += 60 + len(p.Code) + len(p.Text) + argsSize(p.Args)
		}
	}
	return total
}

func argsSize(args []schannel.Arg) int {
	total := 0
	for _, a := range args {
		total += 45 + len(a.Name) + len(a.Value)
	}
	return total
}
