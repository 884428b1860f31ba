// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

// Truncation is what a limit makes of a list. Names count by the way of the
// policy; bytes are counted as it says. Which names are kept tell [Fates]
// and [Profile.Kept].
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
}

// Over returns by how many bytes the list exceeds the limit; where it fits, 0.
func (t Truncation) Over() int { return max(0, t.Bytes-t.Limit) }

// Truncate cuts the list as the profile says. The list stays as it is. Without
// a limit nothing is known: no name is kept, none dropped.
func Truncate(list List, profile Profile) Truncation {
	t, _ := cut(list, list.firstPlaces(), profile)
	return t
}

// Kept returns the entries of the list that a server with the profile sends, in
// their order. They share their memory with the list.
func (p Profile) Kept(list List) List {
	_, kept := cut(list, list.firstPlaces(), p)
	rest := List{}
	for i, name := range list {
		if kept[i] {
			rest = append(rest, name)
		}
	}
	return rest
}

// cut is Truncate for a list of which is known where each name stands first.
// It also tells which entries are sent. A removed duplicate is not; its name
// may be, at another place.
func cut(list List, first []int, profile Profile) (Truncation, []bool) {
	policy := profile.Policy
	used, stopped, kept := policy.Counting.FixedBytes(), false, make([]bool, len(list))
	t := Truncation{Limit: profile.Limit, Names: len(list), Bytes: used, KeptBytes: used, FirstDropped: -1}
	if profile.Limit == 0 {
		t.Bytes, t.KeptBytes = policy.Counting.bytes(list), 0
		return t, kept
	}
	for i, name := range list {
		if policy.Duplicates != DuplicatesKept && first[i] != i {
			t.Merged++
			continue
		}
		cost := policy.Counting.EntryBytes(name)
		t.Bytes += cost
		if !stopped && used+cost <= profile.Limit {
			used += cost
			kept[i] = true
			t.Kept++
			t.KeptBytes += cost
			continue
		}
		stopped = stopped || policy.Overflow == OverflowStop
		if t.FirstDropped < 0 {
			t.FirstDropped = i
		}
		t.Dropped++
		t.DroppedBytes += cost
	}
	t.Truncated = t.Dropped > 0
	return t, kept
}

// firstPlaces returns for each name where it stands first.
func (l List) firstPlaces() []int {
	places := make([]int, len(l))
	seen := make(map[string]int, len(l))
	for i, name := range l {
		place, again := seen[string(name)]
		if !again {
			place = i
			seen[string(name)] = i
		}
		places[i] = place
	}
	return places
}

// sentNames tells which names are sent at any place, by their first places,
// and counts those that are not.
func sentNames(first []int, kept []bool) (sent []bool, lost int) {
	sent = make([]bool, len(first))
	for i, place := range first {
		if kept[i] {
			sent[place] = true
		}
	}
	for i, place := range first {
		if place == i && !sent[i] {
			lost++
		}
	}
	return sent, lost
}

// EntryBytes returns what a name takes of the limit.
func (c Counting) EntryBytes(name Name) int {
	if c == CountNames {
		return len(name)
	}
	return entryHeader + len(name)
}

// FixedBytes returns what a list without any name takes of the limit.
func (c Counting) FixedBytes() int {
	if c == CountVector {
		return listHeader
	}
	return 0
}

// bytes returns what the list takes of the limit.
func (c Counting) bytes(list List) int {
	sum := c.FixedBytes()
	for _, name := range list {
		sum += c.EntryBytes(name)
	}
	return sum
}
