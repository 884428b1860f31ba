// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

const (
	codeFullUnsolicited schannel.Code = "ems.full.unsolicited"

	codeResumeDowngrade schannel.Code = "ems.resume.downgrade"
	codeResumeUpgrade   schannel.Code = "ems.resume.upgrade"
)

// rules is every rule of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code:     codeFullUnsolicited,
		Title:    "The server sends an extension that the client did not ask for",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.4"}},
		Message:  "the ServerHello has the extension and the ClientHello lacked it: the client must abort",
	},
	{
		Code:     codeResumeDowngrade,
		Title:    "A session with the extended master secret is offered without the extension",
		Severity: schannel.Failure,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "the session has an extended master secret and the new ClientHello lacks the extension: the server must abort",
	},
	{
		Code:     codeResumeUpgrade,
		Title:    "A session without the extended master secret is offered with the extension",
		Severity: schannel.Info,
		Evidence: schannel.Specified,
		Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
		Message:  "the session has no extended master secret and the new ClientHello has the extension: the server must not resume and continues with a full handshake",
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
