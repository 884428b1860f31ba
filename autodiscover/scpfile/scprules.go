// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import "github.com/schanneltrust/schannel"

// Rules about entries, whichever client reads them; Check applies them.
var (
	ruleTwice = schannel.Rule{
		Code: "autodiscover.scp.directory_twice", Title: "A directory is given twice", Severity: schannel.Warning, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "Directories are given again under the same host; the first is searched: {names} ({count} in all).",
	}
	ruleTwoKinds = schannel.Rule{
		Code: "autodiscover.scp.two_kinds", Title: "An entry is a pointer and a URL", Severity: schannel.Warning, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Entries hold the GUIDs of a pointer and of a URL, and are taken as both: {names} ({count} in all).",
	}
	ruleNoHoster = schannel.Rule{
		Code: "autodiscover.scp.hoster_without_host", Title: "The entry of trusted hosters names none", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB3115825"}},
		Message: "Entries of trusted hosters have no value, so that Get-FederationInformation warns of an unsecure redirect: {names} ({count} in all).",
	}
	ruleUnknownGUID = schannel.Rule{
		Code: "autodiscover.scp.unknown_guid", Title: "The entry has no GUID of Autodiscover", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "Entries have none of the keywords that clients look for, and are ignored: {names} ({count} in all).",
	}
	ruleTwoBindings = schannel.Rule{
		Code: "autodiscover.scp.two_bindings", Title: "An entry has more than one binding", Severity: schannel.Warning, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 2.2.2"}, {Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Entries have more than one serviceBindingInformation, of which exactly one is allowed; clients take the first that the directory returns: {names} ({count} in all).",
	}
	ruleKeywordCase = schannel.Rule{
		Code: "autodiscover.scp.keyword_case", Title: "A keyword is written in another case", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Keywords begin with Site= or Domain= in another case; the EWS Managed API ignores case here, the sample on the page does not: {names} ({count} in all).",
	}
	ruleUnknownKeyword = schannel.Rule{
		Code: "autodiscover.scp.unknown_keyword", Title: "A keyword is not one that clients look for", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "Keywords are neither a GUID of Autodiscover nor Site= or Domain= with a value, such as one with blanks in it; clients ignore them: {names} ({count} in all).",
	}
	ruleUnknownSite = schannel.Rule{
		Code: "autodiscover.scp.unknown_site", Title: "An entry is scoped to a site that does not exist", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "Set-ClientAccessService", Section: "-AutoDiscoverSiteScope"}},
		Message: "Keywords name a site that is not among those of the forest: {names} ({count} in all).",
	}
	ruleSiteWithout = schannel.Rule{
		Code: "autodiscover.scp.site_without", Title: "A site has no entry", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "AutodiscoverSiteScope and client-only sites"}},
		Message: "Sites have no service connection point of their own, and their clients may be sent anywhere: {names} ({count} in all).",
	}
	rulePointerNoBinding = schannel.Rule{
		Code: "autodiscover.scp.pointer_no_binding", Title: "A pointer points nowhere", Severity: schannel.Failure, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Pointers have no serviceBindingInformation, which ends the look-up of the EWS Managed API: {names} ({count} in all).",
	}
	rulePointerNotLDAP = schannel.Rule{
		Code: "autodiscover.scp.pointer_not_ldap", Title: "The binding of a pointer is no LDAP URL", Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "Pointers do not hold LDAP:// and a host: {names} ({count} in all).",
	}
	rulePointerScoped = schannel.Rule{
		Code: "autodiscover.scp.pointer_scoped", Title: "Policies disagree about a pointer", Severity: schannel.Warning, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Pointers are scoped to no domain and have other keywords: the page falls back to them, the EWS Managed API does not: {names} ({count} in all).",
	}
	rulePointerTwice = schannel.Rule{
		Code: "autodiscover.scp.pointer_twice", Title: "Two pointers are for one domain", Severity: schannel.Warning, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Pointers are for a domain that already has one; the first that the directory returns counts: {names} ({count} in all).",
	}
	ruleNoBinding = schannel.Rule{
		Code: "autodiscover.scp.no_url", Title: "An entry has no URL", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}, {Document: "Decommission on-premises Exchange"}},
		Message: "Entries have no URL and lead nowhere; a server is taken out by setting its URL to $null: {names} ({count} in all).",
	}
	ruleNotURL = schannel.Rule{
		Code: "autodiscover.scp.not_a_url", Title: "The URL of an entry is not a URL", Severity: schannel.Failure, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
		Message: "Entries hold a text that is not an absolute URL, such as one without https://; programs that use the EWS Managed API fail with UriFormatException: {names} ({count} in all).",
	}
	ruleHTTP = schannel.Rule{
		Code: "autodiscover.scp.http", Title: "The URL of an entry is not encrypted", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
		Message: "Entries hold an http URL; clients should not authenticate there: {names} ({count} in all).",
	}
	ruleOtherScheme = schannel.Rule{
		Code: "autodiscover.scp.other_scheme", Title: "The URL of an entry is of another scheme", Severity: schannel.Failure, Evidence: schannel.Specified,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "Entries hold a URL that is neither https nor http: {names} ({count} in all).",
	}
	ruleAddress = schannel.Rule{
		Code: "autodiscover.scp.address", Title: "The URL of an entry holds an IP address", Severity: schannel.Warning, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "KB940726"}},
		Message: "Entries hold a URL with an IP address, which few certificates name: {names} ({count} in all).",
	}
	ruleHostLetters = schannel.Rule{
		Code: "autodiscover.scp.host_letters", Title: "The host of an entry has letters beyond ASCII", Severity: schannel.Warning, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "Entries hold a host name that is not in its DNS form; what clients make of it is not documented: {names} ({count} in all).",
	}
	ruleShortName = schannel.Rule{
		Code: "autodiscover.scp.short_name", Title: "The host of an entry has no domain", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB940726"}},
		Message: "Entries hold a host without a domain, which a public certificate cannot name: {names} ({count} in all).",
	}
	ruleOwnName = schannel.Rule{
		Code: "autodiscover.scp.default_url", Title: "An entry still has its server's own name", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB940726"}, {Document: "Exchange Active Directory deployment site"}},
		Message: "Entries still hold the server's own name, as Setup writes it; clients go there at once, and its certificate must name it: {names} ({count} in all).",
	}
	rulePath = schannel.Rule{
		Code: "autodiscover.scp.path", Title: "The path of a URL is unusual", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "Autodiscover endpoint list", Section: "Start with SCP lookup"}},
		Message: "Entries hold a URL that does not end in /autodiscover/autodiscover.xml: {names} ({count} in all).",
	}
	ruleTiers = schannel.Rule{
		Code: "autodiscover.scp.tiers", Title: "A URL is scoped in one entry and not in another", Severity: schannel.Info, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "Entries hold a URL that another entry scopes differently; policies place it differently: {names} ({count} in all).",
	}
)
