// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
	vocabtest.Rules(t, "trustlist", trustlist.Rules(), trustlist.RuleByCode)
	vocabtest.Enum[trustlist.Counting](t)
	vocabtest.Enum[trustlist.Overflow](t)
	vocabtest.Enum[trustlist.Duplicates](t)
	vocabtest.Enum[trustlist.Fate](t)
	vocabtest.Enum[trustlist.Match](t)
	vocabtest.Enum[trustlist.Reason](t)
	vocabtest.Seeds(t, map[string]int{"FuzzName": 4, "FuzzParseList": 4})
}

func TestSourcesOfProfiles(t *testing.T) {
	t.Parallel()
	for p := range trustlist.Profiles() {
		vocabtest.Sources(t, p.Release.String(), p.Sources)
	}
}
