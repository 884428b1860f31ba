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
	codeNoOffer            schannel.Code = "trustlist.client.no_offer"
	codeLogging            schannel.Code = "trustlist.event.logging"
	codeLimitInferred      schannel.Code = "trustlist.limit.inferred"
	codeLimitMisprint      schannel.Code = "trustlist.limit.misprint"
	codeListDuplicates     schannel.Code = "trustlist.list.duplicates"
	codeListFits           schannel.Code = "trustlist.list.fits"
	codeListNone           schannel.Code = "trustlist.list.none"
	codeListNotSent        schannel.Code = "trustlist.list.not_sent"
	codeListTruncated      schannel.Code = "trustlist.list.truncated"
	codeNameMalformed      schannel.Code = "trustlist.name.malformed"
	codeRegistryData       schannel.Code = "trustlist.registry.data"
	codeRegistryKey        schannel.Code = "trustlist.registry.key"
	codeRegistryName       schannel.Code = "trustlist.registry.name"
	codeRegistrySend       schannel.Code = "trustlist.registry.send"
	codeRegistrySilent     schannel.Code = "trustlist.registry.send_not"
	codeRegistryWarnings   schannel.Code = "trustlist.registry.warnings"
	codeRegistryNoWarnings schannel.Code = "trustlist.registry.warnings_not"
	codeRequiredMissing    schannel.Code = "trustlist.required.missing"
	codeRequiredRemoved    schannel.Code = "trustlist.required.removed"
	codeTrustExclusiveCA   schannel.Code = "trustlist.trust.exclusive_ca"
	codeTrustExclusiveRoot schannel.Code = "trustlist.trust.exclusive_root"
	codeTrustMachine       schannel.Code = "trustlist.trust.machine"
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
	{
		Code: codeRegistryData, Title: "No document says what this number does",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{name} is {value}, which is none of the numbers that are documented for it.",
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	{
		Code: codeRegistryKey, Title: "The value stands under a key where Schannel does not look for it",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{name} stands under {key}. It works under {right} only.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 3"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "KB260729"},
		},
	},
	{
		Code: codeRegistryName, Title: "The name of the value is not the one that Schannel reads",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{name} is no value of Schannel and does nothing. {meant} seems to be meant.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 3"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "newbetuts 1050679"},
		},
	},
	{
		Code: codeRegistrySend, Title: "The server is told to send the list",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "SendTrustedIssuerList is 1: the server sends its list of authorities.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 3"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	{
		Code: codeRegistrySilent, Title: "The server is told to send no list",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "SendTrustedIssuerList is 0: the server names no authority. Internet Explorer then shows all client certificates that are installed.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 3"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	{
		Code: codeRegistryWarnings, Title: "Schannel logs warnings",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "EventLogging is {value}, which has bit 2: event 36885 is written when a list is cut.",
		Sources: []schannel.Source{
			{Document: "KB260729"},
			{Document: "KB933430"},
		},
	},
	{
		Code: codeRegistryNoWarnings, Title: "Schannel logs no warnings",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "EventLogging is {value}, without bit 2: event 36885 is not written even when a list is cut.",
		Sources: []schannel.Source{
			{Document: "KB260729"},
			{Document: "KB933430"},
		},
	},
	{
		Code: codeRequiredMissing, Title: "A root that Windows requires is not in the store",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "{product} requires the root {name} ({sha1}), which is not among the trusted roots. It is needed even after it has expired, for signatures that were made before.",
		Sources: []schannel.Source{
			{Document: "KB293781"},
			{Document: "KB293781 (Windows 10)"},
			{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
		},
	},
	{
		Code: codeRequiredRemoved, Title: "A root that Windows requires is about to be removed",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{product} requires the root {name} ({sha1}). It must stay, even after it has expired.",
		Sources: []schannel.Source{
			{Document: "KB293781"},
			{Document: "KB293781 (Windows 10)"},
			{Document: "KB2464556", Section: "Method 1"},
			{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
		},
	},
	{
		Code: codeTrustExclusiveCA, Title: "Client certificates are validated by Exclusive CA Trust",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "ClientAuthTrustMode is 2: a client certificate must chain to an intermediate authority or a root in the store of trusted issuers that the application names.",
		Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	},
	{
		Code: codeTrustExclusiveRoot, Title: "Client certificates are validated by Exclusive Root Trust",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "ClientAuthTrustMode is 1: a client certificate must chain to a root in the store of trusted issuers that the application names, and be issued by an issuer in the list.",
		Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	},
	{
		Code: codeTrustMachine, Title: "Client certificates are validated by Machine Trust",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "ClientAuthTrustMode is 0, as it is without the value: a client certificate must be issued by a certificate in the list of trusted issuers.",
		Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
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
