// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"iter"
	"sync"

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
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
	"github.com/schanneltrust/schannel/winreg"
)

// catalogues are those of the packages whose codes stand in a report without
// their text: the steps of a selection, the rules that a missing input would
// answer, the kinds of errors.
func catalogues() []iter.Seq[schannel.CatalogEntry] {
	return []iter.Seq[schannel.CatalogEntry]{
		schannel.Catalog(), symptom.Catalog(), winreg.Catalog(),
		trustlist.Catalog(), certreq.Catalog(), certstore.Catalog(), compose.Catalog(), offer.Catalog(),
		removal.Catalog(), trustdiag.Catalog(),
		ems.Catalog(), capture.Catalog(), derive.Catalog(), emsdiag.Catalog(), winhost.Catalog(),
		exchangecert.Catalog(), change.Catalog(), exchange.Catalog(), exchangediag.Catalog(), inventory.Catalog(),
		autodiscover.Catalog(), answer.Catalog(), prompt.Catalog(), recording.Catalog(), scpfile.Catalog(), walk.Catalog(),
	}
}

// english has what a code is called: the title of a rule or a remedy, and what
// a kind of error means.
var english = sync.OnceValue(func() map[schannel.Code]string {
	texts := map[schannel.Code]string{}
	for _, catalog := range catalogues() {
		for e := range catalog {
			switch e.Kind {
			case "rule", "remedy":
				texts[e.Code] = e.Title
			case "error":
				texts[e.Code] = e.Texts[0]
			}
		}
	}
	return texts
})
