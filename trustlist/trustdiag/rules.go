// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codeCauseCut       schannel.Code = "trustlist.cause.cut"
	codeCauseNonRoot   schannel.Code = "trustlist.cause.non_root"
	codeCauseOther     schannel.Code = "trustlist.cause.other"
	codeCauseRefused   schannel.Code = "trustlist.cause.refused"
	codeCauseTooLarge  schannel.Code = "trustlist.cause.too_large"
	codeCauseUnnamed   schannel.Code = "trustlist.cause.unnamed"
	codeSymptomKnown   schannel.Code = "trustlist.symptom.known"
	codeSymptomUnknown schannel.Code = "trustlist.symptom.unknown"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeCauseCut, Title: "The list was cut, and the authority of the client with it",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The server trusts more authorities than its list has room for. A client whose authority was cut off finds no certificate to offer, and the connection fails.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "Cause"},
		},
	},
	{
		Code: codeCauseNonRoot, Title: "A certificate among the trusted roots is no root",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "A certificate that is not issued by itself stands in the store of trusted roots. With a list that is sent, clients find no authority of theirs in it; without one the server rejects what they send.",
		Sources: []schannel.Source{
			{Document: "KB2802568"},
			{Document: "jpazureid 2018-11-01"},
		},
	},
	{
		Code: codeCauseOther, Title: "The list does not explain the failure",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "Nothing that is known of the list explains these symptoms. Other reasons of failing handshakes are the protocol version, cipher suites, and the certificate of the server.",
		Sources: []schannel.Source{{Document: "Schannel events"}},
	},
	{
		Code: codeCauseRefused, Title: "The client refuses a list that long",
		Severity: schannel.Failure, Evidence: schannel.Reported,
		Message: "Some clients refuse a CertificateRequest whose list is too long for them, with alert illegal_parameter.",
		Sources: []schannel.Source{
			{Document: "strongswan/strongswan#187"},
			{Document: "KB2801679", Section: "More information"},
		},
	},
	{
		Code: codeCauseTooLarge, Title: "The store of trusted roots is too large for Windows Server 2012",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "On Windows Server 2012 client authentication fails when the names of the trusted roots take more than 16 KB, whatever SendTrustedIssuerList is.",
		Sources: []schannel.Source{{Document: "KB2880390"}},
	},
	{
		Code: codeCauseUnnamed, Title: "The authority of the client is not in the list",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The server names authorities, but none of the client's chain: its root is not in the store that the list is made of, or not for client authentication.",
		Sources: []schannel.Source{
			{Document: "KB2801679", Section: "Cause"},
			{Document: "KB2802568"},
		},
	},
	{
		Code: codeSymptomKnown, Title: "What a symptom means",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{symptom}: {meaning}.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Symptoms"},
			{Document: "KB2801679", Section: "More information"},
			{Document: "KB2802568"},
		},
	},
	{
		Code: codeSymptomUnknown, Title: "A symptom of which no source tells",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "None of the articles about lists of authorities tells of this symptom.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Symptoms"},
			{Document: "KB2801679", Section: "Symptoms"},
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
