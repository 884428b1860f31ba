// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codeMethodAbsent     schannel.Code = "trustlist.method.absent"
	codeMethodDomain     schannel.Code = "trustlist.method.domain"
	codeMethodEnterprise schannel.Code = "trustlist.method.enterprise_only"
	codeMethodFits       schannel.Code = "trustlist.method.fits"
	codeMethodGains      schannel.Code = "trustlist.method.gains"
	codeMethodLoses      schannel.Code = "trustlist.method.loses"
	codeMethodNoEffect   schannel.Code = "trustlist.method.no_effect"
	codeMethodShort      schannel.Code = "trustlist.method.short"
	codeMethodUntrusted  schannel.Code = "trustlist.method.untrusted"
	codePlanFits         schannel.Code = "trustlist.plan.fits"
	codePlanImpossible   schannel.Code = "trustlist.plan.impossible"
	codePlanNeedless     schannel.Code = "trustlist.plan.needless"
	codePlanSharedName   schannel.Code = "trustlist.plan.shared_name"
	codePlanUnknown      schannel.Code = "trustlist.plan.unknown"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeMethodAbsent, Title: "A root that is to be removed is not in the store",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "No trusted root has the thumbprint {sha1}.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
	},
	{
		Code: codeMethodDomain, Title: "The policy works on members of a domain only",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "Group policy reaches the server only if it is a member of a domain.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 2"}},
	},
	{
		Code: codeMethodEnterprise, Title: "Servers and clients trust the enterprise roots alone",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "The policy leaves {after} trusted roots of {before}. The servers and clients that it reaches trust nothing else: the roots that Windows requires and those of all certificates in use must be in it.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 2"},
			{Document: "KB293781"},
		},
	},
	{
		Code: codeMethodFits, Title: "The list is no longer cut after the change",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "After the change nothing is cut off: {names} names are sent.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
	},
	{
		Code: codeMethodGains, Title: "A client offers its certificate after the change",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "Client {client} offered nothing before the change and does so after it, with: {programs}.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
	},
	{
		Code: codeMethodLoses, Title: "A client offers its certificate no longer after the change",
		Severity: schannel.Failure, Evidence: schannel.Inferred,
		Message: "Client {client} offered its certificate before the change and offers nothing after it, with: {programs}.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Workaround"}},
	},
	{
		Code: codeMethodNoEffect, Title: "The change does not change what is sent",
		Severity: schannel.Warning, Evidence: schannel.Inferred,
		Message: "What the server sends is the same before and after the change.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Workaround"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	{
		Code: codeMethodShort, Title: "The list is still cut after the change",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "After the change the list is still {over} bytes too long; {dropped} names are dropped.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "More Information"}},
	},
	{
		Code: codeMethodUntrusted, Title: "The server does not trust a client after the change",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The root of client {client} is among the trusted roots before the change and not after it. Even if the client offers its certificate, the server does not accept it, unless the automatic update of roots brings the root back.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 1"},
			{Document: "KB2464556", Section: "Method 2"},
		},
	},
	{
		Code: codePlanFits, Title: "With these certificates removed the list fits",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "Removing {removed} of {certificates} certificates leaves {after} of {limit} bytes. None of them could stay. {fewest} names at least have to go, whichever they are.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
	},
	{
		Code: codePlanImpossible, Title: "What must stay does not fit",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The {locked} certificates that must stay take {short} bytes more than the limit of {limit}. Removing others does not help: give way on some, or send no list.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}, {Document: "KB2464556", Section: "Method 3"}},
	},
	{
		Code: codePlanNeedless, Title: "Nothing has to be removed",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{names} names take {bytes} of {limit} bytes.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
	},
	{
		Code: codePlanSharedName, Title: "Names stay in the list whose certificate goes",
		Severity: schannel.Warning, Evidence: schannel.Inferred,
		Message: "{duplicates} of the certificates share their subject with one that stays. Clients still offer certificates of these authorities, but the server no longer trusts those that only the removed key verifies. See that nobody uses it.",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}, {Document: "RFC 5280", Section: "Section 6.1"}},
	},
	{
		Code: codePlanUnknown, Title: "A certificate to keep is not among those of the list",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "No certificate has the thumbprint {sha1}. It locks nothing; is it mistyped, or is its purpose not client authentication?",
		Sources: []schannel.Source{{Document: "KB2464556", Section: "Method 1"}},
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
