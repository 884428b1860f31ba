// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func TestCheckConnectors(t *testing.T) {
	t.Parallel()
	good := certificate(1, issuer1, "2024-01-01", smtp)
	state := with(good, func(c *exchange.Certificate) { c.Subject = "CN=" + smtp + ", O=Fabrikam, S=Bavaria" })
	s := server(exchange.Exchange2016, good)
	check := func(s exchange.Server, c exchange.Connector) []schannel.Finding {
		return change.CheckConnectors(s, []exchange.Connector{c}, at("2024-01-20"))
	}
	name := "<I>" + issuer1 + "<S>CN=" + smtp
	named := func(f func(c *exchange.Connector)) exchange.Connector { return but(sendTo(name), f) }
	auth := func(m exchange.AuthMechanism) exchange.Connector {
		return but(receive(smtp), func(c *exchange.Connector) { c.Auth = m })
	}
	turned := func(c *exchange.Certificate) {
		c.Subject, c.Issuer = "CN="+smtp+", O=Fabrikam", "CN=Fabrikam CA X1, O=Fabrikam"
	}
	two := certificate(1, issuer1, "2024-01-01", smtp, "autodiscover.fabrikam.example")
	second := certificate(2, issuer2, "2024-01-10", two.Domains...)
	third := certificate(3, "CN=Y3", "2024-01-15", smtp)
	own := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", "mbx1.fabrikam.example"))
	nameless := s
	nameless.Name, nameless.DNS = "", exchange.DNSNames{}
	edge := s
	edge.Roles = []exchange.Role{exchange.Edge}
	for _, r := range []checkRow{
		{"fine", check(s, receive(smtp)), "", "nothing is wrong"},
		{"fine-send", check(s, sendTo(name)), "", "nothing is wrong"},
		{"long-elsewhere", check(s, but(sendTo(name), func(c *exchange.Connector) { c.TLSCertificateName += strings.Repeat(" ", 300) })), "", "KB4052493 is about Edge servers"},
		{"other-certificates", check(server(exchange.Exchange2016, good, certificate(2, issuer2, "2024-01-15", "www.fabrikam.example"), certificate(3, issuer1, "2023-12-01", smtp)), sendTo(name)), "", "neither another subject nor an older certificate is a renewal"},
		{"host-alone", check(func() exchange.Server { s := s; s.DNS = exchange.DNSNames{}; return s }(), but(receive(smtp), func(c *exchange.Connector) { c.Auth |= exchange.AuthExchangeServer })), "exchangecert.lint.exchange_server_fqdn", "Set-ReceiveConnector: the Fqdn is none of the server"},
		{"malformed", check(s, sendTo("CN=x")), "exchangecert.name.malformed", "Set-SendConnector: the syntax"},
		{"none", check(s, receive("other.fabrikam.example")), "exchangecert.select.none", "12014"},
		{"state", check(server(exchange.Exchange2016, state), sendTo("<I>"+issuer1+"<S>CN="+smtp+", O=Fabrikam, ST=Bavaria")), "exchangecert.lint.state_key", ".NET writes S="},
		{"order", check(server(exchange.Exchange2016, state), sendTo("<I>"+issuer1+"<S>S=Bavaria, O=Fabrikam, CN="+smtp)), "exchangecert.lint.order exchangecert.select.none exchangecert.name.send_reply", ".NET writes the most specific first"},
		{"order-without-blanks", check(server(exchange.Exchange2016, state), sendTo("<I>C=US,O=Fabrikam,CN=Fabrikam CA X1<S>S=Bavaria,O=Fabrikam,CN="+smtp)), "exchangecert.lint.order exchangecert.select.none exchangecert.name.send_reply", "the same with no blank behind the commas, as RFC 4514 writes it"},
		{"status-open", check(server(exchange.Exchange2016, with(good, unchecked), certificate(3, issuer1, "2023-12-01", smtp)), sendTo(name)), "", "documents leave open whether the status counts, so there is no certificate to compare with"},
		{"length", check(edge, sendTo("<I>"+issuer1+"<S>CN="+smtp+strings.Repeat(", OU=x", 50))), "exchangecert.lint.length exchangecert.select.none exchangecert.name.send_reply", "KB4052493"},
		{"length-256", check(edge, named(func(c *exchange.Connector) { c.TLSCertificateName += strings.Repeat(" ", 256-len(name)) })), "", "KB4052493: 256 are taken"},
		{"length-257", check(edge, named(func(c *exchange.Connector) { c.TLSCertificateName += strings.Repeat(" ", 257-len(name)) })), "exchangecert.lint.length", "KB4052493: 256 are taken"},
		{"order-of-issuer", check(server(exchange.Exchange2016, with(good, turned)), sendTo("<I>O=Fabrikam, CN=Fabrikam CA X1<S>CN="+smtp+", O=Fabrikam")), "exchangecert.lint.order exchangecert.select.none exchangecert.name.send_reply", ".NET writes the most specific first"},
		{"order-of-both", check(server(exchange.Exchange2016, with(good, turned)), sendTo("<I>O=Fabrikam, CN=Fabrikam CA X1<S>O=Fabrikam, CN="+smtp)), "exchangecert.lint.order exchangecert.select.none exchangecert.name.send_reply", ".NET writes the most specific first"},
		{"order-of-one-name-alone", check(server(exchange.Exchange2016, with(good, turned)), sendTo("<I>O=Fabrikam, CN=Fabrikam CA X1<S>CN=www.fabrikam.example")), "exchangecert.select.none exchangecert.name.send_reply", "a certificate of another subject is not meant"},
		{"order-of-no-name", check(server(exchange.Exchange2016, with(good, turned), with(good, func(c *exchange.Certificate) { turned(c); c.Subject = "" })), sendTo("<I>O=Fabrikam, CN=Fabrikam CA X1<S>smtp")), "exchangecert.select.none exchangecert.name.send_reply", "what is no name is not turned round"},
		{"version-2013", check(server(exchange.Exchange2013, good), sendTo(name)), "", "Set-SendConnector: from 2013 on"},
		{"version-unset", check(server(exchange.Exchange2010, good), receive(smtp)), "", "TlsCertificateName is not set"},
		{"malformed-alone", check(server(exchange.Exchange2010, good), but(sendTo("CN=x"), func(c *exchange.Connector) { c.RequireTLS = schannel.No })), "exchangecert.name.malformed", "of what cannot be read nothing else is said"},
		{"require-tls-of-receive", check(s, but(receive(smtp), func(c *exchange.Connector) { c.TLSCertificateName, c.RequireTLS = name, schannel.No })), "", "KB3062283 is about Send connectors"},
		{"version", check(server(exchange.Exchange2010, good), sendTo(name)), "exchangecert.lint.version", "Set-SendConnector: from 2013 on"},
		{"require-tls", check(s, but(sendTo(name), func(c *exchange.Connector) { c.RequireTLS = schannel.No })), "exchangecert.lint.require_tls", "KB3062283"},
		{"fqdn", check(s, but(sendTo(name), func(c *exchange.Connector) { c.FQDN = "other.fabrikam.example" })), "exchangecert.select.winner exchangecert.lint.fqdn_not_held", "win-acme 2811"},
		{"fqdn-of-subject", check(server(exchange.Exchange2016, with(good, func(c *exchange.Certificate) { c.Domains = []string{"www.fabrikam.example"} })), sendTo(name)), "", "the common name holds it"},
		{"fqdn-partial", check(server(exchange.Exchange2016, with(good, func(c *exchange.Certificate) { c.Domains = []string{"sm*.fabrikam.example"}; c.Subject = "CN=x" })), but(sendTo("<I>"+issuer1+"<S>CN=x"), func(c *exchange.Connector) { c.FQDN = smtp })), "", "a wildcard that RFC 6125 takes and RFC 9525 does not"},
		{"fqdn-none", check(s, named(func(c *exchange.Connector) { c.FQDN = "" })), "", "Set-SendConnector: the Fqdn may be not set"},
		{"fqdn-unnamed", check(server(exchange.Exchange2016, good), but(receive(smtp), func(c *exchange.Connector) { c.TLSCertificateName = "$null" })), "", "TlsCertificateName is not set, so the Fqdn selects"},
		{"basic-require-tls-with-both", check(s, auth(exchange.AuthTLS|exchange.AuthBasic|exchange.AuthBasicRequireTLS)), "", "Set-ReceiveConnector: BasicAuthRequireTLS goes with both"},
		{"basic-require-tls-of-send", check(s, named(func(c *exchange.Connector) { c.Auth = exchange.AuthBasicRequireTLS })), "", "Set-SendConnector: SmartHostAuthMechanism has it alone"},
		{"basic-alone", check(s, auth(exchange.AuthTLS|exchange.AuthBasic)), "", "Set-ReceiveConnector"},
		{"auth-unknown", check(s, but(auth(0), func(c *exchange.Connector) { c.RequireTLS = schannel.Yes })), "", "AuthMechanism was not seen"},
		{"require-tls-with-tls", check(s, but(receive(smtp), func(c *exchange.Connector) { c.RequireTLS = schannel.Yes })), "", "Set-ReceiveConnector: RequireTLS with Tls"},
		{"external-with-tls", check(s, auth(exchange.AuthTLS|exchange.AuthExternalAuthoritative)), "", "Set-ReceiveConnector: goes with Tls"},
		{"external-with-exchange", check(own, but(auth(exchange.AuthTLS|exchange.AuthExternalAuthoritative|exchange.AuthExchangeServer), func(c *exchange.Connector) { c.FQDN = "" })), "exchangecert.lint.external", "Set-ReceiveConnector"},
		{"basic-require-tls", check(s, but(receive(smtp), func(c *exchange.Connector) { c.Auth = exchange.AuthTLS | exchange.AuthBasicRequireTLS })), "exchangecert.lint.auth_mechanism", "Set-ReceiveConnector"},
		{"require-tls-receive", check(s, but(receive(smtp), func(c *exchange.Connector) { c.Auth, c.RequireTLS = exchange.AuthBasic, schannel.Yes })), "exchangecert.lint.auth_mechanism", "Set-ReceiveConnector"},
		{"external", check(s, but(receive(smtp), func(c *exchange.Connector) {
			c.Auth = exchange.AuthTLS | exchange.AuthExternalAuthoritative | exchange.AuthIntegrated
		})), "exchangecert.lint.external", "Set-ReceiveConnector"},
		{"exchange-server", check(s, but(receive(smtp), func(c *exchange.Connector) { c.Auth |= exchange.AuthExchangeServer })), "exchangecert.lint.exchange_server_fqdn", "FQDN, NetBIOS name or none"},
		{"exchange-server-nameless", check(nameless, auth(exchange.AuthTLS|exchange.AuthExchangeServer)), "", "no name of the server is known"},
		{"exchange-server-fqdn-alone", check(func() exchange.Server { s := own; s.Name = ""; return s }(), but(receive("mbx1.fabrikam.example"), func(c *exchange.Connector) { c.Auth |= exchange.AuthExchangeServer; c.Server = "" })), "", "its FQDN, by which alone it is known"},
		{"ignored", check(s, named(func(c *exchange.Connector) { c.IgnoreSTARTTLS, c.FQDN = schannel.Yes, "other.fabrikam.example" })), "", "Set-SendConnector: without STARTTLS no certificate is looked for"},
		{"renewed-unset", check(server(exchange.Exchange2016, good, with(certificate(2, issuer2, "2024-01-15", smtp), func(c *exchange.Certificate) { c.X509Version = 1 })), receive(smtp)), "", "TlsCertificateName is not set, so none names an issuer"},
		{"exchange-server-none", check(own, but(auth(exchange.AuthTLS|exchange.AuthExchangeServer), func(c *exchange.Connector) { c.FQDN = "" })), "", "Set-ReceiveConnector: $null"},
		{"exchange-server-netbios", check(server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", "mbx1")), but(auth(exchange.AuthTLS|exchange.AuthExchangeServer), func(c *exchange.Connector) { c.FQDN = "MBX1" })), "", "its NetBIOS name"},
		{"exchange-server-fqdn", check(server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", "mbx1.fabrikam.example")), but(receive("MBX1.fabrikam.example"), func(c *exchange.Connector) { c.Auth |= exchange.AuthExchangeServer })), "", "its FQDN"},
		{
			"renewed-by-another-issuer", check(server(exchange.Exchange2016, good, certificate(2, issuer2, "2024-01-15", smtp)), sendTo(name)),
			"exchangecert.renewal.issuer exchangecert.renewal.connector", "win-acme 1754: the connector never gets the new one",
		},
		{"renewed-before-it-in-the-list", check(server(exchange.Exchange2016, certificate(2, issuer2, "2024-01-15", smtp), good), sendTo(name)), "exchangecert.renewal.issuer exchangecert.renewal.connector", "the order of the list says nothing"},
		{"renewed-twice", check(server(exchange.Exchange2016, two, second, third), sendTo(name)), "exchangecert.renewal.issuer exchangecert.renewal.connector exchangecert.renewal.name_lost", "the newest is the renewal"},
		{"renewed-twice-newest-first", check(server(exchange.Exchange2016, third, two, second), sendTo(name)), "exchangecert.renewal.issuer exchangecert.renewal.connector exchangecert.renewal.name_lost", "the newest is the renewal"},
		{"renewed-by-the-same", check(server(exchange.Exchange2016, good, certificate(2, issuer1, "2024-01-15", smtp)), sendTo(name)), "", "the new one is chosen"},
		{"other-server", check(s, but(receive("other.fabrikam.example"), func(c *exchange.Connector) { c.Server = "MBX2" })), "", "not one of this server"},
	} {
		r.run(t)
	}
}
