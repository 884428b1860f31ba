// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields every code of this package, ordered by code: rules, reasons and other phrases, remedies, kinds of malformed input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleBinding, ruleBindingLost, ruleBoundExpired,
			ruleAuthMissing, ruleAuthNone, ruleAuthExpired, ruleAuthLastDay, ruleAuthValid, ruleAuthStage,
			ruleFederation, ruleFederationUnknown, ruleNotListed, ruleDomainSecurity, ruleDomainPeer,
			ruleAuthUnseen,
			ruleWinner, ruleNone, ruleNotOffered, ruleIgnored, ruleNameMalformed, ruleWildcardName,
			ruleOtherIssuer, ruleSendNone, ruleNoFlag, ruleNoKey, ruleStatusOut, ruleExpiredOut,
			ruleChosenNoFlag, ruleChosenNoKey, ruleChosenExpired, ruleChosenNotYet, ruleChosenStatus,
			ruleSoon, ruleAssumedConnector, ruleAssumedText, ruleAssumedFacts,
			ruleExpirySTARTTLS, ruleExpiryAnonymous, ruleExpiryClient, ruleExpiryOutlook,
			ruleInternal, ruleNotPublished, ruleNotInStore, ruleNotUsed, ruleInternalExpired,
			ruleInternalSoon, ruleAssumedInternal, ruleTrustNoFlag, ruleTrustNoAccess, ruleTrustNames,
			ruleMissing, ruleUnknownFacts,
			openFlag, openKey, openStatus, openDates, openWildcard, openRanking, openSeveral, openTie,
			open2007,
			stepHost, stepName, stepRequest, stepVersion, stepServerAuth, stepKeyLength, stepPrivateKey,
			stepService, stepStatus, stepDates, stepThumbprint, stepRank, rankIssued, rankNewest, rankLongest,
			rankWildcard, rankName, rankInput,
		},
		Phrases: []schannel.Phrase{
			missingCondition,
			conditionFrontEnd, conditionThreshold, conditionStart, conditionLevel, conditionInstead,
			rightsEdge, sideLastDay,
			missingPurpose, missingConnector, missingFQDN, missingServiceName, missingCertificates,
			missingInternal, missingBinding, missingTime, missingAuth, missingNames, missingServices,
			missingKey, missingStatus, missingDates, missingIssuer,
			nameDomain, nameWildcard, nameCommon, nameNoCommon, nameShadowed, nameMaybe, nameIP, nameUnknown,
			nameNone, nameGo,
			outcomeWinner, outcomeNone, settleLog, settleShell,
			reasonHost, reasonIssuer, reasonSubject, reasonNeither, reasonRequest, reasonVersion, reasonUsage,
			reasonKeyLength, reasonNoKey, reasonNoFlag, reasonStatus, reasonExpired, reasonNotYet, reasonWon,
			reasonOnly, reasonLostIssued, reasonLostNewest, reasonLostLongest, reasonLostExact,
			reasonLostKnown, reasonLostBehind, reasonLostInput, reasonConfigured, reasonOther,
			reasonNotOffered, reasonIgnored, reasonMissing, reasonNameMalformed, reasonWildcardName,
			reasonUnused,
			rightsServer, rightsOrganization, sideRestart, sideNone,
		},
		Remedies: []schannel.Remedy{
			remedyTrusted, remedyRenewTransport, remedyResubscribe, remedyRenewClients,
			remedyEnable, remedyNew, remedyFQDN, remedyReceiveName, remedySendName, remedyImport,
			remedyRevocation,
		},
		Errors: faultTexts[:],
	}.All()
}
