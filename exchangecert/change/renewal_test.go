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
		{"subject-unknown", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Subject = "CN=a…" }), nil), "exchangecert.renewal.names_unknown", "a subject that was cut off"},
		{"old-issuer-unknown", change.CheckRenewal(with(old, func(c *exchange.Certificate) { c.Issuer = "" }), same, nil), "exchangecert.renewal.names_unknown", "an issuer that was not seen"},
		{"old-subject-unknown", change.CheckRenewal(with(old, func(c *exchange.Certificate) { c.Subject = "" }), same, nil), "exchangecert.renewal.names_unknown", "a subject that was not seen"},
		{"connector-malformed", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Issuer = issuer2 }), []exchange.Connector{sendTo("CN=" + smtp)}), "exchangecert.renewal.issuer", "Set-SendConnector: what has not the syntax names no certificate"},
		{"services-unknown", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Services = 0 }), nil), "exchangecert.renewal.same_names", "what it is enabled for was not seen"},
		{"domains-unknown", change.CheckRenewal(old, with(same, func(c *exchange.Certificate) { c.Domains, c.DomainsComplete = c.Domains[:1], schannel.Unknown }), nil), "exchangecert.renewal.same_names", "a list of domains that was cut off"},
		{"wildcard-lost", change.CheckRenewal(with(old, func(c *exchange.Certificate) { c.Domains = []string{"*.fabrikam.example"} }), same, nil), "exchangecert.renewal.same_names exchangecert.renewal.name_lost", "single names do not cover what the wildcard does"},
		{"wildcard-stays", change.CheckRenewal(with(old, func(c *exchange.Certificate) { c.Domains = []string{"*.fabrikam.example"} }), with(same, func(c *exchange.Certificate) { c.Domains = []string{"*.FABRIKAM.example"} }), nil), "exchangecert.renewal.same_names", "names of hosts have no case"},
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

// TestLostNames: the first ten names are named, each once, and all are counted.
func TestLostNames(t *testing.T) {
	t.Parallel()
	letters := func(count int) (names []string) {
		for i := range count {
			names = append(names, string(rune('a'+i))+".fabrikam.example")
		}
		return names
	}
	for _, tt := range []struct {
		lost  []string
		named int
		count int
	}{
		{[]string{"a.fabrikam.example", "A.fabrikam.example"}, 1, 1},
		{letters(10), 10, 10},
		{letters(11), 10, 11},
	} {
		old := certificate(1, issuer1, "2023-11-01", append([]string{smtp}, tt.lost...)...)
		renewed := with(old, func(c *exchange.Certificate) { c.Domains = []string{smtp} })
		f := change.CheckRenewal(old, renewed, nil)[1]
		want := []schannel.Arg{schannel.Number("count", tt.count), schannel.Text("names", strings.Join(tt.lost[:tt.named], ", "))}
		if diff := cmp.Diff(want, f.Args); diff != "" {
			t.Errorf("of %d (-want +got):\n%s", len(tt.lost), diff)
		}
	}
}
