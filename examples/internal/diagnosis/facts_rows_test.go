// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

// factRows: every fact of a case is told, and nothing that is not known.
var factRows = []struct {
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
			{Code: symptom.StatusCode(5)},
			{Text: "it\tfailed\nagain"},
		}},
		[]string{
			"diagnose.fact.event: symptom no. 1: event 7 of Contoso", "diagnose.fact.event_computer: … on PC1", "diagnose.fact.event_data: … with a b", "diagnose.fact.event_value: … with c",
			"diagnose.fact.event_number: symptom no. 2: event 8", "diagnose.fact.code_in: symptom no. 3: 0x8009030f, from the line: it failed", "diagnose.fact.code_name: 0x8009030f is SEC_E_MESSAGE_ALTERED",
			"diagnose.fact.code: symptom no. 4: 0x00000005", "diagnose.fact.text: symptom no. 5: it failed again",
		},
		"[MS-ERREF] has the name of the code",
	},
	{
		"the same again",
		casefile.Case{Symptoms: []symptom.Row{event("Schannel", 7, "PC1"), event("Schannel", 7, "PC2"), event("Schannel", 7, "PC1")}},
		[]string{
			"diagnose.fact.event: symptom no. 1: event 7 of Schannel", "diagnose.fact.event_computer: … on PC1", "diagnose.fact.times: … 2 times",
			"diagnose.fact.event: symptom no. 2: event 7 of Schannel", "diagnose.fact.event_computer: … on PC2",
		},
		"a log has one event many times; where it was seen is another fact; findings name a symptom by its number",
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
			"diagnose.fact.registry: values of the registry of the server: 1", "diagnose.fact.named: names that s_client printed: 1", "diagnose.fact.captured: what was captured of the server, in bytes of its file: 2",
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
			"diagnose.fact.event: symptom no. 1: event 12015 of MSExchangeTransport", "diagnose.fact.event: symptom no. 2: event 7 of Contoso",
			"diagnose.fact.exchange_server_name: Exchange server: HUB1", "diagnose.fact.exchange_time: time that counts on HUB1, when the failure was first seen: 2024-06-01T12:00:00Z",
		},
		"law 3: an event that nobody knows tells no time",
	},
	{
		"nameless",
		casefile.Case{Exchangecert: &casefile.Exchangecert{Servers: []casefile.ExchangeServer{{
			Server:   exchange.Server{Version: exchange.Exchange2016, Certificates: []exchange.Certificate{{Thumbprint: schannel.Thumbprint{0xab}, Subject: "CN=a"}}},
			Sessions: []exchange.LogSession{{Start: noon}},
		}}}},
		[]string{
			"diagnose.fact.exchange_version: version of Exchange: 2016", "diagnose.fact.exchange_certificate_only: certificate: AB00000000000000000000000000000000000000, CN=a",
			"diagnose.fact.exchange_sessions_only: sessions in the protocol log: 1",
			"diagnose.fact.exchange_time_only: time that counts, when the failure was first seen: 2024-06-01T12:00:00Z",
		},
		"files of one server need not name it",
	},
	{"unknown server", casefile.Case{Exchangecert: &casefile.Exchangecert{Servers: []casefile.ExchangeServer{{}}}}, nil, "neither its name nor its version is known"},
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
	{
		"answers",
		casefile.Case{Autodiscover: &casefile.Autodiscover{Answers: []string{"", answered(`<Error><ErrorCode>600</ErrorCode></Error>`), settled, answered(`<Account><Action>redirectAddr</Action><RedirectAddr>a@b.example</RedirectAddr></Account>`)}}},
		[]string{
			"diagnose.fact.answer: Autodiscover answered with error: 600", "diagnose.fact.answer: Autodiscover answered with settings: EXPR mail.corp.example, WEB",
			"diagnose.fact.answer: Autodiscover answered with redirect-address: a@b.example",
		},
		"what answer.Parse reads; the first is none",
	},
}

// answered is an answer in POX.
func answered(response string) string {
	return `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response>` + response + `</Response></Autodiscover>`
}

// settled is one with settings.
var settled = answered(`<Account><Action>settings</Action><Protocol><Type>EXPR</Type><Server>mail.corp.example</Server></Protocol><Protocol><Type>WEB</Type></Protocol></Account>`)
