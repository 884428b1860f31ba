// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
)

// Catalog yields the codes of this package, ordered by code, and the
// remedies that all of its family use.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleAcceptOpen, ruleAcceptUnknown, ruleAccepted, ruleDisallowed, ruleListTLS13, ruleStoreUntrusted, ruleUnlisted, ruleUntrusted,
			ruleComposeFederation, ruleExpectNotSent, ruleExpectUnknown, ruleHostSilent, ruleHostUnknown, ruleListExpired, ruleListHeadroom,
			ruleListSystemMapper, ruleRegistryAgain, ruleRegistryBlank, ruleRegistryData, ruleRegistryKey,
			ruleRegistryKeyless, ruleRegistryName, ruleRegistryNoWarnings, ruleRegistrySend, ruleRegistrySilent,
			ruleRegistryType, ruleRegistryWarnings, ruleStoreIgnored, ruleStoreList, ruleStoreListIgnored, ruleStoreUnread, ruleStoreMixed, ruleStoreNonRoot, ruleStoreNone,
			ruleStorePurposes, ruleStorePurposesElsewhere, ruleStoreTooLarge, ruleStoreUnited, ruleStoreUsed,
			ruleTrustExclusiveCA, ruleTrustExclusiveRoot, ruleTrustMachine, ruleTrustNotYet,
		},
		Phrases: slices.Concat(mend.Phrases(), []schannel.Phrase{
			missingChainRest, outcomeAccepted, outcomeRefused, outcomeNotIssuer, outcomeNonRootRefuses, outcomePurposeRefuses, outcomeSizeRefuses, settleRequest,
			outcomeExtension, outcomeNoExtension, missingBound, missingTrustList, missingControlSet, missingKey, missingRootUpdate, outcomeBinding, outcomeBroken, outcomeExclusiveCA,
			outcomeExclusiveRoot, outcomeExpiredGone, outcomeExpiredNamed, outcomeIssuersOnly, outcomeIssuersStore,
			outcomeLeftOut, outcomeLogged, outcomeMachineTrust, outcomeNamed, outcomeNotLogged, outcomeNotSent, outcomeSent, outcomeValueIgnored,
			outcomeValueRead, settleAccepts, settleBinding, settleDWORD, settleLogged,
		}),
		Remedies: mend.Remedies(),
	}.All()
}
