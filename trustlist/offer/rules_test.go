// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Rules(t, "trustlist", offer.Rules(), offer.RuleByCode)
	vocabtest.Enum[offer.Family](t)
	vocabtest.Enum[offer.Verdict](t)
}

func TestSourcesOfFamilies(t *testing.T) {
	t.Parallel()
	for r := range offer.FamilyRules() {
		vocabtest.Sources(t, r.Family.String(), r.Sources)
	}
}
