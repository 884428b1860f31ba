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
		var release schannel.Release
		require.NoError(t, release.UnmarshalText([]byte(w.release)))
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
	_, ok = trustlist.ProfileOf(schannel.Server2025 + 1)
	require.False(t, ok)
	_, ok = trustlist.ProfileOf(99)
	require.False(t, ok)
}
