// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

func TestSourceString(t *testing.T) {
	t.Parallel()
	require.Equal(t, "RFC 5246, Section 7.4.4", schannel.Source{Document: "RFC 5246", Section: "Section 7.4.4"}.String())
	require.Equal(t, "KB2801679", schannel.Source{Document: "KB2801679"}.String())
}

func TestDocumentsAreOrdered(t *testing.T) {
	t.Parallel()
	all := slices.Collect(schannel.Documents())
	require.True(t, slices.IsSortedFunc(all, func(a, b schannel.Document) int { return strings.Compare(a.ID, b.ID) }))
	for i, d := range all {
		require.NotEmpty(t, d.Title, d.ID)
		require.Regexp(t, "^https?://", d.URL, d.ID)
		require.False(t, i > 0 && all[i-1].ID == d.ID, "%s stands twice", d.ID)
		found, ok := schannel.Source{Document: d.ID}.Cited()
		require.True(t, ok)
		require.Equal(t, d, found)
	}
	_, ok := schannel.Source{Document: "RFC 0"}.Cited()
	require.False(t, ok)
}
