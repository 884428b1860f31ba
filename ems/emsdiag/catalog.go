// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// What makes facts unusable.
const codeAttemptsRange schannel.Code = "ems.windows.attempts.range"

// Catalog yields the codes of this package, ordered by code. Findings
// about hosts, and most remedies, are those of package winhost.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleCauseDerivation, ruleCauseDevice, ruleCauseFTP, ruleCauseFullHandshakes, ruleCauseIntolerant,
			ruleCauseLateCertificate, ruleCauseLeadingZero, ruleCauseMismatch, ruleCauseNoSuite,
			ruleCauseOther, ruleCauseRequired, ruleCauseShortPublic, ruleCauseUnknown,
			rulePairNoResumption, rulePairUpdated, ruleSuiteAffected, ruleSuiteImmune,
			ruleSuiteUnknown, ruleRateAlways, ruleRateEither, ruleRateFew,
			ruleRateMixed, ruleRateNone, ruleRateOne, ruleRateOther, ruleRateThree,
			ruleFailureApart, ruleFailureMore, ruleAlertReceived, ruleAlertSeen, ruleAlertSent, ruleEventOther,
			ruleHellos, ruleKeysDiffer, ruleStatusAlerts, ruleStatusOther, ruleSymptomUnknown,
		},
		Phrases: []schannel.Phrase{
			missingSuite, missingPeer, missingLocal, missingResuming, missingAlert,
			missingDirection, missingEvent, missingNoSuite, missingTimeOut, missingPublicValue,
			missingSharedZero, missingBothEnds, missingHellos, missingRate, missingProgram, missingFIPS,
			missingTrial, missingSymptom, outcomeZeroNot, outcomeZeroMaybe, settleServerHello, settleSharedZero,
			outcomeMismatch, outcomeNoMismatch, settleHellos, missingAttempts, rightsNone,
			rightsLocal, rightsDevice, conditionOther, conditionDevice, effectRollupEnforce,
		},
		Remedies: []schannel.Remedy{askVendor, installExtension, passDevice},
		Errors: []schannel.Phrase{
			{Code: codeAttemptsRange, Text: "A number of attempts is negative, or there are more failures than attempts."},
		},
	}.All()
}
