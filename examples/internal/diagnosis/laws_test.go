// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// catalogs are those of everything that a report may say.
func catalogs() []iter.Seq[schannel.CatalogEntry] {
	return []iter.Seq[schannel.CatalogEntry]{
		diagnosis.Catalog(), schannel.Catalog(), symptom.Catalog(),
		trustlist.Catalog(), certreq.Catalog(), certstore.Catalog(), compose.Catalog(), offer.Catalog(), removal.Catalog(), trustdiag.Catalog(),
		ems.Catalog(), capture.Catalog(), winhost.Catalog(), emsdiag.Catalog(),
		exchangecert.Catalog(), exchange.Catalog(), change.Catalog(), exchangediag.Catalog(),
		autodiscover.Catalog(), answer.Catalog(), scpfile.Catalog(), recording.Catalog(), walk.Catalog(), prompt.Catalog(),
	}
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
		Runs: runs(), Catalogs: catalogs(), Names: properNames(),
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
		diagnosis.Handshake{},
		diagnosis.Link{},
		diagnosis.List{},
		diagnosis.ListName{},
		diagnosis.Need{},
		diagnosis.Path{},
		diagnosis.Report{},
		diagnosis.Step{},
	}})
}
