// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"encoding/json"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// Seen is a list as it comes to a client. Of the zero value nothing is known.
type Seen struct {
	List trustlist.List `json:"list"`
	Sent schannel.Truth `json:"sent"` // whether a list is sent

	// Fates is what becomes of each name; one without a fate is sent.
	Fates []trustlist.NameFate `json:"fates"`

	// Ordered is whether the order of the list is known, as it is of a
	// captured one. Which names of a list that is cut arrive hangs on it.
	Ordered bool `json:"ordered"`

	// SystemMapper is whether there is the name NT AUTHORITY too, which no
	// issuer has.
	SystemMapper bool `json:"system_mapper"`

	Grounds Grounds `json:"grounds"`
}

// Grounds is the findings of the same answer by which a [Seen] is known. What
// has none is a fact.
type Grounds struct {
	Sending []schannel.Finding `json:"sending"` // whether a list is sent
	Listing []schannel.Finding `json:"listing"` // which names it has
	Cutting []schannel.Finding `json:"cutting"` // whether and where it is cut
	Mapper  []schannel.Finding `json:"mapper"`  // whether there is the name NT AUTHORITY
}

// MarshalJSON writes every field, no fates as an empty list.
func (s Seen) MarshalJSON() ([]byte, error) {
	type plain Seen
	p := plain(s)
	p.Fates = append([]trustlist.NameFate{}, p.Fates...)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (g Grounds) MarshalJSON() ([]byte, error) {
	type plain Grounds
	p := plain(g)
	for _, list := range []*[]schannel.Finding{&p.Sending, &p.Listing, &p.Cutting, &p.Mapper} {
		*list = append([]schannel.Finding{}, *list...)
	}
	return json.Marshal(p)
}

// unknown reports whether nothing is known of the list: neither whether it is
// sent, nor why that is open.
func (s Seen) unknown() bool { return s.Sent == schannel.Unknown && len(s.Grounds.Sending) == 0 }

// fate returns what becomes of the name at a position.
func (s Seen) fate(position int) trustlist.NameFate {
	if position < len(s.Fates) {
		return s.Fates[position]
	}
	return trustlist.NameFate{Fate: trustlist.Safe, Kept: true}
}

// shows reports whether the client sees any name.
func (s Seen) shows() bool {
	if s.Sent == schannel.No || s.SystemMapper {
		return s.Sent != schannel.No
	}
	for i := range s.List {
		if s.fate(i).Kept {
			return true
		}
	}
	return false
}

// cut reports whether a name may be cut off.
func (s Seen) cut() bool {
	for i := range s.List {
		if fate := s.fate(i); !fate.Kept || fate.Fate == trustlist.AtRisk {
			return true
		}
	}
	return false
}

// rank orders names by how sure it is that they are sent.
func (s Seen) rank(position int) int {
	switch fate := s.fate(position); {
	case fate.Fate == trustlist.Safe:
		return 0
	case fate.Kept:
		return 1
	case fate.Fate == trustlist.AtRisk:
		return 2
	}
	return 3
}

// places is where the names of a chain stand in a list: of names that are the
// same in some way, the one that is surest to be sent. Only what the chain asks
// for is noted, so that a long list takes no memory.
type places struct {
	rank    func(position int) int
	by      [len(comparingNames)]map[string]int // by what each way to compare looks at; -1: not in the list
	content map[string]int                      // by their bytes without the outer header
	keys    map[string]keys                     // of the names of the chain
}

// keys is what each way to compare looks at.
type keys [len(comparingNames)]string

func (s Seen) places(chain []certstore.Certificate) places {
	p := places{rank: s.rank, content: map[string]int{}, keys: map[string]keys{}}
	for way := range p.by {
		p.by[way] = map[string]int{}
	}
	for _, c := range chain {
		p.ask(c.Issuer)
		p.ask(c.Subject)
	}
	var key []byte
	var attributes []dn.Attribute
	for i, name := range s.List {
		var fault *dn.Fault
		if attributes, fault = dn.Append(attributes[:0], name); fault == nil {
			p.put(p.content, name[dn.HeaderLen(name):], i)
		}
		for way := range p.by {
			key = Comparing(way).appendKey(key[:0], name, attributes)
			p.put(p.by[way], key, i)
		}
	}
	return p
}

// ask notes all by which a name of the chain may be found. Without a key it is
// like no other.
func (p places) ask(name trustlist.Name) {
	if _, known := p.keys[string(name)]; known {
		return
	}
	var of keys
	for way := range p.by {
		of[way] = Comparing(way).key(name)
		p.by[way][of[way]] = -1
	}
	p.by[CompareBytes][string(contentOf(name))] = -1
	p.content[string(name)] = -1
	p.keys[string(name)] = of
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
	look(p.by[rule.Compares], p.keys[string(name)][rule.Compares])
	if rule.StripsHeader {
		look(p.by[CompareBytes], string(contentOf(name)))
		look(p.content, string(name))
	}
	return best
}
