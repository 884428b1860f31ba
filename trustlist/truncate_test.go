// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// TestProfiles holds the table of limits against the articles that give them.
func TestProfiles(t *testing.T) {
	t.Parallel()
	want := []struct {
		release string
		limit   int
		known   schannel.Evidence
		sent    bool
		why     string
	}{
		{"server2003", 0x3000, schannel.Documented, true, "KB2464556: not larger than 12,288 bytes"},
		{"server2003-kb933940", 0x4000, schannel.Documented, true, "KB2464556: KB933940 enlarges it to 16,384 bytes"},
		{"server2008", 0x4000, schannel.Documented, true, "KB2464556: not larger than 16,384 bytes"},
		{"server2008r2", 0x4000, schannel.Documented, true, "KB2801679: 16 KB"},
		{"server2012", 0x4000, schannel.Documented, false, "Schannel SSP overview: 16 KB as before; SendTrustedIssuerList is 0 by default"},
		{"server2012r2", 0x4000, schannel.Documented, false, "Schannel SSP overview"},
		{"server2016", 0x4000, schannel.Documented, false, "Schannel SSP overview: applies to Windows Server 2016"},
		{"server2019", 0x4000, schannel.Inferred, false, "TLS registry settings: FALSE for 2012 and later; no page gives a size"},
		{"server2022", 0x4000, schannel.Inferred, false, "no page gives a size"},
		{"server2025", 0x4000, schannel.Inferred, false, "no page gives a size"},
	}
	profiles := slices.Collect(trustlist.Profiles())
	require.Len(t, profiles, len(want))
	for i, w := range want {
		release, err := schannel.ParseRelease(w.release)
		require.NoError(t, err)
		p, ok := trustlist.ProfileOf(release)
		require.True(t, ok)
		require.Equal(t, profiles[i], p)
		got := []any{p.Release, p.Limit, p.Known, p.Sent, p.Policy}
		if diff := cmp.Diff([]any{release, w.limit, w.known, w.sent, trustlist.Policy{}}, got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", w.release, w.why, diff)
		}
	}
	_, ok := trustlist.ProfileOf(schannel.ReleaseUnspecified)
	require.False(t, ok)
	_, ok = trustlist.ProfileOf(99)
	require.False(t, ok)
}

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

func TestVary(t *testing.T) {
	t.Parallel()
	require.Len(t, slices.Collect(trustlist.Policies()), 3*2*2)
	// Limit 12. Entries 5, 6, 3: the second fits unless the vector's own
	// length counts; the third fits only where prefixes do not count or the
	// second was skipped; the fourth never fits.
	s := trustlist.Vary(raw(3, 4, 1, 90), trustlist.Profile{Limit: 12})
	want := []trustlist.Fate{trustlist.Safe, trustlist.AtRisk, trustlist.AtRisk, trustlist.Lost}
	if diff := cmp.Diff(want, s.Fates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, []int{1, 2, 1}, []int{s.Safe, s.AtRisk, s.Lost})
	require.Equal(t, trustlist.Policy{}, s.Outcomes[0].Policy, "the default comes first")

	// A copy beyond the limit does no harm: its name is sent at its first place.
	list := raw(3, 4)
	s = trustlist.Vary(append(list, list[0]), trustlist.Profile{Limit: 14})
	if diff := cmp.Diff([]trustlist.Fate{trustlist.Safe, trustlist.Safe, trustlist.Safe}, s.Fates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSynthesize(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		s    trustlist.Synthesis
		ok   bool
	}{
		{"after-kb931125", trustlist.Synthesis{Names: 294, Bytes: 35917}, true},
		{"limit-2003", trustlist.Synthesis{Bytes: 12288}, true},
		{"below", trustlist.Synthesis{Bytes: 12287}, true},
		{"above", trustlist.Synthesis{Bytes: 12289}, true},
		{"vector", trustlist.Synthesis{Bytes: 65535, String: utf8String, Seed: 7}, true},
		{"copies", trustlist.Synthesis{Names: 100, Bytes: 12001, Repeat: 30, String: teletexString}, true},
		{"names-only", trustlist.Synthesis{Names: 10, String: ia5String}, true},
		{"shortest", trustlist.Synthesis{Names: 1, Bytes: 36}, true},
		{"too-short", trustlist.Synthesis{Names: 1, Bytes: 35}, false},
		{"no-such-der", trustlist.Synthesis{Names: 1, Bytes: 132}, false},
		{"too-many-copies", trustlist.Synthesis{Names: 3, Repeat: 2}, false},
		{"no-string", trustlist.Synthesis{String: bmpString}, false},
		{"too-many", trustlist.Synthesis{Names: 1 << 20}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list, err := trustlist.Synthesize(tt.s)
			if !tt.ok {
				requireFault(t, err, "trustlist.synthetic.impossible", schannel.NoOffset)
				require.Nil(t, list)
				return
			}
			require.NoError(t, err)
			require.NoError(t, list.Check())
			if tt.s.Names > 0 {
				require.Len(t, list, tt.s.Names)
			}
			if tt.s.Bytes > 0 {
				require.Equal(t, tt.s.Bytes, list.Size())
			}
			distinct := map[string]bool{}
			for _, n := range list {
				distinct[string(n)] = true
			}
			require.Len(t, distinct, len(list)-tt.s.Repeat)
			again, err := trustlist.Synthesize(tt.s)
			require.NoError(t, err)
			require.True(t, sameNames(list, again), "the same Synthesis, the same list")
			tt.s.Seed++
			other, err := trustlist.Synthesize(tt.s)
			require.NoError(t, err)
			require.Equal(t, len(list) == 1, sameNames(list, other), "another seed, another list")
		})
	}
}

func sameNames(a, b trustlist.List) bool {
	return slices.EqualFunc(a, b, func(a, b trustlist.Name) bool { return bytes.Equal(a, b) })
}
