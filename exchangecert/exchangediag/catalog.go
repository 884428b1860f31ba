// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleStaleName, ruleNoService, ruleNoPrivateKey, ruleBadStatus, ruleExpired, ruleNameAbsent, ruleTLSNotEnabled, ruleInternalNotPublished,
			ruleInternalNotInStore, ruleInternalUndescribed, ruleInternalExpired, ruleInternalSoon, ruleSoon, rulePeerNotKnown, rulePeerExpired, rulePeerNoTLS,
			rulePeerName, rulePeerCapabilities, ruleEdgeSubscription, ruleUntrusted, ruleSelfSigned, ruleFleet, ruleNotSelection, ruleTagged, ruleKeyMissing,
			ruleFlagMissing, ruleIssuerList, ruleUnexplained, ruleKeyAlgorithm, ruleRequireTLS, ruleAuthMissing, ruleOldProtocol, rulePeerValidation, factListCut, factFixedName, factSelfSigned, factDuplicate, factNamed, factNamedUnknown, ruleAsPredicted, ruleOtherSent,
			ruleSettles, ruleNotInList, ruleNotInStore, ruleSentNoKey, ruleSentNoService, ruleSentStatus, ruleMoreSent, ruleUnknown, ruleUnknownError, ruleMore, seenUnreadable,
			seenNotLoaded, seenNone, seenInternalExpired, seenExpired, seenInternalSoon, seenSoon, seenPeerExpired, seenInstead, seenEphemeral, seenOwnTrust,
			seenPeerTrust, seenUntrusted, seenDelivery, seenRequired, seenEdgeSync, seenNoTLS, seenPeerName, seenCapabilities, seenMessaging, seenMismatch,
			seenNotFound, seenStartTLS, seenNotSupported, seenPresentsExpired, seenClosed, seenNoCredentials, seenUnknownCredentials, seenInvalidToken, seenSocketError, seenPlain, seenPeerRefused, seenTagged, seenKeyMissing, seenNotBound, seenKeyAlgorithm, seenRequireTLS, seenAuth,
			ruleTrustService, ruleTrustKey, ruleTrustNames, ruleTrustBalanced, factQueryFailed, factHostDiffers, factUnexpected, factLong, factBalanced,
		},
		Phrases: []schannel.Phrase{
			missingList, missingFailure, missingStore, missingPublished, missingKeyAccess, missingComputer, missingBalancing, missingMessage, missingRemote, missingServers,
			missingNegotiated, missingRoots, missingDuplicates, missingAuth, missingAuthConfig, rightsView, rightsServer, rightsMonitor, rightsConnectors, rightsOther,
			rightsComputer, sideAdditive, sideOutage,
		},
		Remedies: []schannel.Remedy{
			remedyName, remedyServices, remedyKey, remedyStatus, remedyNew, remedyTLS, remedyPublish, remedyPeer, remedyPeerRenew, remedyPeerTLS, remedyPeerName,
			remedyPeerChain, remedyUntrusted, remedyPublic, remedyFleet, remedyProtocols, remedyTLS12, remedyPeerValidation, remedyTagged, remedyRoots, remedyRSA, remedyRequireTLS, remedyAuth, remedyTrustService, remedyTrustKey,
			remedyTrustNames, remedyTrustBalanced,
		},
	}.All()
}
