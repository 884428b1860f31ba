// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

// Sensitivity tells what of a truncation hangs on what nobody documents. The
// order of the list is not varied: it is taken as given.
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

// Vary truncates the list under every policy.
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
	for i, place := range first {
		switch under[place] {
		case len(s.Outcomes):
			s.Fates[i] = Safe
			s.Safe++
		case 0:
			s.Fates[i] = Lost
			s.Lost++
		default:
			s.Fates[i] = AtRisk
			s.AtRisk++
		}
	}
	return s, lost
}

// NameFate is what becomes of the name at one place of a list.
type NameFate struct {
	Fate Fate `json:"fate"` // over all policies
	Kept bool `json:"kept"` // whether the entry is sent under the policy of the profile
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
