// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", trustlist.Catalog())
	vocabtest.Enum[trustlist.Counting](t)
	vocabtest.Enum[trustlist.Overflow](t)
	vocabtest.Enum[trustlist.Duplicates](t)
	vocabtest.Enum[trustlist.Fate](t)
	vocabtest.Enum[trustlist.Match](t)
	vocabtest.Enum[trustlist.Reason](t)
	vocabtest.Seeds(t, map[string]int{"FuzzName": 4, "FuzzParseList": 4})
	for p := range trustlist.Profiles() {
		vocabtest.Sources(t, p.Release.String(), p.Sources)
	}
}

// TestPhrasesOfTheFamily: what several packages of the family say stands in
// the catalogue of this one.
func TestPhrasesOfTheFamily(t *testing.T) {
	t.Parallel()
	want := []schannel.Code{
		"trustlist.settle.capture",
		"trustlist.missing.release", "trustlist.missing.stores", "trustlist.missing.chain", "trustlist.missing.sending", "trustlist.missing.rest", "trustlist.missing.short_chain",
	}
	require.Equal(t, want, codesOf(say.Phrases()))
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		trustlist.Captured{},
		trustlist.Comparison{},
		trustlist.Counting(0),
		trustlist.Difference{},
		trustlist.Duplicates(0),
		trustlist.Fate(0), trustlist.Form(0),
		trustlist.List{},
		trustlist.Match(0),
		trustlist.Name{},
		trustlist.NameFate{},
		trustlist.Outcome{},
		trustlist.Overflow(0),
		trustlist.Policy{},
		trustlist.Profile{},
		trustlist.Reason(0),
		trustlist.Report{},
		trustlist.Sensitivity{},
		trustlist.Truncation{},
	}})
}

// products are the proper names that arguments may hold.
func products() []string {
	names := []string{schannel.ReleaseUnspecified.Product()}
	for r := range schannel.Releases() {
		names = append(names, r.Product())
	}
	return names
}

func TestLaws(t *testing.T) {
	t.Parallel()
	vocabtest.Laws{
		Catalogs: []iter.Seq[schannel.CatalogEntry]{trustlist.Catalog()},
		Names:    products(),
		Generate: generate,
	}.Hold(t)
}

// generate asks one of the questions of this package at random.
func generate(r *rand.Rand) vocabtest.Answer {
	list, other := someList(r), someList(r)
	switch r.IntN(6) {
	case 0:
		captured := trustlist.Inspect(list)
		return vocabtest.Answer{Input: list, Value: captured, Findings: captured.Findings}
	case 1:
		captured := trustlist.InspectPart(list)
		return vocabtest.Answer{Input: list, Value: captured, Findings: captured.Findings}
	case 2:
		difference := trustlist.Diff(list, other)
		return vocabtest.Answer{Input: []trustlist.List{list, other}, Value: difference, Findings: difference.Findings}
	case 3:
		findings := trustlist.Expect(list, other, someList(r))
		return vocabtest.Answer{Input: []trustlist.List{list, other}, Value: findings, Findings: findings}
	}
	report := trustlist.Analyze(list, someProfile(r))
	if r.IntN(2) == 0 {
		findings := report.Expect(list, append(other, list...), someList(r))
		return vocabtest.Answer{Input: []any{list, other, report.Profile}, Value: findings, Findings: append(report.Findings, findings...)}
	}
	return vocabtest.Answer{
		Input: []any{list, report.Profile}, Value: report, Findings: report.Findings,
		Case: schannel.Scope{Releases: []schannel.Release{report.Profile.Release}},
	}
}

// someProfile is that of a release, or of none, with any policy.
func someProfile(r *rand.Rand) trustlist.Profile {
	profile, _ := trustlist.ProfileOf(schannel.Release(r.IntN(12)))
	profile.Policy = trustlist.Policy{
		Counting: trustlist.Counting(r.IntN(3)), Overflow: trustlist.Overflow(r.IntN(2)), Duplicates: trustlist.Duplicates(r.IntN(2)),
	}
	profile.Warnings = schannel.Truth(r.IntN(3))
	if r.IntN(2) == 0 {
		profile.Sent = !profile.Sent
	}
	if profile.Limit != 0 && r.IntN(2) == 0 {
		profile.Limit = 60 // so that short lists are cut
	}
	return profile
}

// oddNames are names that lists seldom hold.
var oddNames = []trustlist.Name{
	cn("NT AUTHORITY"), cn("a"), cn("A"), name(rdn{{oidCN, utf8String, "a"}}), nameB, {0x30}, {0x30, 0}, {},
}

// someList is a list near one of the limits, or a short one of odd names.
func someList(r *rand.Rand) trustlist.List {
	list := trustlist.List{}
	if r.IntN(8) == 0 {
		limit := []int{600, 12288, 16384, 20000}[r.IntN(4)]
		list = trustlist.FromNames(dntest.OfBytes(limit + r.IntN(600) - 90))
	}
	for range r.IntN(4) {
		list = append(list, oddNames[r.IntN(len(oddNames))])
	}
	if len(list) > 0 && r.IntN(3) == 0 {
		list = append(list, list[r.IntN(len(list))])
	}
	return list
}
