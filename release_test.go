// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

func TestReleases(t *testing.T) {
	t.Parallel()
	var names, products []string
	for r := range schannel.Releases() {
		var parsed schannel.Release
		require.NoError(t, parsed.UnmarshalText([]byte(r.String())))
		require.Equal(t, r, parsed)
		names = append(names, r.String())
		products = append(products, r.Product())
	}
	require.Equal(t, []string{
		"server2003", "server2003-kb933940", "server2008", "server2008r2", "server2012",
		"server2012r2", "server2016", "server2019", "server2022", "server2025",
	}, names)
	require.Equal(t, "Windows Server 2008 R2", products[3])
	require.Equal(t, "Windows Server "+(schannel.Server2025+1).String(), (schannel.Server2025 + 1).Product(), "one past the last")
	require.Equal(t, "Windows Server 0x63", schannel.Release(99).Product())
}
