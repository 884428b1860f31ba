// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codePreflightFits    schannel.Code = "trustlist.preflight.fits"
	codePreflightRefused schannel.Code = "trustlist.preflight.refused"
	codePreflightUnsent  schannel.Code = "trustlist.preflight.unsent"
	codePreflightVector  schannel.Code = "trustlist.preflight.vector"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codePreflightFits, Title: "No product is known to refuse the message",
		Severity: schannel.Info, Evidence: schannel.Specified,
		Message: "The CertificateRequest has {bytes} bytes at most and needs {records} record. Of the limits that are known here none is exceeded.",
		Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 6.2.1"}},
	},
	{
		Code: codePreflightRefused, Title: "A client does not take a message of this size",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{product}: a client does not take the CertificateRequest of {bytes} bytes ({versions}), because it takes {limit} at most. Every handshake fails, with a client certificate or without.",
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "MessageLimitClient"},
			{Document: "dotnet/runtime#77989"},
		},
	},
	{
		Code: codePreflightUnsent, Title: "A server does not send a list of this size",
		Severity: schannel.Info, Evidence: schannel.Implemented,
		Message: "{product}: a server does not take a list of {bytes} bytes into its configuration, because {limit} are allowed.",
		Sources: []schannel.Source{{Document: "s2n-tls", Section: "pull request 4832"}},
	},
	{
		Code: codePreflightVector, Title: "The list is longer than a message can say",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Message: "The list has {bytes} bytes, its length has room for {room}. Servers that do not check this fail in every handshake or send a length that has lost 65536. Leaving out {drop} names, the largest, is enough.",
		Sources: []schannel.Source{
			{Document: "RFC 5246", Section: "Section 7.4.4"},
			{Document: "RFC 8446", Section: "Section 4.2.4"},
			{Document: "openssl/openssl#12436"},
			{Document: "gravitational/teleport#3870"},
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
