// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

// Truncation is what a limit makes of a list. Names count by the way of the
// policy; bytes are counted as it says.
type Truncation struct {
	Limit        int  `json:"limit"` // bytes allowed
	Names        int  `json:"names"` // in the list as given
	Bytes        int  `json:"bytes"` // of all of them
	Kept         int  `json:"kept"`
	KeptBytes    int  `json:"kept_bytes"`
	Dropped      int  `json:"dropped"`
	DroppedBytes int  `json:"dropped_bytes"`
	Merged       int  `json:"merged"` // duplicates that a policy removes: neither kept nor dropped
	Truncated    bool `json:"truncated"`
	FirstDropped int  `json:"first_dropped"` // position of the first name cut off, from 0; -1 if none is

	kept []bool
}

// Over returns by how many bytes the list exceeds the limit; where it fits, 0.
func (t Truncation) Over() int { return max(0, t.Bytes-t.Limit) }

// Keeps reports whether the entry at position i of the list is sent. A removed
// duplicate is not; its name may be, at another place.
func (t Truncation) Keeps(i int) bool { return 0 <= i && i < len(t.kept) && t.kept[i] }

// Truncate cuts the list as the profile says. The list stays as it is.
func Truncate(list List, profile Profile) Truncation {
	t := Truncation{Limit: profile.Limit, Names: len(list), FirstDropped: -1, kept: make([]bool, len(list))}
	header, used, stopped := profile.Policy.Counting.header(), profile.Policy.Counting.fixed(), false
	t.Bytes, t.KeptBytes = used, used
	first := profile.Policy.Duplicates.places(list)
	for i, name := range list {
		if original, again := first[string(name)]; again && original != i {
			t.Merged++
			continue
		}
		cost := header + len(name)
		t.Bytes += cost
		if !stopped && used+cost <= profile.Limit {
			used += cost
			t.kept[i] = true
			t.Kept++
			t.KeptBytes += cost
			continue
		}
		stopped = stopped || profile.Policy.Overflow == OverflowStop
		if t.FirstDropped < 0 {
			t.FirstDropped = i
		}
		t.Dropped++
		t.DroppedBytes += cost
	}
	t.Truncated = t.Dropped > 0
	return t
}

// sent returns the names that are sent, wherever they stand.
func (t Truncation) sent(list List) map[string]bool {
	sent := make(map[string]bool, t.Kept)
	for i, name := range list {
		if t.kept[i] {
			sent[string(name)] = true
		}
	}
	return sent
}

// lost counts the names of the list that are not sent at any place.
func (t Truncation) lost(list List) int {
	sent := t.sent(list)
	lost := map[string]bool{}
	for _, name := range list {
		if !sent[string(name)] {
			lost[string(name)] = true
		}
	}
	return len(lost)
}

// header returns what the length of a name costs.
func (c Counting) header() int {
	if c == CountNames {
		return 0
	}
	return entryHeader
}

// fixed returns what the list costs without any name.
func (c Counting) fixed() int {
	if c == CountVector {
		return listHeader
	}
	return 0
}

// places returns where each name stands first, or nothing where duplicates are
// kept.
func (d Duplicates) places(list List) map[string]int {
	if d == DuplicatesKept {
		return nil
	}
	first := make(map[string]int, len(list))
	for i, name := range list {
		if _, again := first[string(name)]; !again {
			first[string(name)] = i
		}
	}
	return first
}

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
	s := Sensitivity{Fates: make([]Fate, len(list))}
	for policy := range Policies() {
		profile.Policy = policy
		s.Outcomes = append(s.Outcomes, Outcome{policy, Truncate(list, profile)})
	}
	kept := make(map[string]int, len(list)) // under how many policies a name is sent
	for _, o := range s.Outcomes {
		for name := range o.Truncation.sent(list) {
			kept[name]++
		}
	}
	for i, name := range list {
		switch kept[string(name)] {
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
	return s
}
