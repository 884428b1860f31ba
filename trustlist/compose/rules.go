// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"iter"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Codes of the rules.
const (
	codeListExpired            schannel.Code = "trustlist.list.expired"
	codeComposeFederation      schannel.Code = "trustlist.list.federation"
	codeListHeadroom           schannel.Code = "trustlist.list.headroom"
	codeListSystemMapper       schannel.Code = "trustlist.list.nt_authority"
	codeRegistryData           schannel.Code = "trustlist.registry.data"
	codeRegistryKey            schannel.Code = "trustlist.registry.key"
	codeRegistryName           schannel.Code = "trustlist.registry.name"
	codeRegistrySend           schannel.Code = "trustlist.registry.send"
	codeRegistrySilent         schannel.Code = "trustlist.registry.send_not"
	codeRegistryWarnings       schannel.Code = "trustlist.registry.warnings"
	codeRegistryNoWarnings     schannel.Code = "trustlist.registry.warnings_not"
	codeStoreIgnored           schannel.Code = "trustlist.store.ignored"
	codeStoreMixed             schannel.Code = "trustlist.store.mixed"
	codeStoreNonRoot           schannel.Code = "trustlist.store.non_root"
	codeStorePurposes          schannel.Code = "trustlist.store.purposes"
	codeStorePurposesElsewhere schannel.Code = "trustlist.store.purposes_elsewhere"
	codeStoreTooLarge          schannel.Code = "trustlist.store.too_large"
	codeStoreUnited            schannel.Code = "trustlist.store.united"
	codeStoreUsed              schannel.Code = "trustlist.store.used"
	codeTrustExclusiveCA       schannel.Code = "trustlist.trust.exclusive_ca"
	codeTrustExclusiveRoot     schannel.Code = "trustlist.trust.exclusive_root"
	codeTrustMachine           schannel.Code = "trustlist.trust.machine"
	codeTrustNotYet            schannel.Code = "trustlist.trust.not_yet"
)

// rules is the one table of the rules of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code: codeListExpired, Title: "Expired certificates may take room in the list",
		Severity: schannel.Info, Evidence: schannel.Inferred,
		Message: "{certificates} certificates have expired; their names take {bytes} bytes. No document says whether Windows names them.",
		Sources: []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	},
	{
		Code: codeComposeFederation, Title: "AD FS and Web Application Proxy send the list",
		Severity: schannel.Info, Evidence: schannel.Reported,
		Message: "AD FS and Web Application Proxy send the list of authorities by default, although {product} otherwise does not.",
		Sources: []schannel.Source{
			{Document: "jpazureid 2018-11-01"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	{
		Code: codeListHeadroom, Title: "How much the list may still grow",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{free} of {limit} bytes are free, room for about {names} names as long as those of the list on average. The automatic update of roots adds one whenever a certificate needs it, until the list is cut.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "More Information"},
			{Document: "KB2880390"},
		},
	},
	{
		Code: codeListSystemMapper, Title: "The name NT AUTHORITY comes on top",
		Severity: schannel.Info, Evidence: schannel.Observed,
		Message: "Unless the credentials have SCH_CRED_NO_SYSTEM_MAPPER, Schannel adds a name NT AUTHORITY to a list that it sends. Its encoding is not documented, so it is not counted here. A list meant to be empty then names one authority that nobody has, and clients offer nothing.",
		Sources: []schannel.Source{
			{Document: "dotnet/runtime#60949"},
			{Document: "dotnet/runtime#60988"},
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
		Code: codeStoreIgnored, Title: "The release does not read the store Client Authentication Issuers",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "Client Authentication Issuers holds {certificates} certificates, which {product} does not read: the store counts from Windows Server 2012 on.",
		Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	},
	{
		Code: codeStoreMixed, Title: "A mixed store of trusted roots sends no root",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "The store of trusted roots holds certificates of authorities below roots. Of such a mix only those are sent: {issuers} of {certificates}.",
		Sources: []schannel.Source{
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "jpazureid 2018-11-01"},
		},
	},
	{
		Code: codeStoreNonRoot, Title: "A certificate in the store of trusted roots is no root",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "{name} ({sha1}) is not issued by itself but stands among the trusted roots. Client authentication can fail over it: IIS answers 403.7 where the list is sent and 403.16 where it is not.",
		Sources: []schannel.Source{
			{Document: "KB2802568"},
			{Document: "jpazureid 2018-11-01"},
		},
	},
	{
		Code: codeStorePurposes, Title: "Trusted roots that are not for client authentication are not named",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{certificates} certificates of the store are not trusted for client authentication and are left out.",
		Sources: []schannel.Source{{Document: "KB2801679", Section: "Cause"}},
	},
	{
		Code: codeStorePurposesElsewhere, Title: "Nothing says whether other stores are filtered by purpose",
		Severity: schannel.Warning, Evidence: schannel.Inferred,
		Message: "{certificates} certificates of the store {store} are not trusted for client authentication. The article that tells of the filter speaks of trusted roots only.",
		Sources: []schannel.Source{
			{Document: "KB2801679", Section: "Cause"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	{
		Code: codeStoreTooLarge, Title: "The store of trusted roots is too large for client authentication",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The names of the trusted roots take {bytes} bytes, more than {limit}. On Windows Server 2012 client authentication then fails, whatever SendTrustedIssuerList is. The store can grow without anybody's doing: by the automatic update of roots, and by a stranger who connects with a certificate below a root that is not there yet.",
		Sources: []schannel.Source{{Document: "KB2880390"}},
	},
	{
		Code: codeStoreUnited, Title: "The list is made of the trusted roots and the store of the application",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "Before Windows Server 2012 the list is made of the self-signed certificates among the trusted roots and those of the application's own store, {certificates} in all. Schannel does so when credentials are acquired: a change of the stores counts for new credentials.",
		Sources: []schannel.Source{
			{Document: "Platform SDK 2000"},
			{Document: "KB2801679", Section: "Cause"},
		},
	},
	{
		Code: codeStoreUsed, Title: "The store that the list comes from",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "The list comes from the store {store} with {certificates} certificates: the first that is not empty of the store of the site or application, Client Authentication Issuers and Trusted Root Certification Authorities.",
		Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
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
	{
		Code: codeTrustNotYet, Title: "The release has no ClientAuthTrustMode",
		Severity: schannel.Warning, Evidence: schannel.Documented,
		Message: "ClientAuthTrustMode is set, but it counts from Windows Server 2012 on, not on {product}.",
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
