// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"slices"

	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// places is where the names of a chain stand in a list: of names that are the
// same in some way, the one that is surest to be sent. Only what the chain asks
// for is noted, so that a long list takes no memory.
type places struct {
	rank    func(position int) int
	by      [len(comparingNames)]map[string]int // by what each way to compare looks at; -1: not in the list
	content map[string]int                      // by their bytes without the outer header
	asked   map[string]asked                    // the names of the chain
	types   map[string]likeness                 // by the types of the attributes of these
	weights map[uint64]bool                     // by their weights; nil if one of them is not plain
}

// asked is by what a name of the chain is found.
type asked struct {
	keys  [len(comparingNames)]string
	types string
}

// likeness is whether the list has names with certain types of attributes.
type likeness struct {
	listed     bool
	normalized bool // one of them has characters that Java normalizes
}

func (s Seen) places(chain []certstore.Certificate) places {
	p := places{rank: s.rank, content: map[string]int{}, asked: map[string]asked{}, types: map[string]likeness{}, weights: map[uint64]bool{}}
	for way := range p.by {
		p.by[way] = map[string]int{}
	}
	for _, c := range chain {
		p.ask(c.Issuer)
		p.ask(c.Subject)
	}
	if !p.weigh(chain) {
		p.weights = nil
	}
	var key []byte
	var attributes []dn.Attribute
	for i, name := range s.List {
		p.put(p.by[CompareBytes], name, i)
		var fault *dn.Fault
		if attributes, fault = dn.Append(attributes[:0], name); fault != nil {
			continue
		}
		p.put(p.content, name[dn.HeaderLen(name):], i)
		// To fold the names that no name of the chain can be like is what would
		// take most of the time.
		key = dn.Types().AppendKey(key[:0], attributes)
		like, alike := p.types[string(key)]
		if !alike {
			continue
		}
		if normalized := dn.JavaNormalizes(attributes); !like.listed || normalized {
			p.types[string(key)] = likeness{listed: true, normalized: normalized}
		}
		if weight, plain := dn.Weight(attributes); plain && p.weights != nil && !p.weights[weight] {
			continue
		}
		for way := CompareText; int(way) < len(p.by); way++ {
			key = way.appendKey(key[:0], name, attributes)
			p.put(p.by[way], key, i)
		}
	}
	return p
}

// ask notes all by which a name of the chain may be found. Without a key it is
// like no other.
func (p places) ask(name trustlist.Name) {
	if _, known := p.asked[string(name)]; known {
		return
	}
	var of asked
	for way := range p.by {
		of.keys[way] = Comparing(way).key(name)
		p.by[way][of.keys[way]] = -1
	}
	p.by[CompareBytes][string(contentOf(name))] = -1
	p.content[string(name)] = -1
	attributes, _ := dn.Ordered(name, false)
	of.types = string(dn.Types().AppendKey(nil, attributes))
	p.types[of.types] = likeness{}
	p.asked[string(name)] = of
}

// weigh notes the weights of the names of the chain, and reports whether all
// have one.
func (p places) weigh(chain []certstore.Certificate) bool {
	for _, c := range chain {
		for _, name := range [...]trustlist.Name{c.Issuer, c.Subject} {
			attributes, _ := dn.Ordered(name, false)
			weight, plain := dn.Weight(attributes)
			if !plain {
				return false
			}
			p.weights[weight] = true
		}
	}
	return true
}

// put notes where a name stands that is asked for.
func (p places) put(places map[string]int, key []byte, position int) {
	old, asked := places[string(key)]
	if len(key) > 0 && asked && (old < 0 || p.rank(position) < p.rank(old)) {
		places[string(key)] = position
	}
}

// contact is where a name of the chain meets one of the list.
type contact struct {
	element, position int
	part              Part
}

// name is the name of the chain that matches.
func (c contact) name(chain []certstore.Certificate) trustlist.Name {
	if c.part == PartSubject {
		return chain[c.element].Subject
	}
	return chain[c.element].Issuer
}

// best returns the contact by which the family comes furthest: the first in
// the order of the chain among those whose name is surest to be sent. Its
// position is -1 if there is none.
func (p places) best(rule FamilyRule, chain []certstore.Certificate) contact {
	best := contact{-1, -1, PartIssuer}
	if rule.Elements > 0 {
		chain = chain[:min(len(chain), rule.Elements)]
	}
	for element, c := range chain {
		for part, name := range [...]trustlist.Name{PartIssuer: c.Issuer, PartSubject: c.Subject} {
			if Part(part) == PartSubject && !rule.Subjects {
				continue
			}
			position := p.find(rule, name)
			if position >= 0 && (best.position < 0 || p.rank(position) < p.rank(best.position)) {
				best = contact{element, position, Part(part)}
			}
		}
	}
	return best
}

// find returns the position of the name that the family takes for one of the
// chain, or -1.
func (p places) find(rule FamilyRule, name trustlist.Name) int {
	best := -1
	look := func(places map[string]int, key string) {
		position, there := places[key]
		if !there || position < 0 {
			return
		}
		if best < 0 || p.rank(position) < p.rank(best) || p.rank(position) == p.rank(best) && position < best {
			best = position
		}
	}
	if rule.Always {
		return best
	}
	look(p.by[rule.Compares], p.asked[string(name)].keys[rule.Compares])
	if rule.StripsHeader {
		look(p.by[CompareBytes], string(contentOf(name)))
		look(p.content, string(name))
	}
	return best
}

// mayMatch reports whether a family that normalizes names may take one of the
// list for an issuer of the chain although their keys differ.
func (p places) mayMatch(rule FamilyRule, chain []certstore.Certificate) bool {
	return rule.Compares == CompareJava && slices.ContainsFunc(chain, func(c certstore.Certificate) bool {
		like := p.types[p.asked[string(c.Issuer)].types]
		return like.listed && (like.normalized || rule.Compares.normalizes(c.Issuer))
	})
}
