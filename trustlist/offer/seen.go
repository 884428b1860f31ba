// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"encoding/json"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
)

// Seen is a list as it comes to a client. The zero value knows nothing of it.
type Seen struct {
	List trustlist.List `json:"list"`
	Sent schannel.Truth `json:"sent"` // whether a list is sent

	// Fates is what becomes of each name; one without a fate is sent.
	Fates []trustlist.NameFate `json:"fates"`

	// Ordered is whether the order of the list is known, as it is of a
	// captured one. Which names of a list that is cut arrive depends on it.
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
	p.Fates = jsonlist.Of(p.Fates)
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
