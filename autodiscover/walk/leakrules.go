// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import "github.com/schanneltrust/schannel"

var ruleClearPassword = schannel.Rule{
	Code: "autodiscover.leak.credentials_in_clear", Title: "Credentials go out in the clear",
	Severity: schannel.Failure, Evidence: schannel.Observed,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
	Message: "Credentials are sent to {host} over http, where a redirect led.",
}

var ruleClear = schannel.Rule{
	Code: "autodiscover.leak.clear_text", Title: "A request with the mail address goes out in the clear",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
	Message: "The request to {host} goes over http; by the guide, clients send only the GET without credentials over http.",
}

var ruleDowngrade = schannel.Rule{
	Code: "autodiscover.leak.downgrade", Title: "A redirect from https to http",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages", Section: "Resending your request to a new URL"}},
	Message: "{host} redirects from https to {target}.",
}

var ruleOtherDomain = schannel.Rule{
	Code: "autodiscover.leak.other_domain", Title: "A redirect to another registrable domain",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages", Section: "Resending your request to a new URL"}, {Document: "Guardicore on Autodiscover"}},
	Message: "{host} leads to {target}, which is under another registrable domain; a valid certificate there proves nothing about whose it is.",
}

var ruleExpectedHost = schannel.Rule{
	Code: "autodiscover.leak.expected_host", Title: "A redirect to a known host of Microsoft",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "CSS-Exchange", Section: "Shared/AzureFunctions/Get-CloudServiceEndpoint.ps1"}},
	Message:  "{host} leads to {target}, an Autodiscover host of Exchange Online.",
	Excludes: []schannel.Code{"autodiscover.leak.other_domain"},
}

var ruleSRVDomain = schannel.Rule{
	Code: "autodiscover.leak.srv_other_domain", Title: "A service record names a host of another domain",
	Severity: schannel.Warning, Evidence: schannel.Observed,
	Sources: []schannel.Source{{Document: "gromox", Section: "doc/autodiscover.7"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "The service record leads to {host}, which is outside the domain of the address; clients treat that as a redirect that needs consent.",
}

var ruleSuffix = schannel.Rule{
	Code: "autodiscover.leak.public_suffix", Title: "A host above every domain",
	Severity: schannel.Failure, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "Guardicore on Autodiscover"}, {Document: "practical365 on the Autodiscover flaw"}},
	Message: "{host} belongs to no mail domain but to a public suffix; the documented protocol never asks there, and a client that does is faulty.",
}

var ruleNoSuffixes = schannel.Rule{
	Code: "autodiscover.leak.no_suffixes", Title: "Registrable domains were not judged",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "Guardicore on Autodiscover"}},
	Message: "Without a list of public suffixes, nothing is said about registrable domains or names above the domain.",
}

var ruleNoDomain = schannel.Rule{
	Code: "autodiscover.leak.no_domain", Title: "No mail address to judge hosts by",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"}},
	Message: "Without the mail address, nothing is said about hosts outside its domain.",
}

var ruleNotHost = schannel.Rule{
	Code: "autodiscover.leak.not_a_host", Title: "Some of what was seen is no name of a host",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"}},
	Message: "Texts that are neither the name of a host nor a URL are not judged: {host} ({count} in all).",
}

var ruleAbove = schannel.Rule{
	Code: "autodiscover.leak.above_domain", Title: "A host above the domain of the address",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"}, {Document: "Guardicore on Autodiscover"}},
	Message:  "{host} is above the domain of the address; the documented protocol asks only within that domain.",
	Excludes: []schannel.Code{"autodiscover.leak.public_suffix"},
}

var ruleForeign = schannel.Rule{
	Code: "autodiscover.leak.foreign_host", Title: "A host outside the domain of the address",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"}},
	Message:  "{host} is neither in the domain of the address nor among what the directory names; only a redirect or a service record leads there.",
	Excludes: []schannel.Code{"autodiscover.leak.public_suffix", "autodiscover.leak.above_domain"},
}

var ruleMore = schannel.Rule{
	Code: "autodiscover.leak.more", Title: "More of the same",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"}},
	Message: "More findings of the same kinds are left out: {count}.",
}

var ruleBasic = schannel.Rule{
	Code: "autodiscover.leak.basic_after_negotiate", Title: "Only Basic is offered after Negotiate or NTLM",
	Severity: schannel.Warning, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "Guardicore on Autodiscover"}},
	Message: "{host} offers only Basic, after another host offered Negotiate or NTLM: the password itself would go there.",
}

var ruleDetection = schannel.Rule{
	Code: "autodiscover.detection.not_autodiscover", Title: "This is not an Autodiscover answer",
	Severity: schannel.Warning, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "tinyapps on example.com"}},
	Message: "No step of Autodiscover leads to servers such as {host}; they come from Outlook's account detection, a Microsoft service that is not part of Autodiscover and is not modelled here.",
}
