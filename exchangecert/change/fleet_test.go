// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// called is a connector of another server or name.
func called(c exchange.Connector, server, name string) exchange.Connector {
	c.Server, c.Name = server, name
	return c
}

// withFirst is a server whose first certificate is another.
func withFirst(s exchange.Server, change func(c *exchange.Certificate)) exchange.Server {
	s.Certificates = append([]exchange.Certificate{with(s.Certificates[0], change)}, s.Certificates[1:]...)
	return s
}

func TestCheckFleet(t *testing.T) {
	t.Parallel()
	a := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	b := server(exchange.Exchange2016, certificate(2, issuer2, "2024-01-01", smtp))
	b.Name, b.DNS = "MBX2", exchange.DNSNames{}
	none := server(exchange.Exchange2016)
	none.Name, none.DNS = "MBX3", exchange.DNSNames{}
	listed, unread := none, none
	listed.WholeStore, unread.WholeStore = schannel.No, schannel.Unknown
	a.Auth = exchange.AuthConfig{Seen: true, Current: thumb(1)}
	withoutOAuth, unseenOAuth := none, b
	withoutOAuth.Auth = exchange.AuthConfig{Seen: true}
	unseenOAuth.Auth = exchange.AuthConfig{Current: thumb(9)}
	selfSigned := withFirst(b, func(c *exchange.Certificate) { c.Issuer, c.SelfSigned = "CN=MBX2", schannel.Yes })
	out := sendTo("")
	in1, in2 := receive(smtp), receive(smtp)
	in1.Name, in2.Name, in2.Server, in1.TLSCertificateName = "Default Frontend MBX1", "Default Frontend MBX2", "MBX2", "<I>a<S>b"
	check := func(servers []exchange.Server, connectors ...exchange.Connector) []schannel.Finding {
		return change.CheckFleet(servers, connectors, at("2024-01-20"))
	}
	for _, r := range []checkRow{
		{"issuers", check([]exchange.Server{a, b}, out), "exchangecert.fleet.other_names exchangecert.fleet.auth", "hybrid: the same issuer and subject on all servers"},
		{"one-without", check([]exchange.Server{b, none}, out), "exchangecert.fleet.no_certificate", "one server has none"},
		{"one-without-in-its-list", check([]exchange.Server{b, listed}, sendTo("<I>"+issuer2+"<S>CN="+smtp)), "exchangecert.fleet.no_certificate", "KB4495258: what the shell does not list is not usable, likely"},
		{"one-not-read", check([]exchange.Server{b, unread}, out), "", "of a list that was not read nothing is known"},
		{"one-of-another-connector", check([]exchange.Server{b, none}, but(out, func(c *exchange.Connector) { c.SourceServers = []string{"MBX2"} })), "", "New-SendConnector: only SourceTransportServers use it"},
		{"oauth", check([]exchange.Server{a, none}), "exchangecert.fleet.auth", "Get-ExchangeAuthCertificateStatus: it has to be on every server"},
		{"oauth-there", check([]exchange.Server{a}), "", "it is on every server"},
		{"oauth-from-the-second", check([]exchange.Server{withoutOAuth, a}), "exchangecert.fleet.auth", "a server whose configuration names none says nothing of what the other names"},
		{"oauth-not-read", check([]exchange.Server{a, unread}), "", "of a list that was not read nothing is known"},
		{"oauth-not-seen", check([]exchange.Server{unseenOAuth}), "", "Get-AuthConfig was not seen"},
		{"one-open", check([]exchange.Server{server(exchange.Exchange2016, with(certificate(1, issuer1, "2024-01-01", smtp), unchecked)), none}, out), "", "whether the status counts, and so whether the first server has one, documents leave open"},
		{"settings", check(nil, in1, in2), "exchangecert.fleet.certificate_name", "450 4.7.320 for part of the mail"},
		{"alike", check([]exchange.Server{b, b}, out), "", "nothing differs"},
		{"settings-by-fqdn", check(nil, in1, called(in2, "MBX2.fabrikam.example", "default frontend mbx2")), "exchangecert.fleet.certificate_name", "the server by its FQDN, the names in another case"},
		{"settings-without-a-server", check(nil, called(in1, "", "a"), called(in2, "", "a")), "", "nobody says that they are of two servers"},
		{"settings-of-one-without-a-server", check(nil, called(in1, "", "a"), called(in2, "MBX2", "a")), "", "nobody says that they are of two servers"},
		{"self-signed-on-both", check([]exchange.Server{server(exchange.Exchange2016, certificate(1, "", "2024-01-01", smtp)), selfSigned}, out), "", "self-signed ones carry the names of their servers"},
		{"subject-alone", check([]exchange.Server{b, withFirst(b, func(c *exchange.Certificate) { c.Subject += ", O=Fabrikam" })}, out), "exchangecert.fleet.other_names", "hybrid: the same issuer and subject on all servers"},
		{"self-signed-on-one", check([]exchange.Server{server(exchange.Exchange2016, certificate(1, "", "2024-01-01", smtp)), b}, out), "exchangecert.fleet.other_names", "hybrid: a self-signed one is not that of the authority"},
		{"settings-of-one-server", check(nil, in1, called(in2, "mbx1.fabrikam.example", "Default Frontend mbx1")), "", "two states of one connector are no two servers"},
		{"settings-of-another-kind", check(nil, in1, called(in2, "MBX2", "Client Frontend MBX2")), "", "connectors of other names serve others"},
	} {
		r.run(t)
	}
}
