// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import "strings"

// Truncation is what a limit makes of a list. Bytes are counted as the policy
// says. [Fates] and [Profile.Kept] tell which names are kept.
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
	return cut(list, profile.firstPlaces(list), profile, nil)
}

// Kept returns the entries of the list that a server with the profile sends, in
// their order. They share their memory with the list.
func (p Profile) Kept(list List) List {
	kept := make([]bool, len(list))
	cut(list, p.firstPlaces(list), p, kept)
	rest := List{}
	for i, name := range list {
		if kept[i] {
			rest = append(rest, name)
		}
	}
	return rest
}

// cut is Truncate for a list of which is known where each name stands first,
// which only a policy that removes duplicates asks. Unless kept is nil, it notes
// there which entries are sent. A removed duplicate is not; its name may be, at
// another place.
func cut(list List, first []int, profile Profile, kept []bool) Truncation {
	policy, limit := profile.Policy, profile.Limit
	fixed, header := policy.Counting.FixedBytes(), policy.Counting.EntryBytes(nil)
	t := Truncation{Limit: limit, Names: len(list), Bytes: fixed, KeptBytes: fixed, FirstDropped: -1}
	clear(kept)
	if limit == 0 {
		t.Bytes, t.KeptBytes = policy.Counting.bytes(list), 0
		return t
	}
	for i, name := range list {
		if policy.Duplicates != DuplicatesKept && first[i] != i {
			t.Merged++
			continue
		}
		cost := header + len(name)
		t.Bytes += cost
		stopped := t.FirstDropped >= 0 && policy.Overflow == OverflowStop
		switch {
		case !stopped && t.KeptBytes+cost <= limit:
			t.Kept++
			t.KeptBytes += cost
			if kept != nil {
				kept[i] = true
			}
		case t.FirstDropped < 0:
			t.FirstDropped = i
		}
	}
	t.Dropped, t.DroppedBytes = t.Names-t.Merged-t.Kept, t.Bytes-t.KeptBytes
	t.Truncated = t.Dropped > 0
	return t
}

// firstPlaces is that of the list for a policy that removes duplicates, which
// alone needs it.
func (p Profile) firstPlaces(list List) []int {
	if p.Policy.Duplicates == DuplicatesKept {
		return nil
	}
	return list.firstPlaces()
}

// firstPlaces returns for each name where it stands first. The keys of the map
// lie in one text, so that not each is copied by itself.
func (l List) firstPlaces() []int {
	places := make([]int, len(l))
	seen := make(map[string]int, len(l))
	var text strings.Builder
	text.Grow(CountNames.bytes(l))
	for i, name := range l {
		start := text.Len()
		_, _ = text.Write(name)
		key := text.String()[start:]
		place, again := seen[key]
		if !again {
			place = i
			seen[key] = i
		}
		places[i] = place
	}
	return places
}

// sentNames makes of which entries are sent which names are, at any place: it
// notes that at their first places, and counts those that are not sent.
func sentNames(first []int, kept []bool) (lost int) {
	for i, place := range first {
		kept[place] = kept[place] || kept[i]
	}
	for i, place := range first {
		if place == i && !kept[i] {
			lost++
		}
	}
	return lost
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
