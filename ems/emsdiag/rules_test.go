// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRules(t *testing.T) {
	t.Parallel()
	vocabtest.Rules(t, "ems", emsdiag.Rules(), emsdiag.RuleByCode)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}

func TestRulesAreExpected(t *testing.T) {
	t.Parallel()
	vocabtest.Expected(t, "ems.windows.", emsdiag.Rules())
}
