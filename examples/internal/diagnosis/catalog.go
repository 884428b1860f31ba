// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	answers "github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules:   []schannel.Rule{ruleUnknown},
		Phrases: phrases(),
		Errors:  []schannel.Phrase{errRefused},
	}.All()
}

// catalogs are those of the packages that are asked, and of this one.
func catalogs() []iter.Seq[schannel.CatalogEntry] {
	return []iter.Seq[schannel.CatalogEntry]{
		trustlist.Catalog(), certreq.Catalog(), certstore.Catalog(), compose.Catalog(), offer.Catalog(), removal.Catalog(), trustdiag.Catalog(),
		ems.Catalog(), capture.Catalog(), winhost.Catalog(), emsdiag.Catalog(),
		exchangecert.Catalog(), change.Catalog(), exchangediag.Catalog(),
		autodiscover.Catalog(), answers.Catalog(), scpfile.Catalog(), walk.Catalog(), prompt.Catalog(),
		Catalog(),
	}
}

// rules is every rule by its code.
var rules = sync.OnceValue(func() map[schannel.Code]schannel.CatalogEntry {
	all := map[schannel.Code]schannel.CatalogEntry{}
	for _, entries := range catalogs() {
		for e := range entries {
			if e.Kind == "rule" {
				all[e.Code] = e
			}
		}
	}
	return all
})

// ruleCodes is the codes of all rules, ordered.
var ruleCodes = sync.OnceValue(func() []schannel.Code { return slices.Sorted(maps.Keys(rules())) })

// rulesBelow is the codes of the rules that begin like this, in their order.
func rulesBelow(beginnings ...string) []schannel.Code {
	all := ruleCodes()
	var codes []schannel.Code
	for _, beginning := range beginnings {
		at, _ := slices.BinarySearch(all, schannel.Code(beginning))
		for ; at < len(all) && strings.HasPrefix(string(all[at]), beginning); at++ {
			codes = append(codes, all[at])
		}
	}
	return codes
}
