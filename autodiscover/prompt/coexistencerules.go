// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import "github.com/schanneltrust/schannel"

var ruleCellAnswers = schannel.Rule{
	Code: "autodiscover.coexistence.answers", Title: "The server answers itself",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2006728"}},
	Message: "{first} answers for a mailbox on {mailbox} with the settings.",
}

var ruleCellRedirects = schannel.Rule{
	Code: "autodiscover.coexistence.redirects", Title: "The server redirects to the newer version",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "KB2006728"}, {Document: "POX: Autodiscover request for Exchange 2007"}},
	Message: "{first} redirects for a mailbox on {mailbox}, by status 302 to a Client Access server of that version.",
}

var ruleCellProxies = schannel.Rule{
	Code: "autodiscover.coexistence.proxies", Title: "The server proxies",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Client Access server of Exchange 2013"}},
	Message: "{first} proxies for a mailbox on {mailbox}; as a rule the client sees no redirect.",
}

var ruleCellAddress = schannel.Rule{
	Code: "autodiscover.coexistence.names_address", Title: "The server names another address",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Outlook profile of a mailbox moved to Office 365"}},
	Message: "{first} answers for a mailbox on {mailbox} with redirectAddr, and the client begins again.",
}

var ruleCellImpossible = schannel.Rule{
	Code: "autodiscover.coexistence.impossible", Title: "Both cannot be in one organization",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Setup: coexistence with Exchange 2007"}},
	Message: "{first} and a mailbox on {mailbox} cannot be in one organization: Setup refuses.",
}

var ruleCellOpen = schannel.Rule{
	Code: "autodiscover.coexistence.open", Title: "No document says what the server does for that mailbox",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources: []schannel.Source{{Document: "Exchange 2013 Autodiscover service"}},
	Message: "What {first} does for a mailbox on {mailbox} is not documented.",
}

var ruleCellUnknown = schannel.Rule{
	Code: "autodiscover.coexistence.unknown", Title: "A version is not known",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Exchange 2013 Autodiscover service"}},
	Message:  "Without both versions nothing is said.",
	Excludes: []schannel.Code{"autodiscover.coexistence.open"},
}
