// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Sensitivity tells what of a truncation depends on choices that nobody
// documents. The outcomes are those of the order given; the fates are those over
// all orders, unless the profile says that the order is known.
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
	p.Outcomes, p.Fates = jsonlist.Of(p.Outcomes), jsonlist.Of(p.Fates)
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
	sent := make([]bool, len(list))
	for policy := range Policies() {
		profile.Policy = policy
		s.Outcomes = append(s.Outcomes, Outcome{policy, cut(list, first, profile, sent)})
		lost = append(lost, sentNames(first, sent))
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
	cut := slices.ContainsFunc(s.Outcomes, func(o Outcome) bool { return o.Truncation.Truncated })
	for i, place := range first {
		s.Fates[i] = fateOf(under[place], len(s.Outcomes))
		if !profile.Ordered {
			s.Fates[i] = fateInAnyOrder(cut, len(list[i]) <= profile.Limit)
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
// first is sent, unless it has no room by itself, not even if no length counts.
func fateInAnyOrder(cut, fits bool) Fate {
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
// profile. A name that occurs twice has one Fate, although one of its entries
// may be kept and the other not.
func Fates(list List, profile Profile) []NameFate {
	first := list.firstPlaces()
	kept := make([]bool, len(list))
	cut(list, first, profile, kept)
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
	all, once := make([]int, 0, len(list)), make([]int, 0, len(list))
	for i, name := range list {
		all = append(all, len(name))
		if first[i] == i {
			once = append(once, len(name))
		}
	}
	slices.Sort(all)
	slices.Sort(once)
	least = len(list)
	for counting := range Counting(len(countingNames)) {
		room, header := limit-counting.FixedBytes(), counting.EntryBytes(nil)
		for _, lengths := range [...][]int{all, once} { // duplicates are kept, or removed
			most = max(most, fitting(slices.All(lengths), header, room))
			least = min(least, fitting(slices.Backward(lengths), header, room))
		}
	}
	return least, most
}

// fitting counts how many names have room, one after the other.
func fitting(lengths iter.Seq2[int, int], header, room int) int {
	count := 0
	for _, length := range lengths {
		if room -= header + length; room < 0 {
			break
		}
		count++
	}
	return count
}
