// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import "github.com/schanneltrust/schannel"

// Server is a version of Exchange.
type Server uint8

const (
	ServerUnknown  Server = 0 // "unknown": not given
	Exchange2007   Server = 1 // "exchange2007": Service Pack 2 or later
	Exchange2010   Server = 2 // "exchange2010"
	Exchange2013   Server = 3 // "exchange2013"
	Exchange2016   Server = 4 // "exchange2016"
	Exchange2019   Server = 5 // "exchange2019"
	ExchangeOnline Server = 6 // "exchange-online"
)

// Behaviour is what a server does for a mailbox on another.
type Behaviour uint8

const (
	BehaviourUnknown Behaviour = 0 // "unknown": not documented
	Answers          Behaviour = 1 // "answers": with the settings
	Redirects        Behaviour = 2 // "redirects": by status 302, to a server of the newer version
	Proxies          Behaviour = 3 // "proxies": the client sees no redirect
	NamesAddress     Behaviour = 4 // "names-address": redirectAddr, to the other organization
	Impossible       Behaviour = 5 // "impossible": both cannot be in one organization
)

// cell is a documented pair of versions.
type cell struct {
	first, mailbox Server
	behaviour      Behaviour
	certainty      schannel.Certainty
	evidence       schannel.Evidence
	source         schannel.Source
}

// cells are the documented pairs. The client sees a redirect to another server
// of the same organization only from 2007 to 2010.
var cells = [...]cell{
	{Exchange2007, Exchange2007, Answers, schannel.Certain, schannel.Documented, schannel.Source{Document: "KB2006728"}},
	{Exchange2007, Exchange2010, Redirects, schannel.Certain, schannel.Documented, schannel.Source{Document: "POX: Autodiscover request for Exchange 2007"}},
	{Exchange2010, Exchange2010, Answers, schannel.Certain, schannel.Documented, schannel.Source{Document: "KB2006728"}},
	{Exchange2010, ExchangeOnline, NamesAddress, schannel.Certain, schannel.Documented, schannel.Source{Document: "Office 365 Autodiscover lookup process"}},
	{Exchange2013, Exchange2007, Proxies, schannel.Likely, schannel.Reported, schannel.Source{Document: "Exchange 2013 interoperability"}},
	{Exchange2013, Exchange2010, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Client Access server of Exchange 2013"}},
	{Exchange2013, Exchange2013, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Client Access server of Exchange 2013"}},
	{Exchange2013, Exchange2016, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Client Access server of Exchange 2013"}},
	{Exchange2013, Exchange2019, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Client Access server of Exchange 2013"}},
	{Exchange2013, ExchangeOnline, NamesAddress, schannel.Certain, schannel.Documented, schannel.Source{Document: "Outlook profile of a mailbox moved to Office 365"}},
	{Exchange2016, Exchange2007, Impossible, schannel.Certain, schannel.Documented, schannel.Source{Document: "Setup: coexistence with Exchange 2007"}},
	{Exchange2016, Exchange2010, Proxies, schannel.Certain, schannel.Documented, schannel.Source{Document: "Client connectivity in an Exchange 2016 coexistence environment with Exchange 2010"}},
	{Exchange2016, Exchange2013, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
	{Exchange2016, Exchange2016, Answers, schannel.Certain, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
	{Exchange2016, Exchange2019, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
	{Exchange2016, ExchangeOnline, NamesAddress, schannel.Certain, schannel.Documented, schannel.Source{Document: "Outlook profile of a mailbox moved to Office 365"}},
	{Exchange2019, Exchange2007, Impossible, schannel.Certain, schannel.Documented, schannel.Source{Document: "Setup: coexistence with Exchange 2007"}},
	{Exchange2019, Exchange2010, Impossible, schannel.Certain, schannel.Documented, schannel.Source{Document: "Setup: coexistence with Exchange 2007"}},
	{Exchange2019, Exchange2013, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
	{Exchange2019, Exchange2016, Proxies, schannel.Likely, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
	{Exchange2019, Exchange2019, Answers, schannel.Certain, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
	{Exchange2019, ExchangeOnline, NamesAddress, schannel.Certain, schannel.Documented, schannel.Source{Document: "Outlook profile of a mailbox moved to Office 365"}},
	{ExchangeOnline, ExchangeOnline, Answers, schannel.Certain, schannel.Documented, schannel.Source{Document: "Autodiscover service in Exchange Server"}},
}

// Coexistence says what the Client Access server that is asked first does for a
// mailbox on a server of another version. Pairs that no document covers are said
// to be open.
func Coexistence(first, mailbox Server) (Behaviour, schannel.Finding) {
	subject := schannel.Whole("servers")
	if first == ServerUnknown || mailbox == ServerUnknown {
		return BehaviourUnknown, schannel.NewFinding(ruleCellUnknown, missing(missingVersions), subject)
	}
	for _, c := range cells {
		if c.first != first || c.mailbox != mailbox {
			continue
		}
		basis := schannel.Basis{Certainty: c.certainty, Evidence: c.evidence, Sources: []schannel.Source{c.source}}
		return c.behaviour, schannel.NewFinding(
			ruleOf(c.behaviour), basis, subject, schannel.Word("first", first), schannel.Word("mailbox", mailbox),
		)
	}
	basis := schannel.Basis{
		Certainty: schannel.Undocumented,
		Outcomes:  []schannel.Phrase{outcomeCellAnswer, outcomeCellRedirect}, Settle: []schannel.Phrase{settleServer},
	}
	return BehaviourUnknown, schannel.NewFinding(ruleCellOpen, basis, subject, schannel.Word("first", first), schannel.Word("mailbox", mailbox))
}

func ruleOf(b Behaviour) schannel.Rule {
	switch b {
	case Answers:
		return ruleCellAnswers
	case Redirects:
		return ruleCellRedirects
	case Proxies:
		return ruleCellProxies
	case NamesAddress:
		return ruleCellAddress
	case Impossible:
		return ruleCellImpossible
	case BehaviourUnknown:
	}
	return ruleCellOpen
}
