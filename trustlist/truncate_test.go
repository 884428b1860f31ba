// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

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
