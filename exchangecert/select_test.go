// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

const v2016 = exchange.Exchange2016

// selectRow is a question with what the documents answer.
type selectRow struct {
	name     string
	server   exchange.Server
	request  exchangecert.Request
	want     string // summary
	verdicts string
	events   string
	findings string
	remedies string
	said     string // codes of sentences and steps that must be in the answer
	why      string
}

func TestSelect(t *testing.T) {
	t.Parallel()
	for _, tt := range selectRows() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.request.At.IsZero() {
				tt.request.At = noon
			}
			switch tt.request.At {
			case never:
				tt.request.At = time.Time{}
			case time.Time{}:
				tt.request.At = noon
			}
			tt.check(t)
		})
	}
}

// check asks and compares.
func (tt selectRow) check(t *testing.T) {
	t.Helper()
	got := exchangecert.Select(tt.server, tt.request)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	for code := range strings.FieldsSeq(tt.said) {
		if !strings.Contains(string(text), strconv.Quote(code)) {
			t.Errorf("%s: %s is not in the answer", tt.why, code)
		}
	}
	for _, c := range []struct{ what, want, got string }{
		{"answer", tt.want, summary(got)},
		{"trace", tt.verdicts, verdicts(got)},
		{"events", tt.events, events(got)},
		{"findings", tt.findings, codes(got.Findings)},
		{"remedies", tt.remedies, remedies(got)},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.why, c.what, diff)
		}
	}
}

func inbound(c exchange.Connector) exchangecert.Request {
	return exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: c}
}

func outbound(c exchange.Connector) exchangecert.Request {
	return exchangecert.Request{Purpose: exchangecert.OutboundSTARTTLS, Connector: c}
}

func selectRows() []selectRow {
	noFlag := func(c *exchange.Certificate) { c.Services = exchange.IIS }
	noKey := func(c *exchange.Certificate) { c.PrivateKey = schannel.No }
	return []selectRow{
		{
			name:   "issued-before-self-signed-though-older",
			server: server(v2016, own(1, "2024-01-01", mail), issued(2, "2023-01-01", mail)), request: inbound(receive(mail)),
			want:     "2 certain yes",
			verdicts: "1 lost exchangecert.reason.lost_to_issued 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner",
			said:     "exchangecert.step.host exchangecert.step.x509_version exchangecert.step.private_key exchangecert.step.service exchangecert.step.status exchangecert.step.dates exchangecert.step.first exchangecert.rank.issued",
			why:      "inbound STARTTLS, step 9: the first valid PKI certificate, self-signed only if there is none",
		},
		{
			name:   "newest-among-equals",
			server: server(v2016, issued(1, "2023-01-01", mail), issued(2, "2024-01-01", mail), issued(3, "2023-06-01", mail)), request: inbound(receive(mail)),
			want:     "2 certain yes",
			verdicts: "1 lost exchangecert.reason.lost_to_newer 2; 2 won exchangecert.reason.first; 3 lost exchangecert.reason.lost_to_newer 2",
			findings: "exchangecert.select.winner",
			said:     "exchangecert.rank.newest",
			why:      "inbound STARTTLS, step 8: newest NotBefore first",
		},
		{
			name:   "newest-self-signed",
			server: server(v2016, own(1, "2023-01-01", mail), own(2, "2024-01-01", mail)), request: inbound(receive(mail)),
			want:     "2 certain yes",
			verdicts: "1 lost exchangecert.reason.lost_to_newer 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner",
			why:      "inbound STARTTLS, step 9: without a PKI certificate the first self-signed one",
		},
		{
			name:   "one-level-of-a-wildcard",
			server: server(v2016, issued(1, "2024-01-01", "*.contoso.com")), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Exchange certificates: a wildcard covers one level",
		},
		{
			name:   "two-levels-of-a-wildcard",
			server: server(v2016, issued(1, "2024-01-01", "*.contoso.com")), request: inbound(receive("a.mail.contoso.com")),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.host",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			said:     "exchangecert.rights.connectors",
			why:      "Exchange certificates: a wildcard covers one level only; step 6: none, 12014",
		},
		{
			name:   "exact-or-wildcard",
			server: server(v2016, issued(1, "2024-01-01", "*.contoso.com"), issued(2, "2023-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 undocumented yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_newer 1",
			findings: "exchangecert.select.winner exchangecert.open.wildcard",
			said:     "exchangecert.outcome.winner exchangecert.settle.protocol_log exchangecert.settle.domain_name",
			why:      "no document ranks the name itself and a wildcard",
		},
		{
			name:   "flag-missing",
			server: server(v2016, but(issued(1, "2024-01-01", mail), noFlag)), request: inbound(receive(mail)),
			want:     "none likely no",
			verdicts: "1 out exchangecert.reason.no_service",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.open.missing_flag exchangecert.candidate.no_service",
			remedies: "exchangecert.remedy.enable",
			said:     "exchangecert.rights.server exchangecert.side.additive exchangecert.side.default_certificate",
			why:      "inbound STARTTLS, step 7: enabled for SMTP, else 12014; a note on the page says otherwise",
		},
		{
			name:   "key-missing",
			server: server(v2016, but(issued(1, "2024-01-01", mail), noKey)), request: inbound(receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.no_private_key",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.candidate.no_private_key",
			remedies: "exchangecert.remedy.import_key",
			why:      "inbound STARTTLS, step 7: the private key is present",
		},
		{
			name:   "no-tls-in-auth-mechanism",
			server: server(v2016, issued(1, "2024-01-01", mail)), request: inbound(exchange.Connector{Name: "R", FQDN: mail, Complete: true, Auth: exchange.AuthIntegrated}),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.not_offered",
			findings: "exchangecert.select.not_offered",
			why:      "inbound STARTTLS, step 2: not offered, no certificate, no event",
		},
		{
			name:   "auth-mechanism-not-seen",
			server: server(v2016, issued(1, "2024-01-01", mail)), request: inbound(exchange.Connector{FQDN: mail, Complete: true}),
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "inbound STARTTLS, step 2: whether it is offered is another question than which certificate",
		},
		{
			name:   "fqdn-of-the-computer",
			server: server(v2016, issued(1, "2024-01-01", mail), own(2, "2024-01-01", "EX1", "ex1.corp.example")), request: inbound(receive("")),
			want:     "2 certain yes",
			verdicts: "1 out exchangecert.reason.host; 2 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "inbound STARTTLS, step 5: without a name of the connector the physical FQDN",
		},
		{
			name:   "fqdn-of-the-computer-not-seen",
			server: exchange.Server{Certificates: []exchange.Certificate{issued(1, "2024-01-01", mail)}}, request: inbound(receive("")),
			want:     "none insufficient-data unknown",
			verdicts: "1 out exchangecert.reason.missing",
			findings: "exchangecert.select.missing",
			said:     "exchangecert.missing.server_fqdn",
			why:      "inbound STARTTLS, step 5: the physical FQDN is needed",
		},
		{
			name:   "connector-of-a-table",
			server: exchange.Server{Certificates: []exchange.Certificate{issued(1, "2024-01-01", mail)}}, request: inbound(exchange.Connector{Name: "Default", Auth: exchange.AuthTLS}),
			want:     "none insufficient-data unknown",
			verdicts: "1 out exchangecert.reason.missing",
			findings: "exchangecert.select.missing",
			said:     "exchangecert.missing.looked_for",
			why:      "inbound STARTTLS, steps 3 and 4: the default table of the cmdlet has neither name, so it is those that are missing, not the one of step 5",
		},
		{
			name:   "connector-seen-in-part",
			server: server(v2016, issued(1, "2024-01-01", mail)), request: inbound(exchange.Connector{FQDN: mail, Auth: exchange.AuthTLS}),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.connector",
			why:      "inbound STARTTLS, step 3: a TlsCertificateName that was not seen would go before",
		},
		{
			name: "connector-seen-in-part-2010", server: server(exchange.Exchange2010, issued(1, "2024-01-01", mail)), request: inbound(seenInPart(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Set-ReceiveConnector: TlsCertificateName is of Exchange 2013 and later",
		},
		{
			name: "connector-seen-in-part-2013", server: server(exchange.Exchange2013, issued(1, "2024-01-01", mail)), request: inbound(seenInPart(mail)),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.connector",
			why:      "Set-ReceiveConnector: Exchange 2013 has TlsCertificateName",
		},
		{
			name: "connector-seen-in-part-version-unknown", server: server(exchange.VersionUnspecified, issued(1, "2024-01-01", mail)), request: inbound(seenInPart(mail)),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.connector",
			why:      "a server of which no version is known may be one that has TlsCertificateName",
		},
		{
			name: "fqdn-not-seen-2010", server: server(exchange.Exchange2010, own(1, "2024-01-01", "ex1.corp.example")), request: inbound(seenInPart("")),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.connector",
			why:      "inbound STARTTLS, step 4: an Fqdn that was not seen would go before that of the computer",
		},
		{
			name: "other-fqdn-of-the-computer", server: func() exchange.Server {
				s := server(v2016, own(1, "2024-01-01", "ex1.corp.example"))
				s.DNS = exchange.DNSNames{DNSFullyQualifiedDomainName: "ex1.corp.example"}
				return s
			}(), request: inbound(receive("")),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.connector",
			why:      "inbound STARTTLS, step 5: the physical FQDN, which was not seen",
		},
		{
			name: "none-connector-seen-in-part", server: server(v2016, issued(1, "2024-01-01", "other.contoso.com")), request: inbound(seenInPart(mail)),
			want:     "none likely no",
			verdicts: "1 out exchangecert.reason.host",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.assumed.connector",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			said:     "exchangecert.condition.front_end",
			why:      "event 12014: what it advises helps, however sure it is that it is logged",
		},
		{
			name: "none-exchange-server", server: server(v2016), request: inbound(toExchange(receive(mail))),
			want:     "none certain no",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new",
			why:      "Set-ReceiveConnector: with ExchangeServer the Fqdn is a name of the server",
		},
		{
			name: "none-in-the-list-of-the-shell", server: listed(server(v2016)), request: inbound(receive(mail)),
			want:     "none certain no",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			why:      "inbound STARTTLS, step 7: what the list leaves out has no private key, and is excluded",
		},
		{
			name: "certificate-name-in-the-list-of-the-shell", server: listed(server(v2016, issued(1, "2024-01-01", mail))), request: outbound(send("", mailNamed)),
			want:     "1 certain unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Set-SendConnector: issuer and subject name it, and it is there",
		},
		{
			name:   "certificate-name",
			server: server(v2016, issued(1, "2023-01-01", mail), issued(2, "2024-01-01", mail), own(3, "2024-05-01", mail)), request: outbound(send("", mailNamed)),
			want:     "2 certain unknown",
			verdicts: "1 lost exchangecert.reason.lost_to_newer 2; 2 won exchangecert.reason.first; 3 out exchangecert.reason.issuer",
			findings: "exchangecert.select.winner",
			said:     "exchangecert.step.certificate_name",
			why:      "Set-SendConnector: issuer and subject name the certificate; the newest of several",
		},
		{
			name:   "certificate-name-longest-life",
			server: server(v2016, but(issued(1, "2023-01-01", mail), func(c *exchange.Certificate) { c.NotAfter = day("2030-01-01") }), issued(2, "2024-01-01", mail)), request: outbound(send("", mailNamed)),
			want:     "2 likely unknown",
			verdicts: "1 lost exchangecert.reason.lost_to_newer 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner exchangecert.open.ranking",
			why:      "CSS-Exchange issue 1165: users report the one that lives longest",
		},
		{
			name:   "certificate-name-of-the-old-issuer",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Issuer = "CN=Contoso Issuing CA 2, O=Contoso, C=US" }), own(2, "2020-01-01", "EX1")),
			request: inbound(func() exchange.Connector {
				c := receive(mail)
				c.TLSCertificateName, c.TransportRole = mailNamed, exchange.FrontendTransport
				return c
			}()),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.issuer; 2 out exchangecert.reason.issuer_and_subject",
			events:   "MSExchangeFrontEndTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.name.other_issuer",
			remedies: "exchangecert.remedy.receive_certificate_name",
			why:      "KB2989382: the property still names the old issuer; the advice of the event is not the cure",
		},
		{
			name:   "certificate-name-in-the-opposite-order",
			server: server(v2016, issued(1, "2024-01-01", mail)), request: outbound(send("", "<I>C=US, O=Contoso, CN=Contoso Issuing CA<S>CN="+mail)),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.issuer",
			findings: "exchangecert.select.none exchangecert.name.send_reply",
			remedies: "exchangecert.remedy.send_certificate_name",
			why:      "Set-SendConnector: the same issuer, written the other way round; it is no older one",
		},
		{
			name:   "certificate-name-of-an-unseen-subject",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Subject, c.Issuer = "", "CN=Contoso Issuing CA 2, O=Contoso, C=US" })), request: outbound(send("", mailNamed)),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.issuer",
			findings: "exchangecert.select.none exchangecert.name.send_reply",
			why:      "whether it has the subject of the property was not seen, so it is not called its renewal",
		},
		{
			name:   "certificate-name-of-the-old-issuer-send",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Issuer = "CN=Contoso Issuing CA 2, O=Contoso, C=US" })), request: outbound(send("", mailNamed)),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.issuer",
			findings: "exchangecert.select.none exchangecert.name.other_issuer exchangecert.name.send_reply",
			remedies: "exchangecert.remedy.send_certificate_name",
			why:      "a Microsoft engineer's blog: 454 4.7.5, the certificate could not be found",
		},
		{
			name:   "certificate-name-no-flag",
			server: server(v2016, but(issued(1, "2024-01-01", mail), noFlag)), request: outbound(send("", mailNamed)),
			want:     "1 likely unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.open.missing_flag exchangecert.chosen.no_service",
			remedies: "exchangecert.remedy.enable",
			why:      "KB4051498: chosen, then UnknownCredentials",
		},
		{
			name:   "certificate-name-no-key",
			server: server(v2016, but(issued(1, "2024-01-01", mail), noKey)), request: outbound(send("", mailNamed)),
			want:     "1 likely unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.open.missing_key exchangecert.chosen.no_private_key",
			remedies: "exchangecert.remedy.import_key",
			why:      "KB4495258: chosen, then NoCredentials",
		},
		{
			name:   "certificate-name-flag-not-seen",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Services = 0 })), request: outbound(send("", mailNamed)),
			want:     "1 insufficient-data unknown",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.services",
			why:      "Event 12014 excludes one without the flag, KB4051498 does not: what is not seen is no surer than what is known to lack it",
		},
		{
			name:   "certificate-name-key-not-seen",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.PrivateKey = schannel.Unknown })), request: outbound(send("", mailNamed)),
			want:     "1 insufficient-data unknown",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.private_key",
			why:      "the selection page excludes one without its key, KB4495258 does not",
		},
		{
			name:   "certificate-name-written-in-another-way",
			server: server(v2016, issued(1, "2024-01-01", mail)), request: outbound(send("", "<I>cn=Contoso Issuing CA,O=Contoso,C=US<S>CN="+mail)),
			want:     "1 likely unknown",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.text",
			why:      "whether Exchange compares texts or encoded names is not documented",
		},
		{
			name:   "certificate-name-malformed",
			server: server(v2016, issued(1, "2024-01-01", mail)), request: outbound(send("", "CN=mail.contoso.com")),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.name_malformed",
			findings: "exchangecert.name.malformed",
			remedies: "exchangecert.remedy.send_certificate_name",
			why:      "Set-SendConnector: the syntax is <I>issuer<S>subject",
		},
		{
			name: "ignore-starttls", server: server(v2016, issued(1, "2024-01-01", mail)),
			request:  outbound(exchange.Connector{Send: true, IgnoreSTARTTLS: schannel.Yes, FQDN: mail}),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.ignored",
			findings: "exchangecert.select.ignored",
			why:      "Set-SendConnector: IgnoreSTARTTLS",
		},
		{
			name: "wrong-direction", server: server(v2016, issued(1, "2024-01-01", mail)), request: outbound(receive(mail)),
			want:     "none insufficient-data unknown",
			verdicts: "1 out exchangecert.reason.missing",
			findings: "exchangecert.select.missing",
			said:     "exchangecert.missing.connector",
			why:      "a Receive connector says nothing about outbound sessions",
		},
		{
			name: "no-purpose", server: server(v2016), want: "none insufficient-data unknown",
			findings: "exchangecert.select.missing",
			said:     "exchangecert.missing.purpose",
			why:      "the zero value of an option is no confident answer",
		},
		{
			name: "list-not-seen", server: exchange.Server{Name: "EX1"}, request: inbound(receive(mail)),
			want:     "none insufficient-data unknown",
			findings: "exchangecert.select.missing",
			said:     "exchangecert.missing.certificates",
			why:      "no list is not an empty list",
		},
		{
			name: "auth-certificate-never-wins",
			server: server(v2016, but(own(1, "2024-01-01", mail), func(c *exchange.Certificate) {
				c.Subject, c.Domains = "CN=Microsoft Exchange Server Auth Certificate", nil
			})), request: inbound(receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.host",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			why:      "Exchange certificates: the Auth certificate has the SMTP flag and no name of a host",
		},
		{
			name:   "auth-certificate-in-a-table",
			server: server(v2016, exchange.Certificate{Thumbprint: thumb(1), Subject: "CN=Microsoft Exchange Server Auth Cert...", Services: exchange.SMTP}), request: inbound(receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.host",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			why:      "the same, cut by a table",
		},
		{
			name:   "status",
			server: server(exchange.Exchange2010, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusRevocationCheckFailure }), own(2, "2024-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 undocumented yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_issued 1",
			findings: "exchangecert.select.winner exchangecert.open.status exchangecert.chosen.status",
			remedies: "exchangecert.remedy.revocation",
			why:      "no selection page names the status; the white paper and a Microsoft engineer do",
		},
		{
			name:     "status-not-seen",
			server:   server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusUnspecified }), own(2, "2024-01-01", mail)),
			request:  inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_issued 1",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.status",
			why:      "documents differ on whether a failed check excludes it: only one that is known to have passed is chosen by all of them",
		},
		{
			name:     "status-reported-as-unknown",
			server:   server(exchange.Exchange2010, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusUnknown })),
			request:  inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.status",
			why:      "Get-ExchangeCertificate: Unknown says neither that the check passed nor that it failed",
		},
		{
			name:     "status-and-name-not-seen",
			server:   server(v2016, but(issued(1, "2024-01-01", "a.contoso.com"), func(c *exchange.Certificate) { c.DomainsComplete, c.Status = schannel.No, 0 })),
			request:  inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.names exchangecert.missing.status",
			why:      "both are asked for at once",
		},
		{
			name:     "status-not-seen-of-one-that-loses",
			server:   server(v2016, issued(1, "2024-01-01", mail), but(own(2, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = 0 })),
			request:  inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_issued 1",
			findings: "exchangecert.select.winner",
			why:      "whatever its status is, it does not come first",
		},
		{
			name:     "status-not-seen-without-part-by-policy",
			server:   server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = 0 })),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Status: exchangecert.NoPart}},
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "a field that is set is not varied",
		},
		{
			name:   "status-2007",
			server: server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusRevoked })), request: inbound(receive(mail)),
			want:     "none likely no",
			verdicts: "1 out exchangecert.reason.status",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.open.status exchangecert.candidate.status",
			remedies: "exchangecert.remedy.revocation",
			why:      "white paper of Exchange 2007: the chain passes the revocation check",
		},
		{
			name:   "pending-request",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusPendingRequest })), request: inbound(receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.request",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			said:     "exchangecert.step.request",
			why:      "Get-ExchangeCertificate: PendingRequest is no certificate yet",
		},
		{
			name:   "x509-version",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.X509Version = 1 })), request: inbound(receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.x509_version",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			why:      "inbound STARTTLS, step 7: X.509 version 3 or later",
		},
		{
			name: "2007-usage-and-key-length",
			server: server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.ServerAuth = schannel.No }),
				but(issued(2, "2024-01-01", mail), func(c *exchange.Certificate) { c.KeyBits = 512 })),
			request:  inbound(receive(mail)),
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.server_auth; 2 out exchangecert.reason.key_length",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			said:     "exchangecert.step.server_auth exchangecert.step.key_length",
			why:      "white paper of Exchange 2007: server authentication, 1,024 bits",
		},
		{
			name: "2007-least-key-length", server: server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.KeyBits = 1024 })), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "white paper of Exchange 2007: 1,024 bits at least",
		},
		{
			name:   "2007-common-name-alone",
			server: server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Domains = nil })), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "Get-ExchangeCertificate: without a subject alternative name CertificateDomains has the common name",
		},
		{
			name:   "2007-common-name-beside-domains",
			server: server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Domains = []string{"www.contoso.com"} })), request: inbound(receive(mail)),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.facts",
			why:      "white paper of Exchange 2007: CertificateDomains is compared; later pages name the subject too",
		},
		{
			name:   "2007-several",
			server: server(exchange.Exchange2007SP3, own(1, "2023-09-01", mail), issued(2, "2023-01-01", mail)), request: inbound(receive(mail)),
			want:     "2 undocumented yes",
			verdicts: "1 lost exchangecert.reason.lost_to_issued 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner exchangecert.open.several_in_2007 exchangecert.open.ranking",
			why:      "of Exchange 2007 the ranking is not documented",
		},
		{
			name:   "tie",
			server: server(v2016, issued(1, "2024-01-01", mail), issued(2, "2024-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 undocumented yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_by_order 1",
			findings: "exchangecert.select.winner exchangecert.open.tie",
			said:     "exchangecert.rank.input",
			why:      "no document breaks a tie",
		},
		{
			name:   "services-unknown",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Services = 0 }), issued(2, "2023-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_newer 1",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.services",
			why:      "what is not known excludes nothing",
		},
		{
			name:   "unknown-that-does-not-matter",
			server: server(v2016, issued(1, "2024-01-01", mail), but(issued(2, "2023-01-01", mail), func(c *exchange.Certificate) { c.Services = 0 })), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_newer 1",
			findings: "exchangecert.select.winner",
			why:      "it loses with the flag and without it",
		},
		{
			name:   "names-unknown",
			server: server(v2016, issued(1, "2023-01-01", mail), but(issued(2, "2024-01-01", "x"), func(c *exchange.Certificate) { c.Domains, c.DomainsComplete = nil, schannel.Unknown })), request: inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_known 1",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.names exchangecert.rank.known_name",
			why:      "it would be newer if it held the name",
		},
		{
			name: "names-unknown-and-older", server: server(v2016, issued(1, "2024-01-01", mail), but(issued(2, "2023-01-01", "x"), func(c *exchange.Certificate) { c.Domains, c.DomainsComplete = nil, schannel.Unknown })), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_known 1",
			findings: "exchangecert.select.winner",
			why:      "inbound STARTTLS, step 8: it is older, whether or not it holds the name",
		},
		{
			name: "begin-unknown", server: server(v2016, issued(1, "2023-01-01", mail), but(issued(2, "2024-01-01", mail), func(c *exchange.Certificate) { c.NotBefore = time.Time{} })), request: inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_newer 1",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.dates",
			why:      "inbound STARTTLS, step 8: what is not known makes no certificate the newest, and may",
		},
		{
			name:   "self-signed-unknown",
			server: server(v2016, but(issued(1, "2023-01-01", mail), func(c *exchange.Certificate) { c.SelfSigned, c.Issuer = schannel.Unknown, "" }), own(2, "2024-01-01", mail)), request: inbound(receive(mail)),
			want:     "2 insufficient-data yes",
			verdicts: "1 lost exchangecert.reason.lost_to_newer 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.issuer",
			why:      "if an authority issued it, it comes first",
		},
		{
			name: "time-missing",
			server: server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) {
				c.NotAfter = day("2024-01-01").AddDate(0, 0, 1)
				c.NotBefore = c.NotAfter.AddDate(0, 0, -1)
				c.ZoneUnknown = true
			})),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), At: day("2024-01-02")},
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.dates",
			why:      "near the end a local time of an unknown zone decides nothing",
		},
		{
			name:   "expired-2016",
			server: server(v2016, issued(1, "2020-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			events:   "MSExchangeTransport 12016 error",
			findings: "exchangecert.select.winner exchangecert.chosen.expired",
			remedies: "exchangecert.remedy.new",
			why:      "inbound STARTTLS, step 10: 12016 is logged, STARTTLS is still offered",
		},
		{
			name:   "expired-newest-beside-valid-2016",
			server: server(v2016, but(issued(1, "2024-03-01", mail), func(c *exchange.Certificate) { c.NotAfter = day("2024-05-01") }), issued(2, "2023-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 undocumented yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_newer 1",
			events:   "MSExchangeTransport 12016 error",
			findings: "exchangecert.select.winner exchangecert.open.dates exchangecert.chosen.expired",
			remedies: "exchangecert.remedy.new",
			why:      "\"first valid\" may include the dates",
		},
		{
			name:   "expired-2007",
			server: server(exchange.Exchange2007SP3, own(1, "2010-01-01", mail)), request: inbound(receive(mail)),
			want:     "none likely no",
			verdicts: "1 out exchangecert.reason.expired",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.open.dates exchangecert.candidate.expired",
			remedies: "exchangecert.remedy.new",
			why:      "KB953354: 12014, no STARTTLS",
		},
		{
			name:   "expired-2007-sp1",
			server: server(exchange.Exchange2007SP1, own(1, "2010-01-01", mail)), request: inbound(receive(mail)),
			want:     "none undocumented no",
			verdicts: "1 out exchangecert.reason.expired",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.open.dates exchangecert.candidate.expired",
			remedies: "exchangecert.remedy.new",
			said:     "exchangecert.outcome.none exchangecert.outcome.winner",
			why:      "KB953354 has 12014; on SP1 12016 was observed, which is logged of a certificate that is found",
		},
		{
			name:   "expired-2010",
			server: server(exchange.Exchange2010, own(1, "2010-01-01", mail)), request: inbound(receive(mail)),
			want:     "1 undocumented yes",
			verdicts: "1 won exchangecert.reason.only",
			events:   "MSExchangeTransport 12016 error",
			findings: "exchangecert.select.winner exchangecert.open.dates exchangecert.chosen.expired",
			remedies: "exchangecert.remedy.new",
			why:      "the page of event 12016 does not say whether STARTTLS stays",
		},
		{
			name:     "expired-fixed-by-policy",
			server:   server(exchange.Exchange2010, own(1, "2010-01-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Dates: exchangecert.Excludes}},
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.expired",
			events:   "MSExchangeTransport 12016 error",
			findings: "exchangecert.select.none exchangecert.candidate.expired",
			remedies: "exchangecert.remedy.new",
			why:      "a field that is set is not varied",
		},
		{
			name:   "not-yet-valid",
			server: server(v2016, issued(1, "2024-07-01", mail)), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.chosen.not_yet_valid",
			why:      "no document speaks of it; nothing else can be chosen",
		},
		{
			name:   "expires-soon",
			server: server(v2016, issued(1, "2022-07-01", mail)), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			events:   "MSExchangeTransport 12018 warning",
			findings: "exchangecert.select.winner exchangecert.chosen.expires_soon",
			said:     "exchangecert.condition.threshold exchangecert.condition.level",
			why:      "event 12018, from when on is not documented; HealthChecker warns below 60 days",
		},
		{
			name: "expires-in-60-days", server: server(v2016, lasting(60*24*time.Hour)), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "HealthChecker: green from 60 days on",
		},
		{
			name: "expires-in-59-days", server: server(v2016, lasting(60*24*time.Hour-time.Second)), request: inbound(receive(mail)),
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			events:   "MSExchangeTransport 12018 warning",
			findings: "exchangecert.select.winner exchangecert.chosen.expires_soon",
			why:      "HealthChecker: whole days, and a warning below 60",
		},
		{
			name:     "no-time",
			server:   server(v2016, issued(1, "2024-01-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), At: never},
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.time",
			why:      "without a time the dates decide nothing; documents differ on what those of one that has expired do",
		},
		{
			name:   "no-time-and-dates-without-a-part",
			server: server(v2016, issued(1, "2024-01-01", mail)),
			request: exchangecert.Request{
				Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), At: never, Policy: exchangecert.Policy{Dates: exchangecert.NoPart},
			},
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner",
			why:      "a field that is set is not varied: dates play no part in the choice",
		},
		{
			name:     "key-and-status-unknown-2007",
			server:   server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.PrivateKey, c.Status = 0, 0 })),
			request:  inbound(receive(mail)),
			want:     "1 insufficient-data yes",
			verdicts: "1 assumed exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.unknown.facts",
			said:     "exchangecert.missing.private_key exchangecert.missing.status",
			why:      "conditions of the white paper that were not seen",
		},
		{
			name:     "usage-unknown-2007",
			server:   server(exchange.Exchange2007SP3, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.ServerAuth = 0 })),
			request:  inbound(receive(mail)),
			want:     "1 likely yes",
			verdicts: "1 won exchangecert.reason.only",
			findings: "exchangecert.select.winner exchangecert.assumed.facts",
			why:      "the list of the shell does not show the extended key usage",
		},
		{
			name:     "certificate-name-other-subject",
			server:   server(v2016, issued(1, "2024-01-01", "other.contoso.com")),
			request:  outbound(send("", mailNamed)),
			want:     "none certain unknown",
			verdicts: "1 out exchangecert.reason.subject",
			findings: "exchangecert.select.none exchangecert.name.send_reply",
			why:      "Set-SendConnector: issuer and subject; a self-signed certificate never has both",
		},
		{
			name:     "certificate-name-not-in-the-list-of-the-shell",
			server:   listed(server(v2016, own(2, "2024-01-01", "EX1"))),
			request:  outbound(send("", mailNamed)),
			want:     "none likely unknown",
			verdicts: "2 out exchangecert.reason.issuer_and_subject",
			findings: "exchangecert.select.none exchangecert.assumed.list exchangecert.name.send_reply",
			why:      "KB4495258: one without a key is chosen, and the shell does not list it",
		},
		{
			name:     "issued-first-by-policy",
			server:   server(v2016, issued(1, "2023-01-01", mail), own(2, "2024-01-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Ranking: exchangecert.IssuedFirst}},
			want:     "1 certain yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_issued 1",
			findings: "exchangecert.select.winner",
			why:      "Selection of inbound STARTTLS certificates: one of an authority before a self-signed one, however new",
		},
		{
			name:     "longest-life-by-policy",
			server:   server(v2016, issued(1, "2023-01-01", mail), own(2, "2022-01-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Ranking: exchangecert.LongestLife}},
			want:     "2 certain yes",
			verdicts: "1 lost exchangecert.reason.lost_to_longer 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner",
			said:     "exchangecert.rank.longest",
			why:      "CSS-Exchange issue 1165, as a policy that is set",
		},
		{
			name:     "exact-first-by-policy",
			server:   server(v2016, issued(1, "2024-01-01", "*.contoso.com"), issued(2, "2023-01-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Wildcard: exchangecert.Behind}},
			want:     "2 certain yes",
			verdicts: "1 lost exchangecert.reason.lost_to_exact 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner",
			said:     "exchangecert.rank.wildcard",
			why:      "the other reading of what no document ranks",
		},
		{
			name:     "status-behind-by-policy",
			server:   server(v2016, but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusRevoked }), own(2, "2023-01-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Status: exchangecert.Behind}},
			want:     "2 certain yes",
			verdicts: "1 lost exchangecert.reason.lost_by_policy 2; 2 won exchangecert.reason.first",
			findings: "exchangecert.select.winner",
			why:      "a policy that no document gives can be asked for",
		},
		{
			name: "several-readings-together",
			server: server(v2016, but(issued(1, "2024-03-01", mail), func(c *exchange.Certificate) { c.NotAfter, c.Status = day("2024-05-01"), exchange.StatusRevoked }),
				but(issued(2, "2024-02-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusRevoked }), own(3, "2020-01-01", mail),
				but(issued(4, "2024-01-01", mail), func(c *exchange.Certificate) { c.NotAfter = day("2024-05-01") })),
			request:  inbound(receive(mail)),
			want:     "1 undocumented yes",
			verdicts: "1 won exchangecert.reason.first; 2 lost exchangecert.reason.lost_to_newer 1; 3 lost exchangecert.reason.lost_to_issued 1; 4 lost exchangecert.reason.lost_to_newer 1",
			events:   "MSExchangeTransport 12016 error",
			findings: "exchangecert.select.winner exchangecert.open.status exchangecert.open.dates exchangecert.open.several exchangecert.chosen.status exchangecert.chosen.expired",
			remedies: "exchangecert.remedy.revocation exchangecert.remedy.new",
			why:      "the self-signed one is chosen only if both the status and the dates count",
		},
		{
			name:     "not-yet-valid-excluded-by-policy",
			server:   server(v2016, issued(1, "2024-07-01", mail)),
			request:  exchangecert.Request{Purpose: exchangecert.InboundSTARTTLS, Connector: receive(mail), Policy: exchangecert.Policy{Dates: exchangecert.Excludes}},
			want:     "none certain no",
			verdicts: "1 out exchangecert.reason.not_yet_valid",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none exchangecert.candidate.expired",
			remedies: "exchangecert.remedy.new",
			why:      "no document speaks of it; a policy can",
		},
		{
			name:   "front-end-not-seen",
			server: server(v2016),
			request: inbound(func() exchange.Connector {
				c := receive(mail)
				c.TransportRole = exchange.RoleUnspecified
				return c
			}()),
			want:     "none certain no",
			events:   "MSExchangeTransport 12014 error",
			findings: "exchangecert.select.none",
			remedies: "exchangecert.remedy.new exchangecert.remedy.connector_fqdn",
			said:     "exchangecert.condition.front_end",
			why:      "KB2989382: the front end logs under a name of its own",
		},
	}
}

// never stands for no time in rows that would get the usual one.
var never = time.Time{}.Add(time.Nanosecond)

// seenInPart is a Receive connector of which a table was printed.
func seenInPart(fqdn string) exchange.Connector {
	return exchange.Connector{FQDN: fqdn, Auth: exchange.AuthTLS}
}

// lasting is a certificate that expires so long after noon.
func lasting(left time.Duration) exchange.Certificate {
	return but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.NotAfter = noon.Add(left) })
}

// listed is a server of which the list of the shell was read.
func listed(s exchange.Server) exchange.Server {
	s.WholeStore = schannel.No
	return s
}

// TestParametersOf12014: KB2989382, in the mode of TlsCertificateName both the
// domain and the FQDN of the text are the whole value.
func TestParametersOf12014(t *testing.T) {
	t.Parallel()
	c := receive(mail)
	c.TLSCertificateName, c.TransportRole = mailNamed, exchange.FrontendTransport
	got := exchangecert.Select(server(v2016), ask(exchangecert.InboundSTARTTLS, c)).Events()
	want := []schannel.Event{{
		Log: "Application", Provider: "MSExchangeFrontEndTransport", ID: 12014, Level: schannel.LevelError,
		Params: []schannel.Arg{schannel.Text("domain", mailNamed), schannel.Text("connector", "Default EX1"), schannel.Text("fqdn", mailNamed)},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestJSON: the keys that programs read, and null for no winner.
func TestJSON(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(exchangecert.Select(server(v2016), ask(exchangecert.InboundSTARTTLS, receive(mail))))
	require.NoError(t, err)
	var keys map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &keys))
	for _, key := range []string{"server", "connector", "purpose", "name", "certainty", "offered", "trace", "alternatives", "findings", "events", "remedies"} {
		require.Contains(t, keys, key)
	}
	require.Equal(t, "null", string(keys["winner"]))
	require.Equal(t, "[]", string(keys["trace"]))
}

// TestAlternatives: what the other readings give, with the field that makes the
// difference and no other.
func TestAlternatives(t *testing.T) {
	t.Parallel()
	unchecked := func(c *exchange.Certificate) { c.Status = exchange.StatusRevocationCheckFailure }
	lapsed := func(c *exchange.Certificate) { c.NotAfter = day("2024-05-01") }
	both := func(c *exchange.Certificate) { unchecked(c); lapsed(c) }
	one, two := thumb(1), thumb(2)
	status, dates := exchangecert.Policy{Status: exchangecert.Excludes}, exchangecert.Policy{Dates: exchangecert.Behind}
	for _, tt := range []struct {
		name   string
		server exchange.Server
		want   []exchangecert.Alternative
		why    string
	}{
		{
			"status", server(v2016, but(issued(1, "2024-01-01", mail), unchecked), own(2, "2024-01-01", mail)),
			[]exchangecert.Alternative{{Policy: status, Winner: &two, Offered: schannel.Yes}},
			"the white paper against the selection pages",
		},
		{
			"status-of-the-second", server(v2016, own(1, "2024-01-01", mail), but(issued(2, "2024-01-01", mail), unchecked)),
			[]exchangecert.Alternative{{Policy: status, Winner: &one, Offered: schannel.Yes}},
			"the place in the list makes no difference",
		},
		{
			"each-alone", server(v2016, but(issued(1, "2024-01-01", mail), both), issued(2, "2023-01-01", mail)),
			[]exchangecert.Alternative{{Policy: status, Winner: &two, Offered: schannel.Yes}, {Policy: dates, Winner: &two, Offered: schannel.Yes}},
			"each field gives it alone; both together say nothing more",
		},
	} {
		got := exchangecert.Select(tt.server, ask(exchangecert.InboundSTARTTLS, receive(mail))).Alternatives
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.name, tt.why, diff)
		}
	}
}

// TestSteps: of a certificate that wins every step is passed, that of the
// ranking last; one that loses fails where the order is decided.
func TestSteps(t *testing.T) {
	t.Parallel()
	s := listed(server(v2016, issued(1, "2024-01-01", mail), own(2, "2024-02-01", mail)))
	request := inbound(receive(mail))
	request.At = day("2024-03-01")
	trace := exchangecert.Select(s, request).Trace
	require.Equal(t, exchangecert.Won, trace[0].Verdict)
	for _, step := range trace[0].Steps {
		require.Equal(t, exchangecert.Passed, step.Verdict, "%s", step.Rule)
	}
	require.Equal(t, exchangecert.Lost, trace[1].Verdict)
	last := len(trace[1].Steps) - 1
	require.Equal(t, exchangecert.Failed, trace[1].Steps[last].Verdict)
	require.Equal(t, exchangecert.Passed, trace[1].Steps[last-1].Verdict)
}

// TestLastStep: the steps end at the one that excludes; one that only speaks
// against a certificate does not stop it.
func TestLastStep(t *testing.T) {
	t.Parallel()
	for want, of := range map[schannel.Code]exchange.Certificate{
		"exchangecert.step.service": but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Services = exchange.IIS }),
		"exchangecert.step.first":   but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Status = exchange.StatusRevoked }),
	} {
		steps := exchangecert.Select(server(v2016, of), ask(exchangecert.InboundSTARTTLS, receive(mail))).Trace[0].Steps
		require.Equal(t, want, steps[len(steps)-1].Rule)
	}
}

// TestMissing: what is asked for is what was not seen, and nothing else.
func TestMissing(t *testing.T) {
	t.Parallel()
	for want, of := range map[schannel.Code]exchange.Certificate{
		"exchangecert.missing.services": but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.Services = 0 }),
		"exchangecert.missing.names":    but(issued(1, "2024-01-01", "x"), func(c *exchange.Certificate) { c.Domains, c.DomainsComplete = nil, schannel.Unknown }),
	} {
		missing := exchangecert.Select(server(v2016, of), ask(exchangecert.InboundSTARTTLS, receive(mail))).Findings[1].Missing
		require.Len(t, missing, 1)
		require.Equal(t, want, missing[0].Code)
	}
}

// TestOpenTexts: a finding names the fields that make the difference, and their
// readings in each outcome.
func TestOpenTexts(t *testing.T) {
	t.Parallel()
	revoked := func(c *exchange.Certificate) { c.Status = exchange.StatusRevoked }
	lapsed := func(c *exchange.Certificate) { c.NotAfter = day("2024-05-01") }
	both := but(but(issued(1, "2024-03-01", mail), revoked), lapsed)
	for _, tt := range []struct {
		server exchange.Server
		code   schannel.Code
		want   []string // the text, if it has an argument, and the reading of each outcome
		why    string
	}{
		{
			server(v2016, both, but(issued(2, "2024-02-01", mail), revoked), own(3, "2020-01-01", mail), but(issued(4, "2024-01-01", mail), lapsed)),
			"exchangecert.open.several",
			[]string{"Other readings of status, dates give another answer only together.", "status=no-part, dates=no-part", "status=excludes, dates=behind"},
			"neither field alone gives the self-signed one",
		},
		{
			server(exchange.Exchange2007SP3, own(1, "2023-09-01", mail), issued(2, "2023-01-01", mail)), "exchangecert.open.ranking",
			[]string{"", "ranking=issued-first", "ranking=newest-only"},
			"of Exchange 2007 the ranking is not documented",
		},
	} {
		all := exchangecert.Select(tt.server, ask(exchangecert.InboundSTARTTLS, receive(mail))).Findings
		at := slices.IndexFunc(all, func(f schannel.Finding) bool { return f.Code == tt.code })
		require.GreaterOrEqual(t, at, 0)
		got := []string{""}
		if len(all[at].Args) > 0 {
			got[0] = all[at].Text
		}
		for _, o := range all[at].Outcomes {
			got = append(got, o.Args[0].Value)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}

// TestNameOfTheNew: a new certificate gets the name that was looked for, and
// where that is a TlsCertificateName, the Fqdn of the connector.
func TestNameOfTheNew(t *testing.T) {
	t.Parallel()
	lapsed := but(issued(1, "2020-01-01", mail), func(c *exchange.Certificate) { c.Services |= exchange.POP })
	pop := ask(exchangecert.PurposePOP, exchange.Connector{})
	pop.Name = mail
	for name, request := range map[string]exchangecert.Request{mail: pop, "smtp.contoso.com": ask(exchangecert.OutboundSTARTTLS, send("smtp.contoso.com", mailNamed))} {
		remedies := exchangecert.Select(server(v2016, lapsed), request).Remedies()
		require.Len(t, remedies, 1)
		require.Equal(t, "New-ExchangeCertificate -DomainName '"+name+"'", remedies[0].Steps[0].Command)
	}
}

// TestMeantByName: a TlsCertificateName of another form that is the thumbprint or
// the subject of a certificate means that one.
func TestMeantByName(t *testing.T) {
	t.Parallel()
	second := thumb(2)
	for name, want := range map[string]string{
		second.String(): "0000000000000000000000000000000000000002", "CN=" + mail: "0000000000000000000000000000000000000002", mail: "THUMBPRINT",
	} {
		answer := exchangecert.Select(server(v2016, own(1, "2020-01-01", "EX1"), issued(2, "2024-01-01", mail)), ask(exchangecert.OutboundSTARTTLS, send("", name)))
		require.Equal(t, "$c = Get-ExchangeCertificate -Thumbprint "+want+"; Set-SendConnector -Identity 'Outbound' -TlsCertificateName \"<I>$($c.Issuer)<S>$($c.Subject)\"",
			answer.Remedies()[0].Steps[0].Command)
	}
}

// TestAssumedSteps: what was not seen, or is written in another way, is assumed.
func TestAssumedSteps(t *testing.T) {
	t.Parallel()
	step := func(s exchange.Server, c exchange.Connector, code schannel.Code) exchangecert.Verdict {
		request := inbound(c)
		request.At = noon
		for _, step := range exchangecert.Select(s, request).Trace[0].Steps {
			if step.Rule == code {
				return step.Verdict
			}
		}
		return exchangecert.VerdictUnspecified
	}
	named := receive(mail)
	named.TLSCertificateName = "<I>CN=Contoso Issuing CA,O=Contoso,C=US<S>CN=mail.contoso.com"
	cut := but(issued(1, "2024-01-01", "other.contoso.com"), func(c *exchange.Certificate) { c.DomainsComplete = schannel.No })
	table := but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.X509Version, c.Domains = 0, nil })
	printed := but(issued(1, "2024-01-01", mail), func(c *exchange.Certificate) { c.X509Version = 0 })
	for _, tt := range []struct {
		name      string
		of        exchange.Certificate
		connector exchange.Connector
		step      schannel.Code
		want      exchangecert.Verdict
		why       string
	}{
		{"rewritten", issued(1, "2024-01-01", mail), named, "exchangecert.step.certificate_name", exchangecert.Assumed, "whether Exchange compares texts is in no document"},
		{"cut", cut, receive(mail), "exchangecert.step.host", exchangecert.Assumed, "the list of its names was cut"},
		{"whole", issued(1, "2024-01-01", mail), receive(mail), "exchangecert.step.host", exchangecert.Passed, "it holds the name"},
		{"version-of-a-table", table, receive(mail), "exchangecert.step.x509_version", exchangecert.Assumed, "nothing shows the version"},
		{"version-by-domains", printed, receive(mail), "exchangecert.step.x509_version", exchangecert.Passed, "RFC 5280, Section 4.1.2.1: a subject alternative name needs version 3"},
		{"version", issued(1, "2024-01-01", mail), receive(mail), "exchangecert.step.x509_version", exchangecert.Passed, "it is of version 3"},
	} {
		if got := step(server(v2016, tt.of), tt.connector, tt.step); got != tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.name, tt.why, got, tt.want)
		}
	}
}
