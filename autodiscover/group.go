// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"strings"

	"github.com/schanneltrust/schannel"
)

// groups makes one finding of everything to which a rule applies: of many
// things the first few are named, and all are counted.
type groups struct {
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

// add counts a thing and names it.
func (g *groups) add(rule schannel.Rule, subject schannel.Subject, remedies ...schannel.Remedy) {
	g.addWith(rule, schannel.Basis{Certainty: schannel.Certain}, subject, remedies...)
}

func (g *groups) addWith(rule schannel.Rule, basis schannel.Basis, subject schannel.Subject, remedies ...schannel.Remedy) {
	if g.all == nil {
		g.all = map[schannel.Code]*group{}
	}
	one := g.all[rule.Code]
	if one == nil {
		one = &group{rule: rule, basis: basis, kind: subject.Kind}
		g.all[rule.Code], g.order = one, append(g.order, rule.Code)
	}
	one.count++
	if one.count <= maxNamed {
		one.names = append(one.names, subject.Name)
		one.items = append(one.items, subject)
		one.remedies = append(one.remedies, remedies...)
	}
}

// findings returns one for each rule, in the order in which they came up. Each
// rule has the arguments count and names.
func (g *groups) findings() []schannel.Finding {
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
