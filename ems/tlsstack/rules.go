// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// The codes of the rules.
const (
	codeStackAborts          schannel.Code = "ems.stack.aborts"
	codeStackDeparts         schannel.Code = "ems.stack.departs"
	codeStackIntolerant      schannel.Code = "ems.stack.intolerant"
	codeStackNoRenegotiation schannel.Code = "ems.stack.no_renegotiation"
	codeStackNotResumed      schannel.Code = "ems.stack.not_resumed"
	codeStackReuseMissing    schannel.Code = "ems.stack.reuse_missing"
	codeStackUndocumented    schannel.Code = "ems.stack.undocumented"
)

// rules is every rule of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code:     codeStackAborts,
		Title:    "A stack ends the connection",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "Schannel events", Section: "Event ID 36887"}},
		Message:  "{stack}, the {side}, ends the connection with {alert}.",
	},
	{
		Code:     codeStackDeparts,
		Title:    "A stack departs from the rule",
		Severity: schannel.Warning,
		Evidence: schannel.Implemented,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "{stack}, the {side}, departs from the rule: {does}.",
	},
	{
		Code:     codeStackIntolerant,
		Title:    "A server cannot cope with the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Reported,
		Sources:  []schannel.Source{{Document: "openssl/openssl#3910"}, {Document: "RFC 5246", Section: "Section 7.4.1.4.1"}},
		Message:  "The server fails on a ClientHello with the extension, which it should have ignored.",
	},
	{
		Code:     codeStackNoRenegotiation,
		Title:    "A stack does not renegotiate",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
		Message:  "A renegotiation is asked for, and one end declines it; the connection in place goes on if the other end lets it.",
	},
	{
		Code:     codeStackNotResumed,
		Title:    "A full handshake instead of a resumed session",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
		Message:  "The session is not resumed: a full handshake takes place, which costs time and computation on both ends.",
	},
	{
		Code:     codeStackReuseMissing,
		Title:    "A data connection does not resume the session",
		Severity: schannel.Failure,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489"}, {Document: "proftpd/proftpd#1175"}},
		Message:  "The data connection makes a full handshake: a server that demands the session of the control connection refuses the transfer.",
	},
	{
		Code:     codeStackUndocumented,
		Title:    "It is not documented what a stack does",
		Severity: schannel.Warning,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
		Message:  "What {stacks} does at a step of this course is not documented, and the course depends on it.",
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
