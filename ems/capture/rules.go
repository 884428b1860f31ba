// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// rules is every rule of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code:     codeCaptureAborted,
		Title:    "A fatal alert ended the handshake",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "The {side} sent the fatal alert {alert} ({number}).",
	},
	{
		Code:     codeCaptureIncomplete,
		Title:    "The capture does not show enough for a verdict",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
		Message:  "The capture lacks a message on which the verdict rests.",
	},
	{
		Code:     codeCaptureKeysDiffer,
		Title:    "The two ends have different keys",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "The {side} could not decrypt the first record under the new keys, the Finished of the other end ({alert}, {number}): the master secrets differ, or the record was changed on its way.",
	},
	{
		Code:     codeCaptureSession,
		Title:    "The verdict depends on the session that was resumed",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "a capture does not show what kind of session was resumed; assumed: {session}, and {server}",
	},
	{
		Code:     codeCaptureViolation,
		Title:    "One end broke a rule",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "The {side} {deed}, against {clause}.",
	},
	{
		Code:     codeCaptureWell,
		Title:    "No rule was broken",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "The capture shows nothing that RFC 7627 does not allow.",
	},
	{
		Code:     codeDerivationCertificateVerify,
		Title:    "The session hash wrongly covers CertificateVerify",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 3"}},
		Message:  "The master secret is an extended one over a session hash that goes up to CertificateVerify; it must end with ClientKeyExchange.",
	},
	{
		Code:     codeDerivationExtended,
		Title:    "The master secret is an extended one",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}},
		Message:  "The master secret was derived from the premaster secret and the session hash.",
	},
	{
		Code:     codeDerivationLegacy,
		Title:    "The master secret is not an extended one",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 8.1"}},
		Message:  "The master secret was derived from the premaster secret and the two randoms.",
	},
	{
		Code:     codeDerivationNegotiation,
		Title:    "The master secret is not of the kind that was negotiated",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources: []schannel.Source{
			{Document: "RFC 7627", Section: "Section 5.2"},
		},
		Message: "The hellos negotiated the {negotiated} master secret and the {used} one was derived: the two ends have different keys unless both made the mistake.",
	},
	{
		Code:     codeDerivationUnexplained,
		Title:    "The master secret does not follow from the premaster secret",
		Severity: schannel.Warning,
		Evidence: schannel.Specified,
		Sources: []schannel.Source{
			{Document: "RFC 7627", Section: "Section 4"},
			{Document: "RFC 5246", Section: "Section 8.1"},
		},
		Message: "Neither derivation, nor any of the known mistakes, gives the master secret of the key log: the premaster secret is another one, or a message of the capture was changed on its way.",
	},
	{
		Code:     codeDerivationZeroKept,
		Title:    "Leading zeros of a Diffie-Hellman secret were kept",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 8.1.2"}},
		Message:  "The premaster secret was used with {zeros} leading zero bytes, which must be stripped: the other end has different keys.",
	},
	{
		Code:     codeDerivationZeroStripped,
		Title:    "Leading zeros of an elliptic-curve secret were stripped",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 8422", Section: "Section 5.10"}},
		Message:  "The premaster secret was used without its {zeros} leading zero bytes, which must stay: the other end has different keys.",
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

// newFinding applies the rule with that code, of this package or of package
// ems.
func newFinding(code schannel.Code, certainty schannel.Certainty, subject schannel.Subject, args ...schannel.Arg) schannel.Finding {
	rule, found := RuleByCode(code)
	if !found {
		rule, _ = ems.RuleByCode(code)
	}
	return schannel.NewFinding(rule, certainty, subject, args...)
}
