// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRules(t *testing.T) {
	t.Parallel()
	vocabtest.Rules(t, "ems", winhost.Rules(), winhost.RuleByCode)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}

func TestRulesAreExpected(t *testing.T) {
	t.Parallel()
	vocabtest.Expected(t, "ems.windows.", winhost.Rules())
}
