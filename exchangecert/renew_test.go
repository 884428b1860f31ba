// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

func TestRenewals(t *testing.T) {
	t.Parallel()
	self, of := own(1, "2010-01-01", "EX1"), issued(1, "2010-01-01", mail)
	serves := func(c exchange.Certificate, s exchange.Services) exchange.Certificate {
		c.Services = s
		return c
	}
	apart, internal := server(exchange.Exchange2007SP3), internalServer(exchange.Exchange2007SP3)
	for _, tt := range []struct {
		name   string
		server exchange.Server
		of     exchange.Certificate
		want   string
		why    string
	}{
		{"everything", apart, serves(self, exchange.IIS|exchange.POP|exchange.IMAP|exchange.SMTP), "trusted renew_transport edge_subscription renew_client_access", "KB953354, workaround: an authority's first; then Hub and Edge; then Client Access"},
		{"transport", apart, serves(self, exchange.SMTP), "trusted renew_transport edge_subscription", "KB953354: Hub and Edge servers, and the subscription where there is an Edge server"},
		{"web", apart, serves(self, exchange.IIS), "trusted renew_client_access", "KB953354: Client Access servers"},
		{"mail", apart, serves(self, exchange.POP), "trusted renew_client_access", "KB953354: POP3 and IMAP4 are of the Client Access server"},
		{"internal-without-smtp", internal, serves(self, exchange.IIS), "trusted renew_transport edge_subscription renew_client_access", "KB953354: X-ANONYMOUSTLS uses it"},
		{"unknown", apart, exchange.Certificate{}, "trusted renew_transport edge_subscription renew_client_access", "what is not known leaves nothing out"},
		{"issued", apart, of, "renew_issued", "KB953354 is about self-signed certificates"},
		{"issued-internal", internal, of, "renew_issued edge_subscription", "event 10104: the certificate of a subscription was changed"},
		{"edge", edge(apart), serves(self, exchange.SMTP|exchange.IIS), "trusted renew_transport edge_subscription", "KB953354: an Edge server serves no clients"},
	} {
		var got []string
		for _, r := range exchangecert.Renewals(tt.server, tt.of) {
			got = append(got, strings.TrimPrefix(string(r.Code), "exchangecert.remedy."))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
	commands := func(c exchange.Certificate) string { return exchangecert.Renewals(apart, c)[0].Steps[1].Command }
	const enable = "Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services "
	if diff := cmp.Diff([]string{enable + "IIS, SMTP", enable + "SERVICES"}, []string{commands(serves(of, exchange.IIS|exchange.SMTP)), commands(serves(of, 0))}); diff != "" {
		t.Errorf("Enable-ExchangeCertificate takes a list of services (-want +got):\n%s", diff)
	}
}
