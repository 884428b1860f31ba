// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestCollecting holds that every kind that somebody collects has its place and
// its command, on one line and without a command that changes anything.
func TestCollecting(t *testing.T) {
	t.Parallel()
	places := map[string]bool{}
	for kind := evidence.TrustedRoots; kind <= evidence.Recording; kind++ {
		where, command := evidence.Collecting(kind)
		require.NotEmpty(t, where.Code, "%s", kind)
		places[string(where.Code)] = true
		require.Equal(t, kind == evidence.Recording, command == "", "%s: requests are recorded in a proxy, by no command", kind)
		require.NotContains(t, command, "\n")
		for _, word := range []string{"Set-", "Remove-", "New-", "-addstore", "-delstore", "reg add", "reg delete", "Enable-", "Import-", "http add"} {
			require.NotContains(t, command, word, "%s", kind)
		}
	}
	for _, code := range []string{
		"diagnose.where.client", "diagnose.where.domain", "diagnose.where.exchange", "diagnose.where.failing",
		"diagnose.where.iis", "diagnose.where.network", "diagnose.where.proxy", "diagnose.where.recorded", "diagnose.where.server",
	} {
		require.True(t, places[code], code)
	}
	for _, kind := range []evidence.Kind{evidence.Unknown, evidence.Case, evidence.Settings} {
		where, command := evidence.Collecting(kind)
		require.Empty(t, string(where.Code)+command, "%s", kind)
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[evidence.Kind](t)
	for kind := evidence.Kind(1); kind <= evidence.Recording; kind++ {
		require.NotContains(t, strings.TrimSpace(kind.String()), " ", "a role is a word")
	}
}

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "diagnose", evidence.Catalog())
}
