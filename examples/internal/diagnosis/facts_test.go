// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// factsOf is the facts of a case, a line each.
func factsOf(c casefile.Case) []string {
	var lines []string
	for _, p := range diagnosis.Run(c).Facts {
		lines = append(lines, string(p.Code)+": "+p.Text)
	}
	return lines
}

// TestFacts: every fact of a case is told, and nothing that is not known.
func TestFacts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		c    casefile.Case
		want []string
		why  string
	}{
		{"nothing", casefile.Case{}, nil, "unknown is not none"},
		{
			"symptoms",
			casefile.Case{Symptoms: []symptom.Row{
				event("Contoso", 7, "PC1", symptom.Field{Name: "a", Value: "b"}, symptom.Field{Value: "c"}), event("", 8, ""),
				{Code: symptom.StatusCode(0x8009030f), Text: "it failed"},
			}},
			[]string{
				"diagnose.fact.event: seen: event 7 of Contoso", "diagnose.fact.event_computer: … on PC1", "diagnose.fact.event_data: … with a b", "diagnose.fact.event_value: … with c",
				"diagnose.fact.event_number: seen: event 8", "diagnose.fact.code: seen: code 0x8009030f", "diagnose.fact.code_name: 0x8009030f is SEC_E_MESSAGE_ALTERED", "diagnose.fact.text: seen: it failed",
			},
			"[MS-ERREF] has the name of the code",
		},
		{
			"list",
			casefile.Case{Trustlist: &casefile.Trustlist{
				Host: compose.Host{Release: schannel.Server2016, Registry: []schannel.RegistryValue{schannel.DWORD("a", "b", 1)}, Stores: compose.Stores{
					Site: storetest.Many(1), ClientAuthIssuers: storetest.Many(2), TrustedRoots: storetest.Many(3), Untrusted: storetest.Many(4),
				}},
				Synthetic: &casefile.Synthetic{Names: 5, Bytes: 600}, Named: []string{"CN=a"}, Captured: []byte{1, 2}, Client: []certstore.Certificate{storetest.Issuer("client", "a")},
			}},
			[]string{
				"diagnose.fact.release: server of the list: Windows Server 2016", "diagnose.fact.synthetic: list: 5 names, 600 bytes in all; the names are made up, for only their sizes matter",
				"diagnose.fact.trusted_roots: certificates among the trusted roots: 3", "diagnose.fact.client_auth_issuers: certificates among the Client Authentication Issuers: 2",
				"diagnose.fact.site_store: certificates in the store of the site or application: 1", "diagnose.fact.untrusted: certificates among the Untrusted Certificates: 4",
				"diagnose.fact.registry: values of the registry of the server: 1", "diagnose.fact.named: names that s_client printed: 1", "diagnose.fact.captured: bytes that the server was seen to send: 2",
				"diagnose.fact.client: client certificate: CN=client, issued by CN=a; certificates in its chain: 1",
			},
			"what compose.Host has",
		},
		{
			"connection",
			casefile.Case{EMS: &casefile.EMS{
				Local: winhost.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}, Build: "17763.805"}, Side: ems.Client,
				PeerBehaviour: winhost.EnforcesEMS, Suite: "TLS_RSA_WITH_AES_128_CBC_SHA", Attempts: 3, Failures: 1,
				Resuming: true, FTPData: true, LateCertRequest: true, Connections: []casefile.Connection{{}},
			}},
			[]string{
				"diagnose.fact.local: this end: Windows 10 1809", "diagnose.fact.local_update: this end has KB4519338", "diagnose.fact.local_build: this end has build 17763.805",
				"diagnose.fact.side: this end is the client of the connection", "diagnose.fact.peer_with: other end: with the extended master secret (enforces)",
				"diagnose.fact.suite: cipher suite: TLS_RSA_WITH_AES_128_CBC_SHA", "diagnose.fact.rate: failures: 1 of 3 attempts", "diagnose.fact.resuming: the handshakes that fail offer a session",
				"diagnose.fact.ftp_data: the connections that fail carry data of FTP",
				"diagnose.fact.late_cert_request: the other end asks for a client certificate only in a full handshake that follows a resumption", "diagnose.fact.connections: captured connections: 1",
			},
			"what emsdiag.Incident has",
		},
		{
			"peer",
			casefile.Case{EMS: &casefile.EMS{Peer: winhost.Host{Product: "Windows 7", Updates: []string{"KB4519976"}, Build: "7601.24535"}, PeerBehaviour: winhost.NoEMS}},
			[]string{"diagnose.fact.peer: other end: Windows 7", "diagnose.fact.peer_update: the other end has KB4519976", "diagnose.fact.peer_build: the other end has build 7601.24535"},
			"the product says more than the behaviour",
		},
		{
			"device",
			casefile.Case{EMS: &casefile.EMS{PeerBehaviour: winhost.NoEMS}},
			[]string{"diagnose.fact.peer_without: other end: without the extended master secret"},
			"KB4528489: a device without the extension",
		},
		{
			"exchange",
			casefile.Case{Exchangecert: &casefile.Exchangecert{
				Servers: []casefile.ExchangeServer{{
					Server: exchange.Server{Name: "HUB1", Version: exchange.Exchange2010, Roles: []exchange.Role{exchange.Edge}, Certificates: []exchange.Certificate{
						{Thumbprint: schannel.Thumbprint{0xab}, Subject: "CN=a", Services: exchange.SMTP, NotAfter: noon},
					}},
					Sessions: []exchange.LogSession{{}},
				}},
				Connectors: []exchange.Connector{{Name: "Internet"}},
			}},
			[]string{
				"diagnose.fact.exchange_server: server: HUB1, Exchange 2010", "diagnose.fact.exchange_role: role of HUB1: edge",
				"diagnose.fact.exchange_certificate: certificate on HUB1: AB00000000000000000000000000000000000000, CN=a",
				"diagnose.fact.exchange_services: AB00000000000000000000000000000000000000 is enabled for SMTP",
				"diagnose.fact.exchange_until: AB00000000000000000000000000000000000000 is valid until 2024-06-01",
				"diagnose.fact.exchange_sessions: sessions in the protocol log of HUB1: 1", "diagnose.fact.exchange_connectors: connectors: 1",
			},
			"thumbprints as the certificate console shows them",
		},
		{
			"time",
			casefile.Case{
				Exchangecert: &casefile.Exchangecert{Servers: []casefile.ExchangeServer{{Server: exchange.Server{Name: "HUB1"}}}},
				Symptoms:     []symptom.Row{at(event("MSExchangeTransport", 12015, ""), noon), at(event("Contoso", 7, ""), noon.AddDate(-1, 0, 0))},
			},
			[]string{
				"diagnose.fact.event: seen: event 12015 of MSExchangeTransport", "diagnose.fact.event: seen: event 7 of Contoso",
				"diagnose.fact.exchange_server: server: HUB1, Exchange unspecified", "diagnose.fact.exchange_time: time that counts on HUB1, when the failure was first seen: 2024-06-01T12:00:00Z",
			},
			"law 3: an event that nobody knows tells no time",
		},
		{
			"autodiscover",
			casefile.Case{Autodiscover: &casefile.Autodiscover{
				Client: autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "user@corp.example", Site: "Here", Joined: schannel.No}, First: "CAS", Mailbox: prompt.Exchange2010,
				Forest:    autodiscover.Forest{Own: autodiscover.Directory{SCPs: []autodiscover.SCP{{Server: "CAS", Bindings: []string{"https://cas/"}, Created: noon}}}},
				Servers:   []casefile.ServerVersion{{Host: "cas", Version: prompt.Exchange2007}},
				Recording: &walk.Recording{Exchanges: []walk.Exchange{{}}},
			}},
			[]string{
				"diagnose.fact.client_product: client: outlook2010", "diagnose.fact.client_mail: mail address: user@corp.example", "diagnose.fact.client_site: site of the client: Here",
				"diagnose.fact.client_joined: the client is joined to a domain: no", "diagnose.fact.scp: service connection point: CAS, https://cas/",
				"diagnose.fact.scp_created: the service connection point of CAS was created on 2024-06-01", "diagnose.fact.server_version: behind cas: exchange2007",
				"diagnose.fact.mailbox: mailbox: on exchange2010", "diagnose.fact.first: asked first: CAS", "diagnose.fact.recording: recorded answers: 1",
			},
			"what walk.Setup has",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, factsOf(tt.c)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestManyFacts: what is left out is told.
func TestManyFacts(t *testing.T) {
	t.Parallel()
	var c casefile.Case
	for i := range 60 {
		c.Symptoms = append(c.Symptoms, symptom.Row{Text: fmt.Sprint("text ", i)})
	}
	facts := factsOf(c)
	require.Len(t, facts, 51)
	require.Equal(t, "diagnose.fact.more: the first 50 of 60:", facts[0])

	var x casefile.Exchangecert
	for i := range 20 {
		s := exchange.Server{Name: fmt.Sprint("HUB", i)}
		for range 20 {
			s.Certificates = append(s.Certificates, exchange.Certificate{Subject: "CN=a"})
		}
		x.Servers = append(x.Servers, casefile.ExchangeServer{Server: s})
	}
	facts = factsOf(casefile.Case{Exchangecert: &x})
	require.Len(t, facts, 301)
	require.Equal(t, "diagnose.fact.rest: further facts: 120", facts[300])
}

// TestLeftOut: what does not stand in a report is told, each with its reason.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	request := someRequest(generator(1))
	tests := []struct {
		name string
		c    casefile.Case
		want []string
		why  string
	}{
		{"product", casefile.Case{EMS: &casefile.EMS{Local: winhost.Host{Product: "OS/2"}}}, []string{"diagnose.left_out.ems: ems.windows.product.unknown"}, "winhost.Host.Assess refuses it"},
		{"counts", casefile.Case{EMS: &casefile.EMS{Attempts: 1, Failures: 2}}, []string{"diagnose.left_out.ems: ems.windows.attempts.range"}, "more failures than attempts"},
		{
			"connections",
			casefile.Case{EMS: &casefile.EMS{Connections: []casefile.Connection{{Client: []byte("GET / HTTP/1.1\r\n\r\n")}}}},
			[]string{"diagnose.left_out.connection: ems.capture.not_tls"},
			"no TLS in it",
		},
		{"made-up", casefile.Case{Trustlist: &casefile.Trustlist{Synthetic: &casefile.Synthetic{Names: 1, Bytes: 1}}}, []string{"diagnose.left_out.synthetic: trustlist.synthetic.impossible"}, "no name has one byte"},
		{
			"two-stores",
			casefile.Case{Trustlist: &casefile.Trustlist{Host: compose.Host{Stores: compose.Stores{TrustedRoots: storetest.Many(1)}}, Synthetic: &casefile.Synthetic{Names: 1}}},
			[]string{"diagnose.left_out.synthetic: no list of the size that was asked for is made up"},
			"the store has certificates",
		},
		{
			"cut-capture",
			casefile.Case{Trustlist: &casefile.Trustlist{Captured: request[:len(request)-1], TLS: schannel.TLS12}},
			[]string{
				"diagnose.left_out.captured: schannel.handshake.cut", "diagnose.left_out.captured: trustlist.message.cut",
				"diagnose.left_out.captured: trustlist.list.cut", "diagnose.left_out.captured: trustlist.list.cut",
			},
			"RFC 5246, Section 7.4.4: the message, the list in it and its last name end early",
		},
		{
			"first",
			casefile.Case{Autodiscover: &casefile.Autodiscover{First: "CAS", Client: autodiscover.Client{Product: autodiscover.Outlook2007}, Forest: autodiscover.Forest{
				Own: autodiscover.Directory{SCPs: []autodiscover.SCP{{Kind: autodiscover.URLEntry, Server: "other", Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596"}, Bindings: []string{"https://other/"}}}},
			}}},
			[]string{"diagnose.left_out.first: no documented policy of the client puts CAS first: what was seen does not fit the service connection points"},
			"it is not in the directory",
		},
		{
			"family",
			casefile.Case{EMS: &casefile.EMS{
				Local: winhost.Host{Product: "Windows 10 1809", Updates: []string{"KB4519338"}}, Side: ems.Client, PeerBehaviour: winhost.NoEMS, FTPData: true,
				Suite: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
			}, Symptoms: []symptom.Row{{Text: "425 TLS session of data connection has not resumed or the session does not match the control connection"}, event("MSExchangeTransport", 1037, "")}},
			[]string{"diagnose.left_out.family: what exchangecert could say about the symptoms: the case has no facts for it, and another package has a cause"},
			"four causes of event 1037 of which nothing is known",
		},
		{
			"third-connection",
			casefile.Case{EMS: &casefile.EMS{Connections: []casefile.Connection{hellos(), hellos(), hellos()}}},
			[]string{"diagnose.left_out.more_connections: connections beside the first two that can be read: 1"},
			"two are compared",
		},
		{
			"many-faults",
			casefile.Case{Trustlist: &casefile.Trustlist{Captured: emptyNames(30), TLS: schannel.TLS12}},
			append(slices.Repeat([]string{"diagnose.left_out.captured: trustlist."}, 20), "diagnose.left_out.faults: faults beside those that are listed: "),
			"RFC 5246, Section 7.4.4: a name has at least one byte",
		},
		{
			"connectors", manyConnectors(),
			[]string{"diagnose.left_out.connectors: connectors that were not asked about, for there are too many: 100"},
			"bounds of this package",
		},
		{
			"symptoms",
			casefile.Case{Symptoms: manyRows(503)},
			[]string{"diagnose.left_out.unasked_symptoms: different symptoms that not every package was asked about, for there are too many: 3"},
			"a bound of this package",
		},
		{
			"servers", servers(51),
			[]string{"diagnose.left_out.findings: findings that were left out, for there are too many: ", "diagnose.left_out.servers: servers of Exchange that were not asked, for there are too many: 1"},
			"bounds of this package",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, l := range diagnosis.Run(tt.c).LeftOut {
				line := string(l.Reason.Code) + ": "
				if l.Error != nil {
					got = append(got, line+string(l.Error.Code))
					continue
				}
				got = append(got, line+l.Reason.Text)
			}
			begins := func(want, got string) bool { return strings.HasPrefix(got, want) }
			if !slices.EqualFunc(tt.want, got, begins) {
				t.Errorf("%s (-want +got):\n%s", tt.why, cmp.Diff(tt.want, got))
			}
		})
	}
}

func manyRows(n int) []symptom.Row {
	rows := make([]symptom.Row, n)
	for i := range rows {
		rows[i].Text = fmt.Sprint("row ", i)
	}
	return slices.Concat(rows, rows)
}

// hellos is a connection that ends behind its hellos.
func hellos() casefile.Connection {
	return casefile.Connection{Client: record(21, []byte{2, 40})}
}

// manyConnectors are those of one server.
func manyConnectors() casefile.Case {
	var x casefile.Exchangecert
	x.Servers = []casefile.ExchangeServer{{Server: exchange.Server{Name: "HUB1"}}}
	for i := range 300 {
		x.Connectors = append(x.Connectors, exchange.Connector{Name: fmt.Sprint("c", i), Send: true})
	}
	return casefile.Case{Exchangecert: &x}
}

// emptyNames is a CertificateRequest of TLS 1.2 whose names are empty.
func emptyNames(n int) []byte {
	body := append([]byte{1, 1, 0, 2, 4, 1, byte(2 * n >> 8), byte(2 * n)}, make([]byte, 2*n)...)
	return append([]byte{13, 0, byte(len(body) >> 8), byte(len(body))}, body...)
}

func at(row symptom.Row, t time.Time) symptom.Row {
	row.Event.Time = t
	return row
}
