// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package: rules, phrases and kinds of
// malformed input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleCauseCut,
			ruleCauseNonRoot,
			ruleCauseOther,
			ruleCauseRefused,
			ruleCauseTooLarge,
			ruleCauseUnnamed,
			ruleSymptomKnown,
			ruleSymptomUnknown,
		},
		Phrases: []schannel.Phrase{},
		Errors:  []schannel.Phrase{},
	}.All()
}
