// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code. Findings
// about clauses are those of package ems, remedies those of package winhost.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleStackAborts, ruleStackCloses, ruleStackDeparts, ruleStackDepartsSilent, ruleStackDepartsWith,
			ruleStackDepartsWithout, ruleStackEnds, ruleStackForeignSession, ruleStackGivesUp, ruleStackImpossible,
			ruleStackIntolerant, ruleStackKeysDiffer, ruleStackNoCommonVersion, ruleStackNoRenegotiation,
			ruleStackNotResumed, ruleStackQuestion, ruleStackRenegotiationEnds, ruleStackRenegotiationIgnored,
			ruleStackRenegotiationInsecure, ruleStackReuseMissing, ruleStackReuseTLS13, ruleStackTerminated,
			ruleStackTranscriptsDiffer, ruleStackUnasked, ruleStackUndocumented,
		},
		Phrases: []schannel.Phrase{
			outcomeAborts, outcomeEnds, outcomeMade, outcomeRefused, outcomeSilent, outcomeTransfer, settleCapture,
			settleReply, missingClient, missingCourse, missingDevice, missingServer, missingStep, missingVersion,
		},
	}.All()
}
