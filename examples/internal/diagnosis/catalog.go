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
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/catalogs"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules:   []schannel.Rule{ruleUnknown},
		Phrases: phrases(),
		Errors:  []schannel.Phrase{errRefused},
	}.All()
}

// rules is every rule by its code.
var rules = sync.OnceValue(func() map[schannel.Code]schannel.CatalogEntry {
	all := map[schannel.Code]schannel.CatalogEntry{ruleUnknown.Code: ruleUnknown.Entry()}
	for e := range catalogs.All() {
		if e.Kind == "rule" {
			all[e.Code] = e
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
