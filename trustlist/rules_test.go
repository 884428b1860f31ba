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
	vocabtest.Enum[trustlist.RemovalClass](t)
	vocabtest.Enum[trustlist.LockReason](t)
	vocabtest.Enum[trustlist.Format](t)
	vocabtest.Enum[trustlist.Counting](t)
	vocabtest.Enum[trustlist.Overflow](t)
	vocabtest.Enum[trustlist.Duplicates](t)
	vocabtest.Enum[trustlist.Fate](t)
	vocabtest.Enum[trustlist.Match](t)
	vocabtest.Enum[trustlist.Reason](t)
	vocabtest.Enum[trustlist.Family](t)
	vocabtest.Enum[trustlist.Method](t)
	vocabtest.Enum[trustlist.Verdict](t)
	vocabtest.Enum[trustlist.Application](t)
	vocabtest.Enum[trustlist.StoreKind](t)
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{
		"FuzzCertificateRequest": 7,
		"FuzzClientHello":        3,
		"FuzzFlight":             3,
		"FuzzName":               4,
		"FuzzParseCertificate":   4,
		"FuzzParseList":          4,
		"FuzzStoreDER":           3,
		"FuzzStorePEM":           3,
		"FuzzStorePKCS7":         3,
		"FuzzStoreSST":           3,
		"FuzzTrustEntries":       3,
	})
}

func TestSourcesOfProfilesAndFamilies(t *testing.T) {
	t.Parallel()
	for p := range trustlist.Profiles() {
		vocabtest.Sources(t, p.Release.String(), p.Sources)
	}
	for r := range trustlist.FamilyRules() {
		vocabtest.Sources(t, r.Family.String(), r.Sources)
	}
}
