// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// What follows from an expired certificate, for each service and each client
// of it.
var (
	ruleExpirySTARTTLS = schannel.Rule{
		Code: "exchangecert.expiry.starttls", Title: "STARTTLS with an expired certificate",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}, {Document: "EBS blog 2010-08-17"}, {Document: "Event 12016"}, {Document: "networksteve 14128"}},
		Message:  "{certificate} expired at {not_after} and is enabled for SMTP ({count} such): documents leave open whether STARTTLS continues in this version.",
		Excludes: []schannel.Code{"exchangecert.expiry.starttls_kept"},
	}
	ruleExpiryKept = schannel.Rule{
		Code: "exchangecert.expiry.starttls_kept", Title: "STARTTLS continues with an expired certificate",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Selection of inbound STARTTLS certificates"}},
		Message: "{certificate} expired at {not_after} and is enabled for SMTP ({count} such): STARTTLS is still offered with it, and event 12016 is logged.",
	}
	ruleExpiryAnonymous = schannel.Rule{
		Code: "exchangecert.expiry.anonymous_tls", Title: "Mail between the servers continues",
		Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}, {Document: "EBS blog 2010-08-17"}, {Document: "Selection of inbound anonymous TLS certificates"}},
		Message: "{certificate} expired at {not_after} and is the internal transport certificate: X-ANONYMOUSTLS between Hub and Edge servers continues.",
	}
	ruleExpiryClient = schannel.Rule{
		Code: "exchangecert.expiry.client", Title: "Clients that warn or cannot connect",
		Severity: schannel.Failure, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}},
		Message: "{client}: the certificate {certificate} expired at {not_after} ({count} such); users see a security alert that it has expired, or cannot connect.",
	}
	ruleExpiryOutlook = schannel.Rule{
		Code: "exchangecert.expiry.outlook", Title: "Outlook 2007 warns",
		Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "KB953354"}},
		Message: "{client}, from Outlook 2007 inside the network: the certificate {certificate} expired at {not_after} ({count} such); users see a security alert that it has expired.",
	}
)

// What becomes of STARTTLS, where documents differ.
var (
	outcomeGone = schannel.Phrase{Code: "exchangecert.outcome.starttls_gone", Text: "STARTTLS is no longer offered, and event 12014 is logged"}
	outcomeKept = schannel.Phrase{Code: "exchangecert.outcome.starttls_kept", Text: "STARTTLS is still offered, and event 12016 is logged"}
	settleEHLO  = schannel.Phrase{Code: "exchangecert.settle.ehlo", Text: "whether the reply to EHLO has STARTTLS, and which of the two events is logged"}
)

// clientOf is a client of a service that an expired certificate concerns.
type clientOf struct {
	service exchange.Services
	name    clientName
	outlook bool // it warns and goes on
}

// clientName is the name of a client in KB953354. Some are no proper names, so
// a translation has words of its own for them.
type clientName string

// String returns the name.
func (n clientName) String() string { return string(n) }

// clients is the list of KB953354.
var clients = [...]clientOf{
	{exchange.IIS, "Outlook Web Access", false},
	{exchange.IIS, "Exchange ActiveSync", false},
	{exchange.IIS, "Outlook Anywhere", false},
	{exchange.POP, "POP3", false},
	{exchange.IMAP, "IMAP4", false},
	{exchange.IIS, "Availability service", true},
	{exchange.IIS, "offline address book", true},
	{exchange.IIS, "Autodiscover", true},
}

// maxItems is how many certificates a finding that counts them names.
const maxItems = 10

// CheckExpiry says what follows from the certificates that have expired at a
// time: a finding for every service that they are enabled for and every client
// of it, with the remedies in the order of KB953354.
func CheckExpiry(s exchange.Server, at time.Time) []schannel.Finding {
	x := expiry{server: &s, at: at}
	x.startTLS()
	internal := s.Internal.CertificateThumbprint()
	if f := x.add(ruleExpiryAnonymous, "X-ANONYMOUSTLS", func(c *exchange.Certificate) bool {
		return c.Thumbprint == internal && internal != schannel.Thumbprint{}
	}); f != nil {
		f.Remedies = nil // nothing fails
		answer := exchangecert.Select(s, exchangecert.Request{Purpose: exchangecert.DirectTrust, At: at})
		f.Events = slices.DeleteFunc(answer.Events(), func(e schannel.Event) bool { return e.ID != 12015 })
	}
	for _, client := range clients {
		rule := ruleExpiryClient
		if client.outlook {
			rule = ruleExpiryOutlook
		}
		x.add(rule, string(client.name), func(c *exchange.Certificate) bool {
			return c.Services.Has(client.service) == schannel.Yes && (client.service != exchange.IIS || !boundToOther(s, c))
		}, schannel.Word("client", client.name))
	}
	return x.findings
}

// expiry collects the findings about certificates that have expired.
type expiry struct {
	server   *exchange.Server
	at       time.Time
	findings []schannel.Finding
}

// startTLS: the page of Exchange 2016 and later has it go on; KB953354 says of
// 2007 that it is gone, and a log of 2007 SP1 has the event with which it goes
// on; of 2010 there is that event alone, of 2013 nothing.
func (x *expiry) startTLS() {
	smtp := func(c *exchange.Certificate) bool { return c.Services.Has(exchange.SMTP) == schannel.Yes }
	if x.server.Version >= exchange.Exchange2016 {
		x.add(ruleExpiryKept, "STARTTLS", smtp)
		return
	}
	x.add(ruleExpirySTARTTLS, "STARTTLS", smtp)
}

// add makes one finding of all expired certificates that are concerned.
func (x *expiry) add(rule schannel.Rule, name string, concerned func(*exchange.Certificate) bool, args ...schannel.Arg) *schannel.Finding {
	var items []schannel.Subject
	count := 0
	for i := range x.server.Certificates {
		c := &x.server.Certificates[i]
		if _, expired := c.OutOfDate(x.at); !expired || !concerned(c) {
			continue
		}
		if count++; count <= maxItems {
			items = append(items, schannel.Nth("certificate", i).Named(c.Thumbprint.String()))
		}
	}
	if count == 0 {
		return nil
	}
	c := &x.server.Certificates[items[0].Index]
	args = append(args, schannel.Text("certificate", items[0].Name), schannel.Text("not_after", isoTime(c.NotAfter)), schannel.Number("count", count))
	basis := schannel.Basis{Certainty: schannel.Certain}
	switch {
	case rule.Code == ruleExpirySTARTTLS.Code:
		basis = schannel.Basis{Certainty: schannel.Undocumented, Outcomes: []schannel.Phrase{outcomeGone, outcomeKept}, Settle: []schannel.Phrase{settleEHLO}}
	case rule.Code != ruleExpiryKept.Code && !x.server.Version.Is2007():
		basis.Certainty = schannel.Likely // the article is of Exchange 2007
	}
	f := schannel.NewFinding(rule, basis, schannel.Whole("service").Named(name), args...)
	f.Items = items
	f.Remedies = renewals(x.server, items)
	x.findings = append(x.findings, f)
	return &x.findings[len(x.findings)-1]
}

// boundToOther reports whether the web sites are known to have other
// certificates.
func boundToOther(s exchange.Server, c *exchange.Certificate) bool {
	for _, b := range s.Bindings {
		if b.Thumbprint == c.Thumbprint {
			return false
		}
	}
	return len(s.Bindings) > 0
}

// renewals is what helps against the certificates that a finding names.
func renewals(s *exchange.Server, items []schannel.Subject) []schannel.Remedy {
	var all []schannel.Remedy
	for _, item := range items {
		for _, r := range exchangecert.Renewals(*s, s.Certificates[item.Index]) {
			if !slices.ContainsFunc(all, func(known schannel.Remedy) bool { return known.Code == r.Code }) {
				all = append(all, r)
			}
		}
	}
	return all
}
