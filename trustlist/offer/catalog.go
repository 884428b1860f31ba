// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleOfferAlways, ruleOfferAny, ruleOfferCut, ruleOfferNamed, ruleOfferUnknown, ruleOfferUnnamed,
		},
		Phrases: []schannel.Phrase{outcomeListNotSent, outcomeListSent, outcomeNameCut, outcomeNameSent},
	}.All()
}
