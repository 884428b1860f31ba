// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose_test

import (
	"encoding/json"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", compose.Catalog())
	vocabtest.Enum[compose.Application](t)
	vocabtest.Enum[compose.StoreKind](t)
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		compose.Acceptance{}, compose.Anchor{}, compose.Application(0), compose.Binding{}, compose.Composition{}, compose.Host{}, compose.StoreKind(0), compose.Stores{}, compose.Trust{},
	}})
}

// catalogs are those of all findings that a composition passes on.
func catalogs() []iter.Seq[schannel.CatalogEntry] {
	return []iter.Seq[schannel.CatalogEntry]{compose.Catalog(), offer.Catalog(), certstore.Catalog(), trustlist.Catalog()}
}

// properNames are those that arguments may hold.
func properNames() []string {
	names := []string{schannel.ReleaseUnspecified.Product(), "Mine", "list"}
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
	for rule := range offer.FamilyRules() {
		names = append(names, rule.Product)
	}
	return names
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
	vocabtest.Laws{
		Runs:     runs(),
		Catalogs: catalogs(),
		Names:    properNames(),
		Generate: func(r *rand.Rand) vocabtest.Answer { return answerOf(someHost(r), someChain(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			host, chain := someHost(r), someChain(r)
			without := answerOf(host, chain)
			odd := oddValues[r.IntN(len(oddValues))]
			host.Registry = append(slices.Clone(host.Registry), odd)
			return vocabtest.Unknown{Without: without, With: answerOf(host, chain), About: func(f schannel.Finding) bool {
				return f.Subject.Kind == "registry_value" && f.Subject.Index == len(host.Registry)-1
			}}
		},
	}.Hold(t)
}

// answer is a composition and what a client makes of it.
type answer struct {
	Composition compose.Composition `json:"composition"`
	Offers      []offer.Offer       `json:"offers"`
	Accepted    compose.Acceptance  `json:"accepted"`
}

func answerOf(host compose.Host, chain []certstore.Certificate) vocabtest.Answer {
	c := compose.Compose(host)
	a := answer{c, c.Offers(chain), c.Accepts(chain)}
	findings := append(slices.Clone(c.Findings), a.Accepted.Finding)
	for _, o := range a.Offers {
		findings = append(findings, o.Finding)
	}
	return vocabtest.Answer{Input: host, Value: a, Findings: findings, Case: c.Case, Registry: c.Settings}
}

// oddValues are values that Schannel does not read.
var oddValues = []schannel.RegistryValue{
	schannel.DWORD(schannelKey, "SendTrustedIssuers", 1),
	schannel.DWORD(schannelKey, "SendTrustedIssuerList ", 1),
	schannel.DWORD(schannelKey+`\Messaging`, "SendTrustedIssuerList", 1),
	schannel.DWORD(schannelKey, "ClientAuthTrustsMode", 2),
	schannel.DWORD("", "EventLogging", 3),
}

var settingNames = []string{"SendTrustedIssuerList", "ClientAuthTrustMode", "EventLogging"}

func someHost(r *rand.Rand) compose.Host {
	h := compose.Host{
		Release: schannel.Release(r.IntN(11)), Application: compose.Application(r.IntN(3)),
		NoSystemMapper: r.IntN(3) == 0, NoRootUpdate: r.IntN(3) == 0, DomainMember: schannel.Truth(r.IntN(3)), Ordered: r.IntN(2) == 0,
		Policy: trustlist.Policy{Counting: trustlist.Counting(r.IntN(3)), Overflow: trustlist.Overflow(r.IntN(2)), Duplicates: trustlist.Duplicates(r.IntN(2))},
	}
	if r.IntN(2) == 0 {
		h.Binding = compose.Binding{Known: true, CtlStoreName: []string{"", "ClientAuthIssuer", "Root", "Mine"}[r.IntN(4)], CtlIdentifier: []string{"", "", "list"}[r.IntN(3)]}
	}
	if r.IntN(2) == 0 {
		h.At = time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	h.Stores = compose.Stores{Site: someStore(r, 3), ClientAuthIssuers: someStore(r, 3), TrustedRoots: someStore(r, 5), Untrusted: someStore(r, 2)}
	if r.IntN(30) == 0 {
		h.Stores.TrustedRoots = append(h.Stores.TrustedRoots, storetest.Many(120+r.IntN(60))...)
	}
	for range r.IntN(4) {
		value := schannel.DWORD(schannelKey, settingNames[r.IntN(3)], uint32(r.IntN(4)))
		if r.IntN(6) == 0 {
			value.Type, value.Number, value.Strings = schannel.RegSZ, 0, []string{"1"}
		}
		h.Registry = append(h.Registry, value)
	}
	return h
}

// someStore holds certificates of every kind.
func someStore(r *rand.Rand, most int) []certstore.Certificate {
	var store []certstore.Certificate
	for range r.IntN(most) {
		c := storetest.Root([]string{"a", "b", "c"}[r.IntN(3)])
		switch r.IntN(5) {
		case 0:
			c = storetest.Issuer("d", "a")
		case 1:
			c = storetest.Limited(c, serverAuthentication)
		case 2:
			c.NotAfter, c.Authority = time.Date(2010+r.IntN(6), 1, 1, 0, 0, 0, 0, time.UTC), schannel.Truth(r.IntN(3))
		}
		store = append(store, c)
	}
	return store
}

func someChain(r *rand.Rand) []certstore.Certificate {
	var names []trustlist.Name
	for range r.IntN(3) {
		names = append(names, storetest.Root([]string{"a", "b", "d", "x"}[r.IntN(4)]).Subject)
	}
	return storetest.Chain(names...)
}

// TestReadBackAnswersTheSame asks every method of compositions and of those
// that are read from their JSON.
func TestReadBackAnswersTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		c, chain := compose.Compose(someHost(r)), someChain(r)
		text, err := json.Marshal(c)
		require.NoError(t, err)
		var back compose.Composition
		require.NoError(t, json.Unmarshal(text, &back))
		vocabtest.Equal(t, c.Offers(chain), back.Offers(chain))
		vocabtest.Equal(t, c.Shown(), back.Shown())
		vocabtest.Equal(t, c.Accepts(chain), back.Accepts(chain))
	}
}
