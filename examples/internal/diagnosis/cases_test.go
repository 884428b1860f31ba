// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/storetest"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/compose"
)

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

func maybe[T any](r *rand.Rand, value T) T {
	if r.IntN(2) == 0 {
		return value
	}
	var none T
	return none
}

func truth(r *rand.Rand) schannel.Truth { return schannel.Truth(r.IntN(3)) }

var noon = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

// someCase has facts for any of the families, and symptoms of all of them.
func someCase(r *rand.Rand) casefile.Case {
	c := casefile.Case{Format: casefile.Format, Name: "generated", At: maybe(r, noon)}
	for range r.IntN(5) {
		c.Symptoms = append(c.Symptoms, pick(r, someRows...))
	}
	if r.IntN(2) == 0 {
		t := someTrustlist(r)
		c.Trustlist = &t
	}
	if r.IntN(2) == 0 {
		e := someEMS(r)
		c.EMS = &e
	}
	if r.IntN(2) == 0 {
		x := someExchange(r)
		c.Exchangecert = &x
	}
	if r.IntN(2) == 0 {
		a := someAutodiscover(r)
		c.Autodiscover = &a
	}
	return c
}

func event(provider string, id int, computer string, data ...symptom.Field) symptom.Row {
	return symptom.Row{Event: symptom.Event{Provider: provider, ID: id, Computer: computer, Data: data}}
}

func alertEvent(id int, alert string) symptom.Row {
	return symptom.Row{Event: symptom.Event{Log: "System", Provider: "Schannel", ID: id, UserData: []symptom.Field{{Name: "AlertDesc", Value: alert}}}}
}

// someRows are symptoms of every family, and some that none knows.
var someRows = []symptom.Row{
	event("Schannel", 36885, ""), event("Schannel", 36874, ""),
	alertEvent(36887, "20"), alertEvent(36887, "40"), alertEvent(36887, "47"), alertEvent(36887, "46"), alertEvent(36888, "20"),
	{Code: symptom.StatusCode(0x8009030f)},
	{Code: symptom.StatusCode(0x80090326)},
	{Code: symptom.StatusCode(0x80090325)},
	{Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{403, 16}}},
	{Code: symptom.Code{Kind: symptom.CodeHTTP, Numbers: []uint32{403, 7}}},
	{Code: symptom.Code{Kind: symptom.CodeSMTP, Numbers: []uint32{454, 4, 7, 5}}},
	{Code: symptom.Code{Kind: symptom.CodeAlert, Numbers: []uint32{20}}},
	{Text: "The operation has timed out"},
	{Text: "The request was aborted: Could not create SSL/TLS secure channel."},
	{Text: "425 TLS session of data connection has not resumed or the session does not match the control connection"},
	{Text: "The quick brown fox"},
	{},
	event("MSExchangeTransport", 12014, "HUB1.contoso.example", symptom.Field{Value: "mail.contoso.example"}, symptom.Field{Value: "Internet"}, symptom.Field{Value: "mail.contoso.example"}),
	event("MSExchangeTransport", 12015, "HUB2", symptom.Field{Value: "0000000000000000000000000000000000000001"}),
	event("MSExchangeTransport", 1037, ""), event("MSExchangeTransport", 2019, "HUB1"),
	event("MSExchange Unified Messaging", 1423, ""), event("MSExchangeFrontEndTransport", 12018, "HUB2"),
}

func someTrustlist(r *rand.Rand) casefile.Trustlist {
	h := compose.Host{
		Release: schannel.Release(r.IntN(11)), Application: compose.Application(r.IntN(3)), DomainMember: truth(r),
		NoSystemMapper: r.IntN(3) == 0, NoRootUpdate: r.IntN(3) == 0, Ordered: r.IntN(2) == 0, At: maybe(r, noon),
	}
	h.Stores.TrustedRoots = storetest.Many(pick(r, 0, 0, 1, 3, 170))
	h.Stores.ClientAuthIssuers = storetest.Many(pick(r, 0, 0, 1))
	if r.IntN(4) == 0 {
		h.Stores.TrustedRoots = append(h.Stores.TrustedRoots, storetest.Issuer("sub", "top"))
	}
	for _, name := range [...]string{compose.SendTrustedIssuerList, compose.ClientAuthTrustMode, compose.EventLogging} {
		if r.IntN(3) == 0 {
			h.Registry = append(h.Registry, schannel.DWORD(compose.RegistryKey, name, uint32(r.IntN(4))))
		}
	}
	t := casefile.Trustlist{Host: h}
	if r.IntN(2) == 0 {
		t.Client = storetest.Chain(storetest.Many(200)[pick(r, 0, 2, 199)].Subject)
	}
	switch r.IntN(4) {
	case 0:
		t.Synthetic = &casefile.Synthetic{Names: pick(r, 0, 3, 294, 1<<20), Bytes: pick(r, 0, 1, 35917), Seed: 1}
	case 1:
		t.Captured, t.TLS = someRequest(r), schannel.TLS12
	case 2:
		t.Named = []string{"C = ZZ, O = Example, CN = Root"}
	}
	return t
}

// someRequest is a CertificateRequest, whole or broken off.
func someRequest(r *rand.Rand) []byte {
	var list trustlist.List
	for _, c := range storetest.Many(pick(r, 0, 1, 5, 150)) {
		list = append(list, c.Subject)
	}
	message, err := certreq.CertificateRequest{
		Version: schannel.TLS12, Types: []byte{1}, SignatureAlgorithms: []uint16{0x0401}, Authorities: list,
	}.MarshalBinary()
	if err != nil {
		return nil
	}
	return message[:len(message)-pick(r, 0, 0, 0, 3)]
}

func someHost(r *rand.Rand) winhost.Host {
	products := slices.Collect(winhost.Products())
	updates := slices.Collect(winhost.Updates())
	var h winhost.Host
	switch r.IntN(5) {
	case 0:
		return h
	case 1:
		h.Product = pick(r, products...)
	case 2:
		h.Product = pick(r, "OS/2", products[0])
	default:
		u := pick(r, updates...)
		h.Product, h.Updates = pick(r, u.Products...), []string{u.ID}
	}
	for range r.IntN(3) {
		name := pick(r, "DisableClientExtendedMasterSecret", "DisableServerExtendedMasterSecret", "EventLogging")
		h.Registry = append(h.Registry, schannel.DWORD(compose.RegistryKey, name, uint32(r.IntN(3))))
	}
	return h
}

func someEMS(r *rand.Rand) casefile.EMS {
	e := casefile.EMS{
		Local: someHost(r), Side: ems.Side(r.IntN(3)), PeerBehaviour: winhost.Behaviour(r.IntN(4)),
		Suite:    pick(r, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "unheard-of", ""),
		Resuming: r.IntN(3) == 0, FTPData: r.IntN(5) == 0, LateCertRequest: r.IntN(5) == 0, Session: ems.Session(r.IntN(4)),
	}
	if r.IntN(3) == 0 {
		e.Peer = someHost(r)
	}
	if r.IntN(3) == 0 {
		e.Attempts, e.Failures = pick(r, 2, 12, 300, 10240), pick(r, 0, 1, 2, 40, -1)
	}
	for range r.IntN(4) {
		e.Connections = append(e.Connections, someConnection(r))
	}
	return e
}

func someExchange(r *rand.Rand) casefile.Exchangecert {
	var x casefile.Exchangecert
	for n := range r.IntN(4) {
		name := pick(r, "HUB1", "HUB2", "")
		s := casefile.ExchangeServer{NamesFound: truth(r), LoadBalanced: truth(r), Server: exchange.Server{
			Name: name, Version: exchange.Version(r.IntN(10)), WholeStore: truth(r), Roles: pick(r, nil, []exchange.Role{exchange.HubTransport}, []exchange.Role{exchange.Edge}),
			DNS:                maybe(r, exchange.DNSNames{DNSPhysicalFullyQualifiedDomainName: name + ".contoso.example"}),
			Internal:           pick(r, exchange.Internal{}, exchange.Internal{Published: truth(r), Thumbprint: schannel.Thumbprint{19: 1}}),
			POPCertificateName: pick(r, "", "mail.contoso.example"), Auth: maybe(r, exchange.AuthConfig{Seen: true, Current: schannel.Thumbprint{19: 2}}),
			Bindings: maybe(r, []exchange.Binding{{Site: "Default Web Site", Thumbprint: schannel.Thumbprint{19: 1}}}),
		}}
		for k := range r.IntN(4) {
			s.Server.Certificates = append(s.Server.Certificates, someCertificate(r, byte(n*8+k+1)))
		}
		if r.IntN(3) == 0 {
			s.Sessions = []exchange.LogSession{{
				Connector: pick(r, "Internet", "nobody's"), ID: "1", Send: truth(r), Start: noon, Offered: truth(r),
				Errors: pick(r, nil, []string{"NoCredentials"}, []string{"Whatever"}), Replies: pick(r, nil, []string{"454 4.7.5 none"}),
			}}
		}
		x.Servers = append(x.Servers, s)
	}
	for range r.IntN(4) {
		x.Connectors = append(x.Connectors, exchange.Connector{
			Name: pick(r, "Internet", "Default", `HUB1\Default`), Send: r.IntN(2) == 0, Complete: r.IntN(2) == 0, Server: pick(r, "", "HUB1", "HUB2"),
			FQDN: pick(r, "", "mail.contoso.example", "hub1.contoso.example"), Auth: pick(r, 0, exchange.AuthTLS, exchange.AuthTLS|exchange.AuthExchangeServer),
			TLSCertificateName: pick(r, "", "", "<I>CN=CA<S>CN=mail.contoso.example", "nonsense"), RequireTLS: truth(r), DomainSecure: truth(r),
		})
	}
	return x
}

func someCertificate(r *rand.Rand, n byte) exchange.Certificate {
	return exchange.Certificate{
		Thumbprint: schannel.Thumbprint{19: n}, Subject: "CN=mail.contoso.example", Issuer: pick(r, "CN=CA", "CN=mail.contoso.example"),
		Domains: pick(r, nil, []string{"mail.contoso.example"}, []string{"*.contoso.example", "hub1.contoso.example"}), DomainsComplete: truth(r),
		NotBefore: noon.AddDate(-1, 0, 0), NotAfter: pick(r, time.Time{}, noon.AddDate(0, 3, 0), noon.AddDate(0, -3, 0)),
		Services: pick(r, 0, exchange.SMTP, exchange.SMTP|exchange.IIS|exchange.POP, exchange.NoServices), SelfSigned: truth(r), PrivateKey: truth(r),
		Status: exchange.Status(r.IntN(9)), RootCAType: exchange.RootCAType(r.IntN(7)), NetworkServiceReads: truth(r), ServerAuth: truth(r),
	}
}

func someAutodiscover(r *rand.Rand) casefile.Autodiscover {
	a := casefile.Autodiscover{
		Client: autodiscover.Client{
			Product: autodiscover.Product(r.IntN(8)), Mail: pick(r, "", "user@corp.example", "user@corp.example", "nobody"),
			Site: pick(r, "", "Here"), Joined: truth(r),
		},
		Policy: pick(r, 0, 0, autodiscover.Policy(r.IntN(7))), First: pick(r, "", "CAS2007", "cas2010.corp.example", "nobody"),
		As: pick(r, 0, walk.Profile(r.IntN(4))), Windows: walk.Windows(r.IntN(7)), Suffix: pick(r, nil, []string{"example"}),
		Mailbox: prompt.Server(r.IntN(7)),
	}
	for _, name := range [...]string{"cas2007", "cas2010"} {
		url := "https://" + name + ".corp.example/Autodiscover/Autodiscover.xml"
		if r.IntN(3) > 0 {
			a.Forest.Own.SCPs = append(a.Forest.Own.SCPs, autodiscover.SCP{
				Kind: autodiscover.URLEntry, Server: name, Bindings: []string{url}, Created: maybe(r, noon),
				Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596", "Site=" + pick(r, "Here", "There")},
			})
		}
		if r.IntN(2) == 0 {
			a.Servers = append(a.Servers, casefile.ServerVersion{Host: name + ".corp.example", Version: prompt.Server(r.IntN(7))})
		}
		if r.IntN(2) == 0 {
			a.Peers = append(a.Peers, walk.Peer{
				Host: name + ".corp.example", Names: pick(r, nil, []string{name + ".corp.example"}, []string{"other.example"}),
				NotAfter: noon, Trusted: truth(r), SelfSigned: truth(r),
			})
		}
		if r.IntN(4) == 0 {
			if a.Recording == nil {
				a.Recording = &walk.Recording{}
			}
			a.Recording.Exchanges = append(a.Recording.Exchanges, walk.Exchange{Method: autodiscover.Post, URL: url, Answer: walk.Answer{
				Status: pick(r, 200, 302, 401, 500), Location: pick(r, "", "https://cas2010.corp.example/Autodiscover/Autodiscover.xml"), Body: []byte(pick(r, "", "<html>")),
			}})
		}
	}
	a.Forest.Own.InOrder = truth(r)
	return a
}

var emsCases = sync.OnceValue(func() []ems.Case { return slices.Collect(ems.Cases()) })

// someConnection is the hellos of a case of RFC 7627, and what may follow them.
func someConnection(r *rand.Rand) casefile.Connection {
	if r.IntN(6) == 0 {
		return casefile.Connection{Client: pick(r, nil, []byte("GET / HTTP/1.1\r\n\r\n"))}
	}
	c := pick(r, emsCases()...)
	fields := hello.Fields{Random: [32]byte{1}, SessionID: pick(r, nil, []byte("a session of old")), Suites: []derive.Suite{0x009e}}
	client, err := hello.AppendClientHello(nil, c, fields)
	if err != nil {
		return casefile.Connection{}
	}
	connection := casefile.Connection{Client: record(22, client)}
	if server, err := hello.AppendServerHello(nil, c, fields); err == nil {
		connection.Server = record(22, server)
	}
	ccs, alert := record(20, []byte{1}), record(21, []byte{2, pick[byte](r, 20, 40, 47)})
	connection.Server = append(connection.Server, pick(r, nil, alert, ccs, record(22, []byte{14, 0, 0, 0}))...)
	connection.Client = append(connection.Client, pick(r, nil, alert, ccs)...)
	return connection
}

// record is a record of TLS 1.2.
func record(kind byte, payload []byte) []byte {
	return append([]byte{kind, 3, 3, byte(len(payload) >> 8), byte(len(payload))}, payload...)
}

func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }
