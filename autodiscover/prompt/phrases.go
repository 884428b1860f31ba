// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import "github.com/schanneltrust/schannel"

var (
	settleLogPrompt     = schannel.Phrase{Code: "autodiscover.settle.prompt", Text: "start Outlook and see whether the window appears"}
	settleServer        = schannel.Phrase{Code: "autodiscover.settle.server", Text: "ask the server with a request of Autodiscover for that mailbox"}
	outcomePrompt       = schannel.Phrase{Code: "autodiscover.outcome.prompt", Text: "Outlook shows the window"}
	outcomeNoPrompt     = schannel.Phrase{Code: "autodiscover.outcome.no_prompt", Text: "Outlook shows nothing"}
	outcomeCellAnswer   = schannel.Phrase{Code: "autodiscover.outcome.cell_answer", Text: "the server answers or proxies"}
	outcomeCellRedirect = schannel.Phrase{Code: "autodiscover.outcome.cell_redirect", Text: "the server redirects, or fails"}
	missingTime         = schannel.Phrase{Code: "autodiscover.missing.time", Text: "the time at which the client asks"}
	missingTrust        = schannel.Phrase{Code: "autodiscover.missing.trust", Text: "whether the client's computer trusts the chain of the certificate"}
	missingSelfSigned   = schannel.Phrase{Code: "autodiscover.missing.self_signed", Text: "whether the certificate is self-signed"}
	missingEarlier      = schannel.Phrase{Code: "autodiscover.missing.earlier", Text: "the answers to the requests before this one"}
	missingVersions     = schannel.Phrase{Code: "autodiscover.missing.versions", Text: "the versions of the server that is asked first and of that with the mailbox"}
	rightsUser          = schannel.Phrase{Code: "autodiscover.rights.user", Text: "the user of the computer"}
	rightsExchange      = schannel.Phrase{Code: "autodiscover.rights.exchange", Text: "an administrator of Exchange"}
	rightsProgram       = schannel.Phrase{Code: "autodiscover.rights.program", Text: "whoever writes or configures the program"}
	effectCallback      = schannel.Phrase{Code: "autodiscover.effect.callback", Text: "credentials may go to every host that the callback allows"}
	effectTrust         = schannel.Phrase{Code: "autodiscover.effect.trust", Text: "the computer trusts whatever is signed with the key of that certificate"}
	effectHidden        = schannel.Phrase{Code: "autodiscover.effect.hidden", Text: "redirects to that host are followed without asking, even if somebody else comes to control it"}
	effectNoRoot        = schannel.Phrase{Code: "autodiscover.effect.no_root", Text: "accounts that are found only at their root domain are no longer found"}
	effectPrincipal     = schannel.Phrase{Code: "autodiscover.effect.principal", Text: "every user of the organization gets the new name with the next Autodiscover answer"}
)
