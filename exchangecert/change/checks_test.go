// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// checkRow is a check and the codes of what it finds.
type checkRow struct {
	name string
	got  []schannel.Finding
	want string
	why  string
}

func (r checkRow) run(t *testing.T) {
	t.Helper()
	t.Run(r.name, func(t *testing.T) {
		t.Parallel()
		if diff := cmp.Diff(r.want, codes(r.got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.why, diff)
		}
	})
}

func TestCheckRenewal(t *testing.T) {
	t.Parallel()
	old := certificate(1, issuer1, "2023-11-01", smtp, "autodiscover.fabrikam.example")
	same := with(old, func(c *exchange.Certificate) { c.Thumbprint = thumb(2) })
	named := []exchange.Connector{sendTo("<I>" + issuer1 + "<S>CN=" + smtp), receive(smtp)}
	rows := []checkRow{
		{"same", change.CheckRenewal(old, same, named), "exchangecert.renewal.same_names", "office-docs-powershell 8199: nothing is to be set"},
		{"issuer", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Issuer = issuer2 }), named), "exchangecert.renewal.issuer exchangecert.renewal.connector", "win-acme 1754, KB2989382"},
		{"issuer-no-connector", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Issuer = issuer2 }), named[1:]), "exchangecert.renewal.issuer", "no connector names it"},
		{"subject", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Subject = "CN=autodiscover.fabrikam.example" }), nil), "exchangecert.renewal.subject", "TlsCertificateName has the subject"},
		{"unknown", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Issuer = "" }), nil), "exchangecert.renewal.names_unknown", "an issuer that was not seen (exchangecert.missing.issuers)"},
		{"name-lost", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Domains = c.Domains[:1] }), nil), "exchangecert.renewal.same_names exchangecert.renewal.name_lost", "12014 for the name"},
		{"wildcard-holds", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Domains = []string{"*.fabrikam.example"} }), nil), "exchangecert.renewal.same_names", "a wildcard covers one level"},
		{"services", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Services = exchange.SMTP }), nil), "exchangecert.renewal.same_names exchangecert.renewal.services", "Enable-ExchangeCertificate"},
		{"no-key", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.PrivateKey = schannel.No }), nil), "exchangecert.renewal.same_names exchangecert.renewal.private_key", "KB4495258"},
	}
	for _, r := range rows {
		r.run(t)
	}
	stale := rows[1].got[1]
	if len(stale.Remedies) != 1 || stale.Remedies[0].Code != "exchangecert.remedy.connector_certificate_name" || !strings.Contains(stale.Remedies[0].Steps[1].Command, "Set-SendConnector -Identity 'To the cloud'") {
		t.Errorf("remedy: %+v (exchangecert.rights.change_connectors)", stale.Remedies)
	}
	incoming := receive(smtp)
	incoming.Name, incoming.TLSCertificateName = "Bob’s", "<I>"+issuer1+"<S>CN="+smtp
	found := change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Issuer = issuer2 }), []exchange.Connector{incoming})
	if want := `Set-ReceiveConnector -Identity 'MBX1\Bob’’s' `; !strings.Contains(found[1].Remedies[0].Steps[1].Command, want) {
		t.Errorf("a Receive connector is of a server; PowerShell takes a typographic apostrophe for a plain one: %+v", found[1].Remedies)
	}
}

func TestCheckConnectors(t *testing.T) {
	t.Parallel()
	good := certificate(1, issuer1, "2024-01-01", smtp)
	state := with(good, func(c *exchange.Certificate) { c.Subject = "CN=" + smtp + ", O=Fabrikam, S=Bavaria" })
	s := server(exchange.Exchange2016, good)
	check := func(s exchange.Server, c exchange.Connector) []schannel.Finding {
		return change.CheckConnectors(s, []exchange.Connector{c}, at("2024-01-20"))
	}
	but := func(c exchange.Connector, f func(c *exchange.Connector)) exchange.Connector { f(&c); return c }
	name := "<I>" + issuer1 + "<S>CN=" + smtp
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
		{"version", check(server(exchange.Exchange2010, good), sendTo(name)), "exchangecert.lint.version", "Set-SendConnector: from 2013 on"},
		{"require-tls", check(s, but(sendTo(name), func(c *exchange.Connector) { c.RequireTLS = schannel.No })), "exchangecert.lint.require_tls", "KB3062283"},
		{"fqdn", check(s, but(sendTo(name), func(c *exchange.Connector) { c.FQDN = "other.fabrikam.example" })), "exchangecert.select.winner exchangecert.lint.fqdn_not_held", "win-acme 2811"},
		{"basic-require-tls", check(s, but(receive(smtp), func(c *exchange.Connector) { c.Auth = exchange.AuthTLS | exchange.AuthBasicRequireTLS })), "exchangecert.lint.auth_mechanism", "Set-ReceiveConnector"},
		{"require-tls-receive", check(s, but(receive(smtp), func(c *exchange.Connector) { c.Auth, c.RequireTLS = exchange.AuthBasic, schannel.Yes })), "exchangecert.lint.auth_mechanism", "Set-ReceiveConnector"},
		{"external", check(s, but(receive(smtp), func(c *exchange.Connector) {
			c.Auth = exchange.AuthTLS | exchange.AuthExternalAuthoritative | exchange.AuthIntegrated
		})), "exchangecert.lint.external", "Set-ReceiveConnector"},
		{"exchange-server", check(s, but(receive(smtp), func(c *exchange.Connector) { c.Auth |= exchange.AuthExchangeServer })), "exchangecert.lint.exchange_server_fqdn", "FQDN, NetBIOS name or none"},
		{"exchange-server-fqdn", check(server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", "mbx1.fabrikam.example")), but(receive("MBX1.fabrikam.example"), func(c *exchange.Connector) { c.Auth |= exchange.AuthExchangeServer })), "", "its FQDN"},
		{
			"renewed-by-another-issuer", check(server(exchange.Exchange2016, good, certificate(2, issuer2, "2024-01-15", smtp)), sendTo(name)),
			"exchangecert.renewal.issuer exchangecert.renewal.connector", "win-acme 1754: the connector never gets the new one",
		},
		{"renewed-by-the-same", check(server(exchange.Exchange2016, good, certificate(2, issuer1, "2024-01-15", smtp)), sendTo(name)), "", "the new one is chosen"},
		{"other-server", check(s, but(receive("other.fabrikam.example"), func(c *exchange.Connector) { c.Server = "MBX2" })), "", "not one of this server"},
	} {
		r.run(t)
	}
}

// called is a connector of another server or name.
func called(c exchange.Connector, server, name string) exchange.Connector {
	c.Server, c.Name = server, name
	return c
}

func unchecked(c *exchange.Certificate) { c.Status = exchange.StatusRevocationCheckFailure }

func TestCheckFleet(t *testing.T) {
	t.Parallel()
	a := server(exchange.Exchange2016, certificate(1, issuer1, "2024-01-01", smtp))
	b := server(exchange.Exchange2016, certificate(2, issuer2, "2024-01-01", smtp))
	b.Name, b.DNS = "MBX2", exchange.DNSNames{}
	none := server(exchange.Exchange2016)
	none.Name, none.DNS = "MBX3", exchange.DNSNames{}
	a.Auth = exchange.AuthConfig{Seen: true, Current: thumb(1)}
	out := sendTo("")
	in1, in2 := receive(smtp), receive(smtp)
	in1.Name, in2.Name, in2.Server, in1.TLSCertificateName = "Default Frontend MBX1", "Default Frontend MBX2", "MBX2", "<I>a<S>b"
	check := func(servers []exchange.Server, connectors ...exchange.Connector) []schannel.Finding {
		return change.CheckFleet(servers, connectors, at("2024-01-20"))
	}
	for _, r := range []checkRow{
		{"issuers", check([]exchange.Server{a, b}, out), "exchangecert.fleet.other_names exchangecert.fleet.auth", "hybrid: the same issuer and subject on all servers"},
		{"one-without", check([]exchange.Server{b, none}, out), "exchangecert.fleet.no_certificate", "one server has none"},
		{"one-open", check([]exchange.Server{server(exchange.Exchange2016, with(certificate(1, issuer1, "2024-01-01", smtp), unchecked)), none}, out), "", "whether the status counts, and so whether the first server has one, documents leave open"},
		{"settings", check(nil, in1, in2), "exchangecert.fleet.certificate_name", "450 4.7.320 for part of the mail"},
		{"alike", check([]exchange.Server{b, b}, out), "", "nothing differs"},
		{"settings-by-fqdn", check(nil, in1, called(in2, "MBX2.fabrikam.example", "default frontend mbx2")), "exchangecert.fleet.certificate_name", "the server by its FQDN, the names in another case"},
		{"settings-without-a-server", check(nil, called(in1, "", "a"), called(in2, "", "a")), "", "nobody says that they are of two servers"},
		{"self-signed-on-one", check([]exchange.Server{server(exchange.Exchange2016, certificate(1, "", "2024-01-01", smtp)), b}, out), "exchangecert.fleet.other_names", "hybrid: a self-signed one is not that of the authority"},
		{"settings-of-one-server", check(nil, in1, called(in2, "mbx1.fabrikam.example", "Default Frontend mbx1")), "", "two states of one connector are no two servers"},
		{"settings-of-another-kind", check(nil, in1, called(in2, "MBX2", "Client Frontend MBX2")), "", "connectors of other names serve others"},
	} {
		r.run(t)
	}
}

func butConnector(c exchange.Connector, change func(c *exchange.Connector)) exchange.Connector {
	change(&c)
	return c
}

// TestUnseen: what was not seen is said to be so, and leads to no other finding.
func TestUnseen(t *testing.T) {
	t.Parallel()
	undated := with(certificate(1, issuer1, "2024-01-01", smtp), func(c *exchange.Certificate) { c.NotBefore, c.NotAfter = time.Time{}, time.Time{} })
	c := sendTo("<I>" + issuer1 + "<S>CN=" + smtp)
	c.FQDN = "elsewhere.example"
	if got := codes(change.CheckConnectors(server(exchange.Exchange2016, undated), []exchange.Connector{c}, at("2024-01-20"))); got != "" {
		t.Errorf("the answer depends on the dates, so nothing is compared with the Fqdn: %s", got)
	}
	lapsed := with(undated, func(c *exchange.Certificate) { c.Status = exchange.StatusDateInvalid })
	if got := change.CheckExpiry(server(exchange.Exchange2016, lapsed), at("2024-01-20"))[0].Text; !strings.Contains(got, "expired at ?") {
		t.Errorf("Get-ExchangeCertificate: DateInvalid, without a date: %s", got)
	}
	secure := butConnector(receive(smtp), func(c *exchange.Connector) { c.DomainSecure = schannel.Yes })
	for subject, want := range map[string]string{"CN=elsewhere.example": "exchangecert.domain_security.name", "": ""} {
		peer := exchange.Certificate{Subject: subject, DomainsComplete: schannel.Yes}
		if got := codes(change.CheckDomainSecurity(secure, "partner.example", peer)); got != want {
			t.Errorf("event 11015 for the subject %q: %q, want %q", subject, got, want)
		}
	}
	for store, want := range map[schannel.Truth]schannel.Certainty{schannel.Yes: schannel.Certain, schannel.No: schannel.Likely} {
		s := server(exchange.Exchange2016)
		s.WholeStore, s.Auth = store, exchange.AuthConfig{Seen: true, Current: thumb(7)}
		if got := change.CheckAuth(s, at("2024-01-20"))[0].Certainty; got != want {
			t.Errorf("KB4495258: the list of the shell is not the store: %s, want %s", got, want)
		}
	}
}

func TestCheckExpiry(t *testing.T) {
	t.Parallel()
	own := func(services exchange.Services) exchange.Server {
		s := server(exchange.Exchange2007SP3, with(certificate(1, issuer1, "2009-01-01", "MBX1"), func(c *exchange.Certificate) { c.Services, c.SelfSigned = services, schannel.Yes }))
		s.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: thumb(1)}
		return s
	}
	bound := own(exchange.IIS)
	bound.Bindings = []exchange.Binding{{Site: "W3SVC/1", Thumbprint: thumb(5)}}
	five := strings.TrimSpace(strings.Repeat("exchangecert.expiry.client ", 3)) + strings.Repeat(" exchangecert.expiry.outlook", 3)
	for _, r := range []checkRow{
		{"smtp", change.CheckExpiry(own(exchange.SMTP), at("2010-01-01")), "exchangecert.expiry.starttls exchangecert.expiry.anonymous_tls", "KB953354 and networksteve 14128 differ on STARTTLS; X-ANONYMOUSTLS goes on"},
		{"iis", change.CheckExpiry(own(exchange.IIS), at("2010-01-01")), "exchangecert.expiry.anonymous_tls " + five, "KB953354: OWA, ActiveSync, Outlook Anywhere; Availability, offline address book, Autodiscover"},
		{"mail", change.CheckExpiry(own(exchange.POP|exchange.IMAP), at("2010-01-01")), "exchangecert.expiry.anonymous_tls exchangecert.expiry.client exchangecert.expiry.client", "KB953354: POP3, IMAP4"},
		{"bound-elsewhere", change.CheckExpiry(bound, at("2010-01-01")), "exchangecert.expiry.anonymous_tls", "the web site has another certificate"},
		{"bound-to-it", change.CheckExpiry(boundTo(own(exchange.IIS), thumb(1)), at("2010-01-01")), "exchangecert.expiry.anonymous_tls " + five, "the web site has this certificate"},
		{"2016", change.CheckExpiry(server(exchange.Exchange2016, certificate(1, issuer1, "2009-01-01", "MBX1")), at("2010-01-01")), "exchangecert.expiry.starttls_kept " + five, "page on inbound STARTTLS, of Exchange 2016"},
		{"in-date", change.CheckExpiry(own(exchange.IIS), at("2009-02-01")), "", "it has not expired"},
	} {
		r.run(t)
	}
	later := own(exchange.SMTP)
	later.Version = exchange.Exchange2019
	checkRow{"later", change.CheckExpiry(later, at("2010-01-01")), "exchangecert.expiry.starttls_kept exchangecert.expiry.anonymous_tls", "page on inbound STARTTLS: offered all the same"}.run(t)
	findings := change.CheckExpiry(own(exchange.SMTP), at("2010-01-01"))
	open := []schannel.Code{findings[0].Outcomes[0].Code, findings[0].Outcomes[1].Code, findings[0].Settle[0].Code}
	if diff := cmp.Diff([]schannel.Code{"exchangecert.outcome.starttls_gone", "exchangecert.outcome.starttls_kept", "exchangecert.settle.ehlo"}, open); diff != "" {
		t.Errorf("KB953354 has 12014, a log of 2007 SP1 has 12016 (-want +got):\n%s", diff)
	}
	both := own(exchange.SMTP)
	both.Certificates = append(both.Certificates, certificate(2, issuer1, "2009-01-01", "MBX1"))
	var remedies []string
	for _, r := range change.CheckExpiry(both, at("2010-01-01"))[0].Remedies {
		remedies = append(remedies, strings.TrimPrefix(string(r.Code), "exchangecert.remedy."))
	}
	if diff := cmp.Diff([]string{"trusted", "renew_transport", "edge_subscription", "renew_issued"}, remedies); diff != "" {
		t.Errorf("the order of the article, and the authority for the other certificate (-want +got):\n%s", diff)
	}
	if e := findings[1].Events; len(e) != 1 || e[0].ID != 12015 || e[0].Level != schannel.LevelWarning {
		t.Errorf("12015, a warning in Exchange 2007: %+v", e)
	}
}

func boundTo(s exchange.Server, t schannel.Thumbprint) exchange.Server {
	s.Bindings = []exchange.Binding{{Site: "W3SVC/1", Thumbprint: t}}
	return s
}

// TestExpiryItems: ten certificates are named and all are counted; the article
// is of Exchange 2007, so of later versions what clients do is likely.
func TestExpiryItems(t *testing.T) {
	t.Parallel()
	var all []exchange.Certificate
	for n := range byte(10) {
		all = append(all, certificate(n+1, issuer1, "2009-01-01", "MBX1"))
	}
	s := server(exchange.Exchange2016, all...)
	s.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: thumb(1)}
	got := change.CheckExpiry(s, at("2010-01-01"))
	want := [...]struct {
		items     int
		certainty schannel.Certainty
	}{{10, schannel.Certain}, {1, schannel.Likely}, {10, schannel.Likely}}
	for i, w := range want {
		if f := got[i]; len(f.Items) != w.items || f.Certainty != w.certainty {
			t.Errorf("%s: %d, %s", f.Code, len(f.Items), f.Certainty)
		}
	}
}

func TestCheckAuth(t *testing.T) {
	t.Parallel()
	auth := with(certificate(1, "", "2020-01-01", "x"), func(c *exchange.Certificate) { c.NotAfter = at("2024-02-16").Add(17 * time.Hour) })
	s := server(exchange.Exchange2016, auth)
	s.Auth = exchange.AuthConfig{Seen: true, Current: thumb(1)}
	none, lost, unseen, zone := s, s, server(exchange.Exchange2016), s
	none.Auth.Current = schannel.Thumbprint{}
	lost.Auth.Current = thumb(7)
	zone.Certificates = []exchange.Certificate{with(auth, func(c *exchange.Certificate) { c.ZoneUnknown = true })}
	next := s
	next.Certificates = append(next.Certificates, certificate(2, "", "2024-02-01", "y"))
	next.Auth.Next, next.Auth.Effective = thumb(2), at("2024-02-10")
	// withNext has a next certificate that takes effect later; zero is not here.
	withNext := func(until time.Time, here bool) exchange.Server {
		s := s
		s.Auth.Next, s.Auth.Effective = thumb(2), at("2024-02-15")
		if here {
			s.Certificates = append(slices.Clone(s.Certificates), with(certificate(2, "", "2024-01-01", "y"), func(c *exchange.Certificate) { c.NotAfter = until }))
		}
		return s
	}
	for _, r := range []checkRow{
		{"next-long", change.CheckAuth(withNext(at("2029-01-01"), true), at("2024-01-10")), "exchangecert.auth.valid", "MonitorExchangeAuthCertificate: a next one that lasts longer than 120 days is staged"},
		{"next-120-days", change.CheckAuth(withNext(at("2024-05-09"), true), at("2024-01-10")), "exchangecert.auth.valid exchangecert.auth.stage_next", "MonitorExchangeAuthCertificate: 120 days or fewer are too few"},
		{"next-121-days", change.CheckAuth(withNext(at("2024-05-10"), true), at("2024-01-10")), "exchangecert.auth.valid", "MonitorExchangeAuthCertificate: 121 days are enough"},
		{"next-elsewhere", change.CheckAuth(withNext(time.Time{}, false), at("2024-01-10")), "exchangecert.auth.valid exchangecert.auth.not_in_store", "MonitorExchangeAuthCertificate: the next one is missing on a server; it is to be imported, none is to be staged"},
		{"next-elsewhere-early", change.CheckAuth(withNext(time.Time{}, false), at("2023-06-01")), "exchangecert.auth.valid exchangecert.auth.not_in_store", "it is missing however long the current one lasts"},
		{"next-dates-not-seen", change.CheckAuth(withNext(time.Time{}, true), at("2024-01-10")), "exchangecert.auth.valid", "how long it lasts is not known"},
		{"stage-60-days", change.CheckAuth(s, at("2023-12-18").Add(17*time.Hour)), "exchangecert.auth.valid exchangecert.auth.stage_next", "MonitorExchangeAuthCertificate: from 60 days on"},
		{"stage-61-days", change.CheckAuth(s, at("2023-12-17").Add(17*time.Hour)), "exchangecert.auth.valid", "MonitorExchangeAuthCertificate: not before"},
		{"long", change.CheckAuth(s, at("2023-06-01")), "exchangecert.auth.valid", "in date"},
		{"stage", change.CheckAuth(s, at("2024-01-10")), "exchangecert.auth.valid exchangecert.auth.stage_next", "MonitorExchangeAuthCertificate: 60 days, next 120"},
		{"last-day", change.CheckAuth(s, at("2024-02-16").Add(9*time.Hour)), "exchangecert.auth.valid exchangecert.auth.last_day exchangecert.auth.stage_next", "CSS-Exchange issue 2007: valid until its hour"},
		{"expired", change.CheckAuth(s, at("2024-02-16").Add(18*time.Hour)), "exchangecert.auth.expired", "NotAfter has passed"},
		{"rollover", change.CheckAuth(next, at("2024-03-01")), "exchangecert.auth.valid", "Get-AuthConfig: the next one is in effect"},
		{"none", change.CheckAuth(none, at("2024-01-01")), "exchangecert.auth.none", "none is configured"},
		{"lost", change.CheckAuth(lost, at("2024-01-01")), "exchangecert.auth.not_in_store", "not on this server"},
		{"not-seen", change.CheckAuth(unseen, at("2024-01-01")), "exchangecert.auth.not_seen", "exchangecert.missing.auth_config"},
		{"no-time", change.CheckAuth(s, time.Time{}), "exchangecert.auth.not_seen", "exchangecert.missing.check_time"},
		{"zone", change.CheckAuth(zone, at("2024-02-17")), "exchangecert.auth.not_seen", "exchangecert.missing.validity"},
	} {
		r.run(t)
	}
}

func TestCheckFederation(t *testing.T) {
	t.Parallel()
	fit := with(certificate(1, issuer1, "2024-01-01", "x"), func(c *exchange.Certificate) {
		c.SubjectKeyID, c.CNG, c.Exportable, c.ClientAuth = schannel.Yes, schannel.No, schannel.Yes, schannel.Yes
	})
	check := func(c exchange.Certificate) []schannel.Finding {
		return change.CheckFederation(server(exchange.Exchange2013, c), thumb(1), at("2024-01-20"))
	}
	for _, r := range []checkRow{
		{"fit", check(fit), "", "every condition is met"},
		{"cng-ecc", check(with(fit, func(c *exchange.Certificate) { c.CNG, c.KeyAlgorithm = schannel.Yes, "ECDSA" })), "exchangecert.federation.unfit exchangecert.federation.unfit", "Federation: CryptoAPI, RSA"},
		{"unknown", check(with(fit, func(c *exchange.Certificate) { c.Exportable = schannel.Unknown })), "exchangecert.federation.unknown", "exchangecert.missing.condition"},
		{"other", change.CheckFederation(server(exchange.Exchange2013, fit), thumb(9), at("2024-01-20")), "exchangecert.check.not_in_store", "not in the list"},
	} {
		r.run(t)
	}
}

func TestCheckDomainSecurity(t *testing.T) {
	t.Parallel()
	peer := certificate(1, issuer1, "2024-01-01", "mail.partner.example")
	in := receive(smtp)
	in.DomainSecure = schannel.Yes
	out := sendTo("")
	out.DomainSecure, out.DNSRouting, out.IgnoreSTARTTLS = schannel.No, schannel.No, schannel.Yes
	external := in
	external.Auth = exchange.AuthExternalAuthoritative
	for _, r := range []checkRow{
		{"fine", change.CheckDomainSecurity(in, "mail.partner.example", peer), "", "every condition is met"},
		{"send", change.CheckDomainSecurity(out, "", exchange.Certificate{}), "exchangecert.domain_security.setting exchangecert.domain_security.setting exchangecert.domain_security.setting", "Set-SendConnector"},
		{"receive", change.CheckDomainSecurity(external, "", exchange.Certificate{}), "exchangecert.domain_security.setting exchangecert.domain_security.setting", "Set-ReceiveConnector"},
		{"peer", change.CheckDomainSecurity(in, "other.example", peer), "exchangecert.domain_security.name", "event 11015 (exchangecert.condition.level_unknown)"},
	} {
		r.run(t)
	}
}
