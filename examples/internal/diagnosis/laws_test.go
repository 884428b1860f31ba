// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/internal/catalogs"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// everything is the catalogues of all that a report may say.
func everything() []iter.Seq[schannel.CatalogEntry] {
	return []iter.Seq[schannel.CatalogEntry]{diagnosis.Catalog(), catalogs.All()}
}

// properNames are those that arguments may hold beside texts of the case.
func properNames() []string {
	names := append(slices.Collect(winhost.Products()), "Windows", schannel.ReleaseUnspecified.Product(),
		"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", "Outlook Web Access", "Exchange ActiveSync", "Outlook Anywhere", "Availability service", "offline address book")
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
	for e := range ems.Catalog() { // clauses are cited in arguments
		for _, source := range e.Sources {
			names = append(names, source.String())
		}
	}
	for limit := range certreq.PeerLimits() {
		names = append(names, limit.Product)
	}
	return names
}

// runs is how many answers are generated: fewer under the race detector, to
// which pure functions have nothing to show.
func runs() int {
	if vocabtest.Race {
		return 30
	}
	return 300
}

// TestLaws holds the laws for whole reports, over all families at once. That a
// remedy fits is held by each family for its own case.
func TestLaws(t *testing.T) {
	t.Parallel()
	about := func(f schannel.Finding) bool { return f.Code == "diagnose.symptom.unknown" }
	vocabtest.Laws{
		Runs: runs(), Catalogs: everything(), Names: properNames(),
		Generate: func(r *rand.Rand) vocabtest.Answer { return answerTo(someCase(r)) },
		Unknown: func(r *rand.Rand) vocabtest.Unknown {
			c := someCase(r)
			without := answerTo(c)
			for slices.ContainsFunc(without.Findings, about) {
				c = someCase(r)
				without = answerTo(c)
			}
			c.Symptoms = append(slices.Clone(c.Symptoms), unknownRows[r.IntN(len(unknownRows))])
			return vocabtest.Unknown{Without: without, With: answerTo(c), About: about}
		},
	}.Hold(t)
}

func answerTo(c casefile.Case) vocabtest.Answer {
	r := diagnosis.Run(c)
	return vocabtest.Answer{Input: []any{c, r.Path}, Value: r, Findings: r.Findings}
}

// unknownRows are symptoms of which no source here tells.
var unknownRows = []symptom.Row{
	{Text: "The quick brown fox"},
	{Event: symptom.Event{Provider: "Contoso", ID: 4711}},
	{Code: symptom.StatusCode(0x12345)},
}

// TestReadBack: every type of a report reads back equal from its JSON.
func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{Values: []any{
		diagnosis.Calendar{},
		diagnosis.Cure{},
		diagnosis.Handshake{},
		diagnosis.Link{},
		diagnosis.List{},
		diagnosis.ListName{},
		diagnosis.Need{},
		diagnosis.Path{},
		diagnosis.Problem{},
		diagnosis.Report{},
		diagnosis.Step{},
	}})
}
