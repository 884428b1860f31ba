// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import "github.com/schanneltrust/schannel"

var ruleUnauthorized = schannel.Rule{
	Code: "autodiscover.walk.unauthorized", Title: "An endpoint answered, and refused the credentials",
	Severity: schannel.Failure, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "OfficeDev/ews-managed-api#26"}, {Document: "Handling Autodiscover error messages", Section: "HTTP status errors"}},
	Message: "{host} answered with 401, and no other place did better: the credentials, not the discovery, are the likely cause, whatever the client reports.",
}

var ruleBrokenOff = schannel.Rule{
	Code: "autodiscover.walk.handshake_open", Title: "The recording breaks off inside a handshake",
	Severity: schannel.Warning, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "RFC 4559", Section: "Section 4.1"}},
	Message: "{host} answered 401 with a token of NTLM or Negotiate, which is no refusal: the client sends its next one. The answer to that is not recorded.",
}

var ruleForEver = schannel.Rule{
	Code: "autodiscover.walk.for_ever", Title: "The client never stops",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "A redirect to the address {target} starts the search again with the old address; while the answers stay the same, nothing ends it.",
}

var ruleRedirectLimit = schannel.Rule{
	Code: "autodiscover.walk.redirect_limit", Title: "Too many redirects",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "POX: Action"}, {Document: "POX: Autodiscover request for Exchange 2007"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "The client gives up after {count} redirects; the last led to {target}.",
}

var ruleLoop = schannel.Rule{
	Code: "autodiscover.walk.loop", Title: "The redirects go round in a circle",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages", Section: "Handling redirect errors"}},
	Message: "{target} was a target before: {count} places lead to one another.",
}

var ruleNotRecorded = schannel.Rule{
	Code: "autodiscover.walk.not_recorded", Title: "The recording does not hold every answer",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
	Message: "The recording lacks the answers to some requests ({count}); the client is assumed to go on.",
}

var ruleUndocumentedTurn = schannel.Rule{
	Code: "autodiscover.walk.undocumented_turn", Title: "No document says what Outlook does here",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages"}, {Document: "MS-OXDSCLI", Section: "Section 3.1.5"}},
	Message: "No document says what Outlook does after such an answer as that of {host} (turns like this: {count}); the walk follows Microsoft's pages for developers.",
}

var ruleErrorOpen = schannel.Rule{
	Code: "autodiscover.walk.error_open", Title: "Whether an error of the server is final is not documented",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages", Section: "Autodiscover errors"}, {Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
	Message: "{host} refused with {code}: the guide calls such errors unrecoverable, and has a client try each candidate until one succeeds.",
}

var ruleSRVChoice = schannel.Rule{
	Code: "autodiscover.walk.srv_choice", Title: "Clients choose among these service records differently",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Querying DNS for an SRV record"}, {Document: "RFC 2782"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverDnsClient.cs"}},
	Message: "Several service records name port 443 ({count}); the walk takes {host}.",
}

var ruleUnfinished = schannel.Rule{
	Code: "autodiscover.walk.unfinished", Title: "The walk is longer than is followed here",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "The walk is not followed beyond {count} requests.",
}

var ruleBlocked = schannel.Rule{
	Code: "autodiscover.walk.blocked", Title: "No callback allows the redirect",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "bielawb/EWS#20"}},
	Message: "The program sets no RedirectionUrlValidationCallback that allows {target}, and the call ends there.",
}

var ruleEndsCall = schannel.Rule{
	Code: "autodiscover.walk.ends_call", Title: "One answer ends the whole call",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "The answer of {host} raises {end}, which is not caught; places that are no longer asked: {count}.",
}

var ruleConsent = schannel.Rule{
	Code: "autodiscover.walk.hangs_on_consent", Title: "The outcome depends on what the user answers",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "page 115f06cf-62db-46a1-a825-8b30897f27d3"}, {Document: "KB2480582"}},
	Message: "The user is assumed to allow the redirect to {host}; if the user refuses, Outlook goes on to the next step, if there is one.",
}

var ruleStale = schannel.Rule{
	Code: "autodiscover.walk.stale_scp", Title: "A service connection point leads nowhere",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB3137323"}},
	Message: "The directory names {host}, which does not exist in DNS; such leftovers of removed servers delay every client (hosts like this: {count}).",
}

var ruleTwice = schannel.Rule{
	Code: "autodiscover.walk.same_host_twice", Title: "One host is asked more than once",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "{host} is named by more than one service connection point and fails each time (hosts like this: {count}).",
}

var ruleNoMail = schannel.Rule{
	Code: "autodiscover.walk.no_mail", Title: "Not a mail address",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Core/EwsUtilities.cs"}},
	Message: "A mail address has exactly one @, with a name before it and a domain after it; this one does not, and nothing is asked.",
}

var ruleDirectory = schannel.Rule{
	Code: "autodiscover.walk.directory_ends", Title: "The look-up in the directory ends the call",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "An entry of the directory raises {end} before anything is asked.",
}

var ruleV2 = schannel.Rule{
	Code: "autodiscover.walk.v2", Title: "Autodiscover V2 is not followed",
	Severity: schannel.Warning, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Shared/Get-ProtocolEndpointViaAutoDv2.ps1"}},
	Message: "The client speaks Autodiscover V2: one request of it is known, but not what clients do after the answer, so nothing is followed.",
}

var ruleUnused = schannel.Rule{
	Code: "autodiscover.walk.unused", Title: "Requests that this client does not make",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Overview of the Autodiscover process"}},
	Message: "The walk did not come to these requests of the recording ({count}): another client made them, or they are not Autodiscover.",
}

var ruleBrowser = schannel.Rule{
	Code: "autodiscover.walk.browser", Title: "A browser asked, and the endpoint is healthy",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Sources: []schannel.Source{{Document: "MS-OXDSCLI", Section: "page 713ef4f4-83b2-4375-9d64-60c97ee5b166"}},
	Message: "{host} answered a GET with error 600, as a healthy endpoint answers a browser; clients of Autodiscover send a POST, so this says nothing about what they get.",
}

var ruleIgnored = schannel.Rule{
	Code: "autodiscover.walk.ignored", Title: "Parts of the recording that were not understood",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "HAR 1.2"}},
	Message: "Keys or methods of the recording were not understood ({count}), and nothing follows from them.",
}
