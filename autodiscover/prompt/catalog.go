// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			rulePromptRedirect, rulePromptUntrusted, rulePromptName, rulePromptDate, rulePromptCredentials, ruleTolerated,
			ruleToleranceLost, ruleSuppressed, ruleNotSuppressed, ruleCaseOpen, rulePrincipal, rulePrincipalXP,
			rulePromptMore, ruleNoTime, ruleNoTrust, ruleCellAnswers, ruleCellRedirects, ruleCellProxies,
			ruleSeenRedirect, ruleSeenName, ruleSeenUntrusted, ruleSeenDate, ruleSeenNotLocated, ruleSeenBlocked, ruleSeenHops, ruleSeenProxy, ruleSeenFlags, ruleCellAddress, ruleCellImpossible, ruleCellOpen, ruleCellUnknown,
		},
		Phrases: []schannel.Phrase{
			settleLogPrompt, settleServer, outcomePrompt, outcomeNoPrompt, outcomeCellAnswer, outcomeCellRedirect,
			missingTime, missingTrust, missingSelfSigned, missingEarlier, missingVersions, rightsUser,
			rightsExchange, effectTrust, effectHidden, effectNoRoot, effectPrincipal, rightsProgram, effectCallback,
		},
		Remedies: []schannel.Remedy{
			remedyCertificate, remedyTrustedRoot, remedyCheckStore, remedyCheckSelfSigned,
			remedyRenew, remedyRedirectServers, remedyRedirectCase, remedyExcludeRoot, remedyPrincipal, remedyCallback,
		},
	}.All()
}
