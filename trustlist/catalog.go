// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// Catalog yields the codes of this package, ordered by code, and the
// phrases that all of its family use.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleCapturedBeyond, ruleCapturedCut, ruleCapturedIncomplete, ruleCapturedMapper, ruleCapturedOnlyMapper, ruleCapturedWhole,
			ruleDiffAdded, ruleDiffOrder, ruleDiffPrefix, ruleDiffReencoded, ruleDiffRemoved, ruleDiffSame,
			ruleExpectAtRisk, ruleExpectCut, ruleExpectMissing, ruleExpectReencoded, ruleExpectUnwanted,
			ruleLimitInferred, ruleLimitMisprint, ruleLimitUnknown,
			ruleListDuplicates, ruleListFits, ruleListNone, ruleListNotSent, ruleListTruncated,
			ruleLogging, ruleNameMalformed, ruleNameNobody, ruleNoOffer,
		},
		Phrases: slices.Concat(say.Phrases(), []schannel.Phrase{
			conditionWarnings,
			outcomeCut, outcomeWhole, outcomeExpectedCut, outcomeExpectedSent, outcomeEndsCut, outcomeEndsThere, settleLog, settleStore,
		}),
		Errors: []schannel.Phrase{
			{Code: codeListCut, Text: "The list ends inside a name or its length."},
			{Code: codeListLong, Text: "The list has more bytes than its length can say."},
			{Code: codeListTrailing, Text: "Bytes follow the list."},
			{Code: codeNameDER, Text: "A name is not a DER-encoded Name."},
			{Code: codeNameEmpty, Text: "A name has no bytes."},
			{Code: codeNameLong, Text: "A name has more bytes than its length can say."},
		},
	}.All()
}
