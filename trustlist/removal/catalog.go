// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleMethodAbsent, ruleMethodDomain, ruleMethodEnterprise, ruleMethodFits, ruleMethodGains, ruleMethodHost,
			ruleMethodLoses, ruleMethodNoEffect, ruleMethodShort, ruleMethodUntrusted,
			rulePlanFits, rulePlanImpossible, rulePlanLimit, rulePlanLive, rulePlanNeedless, rulePlanNotSent, rulePlanSharedName, rulePlanUnknown,
		},
		Phrases: []schannel.Phrase{missingDomain, outcomeRestCut, outcomeRestFits},
		Errors:  []schannel.Phrase{{Code: codeMethodUnknown, Text: "The method is none of the three."}},
	}.All()
}
