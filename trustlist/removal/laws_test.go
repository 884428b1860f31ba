// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal_test

import (
	"iter"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", removal.Catalog())
	vocabtest.Enum[removal.LockReason](t)
	vocabtest.Enum[removal.Method](t)
	vocabtest.Enum[removal.RemovalClass](t)
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		removal.Change{},
		removal.Effect{},
		removal.Lock{},
		removal.LockReason(0), removal.Method(0),
		removal.PlanOptions{},
		removal.Removal{},
		removal.RemovalClass(0),
		removal.RemovalPlan{},
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
	names := []string{schannel.ReleaseUnspecified.Product()}
	for release := range schannel.Releases() {
		names = append(names, release.Product())
		sets, _ := certstore.RequiredRoots(release)
		for _, s := range sets {
			names = append(names, s.Windows)
			for _, root := range s.Roots {
				names = append(names, root.Name)
			}
		}
	}
	vocabtest.Laws{
		Runs: runs(),
		Catalogs: []iter.Seq[schannel.CatalogEntry]{
			removal.Catalog(), compose.Catalog(), offer.Catalog(), certstore.Catalog(), trustlist.Catalog(),
		},
		Names: names,
		Generate: func(r *rand.Rand) vocabtest.Answer {
			if r.IntN(2) == 0 {
				return somePlan(r)
			}
			return someEffect(t, r)
		},
	}.Hold(t)
}

// TestUnknownThumbprints: a root that is nowhere, to be kept or removed,
// changes nothing but the finding about it.
func TestUnknownThumbprints(t *testing.T) {
	t.Parallel()
	host := hostOf(schannel.Server2008R2, numbered(170))
	before := removal.Plan(host, removal.PlanOptions{})
	after := removal.Plan(host, removal.PlanOptions{Keep: []schannel.Thumbprint{{9}}})
	require.Equal(t, "trustlist.plan.unknown", string(after.Findings[len(after.Findings)-1].Code))
	after.Findings = after.Findings[:len(after.Findings)-1]
	vocabtest.Equal(t, before, after)
}

func somePlan(r *rand.Rand) vocabtest.Answer {
	host := hostOf(schannel.Release(r.IntN(11)), numbered(120+r.IntN(60)))
	host.Policy = trustlist.Policy{Counting: trustlist.Counting(r.IntN(3)), Duplicates: trustlist.Duplicates(r.IntN(2))}
	host.Application = compose.Application(r.IntN(3))
	if r.IntN(3) == 0 {
		host.Stores.ClientAuthIssuers = numbered(1 + r.IntN(3))
	}
	if r.IntN(2) == 0 {
		host.Registry = []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, uint32(r.IntN(3)))}
	}
	options := removal.PlanOptions{RequiredMayGo: r.IntN(2) == 0}
	for range r.IntN(3) {
		options.Keep = append(options.Keep, schannel.Thumbprint{0, byte(r.IntN(9))})
	}
	plan := removal.Plan(host, options)
	return vocabtest.Answer{
		Input: []any{host, options}, Value: plan, Findings: plan.Findings, Case: compose.Compose(host).Case,
	}
}

func someEffect(t *testing.T, r *rand.Rand) vocabtest.Answer {
	t.Helper()
	host := compose.Host{
		Release: schannel.Release(r.IntN(11)), DomainMember: schannel.Truth(r.IntN(3)), Ordered: r.IntN(2) == 0,
		Application: compose.Application(r.IntN(3)),
		Stores:      compose.Stores{TrustedRoots: numbered(r.IntN(5))},
	}
	if r.IntN(40) == 0 {
		host.Stores.TrustedRoots = numbered(163 + r.IntN(5))
	}
	if r.IntN(2) == 0 {
		host.Registry = []schannel.RegistryValue{schannel.DWORD(compose.RegistryKey, compose.SendTrustedIssuerList, uint32(r.IntN(3)))}
	}
	change := removal.Change{Method: removal.Method(1 + r.IntN(3)), Enterprise: numbered(r.IntN(3))}
	for range r.IntN(3) {
		change.Remove = append(change.Remove, schannel.Thumbprint{0, byte(r.IntN(6))})
	}
	effect, err := removal.Apply(host, change, storetest.Chain(numbered(6)[r.IntN(6)].Subject))
	require.NoError(t, err)
	return vocabtest.Answer{Input: []any{host, change}, Value: effect, Findings: effect.Findings, Case: effect.After.Case, Registry: effect.After.Settings}
}
