// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package gather makes one finding of everything to which a rule applies: of
// many things the first few are named, and all are counted.
package gather

import (
	"strings"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
)

// Named is how many things a finding names.
const Named = 10

// Groups is what was gathered; the zero value is ready.
type Groups struct {
	order []schannel.Code
	all   map[schannel.Code]*group
}

type group struct {
	rule     schannel.Rule
	basis    schannel.Basis
	kind     string
	count    int
	names    []string
	items    []schannel.Subject
	remedies []schannel.Remedy
}

// Add counts a thing and names it.
func (g *Groups) Add(rule schannel.Rule, subject schannel.Subject, remedies ...schannel.Remedy) {
	g.AddWith(rule, schannel.Basis{Certainty: schannel.Certain}, subject, remedies...)
}

// AddWith is Add for a conclusion that is not certain. Of the things of a rule
// the first that is least certain gives the basis.
func (g *Groups) AddWith(rule schannel.Rule, basis schannel.Basis, subject schannel.Subject, remedies ...schannel.Remedy) {
	if g.all == nil {
		g.all = map[schannel.Code]*group{}
	}
	one := g.all[rule.Code]
	if one == nil {
		one = &group{rule: rule, basis: basis, kind: subject.Kind}
		g.all[rule.Code], g.order = one, append(g.order, rule.Code)
	}
	if basis.Certainty > one.basis.Certainty {
		one.basis = basis
	}
	one.count++
	if one.count <= Named {
		subject.Name = short(subject.Name)
		one.names = append(one.names, subject.Name)
		one.items = append(one.items, subject)
		one.remedies = append(one.remedies, remedies...)
	}
}

// Findings returns one for each rule, in the order in which they came up. Each
// rule has the arguments count and names.
func (g *Groups) Findings() []schannel.Finding {
	var all []schannel.Finding
	for _, code := range g.order {
		one := g.all[code]
		f := schannel.NewFinding(one.rule, one.basis, schannel.Whole(one.kind),
			schannel.Number("count", one.count), schannel.Text("names", strings.Join(one.names, ", ")))
		f.Items, f.Remedies = one.items, one.remedies
		all = append(all, f)
	}
	return all
}

// maxName is the most bytes of a name that are printed.
const maxName = 256

// short cuts a name between two characters.
func short(name string) string {
	if len(name) <= maxName {
		return name
	}
	end := maxName
	for end > 0 && !utf8.RuneStart(name[end]) {
		end--
	}
	return name[:end]
}
