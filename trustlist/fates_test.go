// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

func TestVary(t *testing.T) {
	t.Parallel()
	require.Len(t, slices.Collect(trustlist.Policies()), 3*2*2)
	// Limit 12. Entries 5, 6, 3: the second fits unless the vector's own
	// length counts; the third fits only where prefixes do not count or the
	// second was skipped; the fourth never fits.
	s := trustlist.Vary(raw(3, 4, 1, 90), trustlist.Profile{Limit: 12, Ordered: true})
	want := []trustlist.Fate{trustlist.Safe, trustlist.AtRisk, trustlist.AtRisk, trustlist.Lost}
	if diff := cmp.Diff(want, s.Fates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, []int{1, 2, 1}, []int{s.Safe, s.AtRisk, s.Lost})
	require.Equal(t, trustlist.Policy{}, s.Outcomes[0].Policy, "the default comes first")

	// A copy beyond the limit does no harm: its name is sent at its first place.
	list := raw(3, 4)
	s = trustlist.Vary(append(list, list[0]), trustlist.Profile{Limit: 14, Ordered: true})
	if diff := cmp.Diff([]trustlist.Fate{trustlist.Safe, trustlist.Safe, trustlist.Safe}, s.Fates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestVaryOrder: KB2880390 has the order of a store change, so of a list that
// is cut no single name is safe, and only one that never has room is lost.
func TestVaryOrder(t *testing.T) {
	t.Parallel()
	const safe, risk, lost = trustlist.Safe, trustlist.AtRisk, trustlist.Lost
	tests := []struct {
		name  string
		list  trustlist.List
		limit int
		want  []trustlist.Fate
	}{
		{"cut", raw(3, 4, 1), 12, []trustlist.Fate{risk, risk, risk}},
		{"cut-another-order", raw(1, 4, 3), 12, []trustlist.Fate{risk, risk, risk}},
		{"fits", raw(3, 4, 1), 16, []trustlist.Fate{safe, safe, safe}},
		{"fits-by-one-way-to-count", raw(3, 4, 1), 15, []trustlist.Fate{risk, risk, risk}},
		{"never-has-room", raw(3, 90), 12, []trustlist.Fate{risk, lost}},
		{"room-by-itself-to-the-byte", raw(12, 3), 12, []trustlist.Fate{risk, risk}},
		{"a-byte-more", raw(13, 3), 12, []trustlist.Fate{lost, risk}},
		{"empty", nil, 12, []trustlist.Fate{}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, trustlist.Vary(tt.list, trustlist.Profile{Limit: tt.limit}).Fates); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestFates adds up by hand how far each name is beyond the limit: entries of 5,
// 6 and 3 bytes, with two for the length of the vector under the second policy.
func TestFates(t *testing.T) {
	t.Parallel()
	const risk = trustlist.AtRisk
	for _, row := range []struct {
		name   string
		policy trustlist.Policy
		want   []trustlist.NameFate
	}{
		{"entries", trustlist.Policy{Counting: trustlist.CountEntries}, []trustlist.NameFate{{risk, true, -7}, {risk, true, -1}, {risk, false, 2}}},
		{"vector", trustlist.Policy{Counting: trustlist.CountVector}, []trustlist.NameFate{{risk, true, -5}, {risk, false, 1}, {risk, false, 4}}},
	} {
		got := trustlist.Fates(raw(3, 4, 1), trustlist.Profile{Limit: 12, Policy: row.policy})
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// TestThreeOrders: the list of a server after KB931125, on 2008 R2, in three
// orders. The counts are those of each order; of a single name nothing is
// certain in any.
func TestThreeOrders(t *testing.T) {
	t.Parallel()
	list := synthesize(t, listtest.Synthesis{Names: 294, Bytes: 35917, Seed: 1})
	reversed := slices.Clone(list)
	slices.Reverse(reversed)
	sorted := slices.SortedFunc(slices.Values(list), func(a, b trustlist.Name) int { return len(a) - len(b) })
	for name, order := range map[string]trustlist.List{"given": list, "reversed": reversed, "shortest-first": sorted} {
		kept, bytes := 0, 0
		for kept < len(order) && bytes+2+len(order[kept]) <= 16384 {
			bytes += 2 + len(order[kept])
			kept++
		}
		r := trustlist.Analyze(order, profileOf(t, schannel.Server2008R2))
		require.Equal(t, []int{kept, bytes, 294 - kept}, []int{r.Truncation.Kept, r.Truncation.KeptBytes, r.Truncation.Dropped}, name)
		require.Equal(t, []int{0, 294, 0}, []int{r.Sensitivity.Safe, r.Sensitivity.AtRisk, r.Sensitivity.Lost}, name)
	}
}
