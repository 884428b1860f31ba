// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleCauseCut, ruleCauseLimit, ruleCauseNonRoot, ruleCauseOther, ruleCauseRefused, ruleCauseTooLarge, ruleCauseUnlisted, ruleCauseUnnamed, ruleCauseUntrusted,
			ruleIncidentEmpty, ruleLogSilent, ruleSymptomUnknown, ruleSignCut, ruleSignMisprint,
			ruleSignIllegalParameter, ruleSignReceived, ruleSignReceivedOther, ruleSignGeneral, ruleSignNoneSent, ruleSignSent, ruleSignSentKeys, ruleSignNoneFits,
			ruleSignClientRefused, ruleSignServerRefused, ruleSignCompleted, ruleSignEAPMalformed, ruleSignEAPUntrusted,
			ruleSignNetworkAccess, ruleSignRemoteAccess, ruleSignIISRefused, ruleSignIISNone, ruleSignIllegalMessage, ruleSignMalformed,
			ruleSignLync, ruleSignStatus,
		},
		Phrases: []schannel.Phrase{missingRequest, missingSymptom},
	}.All()
}
