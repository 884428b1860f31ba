// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

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
	for n := range byte(11) {
		all = append(all, certificate(n+1, issuer1, "2009-01-01", "MBX1"))
	}
	s := server(exchange.Exchange2016, all...)
	s.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: thumb(1)}
	got := change.CheckExpiry(s, at("2010-01-01"))
	want := [...]struct {
		count     int
		certainty schannel.Certainty
	}{{11, schannel.Certain}, {1, schannel.Likely}, {11, schannel.Likely}}
	for i, w := range want {
		f := got[i]
		count := f.Args[len(f.Args)-1]
		if len(f.Items) != min(w.count, 10) || count != schannel.Number("count", w.count) || f.Certainty != w.certainty {
			t.Errorf("%s: %d, %v, %s", f.Code, len(f.Items), count, f.Certainty)
		}
	}
}
