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

func unchecked(c *exchange.Certificate) { c.Status = exchange.StatusRevocationCheckFailure }

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
	secure := but(receive(smtp), func(c *exchange.Connector) { c.DomainSecure = schannel.Yes })
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
	noDate := withNext(time.Time{}, false)
	noDate.Auth.Effective = time.Time{}
	dateAlone := s
	dateAlone.Auth.Effective = at("2024-01-05")
	nextFirst := withNext(at("2029-01-01"), true)
	slices.Reverse(nextFirst.Certificates)
	for _, r := range []checkRow{
		{"next-first-in-list", change.CheckAuth(nextFirst, at("2024-01-10")), "exchangecert.auth.valid", "where in the list the next one stands says nothing"},
		{"next-without-date", change.CheckAuth(noDate, at("2024-01-10")), "exchangecert.auth.valid exchangecert.auth.not_in_store", "Set-AuthConfig: NextCertificateEffectiveDate is when the next one takes effect; without it the current one is in use"},
		{"date-without-next", change.CheckAuth(dateAlone, at("2024-01-10")), "exchangecert.auth.valid exchangecert.auth.stage_next", "a date alone names no certificate"},
		{"rollover-hour", change.CheckAuth(next, at("2024-02-10")), "exchangecert.auth.valid", "Set-AuthConfig: in effect from NextCertificateEffectiveDate on"},
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
		{"algorithm-unknown", check(with(fit, func(c *exchange.Certificate) { c.KeyAlgorithm = "" })), "exchangecert.federation.unknown", "exchangecert.missing.condition"},
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
		{"no-domain", change.CheckDomainSecurity(in, "", peer), "", "no domain to look for"},
		{"peer-without-subject", change.CheckDomainSecurity(in, "other.example", exchange.Certificate{Domains: []string{"mail.partner.example"}, DomainsComplete: schannel.Yes}), "exchangecert.domain_security.name", "event 11015: the domains alone are looked at"},
		{"peer", change.CheckDomainSecurity(in, "other.example", peer), "exchangecert.domain_security.name", "event 11015 (exchangecert.condition.level_unknown)"},
	} {
		r.run(t)
	}
}
