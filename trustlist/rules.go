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
	codeCapturedBeyond         schannel.Code = "trustlist.captured.beyond"
	codeCapturedCut            schannel.Code = "trustlist.captured.cut"
	codeCapturedIncomplete     schannel.Code = "trustlist.captured.incomplete"
	codeCapturedMapper         schannel.Code = "trustlist.captured.nt_authority"
	codeCapturedOnlyMapper     schannel.Code = "trustlist.captured.nt_authority_only"
	codeCapturedWhole          schannel.Code = "trustlist.captured.whole"
	codeCauseCut               schannel.Code = "trustlist.cause.cut"
	codeCauseNonRoot           schannel.Code = "trustlist.cause.non_root"
	codeCauseOther             schannel.Code = "trustlist.cause.other"
	codeCauseRefused           schannel.Code = "trustlist.cause.refused"
	codeCauseTooLarge          schannel.Code = "trustlist.cause.too_large"
	codeCauseUnnamed           schannel.Code = "trustlist.cause.unnamed"
	codeNoOffer                schannel.Code = "trustlist.client.no_offer"
	codeDiffAdded              schannel.Code = "trustlist.diff.added"
	codeDiffOrder              schannel.Code = "trustlist.diff.order"
	codeDiffPrefix             schannel.Code = "trustlist.diff.prefix"
	codeDiffReencoded          schannel.Code = "trustlist.diff.reencoded"
	codeDiffRemoved            schannel.Code = "trustlist.diff.removed"
	codeDiffSame               schannel.Code = "trustlist.diff.same"
	codeLogging                schannel.Code = "trustlist.event.logging"
	codeExpectMissing          schannel.Code = "trustlist.expect.missing"
	codeExpectReencoded        schannel.Code = "trustlist.expect.reencoded"
	codeExpectUnwanted         schannel.Code = "trustlist.expect.unwanted"
	codeLimitInferred          schannel.Code = "trustlist.limit.inferred"
	codeLimitMisprint          schannel.Code = "trustlist.limit.misprint"
	codeListDuplicates         schannel.Code = "trustlist.list.duplicates"
	codeListExpired            schannel.Code = "trustlist.list.expired"
	codeComposeFederation      schannel.Code = "trustlist.list.federation"
	codeListFits               schannel.Code = "trustlist.list.fits"
	codeListHeadroom           schannel.Code = "trustlist.list.headroom"
	codeListNone               schannel.Code = "trustlist.list.none"
	codeListNotSent            schannel.Code = "trustlist.list.not_sent"
	codeListSystemMapper       schannel.Code = "trustlist.list.nt_authority"
	codeListTruncated          schannel.Code = "trustlist.list.truncated"
	codeMethodAbsent           schannel.Code = "trustlist.method.absent"
	codeMethodDomain           schannel.Code = "trustlist.method.domain"
	codeMethodEnterprise       schannel.Code = "trustlist.method.enterprise_only"
	codeMethodFits             schannel.Code = "trustlist.method.fits"
	codeMethodGains            schannel.Code = "trustlist.method.gains"
	codeMethodLoses            schannel.Code = "trustlist.method.loses"
	codeMethodNoEffect         schannel.Code = "trustlist.method.no_effect"
	codeMethodShort            schannel.Code = "trustlist.method.short"
	codeMethodUntrusted        schannel.Code = "trustlist.method.untrusted"
	codeNameMalformed          schannel.Code = "trustlist.name.malformed"
	codeOfferAlways            schannel.Code = "trustlist.offer.always"
	codeOfferAny               schannel.Code = "trustlist.offer.any"
	codeOfferCut               schannel.Code = "trustlist.offer.cut"
	codeOfferNamed             schannel.Code = "trustlist.offer.named"
	codeOfferUnnamed           schannel.Code = "trustlist.offer.unnamed"
	codePlanFits               schannel.Code = "trustlist.plan.fits"
	codePlanImpossible         schannel.Code = "trustlist.plan.impossible"
	codePlanNeedless           schannel.Code = "trustlist.plan.needless"
	codePlanSharedName         schannel.Code = "trustlist.plan.shared_name"
	codePlanUnknown            schannel.Code = "trustlist.plan.unknown"
	codePreflightFits          schannel.Code = "trustlist.preflight.fits"
	codePreflightRefused       schannel.Code = "trustlist.preflight.refused"
	codePreflightUnsent        schannel.Code = "trustlist.preflight.unsent"
	codePreflightVector        schannel.Code = "trustlist.preflight.vector"
	codeRegistryData           schannel.Code = "trustlist.registry.data"
	codeRegistryKey            schannel.Code = "trustlist.registry.key"
	codeRegistryName           schannel.Code = "trustlist.registry.name"
	codeRegistrySend           schannel.Code = "trustlist.registry.send"
	codeRegistrySilent         schannel.Code = "trustlist.registry.send_not"
	codeRegistryWarnings       schannel.Code = "trustlist.registry.warnings"
	codeRegistryNoWarnings     schannel.Code = "trustlist.registry.warnings_not"
	codeRequiredMissing        schannel.Code = "trustlist.required.missing"
	codeRequiredRemoved        schannel.Code = "trustlist.required.removed"
	codeStoreIgnored           schannel.Code = "trustlist.store.ignored"
	codeStoreMixed             schannel.Code = "trustlist.store.mixed"
	codeStoreNonRoot           schannel.Code = "trustlist.store.non_root"
	codeStorePurposes          schannel.Code = "trustlist.store.purposes"
	codeStorePurposesElsewhere schannel.Code = "trustlist.store.purposes_elsewhere"
	codeStoreTooLarge          schannel.Code = "trustlist.store.too_large"
	codeStoreUnited            schannel.Code = "trustlist.store.united"
	codeStoreUsed              schannel.Code = "trustlist.store.used"
	codeSymptomKnown           schannel.Code = "trustlist.symptom.known"
	codeSymptomUnknown         schannel.Code = "trustlist.symptom.unknown"
	codeTrustExclusiveCA       schannel.Code = "trustlist.trust.exclusive_ca"
	codeTrustExclusiveRoot     schannel.Code = "trustlist.trust.exclusive_root"
	codeTrustMachine           schannel.Code = "trustlist.trust.machine"
	codeTrustNotYet            schannel.Code = "trustlist.trust.not_yet"
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
		Code: codeListFits, Title: "The whole list is within the limit",
		Severity: schannel.Info, Evidence: schannel.Documented,
		Message: "{names} names take {bytes} of {limit} bytes; {free} bytes are free.",
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "More Information"},
			{Document: "KB2801679", Section: "More information"},
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
		Code: codeListSystemMapper, Title: "The name NT AUTHORITY comes on top",
		Severity: schannel.Info, Evidence: schannel.Observed,
		Message: "Unless the credentials have SCH_CRED_NO_SYSTEM_MAPPER, Schannel adds a name NT AUTHORITY to a list that it sends. Its encoding is not documented, so it is not counted here. A list meant to be empty then names one authority that nobody has, and clients offer nothing.",
		Sources: []schannel.Source{
			{Document: "dotnet/runtime#60949"},
			{Document: "dotnet/runtime#60988"},
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
		Code: codeNameMalformed, Title: "A name is not a DER-encoded Name",
		Severity: schannel.Warning, Evidence: schannel.Specified,
		Message: "Entries that are no X.501 Name: {count}, the first at position {index} ({bytes} bytes): {fault}. They take room in the list; no client can match them by their fields.",
		Sources: []schannel.Source{
			{Document: "RFC 5246", Section: "Section 7.4.4"},
			{Document: "RFC 5280", Section: "Section 4.1.2.4"},
		},
	},
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
		Message: "The root {name} ({sha1}), which {product} {requires}, is not among the trusted roots. It is needed even after it has expired, for signatures that were made before.",
		Sources: []schannel.Source{
			{Document: "KB293781"},
			{Document: "KB293781 (Windows 10)"},
			{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
		},
	},
	{
		Code: codeRequiredRemoved, Title: "A root that Windows requires is about to be removed",
		Severity: schannel.Failure, Evidence: schannel.Documented,
		Message: "The root {name} ({sha1}), which {product} {requires}, is among those to be removed. It must stay, even after it has expired.",
		Sources: []schannel.Source{
			{Document: "KB293781"},
			{Document: "KB293781 (Windows 10)"},
			{Document: "KB2464556", Section: "Method 1"},
			{Document: "signify", Section: "signify/authenticode/legacy-certs.pem"},
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
