// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleNoCertificate, ruleNoOperation, ruleNoPrivateKey, ruleKeyAlgorithm, ruleKeyProvider, ruleTagged, ruleInUse, ruleBackEnd, ruleBadDomain, ruleThere, ruleReplaced, ruleUnanswered, ruleResubscribe,
			ruleRequireSSL, ruleWildcardMail, ruleAuthMissing, ruleAuthNone, ruleAuthExpired, ruleAuthLastDay, ruleAuthValid, ruleAuthStage, ruleFederation, ruleFederationUnknown,
			ruleNotListed, ruleDomainSecurity, ruleDomainPeer, ruleAuthUnseen, ruleLintState, ruleLintOrder, ruleLintLength, ruleLintVersion, ruleLintRequireTLS, ruleLintFQDN,
			ruleLintAuth, ruleLintExternal, ruleLintServerName, ruleExpirySTARTTLS, ruleExpiryKept, ruleExpiryAnonymous, ruleExpiryClient, ruleExpiryOutlook, ruleFleetNone, ruleFleetNames,
			ruleFleetSetting, ruleFleetAuth, ruleRenewalFits, ruleRenewalIssuer, ruleRenewalSubject, ruleRenewalUnknown, ruleRenewalStale, ruleRenewalDomain, ruleRenewalServices,
			ruleRenewalKey,
		},
		Phrases: []schannel.Phrase{
			outcomeGone, outcomeKept, settleEHLO, becauseValid, becauseSoon, becauseExpired, becauseAuth, becauseTooMany, conditionLevel, missingCondition, missingAuth, missingAt, missingDates, missingIssuers, missingUpdates,
			rightsConnectors,
		},
		Remedies: []schannel.Remedy{
			remedyConnectors,
		},
	}.All()
}
