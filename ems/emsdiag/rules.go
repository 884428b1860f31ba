// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// The codes of the rules.
const (
	codeAlertReceived        schannel.Code = "ems.windows.alert.received"
	codeAlertSent            schannel.Code = "ems.windows.alert.sent"
	codeCauseDerivation      schannel.Code = "ems.windows.cause.derivation"
	codeCauseFTP             schannel.Code = "ems.windows.cause.ftp"
	codeCauseFullHandshakes  schannel.Code = "ems.windows.cause.full_handshakes"
	codeCauseIntolerant      schannel.Code = "ems.windows.cause.intolerant"
	codeCauseLateCertificate schannel.Code = "ems.windows.cause.late_certificate"
	codeCauseLeadingZero     schannel.Code = "ems.windows.cause.leading_zero"
	codeCauseMismatch        schannel.Code = "ems.windows.cause.mismatch"
	codeCauseOther           schannel.Code = "ems.windows.cause.other"
	codeCauseRequired        schannel.Code = "ems.windows.cause.required"
	codeCauseShortPublic     schannel.Code = "ems.windows.cause.short_public"
	codeCauseUnknown         schannel.Code = "ems.windows.cause.unknown"
	codeEventOther           schannel.Code = "ems.windows.event.other"
	codeEventUnknown         schannel.Code = "ems.windows.event.unknown"
	codeKeysDiffer           schannel.Code = "ems.windows.keys.differ"
	codePairNoResumption     schannel.Code = "ems.windows.pair.no_resumption"
	codePairUpdated          schannel.Code = "ems.windows.pair.updated"
	codeRateAlways           schannel.Code = "ems.windows.rate.always"
	codeRateEither           schannel.Code = "ems.windows.rate.either"
	codeRateFew              schannel.Code = "ems.windows.rate.few"
	codeRateNone             schannel.Code = "ems.windows.rate.none"
	codeRateOne              schannel.Code = "ems.windows.rate.one"
	codeRateOther            schannel.Code = "ems.windows.rate.other"
	codeRateThree            schannel.Code = "ems.windows.rate.three"
	codeStatusAlerts         schannel.Code = "ems.windows.status.alerts"
	codeStatusOther          schannel.Code = "ems.windows.status.other"
	codeSuiteAffected        schannel.Code = "ems.windows.suite.affected"
	codeSuiteImmune          schannel.Code = "ems.windows.suite.immune"
	codeSuiteUnknown         schannel.Code = "ems.windows.suite.unknown"
	codeTextUnknown          schannel.Code = "ems.windows.text.unknown"
)

// What makes facts unusable.
const (
	codeAttemptsRange  schannel.Code = "ems.windows.attempts.range"
	codeSymptomsDiffer schannel.Code = "ems.windows.symptoms.differ"
)

// rules is every rule of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code:     codeAlertReceived,
		Title:    "The other end ended the connection with an alert",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events", Section: "Event ID 36887"}, {Document: "Schannel error codes"}},
		Message:  "The other end sent the fatal alert {alert} ({number}).",
	},
	{
		Code:     codeAlertSent,
		Title:    "This end ended the connection with an alert",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events", Section: "Event ID 36888"}},
		Message:  "This end sent the fatal alert {alert} ({number}).",
	},
	{
		Code:     codeCauseDerivation,
		Title:    "One end derives another master secret than agreed",
		Severity: schannel.Failure,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}, {Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "One end may derive the extended and the other the legacy master secret: then no record of one decrypts at the other, in every attempt.",
	},
	{
		Code:     codeCauseFTP,
		Title:    "An FTP end wants its data connections resumed",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 3"}, {Document: "Limilabs on FTP and EMS"}},
		Message:  "Where the FTP server or client wants the data connection to resume the session of the control connection, and Windows makes a full handshake instead, each transfer fails.",
	},
	{
		Code:     codeCauseFullHandshakes,
		Title:    "Every connection costs a full handshake",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Limilabs on FTP and EMS", Section: "Cause"}, {Document: "CTX264377"}},
		Message:  "Where no session is resumed, each connection costs a full handshake, which shows as latency and load until attempts time out.",
	},
	{
		Code:     codeCauseIntolerant,
		Title:    "The other end, or a device between, cannot cope with the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Reported,
		Sources:  []schannel.Source{{Document: "openssl/openssl#3910"}, {Document: "silverf0x00 on EMS"}},
		Message:  "The other end may break off when it sees the extension, or a device that decrypts in passing may not be able to follow it.",
	},
	{
		Code:     codeCauseLateCertificate,
		Title:    "The other end asks for a certificate only after a resumption",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 2"}},
		Message:  "Where the other end sends its CertificateRequest only in a full handshake that follows a resumption, and Windows does not resume, each connection fails.",
	},
	{
		Code:     codeCauseLeadingZero,
		Title:    "The ends treat leading zeros of the TLS_DHE secret differently",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "KB4557473", Section: "Cause"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "In about 1 of 256 handshakes the shared secret of TLS_DHE begins with a zero byte; where one end strips it and the other does not, their keys differ.",
	},
	{
		Code:     codeCauseMismatch,
		Title:    "An end found the extension of session and hello to differ",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "Where the session was made with the extension and the hello lacks it, or the other way round, the end that finds it has to abort.",
	},
	{
		Code:     codeCauseOther,
		Title:    "The extended master secret does not explain this",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "KB4528489", Section: "Advanced information for administrators"}},
		Message:  "What is known contradicts every cause that has to do with the extended master secret: look elsewhere.",
	},
	{
		Code:     codeCauseRequired,
		Title:    "The other end refuses ends without the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.2"}, {Document: "Red Hat 7018256"}},
		Message:  "Where this end does not negotiate the extension, another that accepts nobody without it aborts.",
	},
	{
		Code:     codeCauseShortPublic,
		Title:    "Windows refuses a short Diffie-Hellman public value",
		Severity: schannel.Failure,
		Evidence: schannel.Reported,
		Sources:  []schannel.Source{{Document: "curl/curl#5488"}, {Document: "openssl/openssl#12331"}, {Document: "dotnet/corefx#7812"}, {Document: "tls-attacker/TLS-Attacker#50"}},
		Message:  "In about 1 of 256 handshakes a public value of TLS_DHE begins with a zero byte; where it is sent without that byte, Windows before build 14393 may refuse it.",
	},
	{
		Code:     codeCauseUnknown,
		Title:    "Nothing that was seen bears on the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "Schannel error codes"}},
		Message:  "What was seen speaks neither for nor against a cause that has to do with the extended master secret.",
	},
	{
		Code:     codeEventOther,
		Title:    "The event tells of no alert",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events"}},
		Message:  "Event {event} tells of no alert, but that the two ends have no cipher suite in common.",
	},
	{
		Code:     codeEventUnknown,
		Title:    "The event is not recognised",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel events"}},
		Message:  "Event {event} is none of those that are read here: 36874, 36887 and 36888.",
	},
	{
		Code:     codeKeysDiffer,
		Title:    "The keys of the two ends differ",
		Severity: schannel.Failure,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "TLS handshake failing, 36888"}},
		Message:  "A record did not decrypt: the two ends derived different keys.",
	},
	{
		Code:     codePairNoResumption,
		Title:    "No session is resumed between the two ends",
		Severity: schannel.Warning,
		Evidence: schannel.Observed,
		Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, {Document: "CTX264377"}, {Document: "KB4528489", Section: "Cause"}},
		Message:  "One end enforces the extended master secret for resumption and the other does not negotiate it: every connection makes a full handshake.",
	},
	{
		Code:     codePairUpdated,
		Title:    "Both ends run updated Windows",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps"}},
		Message:  "Both ends run Windows with the enforcement: they should not have this problem, and no update is needed for it.",
	},
	{
		Code:     codeRateAlways,
		Title:    "Every attempt fails",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, items 2 and 3"}},
		Message:  "{failures} of {attempts} attempts failed; one short value would fail 1 in {one}, any of three 1 in {three}: the cause is not chance.",
	},
	{
		Code:     codeRateEither,
		Title:    "The failures are as rare as short values",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits one short value (1 in {one}) as well as any of three (1 in {three}).",
	},
	{
		Code:     codeRateFew,
		Title:    "The attempts are too few to tell",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which tells nothing: one short value would fail 1 in {one}, any of three 1 in {three}.",
	},
	{
		Code:     codeRateNone,
		Title:    "No attempt fails, and short values would show",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed; one short value would have failed 1 in {one}, any of three 1 in {three}: these attempts do not show it.",
	},
	{
		Code:     codeRateOne,
		Title:    "The failures are as rare as one short value",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits one short value (1 in {one}) and not any of three (1 in {three}).",
	},
	{
		Code:     codeRateOther,
		Title:    "The failures are not those of short values",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits neither one short value (1 in {one}) nor any of three (1 in {three}).",
	},
	{
		Code:     codeRateThree,
		Title:    "The failures are as rare as any of three short values",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{failures} of {attempts} attempts failed, which fits any of three short values, the public ones and the secret (1 in {three}), and not one alone (1 in {one}).",
	},
	{
		Code:     codeStatusAlerts,
		Title:    "The code stands for an alert of the other end",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel error codes"}},
		Message:  "{code} is what Schannel returns after one of these alerts: {alerts}.",
	},
	{
		Code:     codeStatusOther,
		Title:    "The code stands for no alert",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "Schannel error codes"}},
		Message:  "{code} is not what Schannel returns after an alert.",
	},
	{
		Code:     codeSuiteAffected,
		Title:    "The cipher suite strips leading zeros",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{suite} is one of TLS_DHE: its premaster secret is the shared secret without its leading zeros.",
	},
	{
		Code:     codeSuiteImmune,
		Title:    "The cipher suite is not one of TLS_DHE",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8422", Section: "Section 5.10"}, {Document: "RFC 8446", Section: "Section 7.4.1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "{suite} is not one of TLS_DHE: no leading zero is stripped from a secret.",
	},
	{
		Code:     codeSuiteUnknown,
		Title:    "The name of the cipher suite is not known",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}},
		Message:  "{suite} is no name of a cipher suite that is known here, such as TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: whether it is one of TLS_DHE is open.",
	},
	{
		Code:     codeTextUnknown,
		Title:    "The text is not recognised",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "Schannel events"}},
		Message:  "The text is none of those that the articles quote: nothing is concluded from it.",
	},
}

// Rules yields the rules of this package, ordered by code.
func Rules() iter.Seq[schannel.Rule] { return slices.Values(rules[:]) }

// RuleByCode finds a rule of this package.
func RuleByCode(code schannel.Code) (schannel.Rule, bool) {
	i, found := slices.BinarySearchFunc(rules[:], code, func(r schannel.Rule, code schannel.Code) int {
		return cmp.Compare(r.Code, code)
	})
	if !found {
		return schannel.Rule{}, false
	}
	return rules[i], true
}

// newFinding applies the rule with that code.
func newFinding(code schannel.Code, certainty schannel.Certainty, subject schannel.Subject, args ...schannel.Arg) schannel.Finding {
	rule, _ := RuleByCode(code)
	return schannel.NewFinding(rule, certainty, subject, args...)
}
