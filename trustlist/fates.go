// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/json"
	"iter"
	"slices"
)

// Sensitivity tells what of a truncation hangs on what nobody documents. The
// outcomes are those of the order given; fates are those of any order, unless
// the profile says that the order is known.
type Sensitivity struct {
	Outcomes []Outcome `json:"outcomes"` // one for each policy, the default first
	Fates    []Fate    `json:"fates"`    // of each name of the list
	Safe     int       `json:"safe"`
	AtRisk   int       `json:"at_risk"`
	Lost     int       `json:"lost"`
}

// Outcome is a truncation under one policy.
type Outcome struct {
	Policy     Policy     `json:"policy"`
	Truncation Truncation `json:"truncation"`
}

// MarshalJSON writes every field, empty lists as lists.
func (s Sensitivity) MarshalJSON() ([]byte, error) {
	type plain Sensitivity
	p := plain(s)
	p.Outcomes, p.Fates = append([]Outcome{}, p.Outcomes...), append([]Fate{}, p.Fates...)
	return json.Marshal(p)
}

// Vary truncates the list under every policy. Without a limit no name has a
// fate.
func Vary(list List, profile Profile) Sensitivity {
	s, _ := vary(list, list.firstPlaces(), profile)
	return s
}

// vary is Vary for a list of which is known where each name stands first. It
// also tells how many names are sent at no place, for each outcome.
func vary(list List, first []int, profile Profile) (s Sensitivity, lost []int) {
	under := make([]int, len(list)) // by first place: how many policies send the name
	for policy := range Policies() {
		profile.Policy = policy
		t, kept := cut(list, first, profile)
		sent, n := sentNames(first, kept)
		s.Outcomes, lost = append(s.Outcomes, Outcome{policy, t}), append(lost, n)
		for i := range sent {
			if sent[i] {
				under[i]++
			}
		}
	}
	s.Fates = make([]Fate, len(list))
	if profile.Limit == 0 {
		return s, lost
	}
	for i, place := range first {
		s.Fates[i] = fateOf(under[place], len(s.Outcomes))
		if !profile.Ordered {
			s.Fates[i] = fateInAnyOrder(list[i], profile.Limit, s.Outcomes)
		}
		switch s.Fates[i] {
		case Safe:
			s.Safe++
		case Lost:
			s.Lost++
		case AtRisk, FateUnspecified:
			s.AtRisk++
		}
	}
	return s, lost
}

// fateOf is the fate of a name that some of all policies send.
func fateOf(under, all int) Fate {
	switch under {
	case all:
		return Safe
	case 0:
		return Lost
	}
	return AtRisk
}

// fateInAnyOrder is the fate of a name whose place in the list is not known. In
// a list that is cut the last name is lost, and any name may be the last; the
// first is sent, unless it has no room by itself.
func fateInAnyOrder(name Name, limit int, outcomes []Outcome) Fate {
	cut, fits := false, false
	for _, o := range outcomes {
		cut = cut || o.Truncation.Truncated
		fits = fits || o.Policy.Counting.FixedBytes()+o.Policy.Counting.EntryBytes(name) <= limit
	}
	switch {
	case !cut:
		return Safe
	case !fits:
		return Lost
	}
	return AtRisk
}

// NameFate is what becomes of the name at one place of a list.
type NameFate struct {
	Fate Fate `json:"fate"` // over all policies, and over all orders unless the order is known
	Kept bool `json:"kept"` // whether the entry is sent under the policy of the profile, in the order given
	Past int  `json:"past"` // by how many bytes the list up to and including it exceeds the limit; 0 or less where it fits
}

// Fates tells what becomes of each name of the list on a server with the
// profile. A name that stands twice has one Fate, but of its entries one may be
// kept and the other not.
func Fates(list List, profile Profile) []NameFate {
	first := list.firstPlaces()
	_, kept := cut(list, first, profile)
	varied, _ := vary(list, first, profile)
	fates := make([]NameFate, len(list))
	past := profile.Policy.Counting.FixedBytes() - profile.Limit
	for i, name := range list {
		past += profile.Policy.Counting.EntryBytes(name)
		fates[i] = NameFate{varied.Fates[i], kept[i], past}
	}
	return fates
}

// keptInAnyOrder returns how many names are kept at least and at most, over
// all policies and every order of the list. Most fit if the shortest come first,
// fewest if the longest do and the first that does not fit ends the list; one
// that goes on behind it keeps no fewer.
func keptInAnyOrder(list List, first []int, limit int) (least, most int) {
	least = len(list)
	for policy := range Policies() {
		var costs []int
		for i, name := range list {
			if policy.Duplicates == DuplicatesKept || first[i] == i {
				costs = append(costs, policy.Counting.EntryBytes(name))
			}
		}
		slices.Sort(costs)
		room := limit - policy.Counting.FixedBytes()
		most = max(most, fitting(slices.Values(costs), room))
		slices.Reverse(costs)
		least = min(least, fitting(slices.Values(costs), room))
	}
	return least, most
}

// fitting counts how many of the costs have room, one after the other.
func fitting(costs iter.Seq[int], room int) int {
	count := 0
	for cost := range costs {
		if room -= cost; room < 0 {
			break
		}
		count++
	}
	return count
}
