// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", offer.Catalog())
	vocabtest.Enum[offer.Verdict](t)
	vocabtest.Enum[offer.Comparing](t)
	vocabtest.Enum[offer.Family](t)
	vocabtest.Enum[offer.Part](t)
	for rule := range offer.FamilyRules() {
		vocabtest.Sources(t, rule.Product, rule.Sources)
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		offer.Comparing(0), offer.Family(0), offer.FamilyRule{}, offer.Grounds{}, offer.Offer{}, offer.Part(0), offer.Seen{}, offer.Verdict(0),
	}})
}

// runs is how many answers are generated: fewer under the race detector, to
// which pure functions have nothing to show.
func runs() int {
	if vocabtest.Race {
		return 100
	}
	return 1000
}

func TestLaws(t *testing.T) {
	t.Parallel()
	var names []string
	for rule := range offer.FamilyRules() {
		names = append(names, rule.Product)
	}
	for release := range schannel.Releases() {
		names = append(names, release.Product())
	}
	vocabtest.Laws{
		Runs:     runs(),
		Catalogs: []iter.Seq[schannel.CatalogEntry]{offer.Catalog(), trustlist.Catalog()},
		Names:    names,
		Generate: generate,
	}.Hold(t)
}

// TestUnknownIssuers: an authority that nobody knows, in the chain or in the
// list, changes nothing.
func TestUnknownIssuers(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		seen, chain := someSeen(r), someChain(r)
		if len(chain) == 0 {
			continue
		}
		without := seen.Offers(chain)
		vocabtest.Equal(t, without, seen.Offers(append(slices.Clone(chain), certstore.Certificate{Issuer: trustlist.Name("unknown")})))
		if len(seen.Fates) > 0 {
			seen.List = append(seen.List, trustlist.Name("also unknown"))
			seen.Fates = append(seen.Fates, seen.Fates[0])
			vocabtest.Equal(t, without, seen.Offers(chain))
		}
	}
}

// answer is what a client makes of a list, and what the list is known by.
type answer struct {
	Seen   offer.Seen    `json:"seen"`
	Offers []offer.Offer `json:"offers"`
}

func generate(r *rand.Rand) vocabtest.Answer {
	seen, chain := someSeen(r), someChain(r)
	a := answer{seen, seen.Offers(chain)}
	findings := slices.Concat(seen.Grounds.Sending, seen.Grounds.Cutting)
	for _, o := range a.Offers {
		findings = append(findings, o.Finding)
	}
	return vocabtest.Answer{Input: seen.List, Value: a, Findings: findings}
}

// issuers are names of which some are the same to some families.
var issuers = []trustlist.Name{
	dntest.CN("a"), dntest.CN("A"), utf8CN("a"), dntest.CN("a")[2:], dntest.CN("b"), dntest.CN("c"), utf8CN("C"), {0x30},
}

func someChain(r *rand.Rand) []certstore.Certificate {
	var names []trustlist.Name
	for range r.IntN(4) {
		names = append(names, issuers[r.IntN(len(issuers))])
	}
	return storetest.Chain(names...)
}

// someSeen is a list that a profile cuts or not, or one of which nothing is
// known.
func someSeen(r *rand.Rand) offer.Seen {
	var list trustlist.List
	for range r.IntN(6) {
		list = append(list, issuers[r.IntN(len(issuers))])
	}
	seen := offer.Seen{List: list, Sent: schannel.Truth(r.IntN(3)), Ordered: r.IntN(2) == 0, SystemMapper: r.IntN(4) == 0}
	profile, known := trustlist.ProfileOf(schannel.Release(r.IntN(11)))
	if !known {
		return seen
	}
	profile.Limit, profile.Sent = 10+r.IntN(100), seen.Sent == schannel.Yes
	seen.Fates = trustlist.Fates(list, profile)
	for _, f := range trustlist.Analyze(list, profile).Findings {
		switch f.Code {
		case "trustlist.list.not_sent":
			seen.Grounds.Sending = append(seen.Grounds.Sending, f)
		case "trustlist.limit.inferred", "trustlist.list.truncated", "trustlist.list.fits":
			seen.Grounds.Cutting = append(seen.Grounds.Cutting, f)
		}
	}
	return seen
}
