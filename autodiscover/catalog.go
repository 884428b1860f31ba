// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Rules: rules(), Phrases: phrases(), Remedies: remedies()}.All()
}

func rules() []schannel.Rule {
	return []schannel.Rule{
		ruleSCPNotRead, ruleNotJoined, ruleFirst, ruleFirstSeveral, ruleMail,
		ruleULabel, ruleEndsFormat, ruleEndsHops, ruleEndsPointer,
		ruleForeign, ruleLoop, ruleDirectoryMissing, ruleNoPolicy,
		ruleNoSiteNoURL, rulePointerFollowed, ruleSiteMissing, ruleSiteUnknown, ruleUndated,
		ruleOrderUnknown, ruleIncomplete, ruleWithinTier, ruleWrongForest, ruleBuild,
		ruleJoinedUnknown, ruleNoProduct, ruleNothingLeft, ruleOffice365,
		ruleParallel, ruleV2Host, ruleAllExcluded, ruleConflict,
		ruleElsewhere, ruleLocalFile, ruleMachine, ruleNoEffect,
		ruleNotOutlook, ruleOddNumber, ruleOtherVersion, ruleRedirectData,
		ruleRedirectType, ruleRedirectName, ruleRedirectValue, ruleTooOld, ruleUnknownValue,
		ruleWrongType, ruleMisspelt, ruleAssumed,
	}
}

func phrases() []schannel.Phrase {
	return []schannel.Phrase{
		effectCertificate, missingCreated, missingEntries, missingDirectory, missingDirectoryOrder,
		missingJoined, missingOffice365, missingProduct, missingSite,
		outcomeALabel, outcomeAnyOrder, outcomeDirectoryOrder, outcomeFirst,
		outcomeForeignIgnored, outcomeForeignLast, outcomeNoDomain, outcomeTiersWithoutSite,
		outcomeNoURL, outcomePointerFollowed, outcomePointerIgnored, outcomePolicyWins,
		outcomeUserWins, outcomeV2Host, outcomeV2Office365, outcomeValueOff,
		outcomeValueOn, reasonDirectoryOrder, reasonElsewhereDirectory, reasonElsewhereNewest,
		reasonElsewhereOldest, reasonElsewhereUndated, reasonNoSite, reasonNoSiteReversed,
		reasonOtherSite, reasonOwnSite, reasonOwnSiteDirectory, reasonOwnSiteNewest,
		reasonOwnSiteOldest, reasonOwnSiteUndated, reasonPointerLast, reasonUndated,
		reasonTied, reasonAnyInTier, reasonMaybeOwnSite,
		reasonUnsorted, rightsOrganization, settleOutlookLog, settleSite,
		settleTrace, skipEnded, skipExcluded, skipNoDomain,
		skipNoFile, skipNoRestart, skipNoSCP, skipNoURL,
		skipNotJoined, skipNotPreferred, skipNothingStored, skipPlainHTTP,
		skipTooOld,
	}
}

func remedies() []schannel.Remedy {
	return []schannel.Remedy{
		remedySetURI,
	}
}
