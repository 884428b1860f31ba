// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// Who may carry the renewals out, and what they bring along.
var (
	rightsEdge  = schannel.Phrase{Code: "exchangecert.rights.edge", Text: "the local group Administrators on the Edge server, and the right to change Edge subscriptions"}
	sideLastDay = schannel.Phrase{Code: "exchangecert.side.one_year", Text: "a self-signed certificate that Exchange 2007 makes is valid for twelve months"}
)

// The remedies of KB953354, in its order.
var (
	remedyTrusted = schannel.Remedy{
		Code: "exchangecert.remedy.trusted", Title: "Replace the self-signed certificate by one of an authority",
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Have a trusted authority, or the Windows PKI of the organization, issue a certificate, import it, and enable it for the same services. Only where there is none, renew the self-signed one."},
		},
		Sources: []schannel.Source{srcExpired2007},
	}
	remedyRenewTransport = schannel.Remedy{
		Code: "exchangecert.remedy.renew_transport", Title: "Renew the self-signed certificate of a Hub or Edge server",
		Scope:  schannel.Scope{Roles: []string{"hub-transport", "edge"}},
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Open the Exchange Management Shell on the server."},
			{Number: 2, Text: "Create a certificate with the FQDN of the server. It is enabled for SMTP at once.", Command: "New-ExchangeCertificate -DomainName '{fqdn}'"},
			{Number: 3, Text: "See which services it is enabled for.", Command: "Get-ExchangeCertificate | Format-List Services"},
		},
		SideEffects: []schannel.Phrase{sideLastDay, sideRestart},
		Sources:     []schannel.Source{srcExpired2007, srcNew},
	}
	remedyResubscribe = schannel.Remedy{
		Code: "exchangecert.remedy.edge_subscription", Title: "Subscribe the Edge server again",
		Scope:  schannel.Scope{Roles: []string{"edge", "hub-transport"}},
		Rights: []schannel.Phrase{rightsEdge},
		Steps: []schannel.Step{
			{Number: 1, Text: "Make a subscription file on the Edge server.", Command: `New-EdgeSubscription -FileName "C:\edge.xml"`},
			{Number: 2, Text: "Copy the file to a Hub Transport server."},
			{Number: 3, Text: "Subscribe on the Hub Transport server, with the site of Active Directory.", Command: `New-EdgeSubscription -FileName "C:\edge.xml" -Site "Default-First-Site-Name"`},
			{Number: 4, Text: "Restart the service Microsoft Exchange ADAM on the Edge server."},
		},
		Restarts: []string{"Microsoft Exchange ADAM", "Microsoft Exchange Transport", "Microsoft Exchange Anti-spam Update", "Microsoft Exchange Credential Service"},
		Sources:  []schannel.Source{srcExpired2007, {Document: "Event 10104"}},
	}
	remedyRenewClients = schannel.Remedy{
		Code: "exchangecert.remedy.renew_client_access", Title: "Renew the self-signed certificate of a Client Access server",
		Scope:  schannel.Scope{Roles: []string{"client-access", "hub-transport"}},
		Rights: []schannel.Phrase{rightsServer},
		Steps: []schannel.Step{
			{Number: 1, Text: "Open the Exchange Management Shell on the server."},
			{Number: 2, Text: "Create a certificate with the FQDN of the server.", Command: "New-ExchangeCertificate -DomainName '{fqdn}'"},
			{Number: 3, Text: "See which services it is enabled for.", Command: "Get-ExchangeCertificate"},
			{Number: 4, Text: "Enable it for IIS, which a new one is not; POP and IMAP it has.", Command: "Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services IIS"},
		},
		SideEffects: []schannel.Phrase{sideLastDay},
		Sources:     []schannel.Source{srcExpired2007},
	}
)

// Renewals returns the remedies for a server of which a certificate has expired,
// as far as they fit it, in the order of KB953354.
func Renewals(s exchange.Server) []schannel.Remedy {
	fqdn, _ := s.FQDN()
	arg := schannel.Text("fqdn", psText(cmp.Or(fqdn, s.Name, "FQDN")))
	known := s.Scope()
	var fitting []schannel.Remedy
	for _, r := range [...]schannel.Remedy{remedyTrusted, remedyRenewTransport.With(arg), remedyResubscribe, remedyRenewClients.With(arg)} {
		if fits, ok := r.For(known, nil); ok {
			fitting = append(fitting, fits)
		}
	}
	return fitting
}
