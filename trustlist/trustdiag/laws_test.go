// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "trustlist", trustdiag.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{trustdiag.Diagnosis{}, trustdiag.Incident{}}})
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
	for release := range schannel.Releases() {
		names = append(names, release.Product())
	}
	for rule := range offer.FamilyRules() {
		names = append(names, rule.Product)
	}
	vocabtest.Laws{
		Runs: runs(),
		Catalogs: []iter.Seq[schannel.CatalogEntry]{
			trustdiag.Catalog(), compose.Catalog(), offer.Catalog(), certstore.Catalog(), trustlist.Catalog(),
		},
		Names:    names,
		Generate: func(r *rand.Rand) vocabtest.Answer { return answerTo(someIncident(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			incident := someIncident(r)
			incident.Symptoms = slices.DeleteFunc(incident.Symptoms, func(row symptom.Row) bool {
				return !trustdiag.Diagnose(trustdiag.Incident{Symptoms: []symptom.Row{row}}).Taken[0]
			})
			without := answerTo(incident)
			incident.Symptoms = append(slices.Clone(incident.Symptoms), unknownRows[r.IntN(len(unknownRows))])
			return vocabtest.Unknown{Without: without, With: answerTo(incident), About: func(f schannel.Finding) bool {
				return f.Code == trustdiag.CodeSymptomUnknown
			}}
		},
	}.Hold(t)
}

func answerTo(i trustdiag.Incident) vocabtest.Answer {
	d := trustdiag.Diagnose(i)
	return vocabtest.Answer{
		Input: i, Value: d, Findings: slices.Concat(d.Facts, d.Causes), Case: i.Server.Case, Registry: i.Server.Settings,
	}
}

// unknownRows are symptoms of which no source here tells.
var unknownRows = []symptom.Row{
	text("hello"), status(0x80090317), of("Contoso", 1423, ""), of("", 39, ""), iis(404), {Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{20}}},
}

// someIncident has symptoms of every kind, and a server that is known or not.
func someIncident(r *rand.Rand) trustdiag.Incident {
	incident := trustdiag.Incident{}
	rows := symptomRows()
	for range r.IntN(4) {
		incident.Symptoms = append(incident.Symptoms, rows[r.IntN(len(rows))].row)
	}
	if r.IntN(3) > 0 {
		incident.Server = compose.Compose(someHost(r))
	}
	if r.IntN(2) == 0 {
		root := storetest.Many(200)[[]int{0, 2, 199}[r.IntN(3)]]
		incident.Client = storetest.Chain(root.Subject)
		if r.IntN(2) == 0 {
			incident.Client = append(incident.Client, root)
		}
	}
	return incident
}

func someHost(r *rand.Rand) compose.Host {
	h := compose.Host{
		Release: schannel.Release(r.IntN(11)), Ordered: r.IntN(2) == 0, Application: compose.Application(r.IntN(3)),
		Stores: compose.Stores{TrustedRoots: storetest.Many(r.IntN(3))},
	}
	switch r.IntN(16) {
	case 0:
		h.Stores.TrustedRoots = storetest.Many(162 + r.IntN(6))
	case 1:
		h.Stores.TrustedRoots = append(h.Stores.TrustedRoots, storetest.Issuer("sub", "top"))
	case 2:
		h.Stores.ClientAuthIssuers = storetest.Many(1)
	}
	for _, name := range []string{compose.SendTrustedIssuerList, compose.ClientAuthTrustMode, compose.EventLogging} {
		if r.IntN(3) == 0 {
			h.Registry = append(h.Registry, schannel.DWORD(compose.RegistryKey, name, uint32(r.IntN(4))))
		}
	}
	return h
}
