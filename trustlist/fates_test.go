// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/trustlist"
)

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
