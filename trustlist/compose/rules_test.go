// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Rules(t, "trustlist", compose.Rules(), compose.RuleByCode)
	vocabtest.Enum[compose.Application](t)
	vocabtest.Enum[compose.StoreKind](t)
}

func TestRemedies(t *testing.T) {
	t.Parallel()
	for r := range compose.Remedies() {
		vocabtest.Remedy(t, r)
		found, ok := compose.RemedyByCode(r.Code)
		require.True(t, ok)
		require.Equal(t, r, found)
	}
	_, ok := compose.RemedyByCode("no.such.remedy")
	require.False(t, ok)
}
