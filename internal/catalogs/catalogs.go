// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package catalogs is the catalogues of the packages of this module that have
// codes: for lists of all codes, for translations, for tests. That of
// ems/emstest is not among them, so that no program links package testing.
package catalogs

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
	"github.com/schanneltrust/schannel/winreg"
)

// Family is the packages that go together, in the order of their arrows.
type Family struct {
	Name     string
	Packages []Package
}

// Package is a package that has codes.
type Package struct {
	Dir     string // below the root; "." is the root
	Catalog func() iter.Seq[schannel.CatalogEntry]
}

// Families returns every family, the vocabulary first.
func Families() []Family {
	return []Family{
		{"The vocabulary", []Package{
			{".", schannel.Catalog}, {"symptom", symptom.Catalog}, {"winreg", winreg.Catalog},
		}},
		{"trustlist", []Package{
			{"trustlist", trustlist.Catalog},
			{"trustlist/certreq", certreq.Catalog},
			{"trustlist/certstore", certstore.Catalog},
			{"trustlist/offer", offer.Catalog},
			{"trustlist/compose", compose.Catalog},
			{"trustlist/removal", removal.Catalog},
			{"trustlist/trustdiag", trustdiag.Catalog},
			{"trustlist/listtest", listtest.Catalog},
		}},
		{"ems", []Package{
			{"ems", ems.Catalog},
			{"ems/derive", derive.Catalog},
			{"ems/hello", hello.Catalog},
			{"ems/capture", capture.Catalog},
			{"ems/winhost", winhost.Catalog},
			{"ems/tlsstack", tlsstack.Catalog},
			{"ems/emsdiag", emsdiag.Catalog},
		}},
		{"exchangecert", []Package{
			{"exchangecert/exchange", exchange.Catalog},
			{"exchangecert", exchangecert.Catalog},
			{"exchangecert/inventory", inventory.Catalog},
			{"exchangecert/change", change.Catalog},
			{"exchangecert/exchangediag", exchangediag.Catalog},
		}},
		{"autodiscover", []Package{
			{"autodiscover", autodiscover.Catalog},
			{"autodiscover/scpfile", scpfile.Catalog},
			{"autodiscover/answer", answer.Catalog},
			{"autodiscover/walk", walk.Catalog},
			{"autodiscover/recording", recording.Catalog},
			{"autodiscover/prompt", prompt.Catalog},
		}},
	}
}

// All yields the entries of every family. A code that stands in several
// packages comes once for each.
func All() iter.Seq[schannel.CatalogEntry] {
	return func(yield func(schannel.CatalogEntry) bool) {
		for _, f := range Families() {
			for _, p := range f.Packages {
				for e := range p.Catalog() {
					if !yield(e) {
						return
					}
				}
			}
		}
	}
}
