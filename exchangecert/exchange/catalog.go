// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code: what matchers say,
// and kinds of malformed input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Phrases: []schannel.Phrase{
			nameDomain, nameWildcard, nameCommon, nameNoCommon, nameShadowed, nameMaybe, nameIP, nameUnknown,
			nameNone, nameGo,
		},
		Errors: faultTexts[:],
	}.All()
}
