// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// What the rows change: an old certificate and the one that renews it, on a
// server, on an Edge server, and the old one on Exchange 2007.
var (
	applyOld     = certificate(1, issuer1, "2023-11-01", smtp)
	applyRenewed = certificate(2, issuer2, "2024-01-15", smtp)
	applyMailbox = bound(exchange.HubTransport)
	applyEdge    = bound(exchange.Edge)
	apply2007    = server(exchange.Exchange2007SP3, with(applyOld, func(c *exchange.Certificate) {
		c.Subject, c.Services = "CN=mbx1.fabrikam.example", exchange.NoServices
	}))
)

// bound is a server on which the old certificate is the internal one, and each
// stands at a site.
func bound(role exchange.Role) exchange.Server {
	s := server(exchange.Exchange2016, applyOld, applyRenewed)
	s.Roles = []exchange.Role{role}
	s.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: thumb(1)}
	s.Bindings = []exchange.Binding{{Site: "W3SVC/1", Thumbprint: thumb(1)}, {Site: "W3SVC/2", Thumbprint: thumb(2)}}
	return s
}

// curve is a server with the old certificate, its key on an elliptic curve.
func curve(v exchange.Version) exchange.Server {
	return server(v, with(applyOld, func(c *exchange.Certificate) { c.KeyAlgorithm, c.CNG = "ECDSA", schannel.Yes }))
}

var applyRows = []struct {
	name   string
	server exchange.Server
	change change.Change
	want   string // codes of the findings
	after  func(s exchange.Server) any
	value  any
	why    string
}{
	{
		"enable-adds", applyMailbox,
		change.Change{Operation: change.Enable, Thumbprint: thumb(2), Services: exchange.POP, ReplaceDefault: schannel.No},
		"",
		func(s exchange.Server) any { return s.Certificates[1].Services.String() }, "POP, IIS, SMTP", "Enable-ExchangeCertificate: additive",
	},
	{
		"enable-default", applyMailbox,
		change.Change{Operation: change.Enable, Thumbprint: thumb(2), Services: exchange.SMTP, ReplaceDefault: schannel.Yes},
		"exchangecert.change.default_replaced", func(s exchange.Server) any { return s.Internal.Thumbprint }, thumb(2), "Enable-ExchangeCertificate: Yes, or -Force",
	},
	{
		"enable-no", applyMailbox,
		change.Change{Operation: change.Enable, Thumbprint: thumb(2), Services: exchange.SMTP, ReplaceDefault: schannel.No},
		"", func(s exchange.Server) any { return s.Internal.Thumbprint }, thumb(1), "Enable-ExchangeCertificate: No",
	},
	{
		"enable-elliptic-curve-2013", curve(exchange.Exchange2013),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.POP},
		"exchangecert.change.key_algorithm", func(s exchange.Server) any { return s.Certificates[0].Services.String() }, "IIS, SMTP", "no update of Exchange 2013 takes such keys",
	},
	{
		"enable-elliptic-curve-2016", curve(exchange.Exchange2016),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.POP},
		"exchangecert.change.key_algorithm", func(s exchange.Server) any { return s.Certificates[0].Services.String() }, "POP, IIS, SMTP", "the update of April 2024 is of Exchange 2016 too",
	},
	{
		"enable-elliptic-curve-2019", curve(exchange.Exchange2019),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.POP},
		"exchangecert.change.key_algorithm", func(s exchange.Server) any { return s.Certificates[0].Services.String() }, "POP, IIS, SMTP", "it depends on the update of April 2024 (exchangecert.missing.updates)",
	},
	{
		"enable-elliptic-curve-se", curve(exchange.ExchangeSE),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.POP},
		"", func(s exchange.Server) any { return s.Certificates[0].Services.String() }, "POP, IIS, SMTP", "the Subscription Edition is later than the update",
	},
	{
		"enable-cng-for-iis", server(exchange.Exchange2016, with(applyOld, func(c *exchange.Certificate) { c.CNG = schannel.Yes })),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.IIS},
		"exchangecert.change.key_provider exchangecert.change.require_ssl", func(s exchange.Server) any { return s.Certificates[0].Services.String() }, "IIS, SMTP", "KB3032024: OWA and ECP",
	},
	{
		"enable-cng-for-smtp", server(exchange.Exchange2016, with(applyOld, func(c *exchange.Certificate) { c.CNG = schannel.Yes })),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.SMTP, ReplaceDefault: schannel.No},
		"", func(s exchange.Server) any { return s.Certificates[0].Services.String() }, "IIS, SMTP", "KB3032024 is about web sites",
	},
	{
		"new-every-sign", applyMailbox,
		change.Change{Operation: change.New, Domains: []string{"09azAZ-.example"}, At: at("2024-01-20"), ReplaceDefault: schannel.No},
		"", func(s exchange.Server) any { return len(s.Certificates) }, 3, "New-ExchangeCertificate: letters, digits, hyphens",
	},
	{
		"enable-unanswered", applyMailbox,
		change.Change{Operation: change.Enable, Thumbprint: thumb(2), Services: exchange.SMTP},
		"exchangecert.change.unanswered", func(s exchange.Server) any { return s.Internal.Thumbprint }, thumb(1), "a question that nobody answered",
	},
	{
		"enable-edge", applyEdge,
		change.Change{Operation: change.Enable, Thumbprint: thumb(2), Services: exchange.SMTP, ReplaceDefault: schannel.Yes},
		"exchangecert.change.default_replaced exchangecert.change.edge_subscription", func(s exchange.Server) any { return s.Internal.Thumbprint }, thumb(2), "KB953354: subscribe again",
	},
	{
		"enable-2007-publishes", apply2007,
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.SMTP},
		"exchangecert.change.default_replaced", func(s exchange.Server) any { return s.Internal.Thumbprint }, thumb(1), "New-ExchangeCertificate: published if the subject is the FQDN",
	},
	{
		"enable-iis", applyMailbox,
		change.Change{Operation: change.Enable, Thumbprint: thumb(2), Services: exchange.IIS},
		"exchangecert.change.require_ssl", func(s exchange.Server) any { return s.Bindings[0].Thumbprint }, thumb(2), "Enable-ExchangeCertificate: the default web site",
	},
	{
		"enable-wildcard-pop", server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", "*.fabrikam.example")),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.POP},
		"exchangecert.change.wildcard_mail", func(s exchange.Server) any { return len(s.Certificates) }, 1, "Enable-ExchangeCertificate: not for wildcards",
	},
	{
		"enable-no-key", server(exchange.Exchange2016, with(applyOld, func(c *exchange.Certificate) { c.PrivateKey = schannel.No })),
		change.Change{Operation: change.Enable, Thumbprint: thumb(1), Services: exchange.SMTP},
		"exchangecert.change.private_key_missing", func(s exchange.Server) any { return len(s.Certificates) }, 1, "refused with PrivateKeyMissing",
	},
	{
		"enable-other", applyMailbox,
		change.Change{Operation: change.Enable, Thumbprint: thumb(9)},
		"exchangecert.change.not_found", func(s exchange.Server) any { return len(s.Certificates) }, 2, "no such certificate",
	},
	{
		"new", applyMailbox,
		change.Change{Operation: change.New, At: at("2024-02-01"), ReplaceDefault: schannel.No},
		"",
		func(s exchange.Server) any {
			c := s.Certificates[2]
			return []any{c.Domains, c.Services.String(), c.NotAfter, c.Thumbprint}
		},
		[]any{[]string{"MBX1", "mbx1.fabrikam.example"}, "IMAP, POP, SMTP", at("2029-02-01"), schannel.Thumbprint{19: 1}},
		"New-ExchangeCertificate: host and FQDN; IMAP, POP, SMTP; five years",
	},
	{
		"new-again", server(exchange.Exchange2016, with(applyOld, func(c *exchange.Certificate) { c.Thumbprint = schannel.Thumbprint{19: 1} })),
		change.Change{Operation: change.New, ReplaceDefault: schannel.No},
		"", func(s exchange.Server) any { return s.Certificates[1].Thumbprint },
		schannel.Thumbprint{19: 2},
		"no two certificates have one thumbprint",
	},
	{
		"new-longest-name", applyMailbox,
		change.Change{Operation: change.New, Domains: []string{strings.Repeat("a", 255)}, ReplaceDefault: schannel.No},
		"", func(s exchange.Server) any { return len(s.Certificates) }, 3, "New-ExchangeCertificate: 255 characters at most",
	},
	{
		"new-too-long-name", applyMailbox,
		change.Change{Operation: change.New, Domains: []string{strings.Repeat("a", 256)}, ReplaceDefault: schannel.No},
		"exchangecert.change.domain", func(s exchange.Server) any { return len(s.Certificates) }, 2, "New-ExchangeCertificate: 255 characters at most",
	},
	{
		"new-2007", apply2007,
		change.Change{Operation: change.New, At: at("2009-02-01"), Domains: []string{smtp}},
		"",
		func(s exchange.Server) any { return s.Certificates[1].NotAfter }, at("2010-02-01"), "KB953354: twelve months",
	},
	{
		"new-underscore", applyMailbox,
		change.Change{Operation: change.New, Domains: []string{"mail_1.fabrikam.example"}},
		"exchangecert.change.domain", func(s exchange.Server) any { return len(s.Certificates) }, 2, "New-ExchangeCertificate: letters, digits, hyphens",
	},
	{
		"remove-tagged", applyMailbox,
		change.Change{Operation: change.Remove, Thumbprint: thumb(1)},
		"exchangecert.change.tagged", func(s exchange.Server) any { return len(s.Certificates) }, 2, "Can't remove a certificate: tagged with Send connectors",
	},
	{
		"remove-other-issuer", applyMailbox,
		change.Change{Operation: change.Remove, Thumbprint: thumb(2)},
		"exchangecert.change.bound", func(s exchange.Server) any { return len(s.Certificates) }, 1, "Can't remove a certificate: by issuer and subject; KB2779694: the back end",
	},
	{
		"import", server(exchange.Exchange2016, applyOld),
		change.Change{Operation: change.Import, Certificate: with(applyRenewed, func(c *exchange.Certificate) { c.Services = 0 })},
		"",
		func(s exchange.Server) any { return s.Certificates[1].Services }, exchange.NoServices, "an imported certificate is enabled for nothing",
	},
	{
		"import-again", applyMailbox,
		change.Change{Operation: change.Import, Certificate: applyOld},
		"exchangecert.change.already_there", func(s exchange.Server) any { return len(s.Certificates) }, 2, "it is there",
	},
	{
		"renew", server(exchange.Exchange2016, applyOld),
		change.Change{Operation: change.Renew, Thumbprint: thumb(1), Certificate: applyRenewed, ReplaceDefault: schannel.No},
		"exchangecert.change.require_ssl exchangecert.renewal.issuer exchangecert.renewal.connector",
		func(s exchange.Server) any { return s.Certificates[1].Services.String() }, "IIS, SMTP", "KB2989382: the connector still names the old issuer",
	},
	{
		"renew-no-key", server(exchange.Exchange2016, applyOld),
		change.Change{Operation: change.Renew, Thumbprint: thumb(1), Certificate: with(applyRenewed, func(c *exchange.Certificate) { c.PrivateKey = schannel.No })},
		"exchangecert.change.private_key_missing", func(s exchange.Server) any { return len(s.Certificates) }, 1, "refused with PrivateKeyMissing: the server is as before",
	},
	{
		"renew-elliptic-curve-2013", server(exchange.Exchange2013, applyOld),
		change.Change{Operation: change.Renew, Thumbprint: thumb(1), Certificate: with(applyRenewed, func(c *exchange.Certificate) { c.KeyAlgorithm = "ECDSA" })},
		"exchangecert.change.key_algorithm", func(s exchange.Server) any { return len(s.Certificates) }, 1, "refused with KeyAlgorithmUnsupported: the server is as before",
	},
	{"none", applyMailbox, change.Change{}, "exchangecert.change.unknown", func(s exchange.Server) any { return len(s.Certificates) }, 2, "the zero value does nothing"},
}
