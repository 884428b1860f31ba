// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import "github.com/schanneltrust/schannel"

var ruleUnauthorized = schannel.Rule{
	Code: "autodiscover.walk.unauthorized", Title: "An endpoint answered, and refused the credentials",
	Severity: schannel.Failure, Evidence: schannel.Reported,
	Sources: []schannel.Source{{Document: "OfficeDev/ews-managed-api#26"}, {Document: "Handling Autodiscover error messages", Section: "HTTP status errors"}},
	Message: "{host} answered with 401, and nothing else did better: the credentials, not the discovery, are the likely cause, whatever the client says",
}

var ruleForEver = schannel.Rule{
	Code: "autodiscover.walk.for_ever", Title: "The client repeats itself for ever",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "a redirect to the address {target} begins the search again with the old address; as long as the answers stay the same, nothing ends it",
}

var ruleRedirectLimit = schannel.Rule{
	Code: "autodiscover.walk.redirect_limit", Title: "Too many redirects",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "POX: Action"}, {Document: "POX: Autodiscover request for Exchange 2007"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "the client gives up after {count} redirects; the last led to {target}",
}

var ruleLoop = schannel.Rule{
	Code: "autodiscover.walk.loop", Title: "The redirects go round in a circle",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages", Section: "Handling redirect errors"}},
	Message: "{target} was the target before: {count} places lead to one another",
}

var ruleNotRecorded = schannel.Rule{
	Code: "autodiscover.walk.not_recorded", Title: "The recording does not hold every answer",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
	Message: "{count} requests have no answer in the recording; the client was taken to go on",
}

var ruleUndocumentedTurn = schannel.Rule{
	Code: "autodiscover.walk.undocumented_turn", Title: "No document says what Outlook does here",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages"}, {Document: "MS-OXDSCLI", Section: "Section 3.1.5"}},
	Message: "{count} turns ({reason}) are those of Microsoft's pages for developers; of Outlook no document tells them",
}

var ruleErrorOpen = schannel.Rule{
	Code: "autodiscover.walk.error_open", Title: "Whether an error of the server is final is not documented",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Handling Autodiscover error messages", Section: "Autodiscover errors"}, {Document: "Autodiscover for Exchange", Section: "Phase 2: Trying each candidate"}},
	Message: "{host} refused with {code}: the guide calls such errors unrecoverable, and has a client try each candidate until one succeeds",
}

var ruleSRVChoice = schannel.Rule{
	Code: "autodiscover.walk.srv_choice", Title: "Clients choose among these service records differently",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Querying DNS for an SRV record"}, {Document: "RFC 2782"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverDnsClient.cs"}},
	Message: "{count} service records name port 443; the walk takes {host}",
}

var ruleUnfinished = schannel.Rule{
	Code: "autodiscover.walk.unfinished", Title: "The walk is longer than is followed here",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "after {count} requests the walk is left",
}

var ruleBlocked = schannel.Rule{
	Code: "autodiscover.walk.blocked", Title: "No callback allows the redirect",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}, {Document: "bielawb/EWS#20"}},
	Message: "the program sets no RedirectionUrlValidationCallback that allows {target}, and the call ends over it",
}

var ruleEndsCall = schannel.Rule{
	Code: "autodiscover.walk.ends_call", Title: "One answer ends the whole call",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "the answer of {host} raises {end}, which nobody catches: {count} more places are not asked",
}

var ruleConsent = schannel.Rule{
	Code: "autodiscover.walk.hangs_on_consent", Title: "The end hangs on what the user answers",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "page 115f06cf-62db-46a1-a825-8b30897f27d3"}, {Document: "KB2480582"}},
	Message: "the user is taken to allow the redirect to {host}; who refuses it gets on by the next step, if there is one",
}

var ruleStale = schannel.Rule{
	Code: "autodiscover.walk.stale_scp", Title: "A service connection point leads nowhere",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB3137323"}},
	Message: "{host} stands in the directory, and the name does not exist; {count} entries are like that: such entries of servers that are gone delay every client",
}

var ruleTwice = schannel.Rule{
	Code: "autodiscover.walk.same_host_twice", Title: "One host is asked more than once",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "{host} is among the service connection points more than once and fails each time; {count} hosts are like that",
}

var ruleNoMail = schannel.Rule{
	Code: "autodiscover.walk.no_mail", Title: "The mail address is none",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Core/EwsUtilities.cs"}},
	Message: "the address has not exactly one @ between a name and a domain: nothing is asked",
}

var ruleDirectory = schannel.Rule{
	Code: "autodiscover.walk.directory_ends", Title: "The look-up in the directory ends the call",
	Severity: schannel.Failure, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
	Message: "an entry of the directory raises {end} before anything is asked",
}

var ruleV2 = schannel.Rule{
	Code: "autodiscover.walk.v2", Title: "Autodiscover V2 is not followed",
	Severity: schannel.Warning, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Shared/Get-ProtocolEndpointViaAutoDv2.ps1"}},
	Message: "the client speaks Autodiscover V2: one request of it is known, but not what clients do after the answer, so nothing is followed",
}

var ruleUnused = schannel.Rule{
	Code: "autodiscover.walk.unused", Title: "Requests that this client does not make",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Overview of the Autodiscover process"}},
	Message: "{count} requests of the recording are none that the walk came to: another client made them, or they are no Autodiscover",
}

var ruleIgnored = schannel.Rule{
	Code: "autodiscover.walk.ignored", Title: "Parts of the recording that were not understood",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "HAR 1.2"}},
	Message: "{count} keys or methods of the recording were not understood, and nothing follows from them",
}
