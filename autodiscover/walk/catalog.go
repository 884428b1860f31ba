// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleUnauthorized, ruleForEver, ruleRedirectLimit, ruleLoop, ruleNotRecorded, ruleUndocumentedTurn,
			ruleErrorOpen, ruleSRVChoice, ruleUnfinished, ruleBlocked, ruleEndsCall, ruleConsent,
			ruleStale, ruleTwice, ruleNoMail, ruleDirectory, ruleV2, ruleBrowser, ruleUnused, ruleIgnored,
			ruleClearPassword, ruleClear, ruleDowngrade, ruleOtherDomain, ruleExpectedHost, ruleSRVDomain,
			ruleSuffix, ruleNoSuffixes, ruleNoDomain, ruleAbove, ruleForeign, ruleMore, ruleBasic,
			ruleDetection, ruleBrokenOff, ruleNotHost,
		},
		Phrases: slices.Concat(reasons(), []schannel.Phrase{
			settleLog, outcomeAsTaken, outcomeOtherwise, outcomeErrorEnds, outcomeErrorNext, outcomeRecord,
			settleRecord, settleError, missingAnswers, missingSuffixes, missingMail, missingTrace,
			missingToken,
		}),
	}.All()
}
