// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// internalServer has an internal transport certificate with number 1.
func internalServer(v exchange.Version, certificates ...exchange.Certificate) exchange.Server {
	s := server(v, certificates...)
	s.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: thumb(1)}
	return s
}

func edge(s exchange.Server) exchange.Server {
	s.Roles = []exchange.Role{exchange.Edge}
	return s
}

func ask(p exchangecert.Purpose, c exchange.Connector) exchangecert.Request {
	return exchangecert.Request{Purpose: p, Connector: c, At: noon}
}

func toExchange(c exchange.Connector) exchange.Connector {
	c.Auth |= exchange.AuthExchangeServer
	c.Auth &^= exchange.NoAuth
	return c
}

func serviceRows() []selectRow {
	in := toExchange(receive(mail))
	renewTransport := "exchangecert.remedy.trusted exchangecert.remedy.renew_transport exchangecert.remedy.edge_subscription"
	suppressed := in
	suppressed.SuppressXAnonymousTLS = schannel.Yes
	return []selectRow{
		{
			name: "anonymous", server: internalServer(v2016, own(1, "2023-01-01", "EX1"), issued(2, "2024-01-01", mail)), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.configured; 2 out exchangecert.reason.not_configured",
			findings: "exchangecert.internal.winner",
			said:     "exchangecert.step.thumbprint",
			why:      "inbound anonymous TLS, step 3: by thumbprint, without names, chain or ranking",
		},
		{
			name: "anonymous-raw-attribute", server: func() exchange.Server {
				s := internalServer(v2016, own(1, "2023-01-01", "EX1"))
				s.Internal = exchange.Internal{Published: schannel.Yes, Raw: []byte("no certificate")}
				return s
			}(), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "none insufficient-data unknown",
			verdicts: "1 out exchangecert.reason.missing",
			findings: "exchangecert.select.missing",
			said:     "exchangecert.missing.internal",
			why:      "Server.InternalTransportCertificate is an encoded certificate; what is none names nothing",
		},
		{
			name: "anonymous-not-offered", server: internalServer(v2016, own(1, "2023-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.not_offered",
			findings: "exchangecert.select.not_offered",
			why:      "inbound anonymous TLS, step 1: without ExchangeServer not offered, no event",
		},
		{
			name: "anonymous-twice-in-the-list", server: internalServer(v2016, own(1, "2023-01-01", "EX1"), own(1, "2023-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.configured; 1 out exchangecert.reason.not_configured",
			findings: "exchangecert.internal.winner",
			why:      "a list that is pasted twice has one winner",
		},
		{
			name: "anonymous-suppressed", server: internalServer(v2016, own(1, "2023-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, suppressed),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.unused",
			findings: "exchangecert.internal.suppressed",
			why:      "Set-ReceiveConnector, SuppressXAnonymousTls: not advertised in the reply to EHLO",
		},
		{
			name: "anonymous-suppressed-STARTTLS-stays", server: server(v2016, issued(1, "2024-01-01", mail)), request: ask(exchangecert.InboundSTARTTLS, suppressed),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Set-ReceiveConnector: SuppressXAnonymousTls is of X-ANONYMOUSTLS alone",
		},
		{
			name: "anonymous-not-published", server: func() exchange.Server {
				s := server(exchange.Exchange2010)
				s.Internal.Published = schannel.No
				return s
			}(), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "none certain no",
			events:   "MSExchangeTransport 12012 error",
			findings: "exchangecert.internal.not_published",
			remedies: "exchangecert.remedy.new",
			said:     "exchangecert.condition.start",
			why:      "inbound anonymous TLS, step 2: 12012",
		},
		{
			name: "anonymous-not-in-store", server: internalServer(v2016, own(2, "2023-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "none certain no",
			verdicts: "2 out exchangecert.reason.not_configured",
			events:   "MSExchangeTransport 12013 error",
			findings: "exchangecert.internal.not_in_store",
			remedies: "exchangecert.remedy.new",
			why:      "inbound anonymous TLS, step 3: 12013",
		},
		{
			name: "anonymous-not-in-store-2010", server: internalServer(exchange.Exchange2010, own(2, "2023-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "none certain no",
			verdicts: "2 out exchangecert.reason.not_configured",
			events:   "MSExchangeTransport 12013 error; MSExchangeTransport 12024 information",
			findings: "exchangecert.internal.not_in_store",
			remedies: "exchangecert.remedy.new",
			said:     "exchangecert.condition.ephemeral",
			why:      "event 12024: a temporary certificate instead",
		},
		{
			name: "anonymous-expired-2007", server: internalServer(exchange.Exchange2007SP3, own(1, "2010-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.configured",
			events:   "MSExchangeTransport 12015 warning",
			findings: "exchangecert.internal.winner exchangecert.internal.expired",
			remedies: renewTransport,
			said:     "exchangecert.side.one_year exchangecert.rights.edge",
			why:      "KB953354: 12015, and X-ANONYMOUSTLS goes on",
		},
		{
			name: "anonymous-expired-2010", server: internalServer(exchange.Exchange2010, own(1, "2010-01-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.configured",
			events:   "MSExchangeTransport 12015 information",
			findings: "exchangecert.internal.winner exchangecert.internal.expired",
			remedies: renewTransport,
			why:      "event 12015: Information in Exchange 2010",
		},
		{
			name: "anonymous-expires-soon", server: internalServer(exchange.Exchange2007SP3, own(1, "2019-07-01", "EX1")), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.configured",
			events:   "MSExchangeTransport 12017 warning",
			findings: "exchangecert.internal.winner exchangecert.internal.expires_soon",
			why:      "event 12017",
		},
		{
			name: "anonymous-expires-in-60-days", server: internalServer(v2016, lasting(60*24*time.Hour)), request: ask(exchangecert.InboundAnonymousTLS, in),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.configured",
			findings: "exchangecert.internal.winner",
			why:      "HealthChecker: green from 60 days on",
		},
		{
			name: "outbound-anonymous-2007", server: internalServer(exchange.Exchange2007SP3, own(1, "2023-01-01", "EX1")),
			request: ask(exchangecert.OutboundAnonymousTLS, func() exchange.Connector {
				c := toExchange(send("", ""))
				c.SmartHosts = []string{"ex2.corp.example"}
				return c
			}()),
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured",
			findings: "exchangecert.internal.winner",
			why:      "outbound anonymous TLS: in Exchange 2007 ExchangeServer with the smart hosts; -- is of an Edge server",
		},
		{
			name: "outbound-anonymous-edge-without-exchange-server", server: edge(internalServer(v2016, own(1, "2023-01-01", "EX1"))),
			request: ask(exchangecert.OutboundAnonymousTLS, func() exchange.Connector {
				c := send("", "")
				c.SmartHosts = []string{"--"}
				return c
			}()),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.unused",
			findings: "exchangecert.internal.not_used",
			why:      "outbound anonymous TLS: on an Edge server ExchangeServer too",
		},
		{
			name: "outbound-anonymous-edge", server: edge(internalServer(v2016, own(1, "2023-01-01", "EX1"))),
			request: ask(exchangecert.OutboundAnonymousTLS, func() exchange.Connector {
				c := toExchange(send("", ""))
				c.SmartHosts = []string{"--"}
				return c
			}()),
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured",
			findings: "exchangecert.internal.winner",
			why:      "outbound anonymous TLS: on an Edge server ExchangeServer and -- among the smart hosts",
		},
		{
			name: "outbound-anonymous-edge-other-host", server: edge(internalServer(v2016, own(1, "2023-01-01", "EX1"))), request: ask(exchangecert.OutboundAnonymousTLS, toExchange(send("", ""))),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.unused",
			findings: "exchangecert.internal.not_used",
			why:      "outbound anonymous TLS: without -- it is not used, no event",
		},
		{
			name: "outbound-anonymous-hub", server: internalServer(v2016, own(1, "2023-01-01", "EX1")),
			request: ask(exchangecert.OutboundAnonymousTLS, func() exchange.Connector {
				c := send("", "")
				c.RelayWithinSiteToEdge = schannel.No
				return c
			}()),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.unused",
			findings: "exchangecert.internal.not_used",
			why:      "outbound anonymous TLS: delivery type SmtpRelayWithinAdSiteToEdge only",
		},
		{
			name: "direct-trust", server: func() exchange.Server {
				s := internalServer(exchange.Exchange2007SP3, but(own(1, "2023-01-01", "EX1"), func(c *exchange.Certificate) { c.Services, c.NetworkServiceReads = exchange.IIS, schannel.No }))
				return s
			}(), request: ask(exchangecert.DirectTrust, exchange.Connector{}),
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured",
			events:   "MSExchangeTransport 1037 warning; MSExchangeTransport 2019 warning; MSExchangeTransport 1037 warning; MSExchangeTransport 2019 warning; MSExchangeTransport 1037 warning; MSExchangeTransport 2019 warning",
			findings: "exchangecert.internal.winner exchangecert.trust.no_service exchangecert.trust.no_key_access exchangecert.trust.names",
			remedies: "exchangecert.remedy.enable",
			why:      "troubleshooting of 1037 and 2019: SMTP, NETWORK SERVICE, DNS names",
		},
		{
			name: "direct-trust-in-order", server: internalServer(exchange.Exchange2007SP3, but(own(1, "2023-01-01", "EX1", "ex1.corp.example"), func(c *exchange.Certificate) { c.NetworkServiceReads = schannel.Yes }),
				but(own(2, "2024-01-01", "EX1"), func(c *exchange.Certificate) { c.Services, c.NetworkServiceReads = exchange.IIS, schannel.No })), request: ask(exchangecert.DirectTrust, exchange.Connector{}),
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured; 2 out exchangecert.reason.not_configured",
			findings: "exchangecert.internal.winner",
			why:      "troubleshooting of 1037 and 2019 is about the certificate that is used, which holds the DNS names",
		},
		{
			name: "direct-trust-attribute-not-seen", server: server(exchange.Exchange2007SP3, own(1, "2023-01-01", "ex1.corp.example"), own(2, "2024-01-01", "ex1.corp.example")), request: ask(exchangecert.DirectTrust, exchange.Connector{}),
			want:     "2 insufficient-data unknown",
			verdicts: "1 lost exchangecert.reason.lost_to_newer 2; 2 assumed exchangecert.reason.first",
			findings: "exchangecert.select.winner exchangecert.assumed.internal exchangecert.open.several_in_2007",
			why:      "troubleshooting of 1037 and 2019: the valid one with the latest time stamp",
		},
		{
			name: "pop", server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Services = exchange.POP })), request: exchangecert.Request{Purpose: exchangecert.PurposePOP, Name: mail, At: noon},
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Set-PopSettings: X509CertificateName is a name",
		},
		{
			name: "pop-wildcard-without-flag", server: server(v2016, but(issued(1, "2024-01-01", "*.contoso.com"), func(c *exchange.Certificate) { c.Services = exchange.IIS })), request: exchangecert.Request{Purpose: exchangecert.PurposePOP, Name: mail, At: noon},
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Set-PopSettings: a wildcard certificate need not be enabled",
		},
		{
			name: "imap-wildcard-without-flag", server: server(v2016, but(issued(1, "2024-01-01", "*.contoso.com"), func(c *exchange.Certificate) { c.Services = exchange.IIS })), request: exchangecert.Request{Purpose: exchangecert.PurposeIMAP, Name: mail, At: noon},
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Set-ImapSettings: a wildcard certificate need not be enabled",
		},
		{
			name: "imap-no-flag", server: server(v2016, issued(1, "2024-01-01", mail)), request: exchangecert.Request{Purpose: exchangecert.PurposeIMAP, Name: mail, At: noon},
			want:     "none likely unknown",
			verdicts: "1 out exchangecert.reason.no_service",
			findings: "exchangecert.select.none exchangecert.open.missing_flag exchangecert.candidate.no_service",
			remedies: "exchangecert.remedy.enable",
			why:      "Set-ImapSettings: a certificate with the name must be enabled",
		},
		{
			name: "pop-wildcard-name", server: server(exchange.Exchange2007SP1, issued(1, "2024-01-01", "*.contoso.com")), request: exchangecert.Request{Purpose: exchangecert.PurposePOP, Name: "*.contoso.com", At: noon},
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.wildcard_name",
			findings: "exchangecert.name.wildcard",
			why:      "KB948896: for a wildcard as the name no match is found",
		},
		{
			name: "imap-name-not-seen", server: server(v2016), request: exchangecert.Request{Purpose: exchangecert.PurposeIMAP, At: noon},
			want:     "none insufficient-data unknown",
			findings: "exchangecert.select.missing", said: "exchangecert.missing.service_name",
			why: "the name is needed",
		},
		{
			name: "iis", server: func() exchange.Server {
				s := server(v2016, issued(1, "2024-01-01", mail), own(2, "2010-01-01", "EX1"))
				s.Bindings = []exchange.Binding{{Site: "W3SVC/1", Thumbprint: thumb(1)}, {Site: "W3SVC/2", Thumbprint: thumb(2)}}
				return s
			}(), request: exchangecert.Request{Purpose: exchangecert.PurposeIIS, At: noon},
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured; 2 out exchangecert.reason.not_configured",
			findings: "exchangecert.iis.winner",
			why:      "Enable-ExchangeCertificate: a binding of the default site",
		},
		{
			name: "iis-by-its-name", server: func() exchange.Server {
				s := server(v2016, issued(1, "2024-01-01", mail), own(2, "2024-01-01", "EX1"))
				s.Bindings = []exchange.Binding{{Site: "Exchange Back End", Thumbprint: thumb(2)}, {Site: "Default Web Site", Thumbprint: thumb(1)}}
				return s
			}(), request: exchangecert.Request{Purpose: exchangecert.PurposeIIS, At: noon},
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured; 2 out exchangecert.reason.not_configured",
			findings: "exchangecert.iis.winner",
			why:      "Enable-ExchangeCertificate: the default site, which bears this name",
		},
		{
			name: "iis-back-end-expired", server: func() exchange.Server {
				s := server(v2016, own(2, "2010-01-01", "EX1"))
				s.Bindings = []exchange.Binding{{Site: "W3SVC/2", Thumbprint: thumb(2)}}
				return s
			}(), request: exchangecert.Request{Purpose: exchangecert.PurposeIIS, Name: "W3SVC/2", At: noon},
			want:     "2 certain unknown",
			verdicts: "2 won exchangecert.reason.configured",
			findings: "exchangecert.iis.winner exchangecert.iis.expired",
			remedies: renewTransport + " exchangecert.remedy.renew_client_access",
			why:      "KB953354: clients warn",
		},
		{
			name: "iis-expired-of-an-authority", server: func() exchange.Server {
				s := server(v2016, issued(1, "2010-01-01", mail))
				s.Bindings = []exchange.Binding{{Site: "W3SVC/1", Thumbprint: thumb(1)}}
				return s
			}(), request: exchangecert.Request{Purpose: exchangecert.PurposeIIS, At: noon},
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.configured",
			findings: "exchangecert.iis.winner exchangecert.iis.expired",
			remedies: "exchangecert.remedy.renew_issued",
			why:      "KB953354 renews self-signed certificates; this one is not",
		},
		{
			name: "iis-removed", server: func() exchange.Server {
				s := server(v2016)
				s.Bindings = []exchange.Binding{{Site: "W3SVC/2", Thumbprint: thumb(2)}}
				return s
			}(), request: exchangecert.Request{Purpose: exchangecert.PurposeIIS, Name: "W3SVC/2", At: noon},
			want:     "none certain unknown",
			findings: "exchangecert.iis.not_in_store",
			why:      "KB2779694: the certificate of the back end was removed",
		},
		{
			name: "iis-not-seen", server: server(v2016), request: exchangecert.Request{Purpose: exchangecert.PurposeIIS, At: noon},
			want:     "none insufficient-data unknown",
			findings: "exchangecert.select.missing", said: "exchangecert.missing.binding",
			why: "no binding was seen",
		},
	}
}

func TestSelectServices(t *testing.T) {
	t.Parallel()
	for _, tt := range serviceRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.check(t)
		})
	}
}

// TestSelectAll: every connector of the server, each with the purposes that it
// can serve.
func TestSelectAll(t *testing.T) {
	t.Parallel()
	s := internalServer(v2016, own(1, "2023-01-01", "EX1"), issued(2, "2024-01-01", mail))
	other := receive(mail)
	other.Server = "EX2"
	var got []string
	for answer := range exchangecert.SelectAll(s, []exchange.Connector{toExchange(receive(mail)), other, send(mail, "")}, noon) {
		got = append(got, answer.Connector+" "+answer.Purpose.String()+" "+summary(answer))
	}
	want := []string{"Default EX1 inbound-starttls 2 certain yes", "Default EX1 inbound-anonymous-tls 1 certain yes", "Outbound outbound-starttls 2 certain unknown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
