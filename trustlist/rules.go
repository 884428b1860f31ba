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
	codeCapturedBeyond     schannel.Code = "trustlist.captured.beyond"
	codeCapturedCut        schannel.Code = "trustlist.captured.cut"
	codeCapturedIncomplete schannel.Code = "trustlist.captured.incomplete"
	codeCapturedMapper     schannel.Code = "trustlist.captured.nt_authority"
	codeCapturedOnlyMapper schannel.Code = "trustlist.captured.nt_authority_only"
	codeCapturedWhole      schannel.Code = "trustlist.captured.whole"
	codeNoOffer            schannel.Code = "trustlist.client.no_offer"
	codeDiffAdded          schannel.Code = "trustlist.diff.added"
	codeDiffOrder          schannel.Code = "trustlist.diff.order"
	codeDiffPrefix         schannel.Code = "trustlist.diff.prefix"
	codeDiffReencoded      schannel.Code = "trustlist.diff.reencoded"
	codeDiffRemoved        schannel.Code = "trustlist.diff.removed"
	codeDiffSame           schannel.Code = "trustlist.diff.same"
	codeLogging            schannel.Code = "trustlist.event.logging"
	codeExpectMissing      schannel.Code = "trustlist.expect.missing"
	codeExpectReencoded    schannel.Code = "trustlist.expect.reencoded"
	codeExpectUnwanted     schannel.Code = "trustlist.expect.unwanted"
	codeLimitInferred      schannel.Code = "trustlist.limit.inferred"
	codeLimitMisprint      schannel.Code = "trustlist.limit.misprint"
	codeListDuplicates     schannel.Code = "trustlist.list.duplicates"
	codeListFits           schannel.Code = "trustlist.list.fits"
	codeListNone           schannel.Code = "trustlist.list.none"
	codeListNotSent        schannel.Code = "trustlist.list.not_sent"
	codeListTruncated      schannel.Code = "trustlist.list.truncated"
	codeNameMalformed      schannel.Code = "trustlist.name.malformed"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeCapturedBeyond, Title: "The list is longer than what Schannel sends",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "The list has {bytes} bytes. No release of Windows Server is known to send more than {limit}, so another product made it.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "More Information"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	{
		Code: codeCapturedCut, Title: "The list ends where Schannel cuts lists",
		Severity: schannel.Warning, Evidence: schannel.Inferred,
		Message: "The list has {bytes} bytes. It ends {free} bytes below the limit of {limit}, where an entry of {longest} bytes does not fit any more: so ends a list that Schannel has cut.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "More information"},
			{Document: "robstradling/authroot.stl"},
		},
	},
	{
		Code: codeCapturedIncomplete, Title: "The capture ends inside the list",
		Severity: schannel.Warning, Evidence: schannel.Specified,
		Message: "Of the list, {names} whole names are there ({bytes} bytes). What the server sent behind them is not known.",
		Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
	},
	{
		Code: codeCapturedMapper, Title: "The list names NT AUTHORITY",
		Severity: schannel.Info, Evidence: schannel.Observed,
		Message: "Entry {index} reads NT AUTHORITY. Schannel adds it unless the credentials have SCH_CRED_NO_SYSTEM_MAPPER; no client has a certificate of it. Its encoding is not documented, so it is known by its text.",
		Sources: []schannel.Source{{Document: "dotnet/runtime#60949"}, {Document: "dotnet/runtime#60988"}},
	},
	{
		Code: codeCapturedOnlyMapper, Title: "The list names nobody but NT AUTHORITY",
		Severity: schannel.Failure, Evidence: schannel.Observed,
		Message: "The only entry reads NT AUTHORITY. The list was probably meant to be empty, but with this entry clients find nothing to offer. SCH_CRED_NO_SYSTEM_MAPPER in the credentials of the server removes it.",
		Sources: []schannel.Source{{Document: "dotnet/runtime#60949"}, {Document: "dotnet/runtime#60988"}},
	},
	{
		Code: codeCapturedWhole, Title: "Schannel has not cut this list",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "The list has {bytes} bytes and {free} are free up to the limit of {limit}. No root of the Microsoft root program ever took more than {longest}, so the next name would have fitted.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "More Information"},
			{Document: "robstradling/authroot.stl"},
		},
	},
	{
		Code: codeNoOffer, Title: "Clients below a dropped authority have nothing to offer",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "Authorities that are not named: {range}, of a list with {names} entries. A client that goes by the list offers no certificate if every authority of its chain is among them, and the connection fails where a certificate is required.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "Cause"},
		},
	},
	{
		Code: codeDiffAdded, Title: "The second list has names that the first has not",
		Severity: schannel.Info, Evidence: schannel.Specified,
		Message: "{added} of the {names} names of the second list are not in the first.",
		Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
	},
	{
		Code: codeDiffOrder, Title: "The names stand in another order",
		Severity: schannel.Info, Evidence: schannel.Specified,
		Message: "The names that both lists have stand in another order. In a list that is cut the order decides which names are sent.",
		Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
	},
	{
		Code: codeDiffPrefix, Title: "One list is the beginning of the other",
		Severity: schannel.Warning, Evidence: schannel.Inferred,
		Message: "The {which} list is the other one without its last {missing} names: so looks a list that was cut off.",
		Sources: []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	},
	{
		Code: codeDiffReencoded, Title: "A name changed its encoding",
		Severity: schannel.Warning, Evidence: schannel.Specified,
		Message: "Entry {first} of the first list and entry {second} of the second are the same name in other bytes ({reason}). Clients that compare bytes match only the one that their certificates have as issuer.",
		Sources: []schannel.Source{{Document: "RFC 5280", Section: "Section 7.1"}},
	},
	{
		Code: codeDiffRemoved, Title: "The second list lacks names of the first",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{removed} of the {names} names of the first list are not in the second. Clients whose certificates chain to none but these have nothing to offer to the second server.",
		Sources: []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	},
	{
		Code: codeDiffSame, Title: "The lists are the same",
		Severity: schannel.Info, Evidence: schannel.Specified,
		Message: "Both lists have the same {names} names in the same order.",
		Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
	},
	{
		Code: codeLogging, Title: "Event 36885 may be missing although the list was cut",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "Schannel writes warnings only if the registry value EventLogging has the bit of value 2. A log without event 36885 proves nothing.",
		Sources: []schannel.Source{
			{Document: "KB933430"},
			{Document: "KB260729"},
			{Document: "KB2464556", Section: "More Information"},
		},
	},
	{
		Code: codeExpectMissing, Title: "A name that must be in the list is not",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{name} is not in the list. Clients whose certificates chain to no other authority of the list have nothing to offer.",
		Sources: []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	},
	{
		Code: codeExpectReencoded, Title: "A name that must be in the list is there in other bytes",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Message: "{name} is entry {index} of the list, but in other bytes ({reason}). Clients that compare bytes do not find it.",
		Sources: []schannel.Source{{Document: "RFC 5280", Section: "Section 7.1"}},
	},
	{
		Code: codeExpectUnwanted, Title: "A name that must not be in the list is",
		Severity: schannel.Failure, Evidence: schannel.Specified,
		Message: "{name} is entry {index} of the list.",
		Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
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
		Message: "{product} sends no list of authorities unless the registry value SendTrustedIssuerList is 1. What is said of the list holds for the case that it is sent.",
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	{
		Code: codeListTruncated, Title: "Schannel cuts the list of authorities",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{names} names take {bytes} bytes, {over} more than the {limit} that {product} sends: {kept} names ({kept_bytes} bytes) are kept and {dropped} dropped. Over the choices that no document settles, {range} names are kept.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Cause"},
			{Document: "KB2801679", Section: "More information"},
		},
	},
	{
		Code: codeNameMalformed, Title: "A name is not a DER-encoded Name",
		Severity: schannel.Warning, Evidence: schannel.Specified,
		Message: "Entries that are no X.501 Name: {count}, the first at position {index} ({bytes} bytes): {fault}. They take room in the list; no client can match them by their fields.",
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
