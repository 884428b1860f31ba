// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/psquote"
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
		SideEffects: []schannel.Phrase{sideLastDay, sideDefault},
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

// remedyRenewIssued is for a certificate that is not self-signed, of which
// KB953354 does not speak.
var remedyRenewIssued = schannel.Remedy{
	Code: "exchangecert.remedy.renew_issued", Title: "Have the authority renew the certificate",
	Rights: []schannel.Phrase{rightsServer},
	Steps: []schannel.Step{
		{Number: 1, Text: "Have the authority issue a new certificate with the same names, and import it with its private key on every server that has the old one."},
		{Number: 2, Text: "Enable it for the services of the old one.", Command: "Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services {services}"},
		{Number: 3, Text: answerNo, Scope: schannel.Scope{Versions: sinceDefaultPrompt}},
		{Number: 4, Text: "If its issuer or its subject is another one, rewrite the TlsCertificateName of every connector that names the old one.", Scope: schannel.Scope{Versions: sinceCertificateName}},
	},
	SideEffects: []schannel.Phrase{sideAdditive, sideDefault},
	Sources:     []schannel.Source{srcNew, srcEnable, srcStaleName},
}

// sinceCertificateName is the versions that have TlsCertificateName.
var sinceCertificateName = []string{"2013", "2016", "2019", "se"}

// Renewals returns what helps against a certificate of a server that expires or
// has expired, as far as it fits both: for a self-signed one the remedies of
// KB953354 in its order. What is not known of the certificate leaves nothing out.
func Renewals(s exchange.Server, c exchange.Certificate) []schannel.Remedy {
	fqdn, _ := s.FQDN()
	arg := schannel.Text("fqdn", psquote.Single(cmp.Or(fqdn, s.Name, "FQDN")))
	issued := c.IssuedByAuthority() == schannel.Yes
	internal := c.Thumbprint != schannel.Thumbprint{} && c.Thumbprint == s.Internal.CertificateThumbprint()
	transport := internal || !issued && c.Services.Has(exchange.SMTP) != schannel.No
	clients := c.Services == 0 || c.Services&(exchange.IIS|exchange.POP|exchange.IMAP) != 0
	var all []schannel.Remedy
	for _, r := range [...]struct {
		helps  bool
		remedy schannel.Remedy
	}{
		{issued, remedyRenewIssued.With(schannel.Text("services", cmp.Or(c.Services.String(), "SERVICES")))},
		{!issued, remedyTrusted},
		{!issued && transport, remedyRenewTransport.With(arg)},
		{transport, remedyResubscribe},
		{!issued && clients, remedyRenewClients.With(arg)},
	} {
		if r.helps {
			all = append(all, r.remedy)
		}
	}
	return fitting(&s, all...)
}

// EdgeSubscription returns the remedy that subscribes an Edge server again, if
// it fits the server.
func EdgeSubscription(s exchange.Server) []schannel.Remedy { return fitting(&s, remedyResubscribe) }

// fitting is the remedies that fit a server.
func fitting(s *exchange.Server, remedies ...schannel.Remedy) []schannel.Remedy {
	known := s.Scope()
	var all []schannel.Remedy
	for _, r := range remedies {
		if fits, ok := r.For(known, nil); ok {
			all = append(all, fits)
		}
	}
	return all
}
