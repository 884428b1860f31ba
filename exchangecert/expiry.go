// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"time"

	"github.com/schanneltrust/schannel"
)

// What follows from an expired certificate, for each service and each client
// of it.
var (
	ruleExpirySTARTTLS = schannel.Rule{
		Code: "exchangecert.expiry.starttls", Title: "STARTTLS with an expired certificate",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{srcExpired2007, srcExpiredEBS, srcSTARTTLS},
		Message: "{certificate} expired at {not_after} and is enabled for SMTP ({count} such): Exchange 2007 offers no STARTTLS with it any more, later versions log it",
	}
	ruleExpiryAnonymous = schannel.Rule{
		Code: "exchangecert.expiry.anonymous_tls", Title: "Mail between the servers goes on",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{srcExpired2007, srcExpiredEBS, srcAnonymousIn},
		Message: "{certificate} expired at {not_after} and is the internal transport certificate: X-ANONYMOUSTLS between Hub and Edge servers goes on",
	}
	ruleExpiryClient = schannel.Rule{
		Code: "exchangecert.expiry.client", Title: "Clients that warn or cannot connect",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{srcExpired2007},
		Message: "{client}: the certificate {certificate} expired at {not_after} ({count} such); users see a security alert that it has expired, or cannot connect",
	}
	ruleExpiryOutlook = schannel.Rule{
		Code: "exchangecert.expiry.outlook", Title: "Outlook 2007 warns",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{srcExpired2007},
		Message: "{client}, from Outlook 2007 inside the network: the certificate {certificate} expired at {not_after} ({count} such); users see a security alert that it has expired",
	}

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

// renewals returns the remedies that fit a server whose certificate has
// expired, the article's order.
func (b *builder) renewals() []schannel.Remedy { return renewals(b.q.server) }

func renewals(s *Server) []schannel.Remedy {
	fqdn, _ := s.computerFQDN()
	arg := schannel.Text("fqdn", psText(orElse(orElse(fqdn, s.Name), "FQDN")))
	return []schannel.Remedy{remedyTrusted, remedyRenewTransport.With(arg), remedyResubscribe, remedyRenewClients.With(arg)}
}

// clientOf is a client of a service that an expired certificate concerns.
type clientOf struct {
	service Services
	name    string
	outlook bool // it warns and goes on
}

// clients is the list of KB953354.
var clients = [...]clientOf{
	{IIS, "Outlook Web Access", false},
	{IIS, "Exchange ActiveSync", false},
	{IIS, "Outlook Anywhere", false},
	{POP, "POP3", false},
	{IMAP, "IMAP4", false},
	{IIS, "Availability service", true},
	{IIS, "offline address book", true},
	{IIS, "Autodiscover", true},
}

// maxItems is how many certificates a finding that counts them names.
const maxItems = 10

// CheckExpiry says what follows from the certificates that have expired at a
// time: a finding for every service that they are enabled for and every client
// of it, with the remedies in the order of KB953354.
func CheckExpiry(s Server, at time.Time) []schannel.Finding {
	x := expiry{server: &s, at: at}
	x.add(ruleExpirySTARTTLS, "STARTTLS", func(c *Certificate) bool { return c.Services.Has(SMTP) == schannel.Yes })
	internal := s.Internal.thumbprint()
	if f := x.add(ruleExpiryAnonymous, "X-ANONYMOUSTLS", func(c *Certificate) bool {
		return c.Thumbprint == internal && internal != schannel.Thumbprint{}
	}); f != nil {
		f.Remedies = nil // nothing fails
		q := question{server: &s, connector: &Connector{}, purpose: DirectTrust}
		b := builder{q: &q}
		f.Events = []schannel.Event{b.event(12015, schannel.Text("thumbprint", windowsHex(internal)))}
	}
	for _, client := range clients {
		rule := ruleExpiryClient
		if client.outlook {
			rule = ruleExpiryOutlook
		}
		x.add(rule, client.name, func(c *Certificate) bool {
			return c.Services.Has(client.service) == schannel.Yes && (client.service != IIS || !s.boundToOther(c))
		}, schannel.Text("client", client.name))
	}
	return x.findings
}

// expiry collects the findings about certificates that have expired.
type expiry struct {
	server   *Server
	at       time.Time
	findings []schannel.Finding
}

// add makes one finding of all expired certificates that are concerned.
func (x *expiry) add(rule schannel.Rule, name string, concerned func(*Certificate) bool, args ...schannel.Arg) *schannel.Finding {
	var items []schannel.Subject
	count := 0
	for i := range x.server.Certificates {
		c := &x.server.Certificates[i]
		if _, expired := inDate(c, x.at); !expired || !concerned(c) {
			continue
		}
		if count++; count <= maxItems {
			items = append(items, schannel.Nth("certificate", i).Named(x.server.label(i)))
		}
	}
	if count == 0 {
		return nil
	}
	c := &x.server.Certificates[items[0].Index]
	args = append(args, schannel.Text("certificate", items[0].Name), schannel.Text("not_after", isoTime(c.NotAfter)), schannel.Number("count", count))
	basis := schannel.Basis{Certainty: schannel.Certain}
	if !x.server.Version.is2007() {
		basis.Certainty = schannel.Likely // the article is of Exchange 2007
	}
	f := schannel.NewFinding(rule, basis, schannel.Whole("service").Named(name), args...)
	f.Items = items
	known := x.server.Scope()
	for _, r := range renewals(x.server) {
		if fitting, ok := r.For(known, nil); ok {
			f.Remedies = append(f.Remedies, fitting)
		}
	}
	x.findings = append(x.findings, f)
	return &x.findings[len(x.findings)-1]
}

// boundToOther reports whether the web sites are known to have other
// certificates.
func (s *Server) boundToOther(c *Certificate) bool {
	for _, b := range s.Bindings {
		if b.Thumbprint == c.Thumbprint {
			return false
		}
	}
	return len(s.Bindings) > 0
}
