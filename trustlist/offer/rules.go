// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codeOfferAlways  schannel.Code = "trustlist.offer.always"
	codeOfferAny     schannel.Code = "trustlist.offer.any"
	codeOfferCut     schannel.Code = "trustlist.offer.cut"
	codeOfferNamed   schannel.Code = "trustlist.offer.named"
	codeOfferUnnamed schannel.Code = "trustlist.offer.unnamed"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeOfferAlways, Title: "The client takes no notice of the list",
		Severity: schannel.Info, Evidence: schannel.Implemented,
		Message: "{client} sends the certificate that is configured, whatever the list says, unless the program compares by itself.",
		Sources: []schannel.Source{{Document: "OpenSSL", Section: "ssl/statem/statem_clnt.c, ssl3_check_client_certificate"}},
	},
	{
		Code: codeOfferAny, Title: "The client may offer any certificate",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{client} may offer the certificate, and every other one: no authority is named. Internet Explorer shows all client certificates that are installed.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 3"},
			{Document: "RFC 5246", Section: "Section 7.4.4"},
		},
	},
	{
		Code: codeOfferCut, Title: "The client offers nothing because the name was cut off",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{client} offers no certificate: the issuer of element {element} of its chain stands at position {position} of the list ({match}), {past} bytes beyond the limit, and is cut off.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "Cause"},
		},
	},
	{
		Code: codeOfferNamed, Title: "The client offers its certificate",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{client} offers the certificate: the issuer of element {element} of its chain stands at position {position} of the list ({match}).",
		Sources: []schannel.Source{
			{Document: "KB2801679", Section: "Cause"},
			{Document: "RFC 5246", Section: "Section 7.4.6"},
		},
	},
	{
		Code: codeOfferUnnamed, Title: "The client offers nothing because no authority of its chain is named",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{client} offers no certificate: no issuer in its chain is in the list.",
		Sources: []schannel.Source{
			{Document: "KB2801679", Section: "Cause"},
			{Document: "KB2802568"},
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
