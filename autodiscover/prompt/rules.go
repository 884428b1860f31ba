// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import "github.com/schanneltrust/schannel"

var rulePromptRedirect = schannel.Rule{
	Code: "autodiscover.prompt.redirect", Title: "Outlook asks about a redirect",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2480582"}, {Document: "HMC documentation", Section: "10bb4fa1-0569-41ed-ae8a-86785158960e"}},
	Message: "Outlook asks the user whether {host} may configure the account.",
}

var rulePromptUntrusted = schannel.Rule{
	Code: "autodiscover.prompt.untrusted", Title: "Outlook warns: the certificate is not trusted",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2006728"}},
	Message:  "The certificate of {host} does not come from an authority that the computer trusts.",
	Excludes: []schannel.Code{"autodiscover.prompt.tolerated"},
}

var rulePromptName = schannel.Rule{
	Code: "autodiscover.prompt.name", Title: "Outlook warns: the name does not match",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB940726"}, {Document: "KB2783881"}},
	Message: "The certificate that {host} shows does not name it.",
}

var rulePromptDate = schannel.Rule{
	Code: "autodiscover.prompt.date", Title: "Outlook warns: the certificate is outside its dates",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2006728"}, {Document: "bb851554"}},
	Message: "The certificate of {host} has expired, or is not valid yet.",
}

var rulePromptCredentials = schannel.Rule{
	Code: "autodiscover.prompt.credentials", Title: "Outlook asks for credentials",
	Severity: schannel.Warning, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "KB3049615"}, {Document: "Handling Autodiscover error messages", Section: "HTTP status errors"}},
	Message: "{host} refuses the credentials with 401.",
}

var ruleTolerated = schannel.Rule{
	Code: "autodiscover.prompt.tolerated", Title: "A self-signed certificate is tolerated",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "bb851554"}},
	Message:  "Outlook 2007 does not warn about the self-signed certificate of {host}, because its URL comes from a service connection point; name and dates must fit all the same.",
	Excludes: []schannel.Code{"autodiscover.prompt.untrusted"},
}

var ruleToleranceLost = schannel.Rule{
	Code: "autodiscover.prompt.tolerance_lost", Title: "A redirect loses the tolerance for self-signed certificates",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2006728"}, {Document: "bb851554"}},
	Message:  "A service connection point was asked first, but it redirects to {host}; what is tolerated at the former is not tolerated at the latter.",
	Excludes: []schannel.Code{"autodiscover.prompt.tolerated"},
}

var ruleSuppressed = schannel.Rule{
	Code: "autodiscover.prompt.suppressed", Title: "A value in the registry hides the window",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2480582"}, {Document: "KB2783881"}},
	Message: "The value {value} of RedirectServers hides the window for {host}.",
}

var ruleNotSuppressed = schannel.Rule{
	Code: "autodiscover.prompt.not_suppressed", Title: "A value in the registry only looks as if it hid the window",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2480582"}, {Document: "MicrosoftDocs/OfficeDocs-Support#952"}},
	Message:  "The value {value} of RedirectServers does not hide the window for {host}: that takes a REG_SZ value named exactly like the host, in Outlook 2010 in the same case too.",
	Excludes: []schannel.Code{"autodiscover.prompt.suppressed"},
}

var ruleCaseOpen = schannel.Rule{
	Code: "autodiscover.prompt.case_open", Title: "Whether case matters here is not documented",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2480582"}, {Document: "KB2783881"}},
	Message:  "The value {value} of RedirectServers differs from {host} by case only; of Outlook 2007 no document tells whether that matters.",
	Excludes: []schannel.Code{"autodiscover.prompt.suppressed", "autodiscover.prompt.not_suppressed"},
}

var rulePrincipal = schannel.Rule{
	Code: "autodiscover.prompt.principal", Title: "The certificate of the RPC proxy has another name than Outlook is told",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "POX: CertPrincipalName"}, {Document: "Exchange 2007 help on Outlook Anywhere", Section: "c3253af7"}},
	Message: "Outlook is told to expect {principal} at {host}, whose certificate does not have that name: Outlook asks for credentials, or does not connect.",
}

var rulePrincipalXP = schannel.Rule{
	Code: "autodiscover.prompt.principal_xp", Title: "Windows XP compares only the common name",
	Severity: schannel.Warning, Evidence: schannel.Reported,
	Sources:  []schannel.Source{{Document: "Exchange 2007 help on Outlook Anywhere", Section: "c3253af7"}, {Document: "Azure cloud blog on CertPrincipalName"}},
	Message:  "Outlook is told to expect {principal} at {host}; the certificate has that name, but not as its common name, and Windows XP compares nothing else.",
	Excludes: []schannel.Code{"autodiscover.prompt.principal"},
}

var rulePromptMore = schannel.Rule{
	Code: "autodiscover.prompt.more", Title: "More windows",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2006728"}},
	Message: "More windows of the same kinds are left out: {count}.",
}

var ruleNoTime = schannel.Rule{
	Code: "autodiscover.prompt.no_time", Title: "Dates were not judged",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2006728"}},
	Message: "No time is given, so the dates of the certificate of {host} are not judged.",
}

var ruleNoTrust = schannel.Rule{
	Code: "autodiscover.prompt.no_trust", Title: "Trust was not judged",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB2006728"}},
	Message:  "Whether the computer trusts the certificate of {host} is not given.",
	Excludes: []schannel.Code{"autodiscover.prompt.untrusted", "autodiscover.prompt.tolerated"},
}
