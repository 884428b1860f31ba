// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered. Findings about clauses
// are those of package ems, remedies those of package winhost.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleStackAborts, ruleStackDeparts, ruleStackDepartsWith, ruleStackDepartsWithout,
			ruleStackEnds, ruleStackImpossible, ruleStackIntolerant, ruleStackNoRenegotiation,
			ruleStackNotResumed, ruleStackQuestion, ruleStackReuseMissing, ruleStackUndocumented,
		},
		Phrases: []schannel.Phrase{
			outcomeAborts, outcomeEnds, outcomeMade, settleCapture, missingClient,
			missingCourse, missingServer, missingStep, missingVersion,
		},
	}.All()
}
