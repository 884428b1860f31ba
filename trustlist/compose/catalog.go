// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

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
			ruleListExpired,
			ruleComposeFederation,
			ruleListHeadroom,
			ruleListSystemMapper,
			ruleRegistryData,
			ruleRegistryKey,
			ruleRegistryName,
			ruleRegistrySend,
			ruleRegistrySilent,
			ruleRegistryWarnings,
			ruleRegistryNoWarnings,
			ruleStoreIgnored,
			ruleStoreMixed,
			ruleStoreNonRoot,
			ruleStorePurposes,
			ruleStorePurposesElsewhere,
			ruleStoreTooLarge,
			ruleStoreUnited,
			ruleStoreUsed,
			ruleTrustExclusiveCA,
			ruleTrustExclusiveRoot,
			ruleTrustMachine,
			ruleTrustNotYet,
		},
		Phrases: []schannel.Phrase{},
		Errors: []schannel.Phrase{
			{Code: codeHostRelease, Text: "trustlist.host.release"},
		},
	}.All()
}
