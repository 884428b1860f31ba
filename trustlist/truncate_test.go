// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

// raw makes a list of names of the given lengths, each of its own bytes.
func raw(lengths ...int) trustlist.List {
	list := make(trustlist.List, len(lengths))
	for i, n := range lengths {
		list[i] = make(trustlist.Name, n)
		list[i][0] = byte(i)
	}
	return list
}

func TestTruncate(t *testing.T) {
	t.Parallel()
	twice := raw(3, 3)
	twice = append(twice, twice[0])
	type policy = trustlist.Policy
	tests := []struct {
		name   string
		why    string
		list   trustlist.List
		limit  int
		policy policy
		want   trustlist.Truncation
		kept   []bool
	}{
		{
			name: "exactly-full", why: "a list of the size of the limit is not larger than it", list: raw(3, 4), limit: 11,
			want: trustlist.Truncation{Names: 2, Bytes: 11, Kept: 2, KeptBytes: 11, FirstDropped: -1}, kept: []bool{true, true},
		},
		{
			name: "one-byte-over", why: "a name is kept whole or not at all", list: raw(3, 4), limit: 10,
			want: trustlist.Truncation{Names: 2, Bytes: 11, Kept: 1, KeptBytes: 5, Dropped: 1, DroppedBytes: 6, Truncated: true, FirstDropped: 1}, kept: []bool{true, false},
		},
		{
			name: "stop", why: "nothing after the first that does not fit", list: raw(3, 40, 1), limit: 10,
			want: trustlist.Truncation{Names: 3, Bytes: 50, Kept: 1, KeptBytes: 5, Dropped: 2, DroppedBytes: 45, Truncated: true, FirstDropped: 1}, kept: []bool{true, false, false},
		},
		{
			name: "skip", why: "a shorter one may still fit", list: raw(3, 40, 1), limit: 10, policy: policy{Overflow: trustlist.OverflowSkip},
			want: trustlist.Truncation{Names: 3, Bytes: 50, Kept: 2, KeptBytes: 8, Dropped: 1, DroppedBytes: 42, Truncated: true, FirstDropped: 1}, kept: []bool{true, false, true},
		},
		{
			name: "names-only", why: "without the prefixes 7 bytes fit in 7", list: raw(3, 4), limit: 7, policy: policy{Counting: trustlist.CountNames},
			want: trustlist.Truncation{Names: 2, Bytes: 7, Kept: 2, KeptBytes: 7, FirstDropped: -1}, kept: []bool{true, true},
		},
		{
			name: "vector", why: "the length of the whole takes two bytes more", list: raw(3, 4), limit: 12, policy: policy{Counting: trustlist.CountVector},
			want: trustlist.Truncation{Names: 2, Bytes: 13, Kept: 1, KeptBytes: 7, Dropped: 1, DroppedBytes: 6, Truncated: true, FirstDropped: 1}, kept: []bool{true, false},
		},
		{
			name: "duplicates-kept", why: "a copy takes its room again", list: twice, limit: 10,
			want: trustlist.Truncation{Names: 3, Bytes: 15, Kept: 2, KeptBytes: 10, Dropped: 1, DroppedBytes: 5, Truncated: true, FirstDropped: 2}, kept: []bool{true, true, false},
		},
		{
			name: "duplicates-removed", why: "a removed copy is sent at its first place only", list: twice, limit: 10, policy: policy{Duplicates: trustlist.DuplicatesRemoved},
			want: trustlist.Truncation{Names: 3, Bytes: 10, Kept: 2, KeptBytes: 10, Merged: 1, FirstDropped: -1}, kept: []bool{true, true, false},
		},
		{name: "empty", why: "nothing to cut", limit: 10, want: trustlist.Truncation{FirstDropped: -1}, kept: []bool{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := trustlist.Truncate(tt.list, trustlist.Profile{Limit: tt.limit, Policy: tt.policy})
			tt.want.Limit = tt.limit
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			kept := []bool{}
			for _, fate := range trustlist.Fates(tt.list, trustlist.Profile{Limit: tt.limit, Policy: tt.policy}) {
				kept = append(kept, fate.Kept)
			}
			if diff := cmp.Diff(tt.kept, kept); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			require.Equal(t, max(0, got.Bytes-tt.limit), got.Over())
		})
	}
}

// slowCut cuts a list as the comments at the constants of the policy say, entry
// by entry, and tells which are sent.
func slowCut(list trustlist.List, limit int, policy trustlist.Policy) (want trustlist.Truncation, sent []bool) {
	prefix, own := map[trustlist.Counting]int{trustlist.CountEntries: 2, trustlist.CountVector: 2}[policy.Counting], 0
	if policy.Counting == trustlist.CountVector {
		own = 2
	}
	want = trustlist.Truncation{Limit: limit, Names: len(list), Bytes: own, KeptBytes: own, FirstDropped: -1}
	sent = make([]bool, len(list))
	for i, name := range list {
		same := func(other trustlist.Name) bool { return bytes.Equal(name, other) }
		if policy.Duplicates == trustlist.DuplicatesRemoved && slices.ContainsFunc(list[:i], same) {
			want.Merged++
			continue
		}
		want.Bytes += prefix + len(name)
		sent[i] = want.KeptBytes+prefix+len(name) <= limit && (want.Dropped == 0 || policy.Overflow == trustlist.OverflowSkip)
		if sent[i] {
			want.Kept, want.KeptBytes = want.Kept+1, want.KeptBytes+prefix+len(name)
			continue
		}
		if want.Dropped == 0 {
			want.FirstDropped, want.Truncated = i, true
		}
		want.Dropped, want.DroppedBytes = want.Dropped+1, want.DroppedBytes+prefix+len(name)
	}
	return want, sent
}

// TestTruncateAnyList cuts lists of short names, of which many stand twice, at
// every limit under every policy.
func TestTruncateAnyList(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		list := make(trustlist.List, random.IntN(9))
		for i := range list {
			list[i] = bytes.Repeat([]byte{byte(random.IntN(2))}, random.IntN(7))
		}
		for limit := 1; limit < 80; limit += 1 + random.IntN(3) {
			checkCuts(t, list, limit)
		}
	}
}

// checkCuts compares all that is told of a list with the slow cut. A name is
// safe if it is sent, at any of its places, under every policy.
func checkCuts(t *testing.T, list trustlist.List, limit int) {
	t.Helper()
	varied := trustlist.Vary(list, trustlist.Profile{Limit: limit, Ordered: true})
	under := make([]int, len(list))
	for _, outcome := range varied.Outcomes {
		want, sent := slowCut(list, limit, outcome.Policy)
		profile := trustlist.Profile{Limit: limit, Policy: outcome.Policy}
		require.Equal(t, want, outcome.Truncation, "%x %+v", list, profile)
		require.Equal(t, want, trustlist.Truncate(list, profile), "%x %+v", list, profile)
		kept := trustlist.List{}
		for i, fate := range trustlist.Fates(list, profile) {
			require.Equal(t, sent[i], fate.Kept, "%x %+v: entry %d", list, profile, i)
			if sent[i] {
				kept = append(kept, list[i])
			}
		}
		require.Equal(t, kept, profile.Kept(list), "%x %+v", list, profile)
		for i, name := range list {
			if slices.ContainsFunc(kept, func(k trustlist.Name) bool { return bytes.Equal(name, k) }) {
				under[i]++
			}
		}
	}
	for i, fate := range varied.Fates {
		want := trustlist.AtRisk
		switch under[i] {
		case 0:
			want = trustlist.Lost
		case len(varied.Outcomes):
			want = trustlist.Safe
		}
		require.Equal(t, want, fate, "%x at %d: entry %d", list, limit, i)
	}
}

// TestTruncateAllocations: the default policy adds lengths and needs nothing
// beside the list.
func TestTruncateAllocations(t *testing.T) {
	if vocabtest.Race {
		return
	}
	list, _ := synthetic(t)
	profile := trustlist.Profile{Limit: 0x4000}
	got := testing.AllocsPerRun(100, func() {
		if trustlist.Truncate(list, profile).Names != len(list) {
			t.Error("names are lost")
		}
	})
	require.Zero(t, got)
}
