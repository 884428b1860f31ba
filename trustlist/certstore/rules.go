// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codeRequiredMissing schannel.Code = "trustlist.required.missing"
	codeRequiredRemoved schannel.Code = "trustlist.required.removed"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeRequiredMissing, Title: "A root that Windows requires is not in the store",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "The root {name} ({sha1}), which {product} {requires}, is not among the trusted roots. It is needed even after it has expired, for signatures that were made before.",
		Sources: []schannel.Source{
			{Document: "KB293781"},
			{Document: "KB293781 (Windows 10)"},
			{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
		},
	},
	{
		Code: codeRequiredRemoved, Title: "A root that Windows requires is about to be removed",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The root {name} ({sha1}), which {product} {requires}, is among those to be removed. It must stay, even after it has expired.",
		Sources: []schannel.Source{
			{Document: "KB293781"},
			{Document: "KB293781 (Windows 10)"},
			{Document: "KB2464556", Section: "Method 1"},
			{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
		},
	},
}

// Rules yields the rules of this package, ordered by code.
func Rules() iter.Seq[schannel.Rule] { return slices.Values(rules[:]) }

// RuleByCode finds a rule by its code.
func RuleByCode(code schannel.Code) (schannel.Rule, bool) {
	i, found := slices.BinarySearchFunc(rules[:], code, func(r schannel.Rule, code schannel.Code) int {
		return strings.Compare(string(r.Code), string(code))
	})
	if !found {
		return schannel.Rule{}, false
	}
	return rules[i], true
}

// finding applies the rule with that code.
func finding(code schannel.Code, certainty schannel.Certainty, subject schannel.Subject, args ...schannel.Arg) schannel.Finding {
	rule, _ := RuleByCode(code)
	return schannel.NewFinding(rule, certainty, subject, args...)
}
