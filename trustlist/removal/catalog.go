// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

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
			ruleMethodAbsent,
			ruleMethodDomain,
			ruleMethodEnterprise,
			ruleMethodFits,
			ruleMethodGains,
			ruleMethodLoses,
			ruleMethodNoEffect,
			ruleMethodShort,
			ruleMethodUntrusted,
			rulePlanFits,
			rulePlanImpossible,
			rulePlanNeedless,
			rulePlanSharedName,
			rulePlanUnknown,
		},
		Phrases: []schannel.Phrase{},
		Errors: []schannel.Phrase{
			{Code: codeMethodUnknown, Text: "trustlist.method.unknown"},
		},
	}.All()
}
