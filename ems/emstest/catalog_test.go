// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emstest_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", emstest.Catalog())
}

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[emstest.Mechanism](t)
	vocabtest.Enum[emstest.Verdict](t)
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Values: []any{emstest.Mechanism(0), emstest.Verdict(0), emstest.Result{}, emstest.Report{}, emstest.Count{}},
		Exceptions: map[string]string{
			"Stack": "it has functions",
			"Setup": "what the functions of a Stack are asked with, not an answer",
		},
	})
}
