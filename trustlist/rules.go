// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codeNoOffer        schannel.Code = "trustlist.client.no_offer"
	codeLogging        schannel.Code = "trustlist.event.logging"
	codeLimitInferred  schannel.Code = "trustlist.limit.inferred"
	codeLimitMisprint  schannel.Code = "trustlist.limit.misprint"
	codeListDuplicates schannel.Code = "trustlist.list.duplicates"
	codeListFits       schannel.Code = "trustlist.list.fits"
	codeListNone       schannel.Code = "trustlist.list.none"
	codeListNotSent    schannel.Code = "trustlist.list.not_sent"
	codeListTruncated  schannel.Code = "trustlist.list.truncated"
	codeNameMalformed  schannel.Code = "trustlist.name.malformed"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeNoOffer, Title: "Clients below a dropped authority have nothing to offer",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{dropped} authorities are not named. A client that goes by the list offers no certificate if every authority of its chain is among them, and the connection fails where a certificate is required.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "Cause"},
		},
	},
	{
		Code: codeLogging, Title: "Event 36885 may be missing although the list was cut",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "Schannel writes warnings only if bit 2 of the registry value EventLogging is set. A log without event 36885 proves nothing.",
		Sources: []schannel.Source{
			{Document: "KB933430"},
			{Document: "KB260729"},
			{Document: "KB2464556", Section: "More Information"},
		},
	},
	{
		Code: codeLimitInferred, Title: "No document gives the limit of this release",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "The limit of {limit} bytes is that of Windows Server 2016; no document says that {product} kept or changed it.",
		Sources: []schannel.Source{
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	{
		Code: codeLimitMisprint, Title: "A misprinted limit gives another answer",
		Severity: schannel.Info, Evidence: schannel.Reported,
		Message: "Texts that quote KB933430 give the limit as {misprint} bytes. With that figure {kept_misprint} names would be kept; with {limit} bytes (0x3000), which KB2464556 gives, {kept} are.",
		Sources: []schannel.Source{
			{Document: "faq-o-matic 2012-12-20"},
			{Document: "ldap389 2013-01-06"},
			{Document: "KB2464556", Section: "Windows Server 2003"},
		},
	},
	{
		Code: codeListDuplicates, Title: "Names stand in the list more than once",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "{duplicates} names stand in the list again and take {bytes} bytes. Roots with the same subject but different keys are the usual reason. No document says that Windows removes them.",
		Sources: []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	},
	{
		Code: codeListFits, Title: "The whole list is within the limit",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{names} names take {bytes} of {limit} bytes; {free} bytes are free.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "More Information"},
			{Document: "KB2801679", Section: "More information"},
		},
	},
	{
		Code: codeListNone, Title: "The list is empty",
		Severity: schannel.Info, Evidence: schannel.Specified,
		Message: "An empty list names nobody: from TLS 1.1 on a client may offer any certificate of a fitting type.",
		Sources: []schannel.Source{
			{Document: "RFC 4346", Section: "Section 7.4.4"},
			{Document: "RFC 5246", Section: "Section 7.4.4"},
		},
	},
	{
		Code: codeListNotSent, Title: "The release sends no list unless told to",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{product} sends no list of authorities unless the registry value SendTrustedIssuerList is 1 or the application asks for one. What is said of the list holds for the case that it is sent.",
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	{
		Code: codeListTruncated, Title: "Schannel cuts the list of authorities",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{names} names take {bytes} bytes, {over} more than the {limit} that {product} sends: {kept} names ({kept_bytes} bytes) are kept, {dropped} are dropped.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "More information"},
		},
	},
	{
		Code: codeNameMalformed, Title: "A name is not a DER-encoded Name",
		Severity: schannel.Warning, Evidence: schannel.Specified,
		Message: "Entry {index} ({bytes} bytes) is no X.501 Name: {fault}. It takes room in the list; no client can match it by its fields.",
		Sources: []schannel.Source{
			{Document: "RFC 5246", Section: "Section 7.4.4"},
			{Document: "RFC 5280", Section: "Section 4.1.2.4"},
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
