// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleBinding, ruleBindingLost, ruleBoundExpired, ruleWinner, ruleNone, ruleNotOffered, ruleIgnored, ruleNameMalformed, ruleWildcardName, ruleOtherIssuer, ruleSendNone, ruleNoFlag, ruleNoKey, ruleStatusOut, ruleExpiredOut, ruleChosenNoFlag,
			ruleChosenNoKey, ruleChosenExpired, ruleChosenNotYet, ruleChosenStatus, ruleSoon, ruleAssumedConnector, ruleAssumedText, ruleAssumedList, ruleAssumedFacts, ruleInternal, ruleNotPublished, ruleNotInStore, ruleNotUsed, ruleSuppressed, ruleInternalExpired,
			ruleInternalSoon, ruleAssumedInternal, ruleTrustNoFlag, ruleTrustNoAccess, ruleTrustNames, ruleMissing, ruleUnknownFacts, openFlag, openKey, openStatus, openDates, openWildcard, openRanking, openSeveral, openTie, open2007, stepHost, stepName,
			stepRequest, stepVersion, stepServerAuth, stepKeyLength, stepPrivateKey, stepService, stepStatus, stepDates, stepThumbprint, stepRank, rankIssued, rankNewest, rankLongest, rankWildcard, rankName, rankInput,
		},
		Phrases: []schannel.Phrase{
			conditionFrontEnd, conditionThreshold, conditionStart, conditionLevel, conditionInstead, missingPurpose, missingConnector, missingFQDN, missingLookedFor, missingServiceName, missingCertificates, missingInternal, missingBinding, missingTime, missingNames,
			missingServices, missingKey, missingStatus, missingDates, missingIssuer, outcomeWinner, outcomeNone, settleLog, settleShell, reasonHost, reasonIssuer, reasonSubject, reasonNeither, reasonRequest, reasonVersion, reasonUsage, reasonKeyLength,
			reasonNoKey, reasonNoFlag, reasonStatus, reasonExpired, reasonNotYet, reasonWon, reasonOnly, reasonLostIssued, reasonLostNewest, reasonLostLongest, reasonLostExact, reasonLostKnown, reasonLostBehind, reasonLostInput, reasonConfigured,
			reasonOther, reasonNotOffered, reasonIgnored, reasonMissing, reasonNameMalformed, reasonWildcardName, reasonUnused, rightsServer, rightsOrganization, sideDefault, sideAdditive, rightsEdge, sideLastDay,
		},
		Remedies: []schannel.Remedy{
			remedyEnable, remedyNew, remedyFQDN, remedyReceiveName, remedySendName, remedyImport, remedyRevocation, remedyTrusted, remedyRenewTransport, remedyResubscribe, remedyRenewClients, remedyRenewIssued,
		},
	}.All()
}
