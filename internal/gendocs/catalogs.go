// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

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
	"github.com/schanneltrust/schannel/ems/emstest"
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

// family is the packages that go together, in the order of their arrows.
type family struct {
	name     string
	packages []catalogued
}

// catalogued is a package that has codes.
type catalogued struct {
	dir     string
	catalog func() iter.Seq[schannel.CatalogEntry]
}

// families is every package that has codes; a test compares it with the source.
var families = []family{
	{"The vocabulary", []catalogued{
		{".", schannel.Catalog}, {"symptom", symptom.Catalog}, {"winreg", winreg.Catalog},
	}},
	{"trustlist", []catalogued{
		{"trustlist", trustlist.Catalog},
		{"trustlist/certreq", certreq.Catalog},
		{"trustlist/certstore", certstore.Catalog},
		{"trustlist/offer", offer.Catalog},
		{"trustlist/compose", compose.Catalog},
		{"trustlist/removal", removal.Catalog},
		{"trustlist/trustdiag", trustdiag.Catalog},
		{"trustlist/listtest", listtest.Catalog},
	}},
	{"ems", []catalogued{
		{"ems", ems.Catalog},
		{"ems/derive", derive.Catalog},
		{"ems/hello", hello.Catalog},
		{"ems/capture", capture.Catalog},
		{"ems/winhost", winhost.Catalog},
		{"ems/tlsstack", tlsstack.Catalog},
		{"ems/emsdiag", emsdiag.Catalog},
		{"ems/emstest", emstest.Catalog},
	}},
	{"exchangecert", []catalogued{
		{"exchangecert/exchange", exchange.Catalog},
		{"exchangecert", exchangecert.Catalog},
		{"exchangecert/inventory", inventory.Catalog},
		{"exchangecert/change", change.Catalog},
		{"exchangecert/exchangediag", exchangediag.Catalog},
	}},
	{"autodiscover", []catalogued{
		{"autodiscover", autodiscover.Catalog},
		{"autodiscover/scpfile", scpfile.Catalog},
		{"autodiscover/answer", answer.Catalog},
		{"autodiscover/walk", walk.Catalog},
		{"autodiscover/recording", recording.Catalog},
		{"autodiscover/prompt", prompt.Catalog},
	}},
}

// entries returns the entry of every code.
func entries() map[string]schannel.CatalogEntry {
	all := map[string]schannel.CatalogEntry{}
	for _, f := range families {
		for _, p := range f.packages {
			for e := range p.catalog() {
				all[string(e.Code)] = e
			}
		}
	}
	return all
}
