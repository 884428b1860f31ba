// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Rules(t, "trustlist", removal.Rules(), removal.RuleByCode)
	vocabtest.Enum[removal.RemovalClass](t)
	vocabtest.Enum[removal.LockReason](t)
	vocabtest.Enum[removal.Method](t)
}
