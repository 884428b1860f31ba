// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

const (
	oldCA     = "CN=Fabrikam Issuing CA 1, O=Fabrikam, C=US"
	newCA     = "CN=Fabrikam Issuing CA 2, O=Fabrikam, C=US"
	mx        = "mx.fabrikam.example"
	mxSubject = "CN=mx.fabrikam.example, O=Fabrikam, C=US"
	oldName   = "<I>" + oldCA + "<S>" + mxSubject
)

// issued is a certificate of an authority with everything known, valid for two
// years around noon; more says what is different.
func issued(n byte, more func(c *exchange.Certificate)) exchange.Certificate {
	c := exchange.Certificate{
		Thumbprint: schannel.Thumbprint{19: n}, Subject: mxSubject, Issuer: newCA, Domains: []string{mx}, DomainsComplete: schannel.Yes,
		NotBefore: noon.AddDate(-1, 0, 0), NotAfter: noon.AddDate(1, 0, 0), Services: exchange.SMTP | exchange.IIS, SelfSigned: schannel.No,
		RootCAType: exchange.RootThirdParty, Status: exchange.StatusValid, PrivateKey: schannel.Yes, NetworkServiceReads: schannel.Yes,
		KeyAlgorithm: "RSA", KeyBits: 2048, X509Version: 3, ServerAuth: schannel.Yes,
	}
	if more != nil {
		more(&c)
	}
	return c
}

func own(n byte, more func(c *exchange.Certificate)) exchange.Certificate {
	c := issued(n, func(c *exchange.Certificate) {
		c.Subject, c.Issuer, c.SelfSigned, c.RootCAType = "CN=EX9", "CN=EX9", schannel.Yes, exchange.RootRegistry
		c.Domains = []string{"EX9", "ex9.fabrikam.example"}
	})
	if more != nil {
		more(&c)
	}
	return c
}

func server(v exchange.Version, certificates ...exchange.Certificate) exchange.Server {
	return exchange.Server{
		Name: "EX9", Version: v, WholeStore: schannel.Yes, Roles: []exchange.Role{exchange.HubTransport}, Certificates: certificates,
		DNS: exchange.DNSNames{
			DNSFullyQualifiedDomainName: "ex9.fabrikam.example", DNSHostName: "EX9",
			DNSPhysicalFullyQualifiedDomainName: "ex9.fabrikam.example", DNSPhysicalHostName: "EX9",
		},
	}
}

func listed(v exchange.Version, certificates ...exchange.Certificate) exchange.Server {
	s := server(v, certificates...)
	s.WholeStore = schannel.No
	return s
}

func withInternal(s exchange.Server, n byte) exchange.Server {
	s.Internal = exchange.Internal{Published: schannel.Yes, Thumbprint: schannel.Thumbprint{19: n}}
	return s
}

func withAuth(s exchange.Server, n byte) exchange.Server {
	s.Auth = exchange.AuthConfig{Seen: true, Current: schannel.Thumbprint{19: n}}
	return s
}

func receive(fqdn, name string) exchange.Connector {
	return exchange.Connector{
		Name: "Internet", Server: "EX9", Complete: true, FQDN: fqdn, TLSCertificateName: name, Auth: exchange.AuthTLS, TransportRole: exchange.FrontendTransport,
	}
}

func send(name string) exchange.Connector {
	return exchange.Connector{
		Name: "To Partner", Send: true, SourceServers: []string{"EX9"}, Complete: true, FQDN: mx, TLSCertificateName: name, Auth: exchange.NoAuth,
	}
}

func one(row symptom.Row, s exchange.Server, connectors ...exchange.Connector) exchangediag.Incident {
	return exchangediag.Incident{Symptoms: []symptom.Row{row}, Server: s, Connectors: connectors, At: noon}
}

func logged(s exchange.Server, c exchange.Connector, sessions ...exchange.LogSession) exchangediag.Incident {
	return exchangediag.Incident{Sessions: sessions, Server: s, Connectors: []exchange.Connector{c}, At: noon}
}

// logged2 is a session of which the connector is not known, with a Receive
// connector that finds no certificate and a Send connector that finds one.
func logged2(s exchange.LogSession) exchangediag.Incident {
	return exchangediag.Incident{
		Sessions: []exchange.LogSession{s}, Server: server(exchange.Exchange2016, issued(1, nil)), At: noon,
		Connectors: []exchange.Connector{receive("other.example", ""), send("<I>" + newCA + "<S>" + mxSubject)},
	}
}

func noFlag(c *exchange.Certificate) { c.Services = exchange.IIS }
func noKey(c *exchange.Certificate)  { c.PrivateKey = schannel.No }
func lapsed(c *exchange.Certificate) {
	c.NotBefore, c.NotAfter = noon.AddDate(-2, 0, 0), noon.Add(-time.Hour)
}

// incidents has each cause confirmed and ruled out by what is known.
var incidents = []struct {
	name     string
	incident exchangediag.Incident
	causes   string
	remedies string
	facts    string // some of them; behind a hyphen those that must not be there
	why      string
}{
	{
		"renewed-by-another-issuer", one(event(front, 12014, oldName, "Internet", oldName), server(exchange.Exchange2013, issued(1, nil), own(2, nil)), receive(mx, oldName)),
		"exchangecert.cause.stale_name likely", "receive_certificate_name", "exchangecert.seen.no_certificate exchangecert.name.other_issuer", "KB2989382: Enable is not the cure",
	},
	{
		"name-of-nothing", one(event(front, 12014, oldName, "Internet", oldName), server(exchange.Exchange2016, own(2, nil)), receive(mx, oldName)),
		"exchangecert.cause.stale_name likely", "compare_name", "exchangecert.select.none", "nothing matches TlsCertificateName",
	},
	{
		"connector-only-in-the-event", one(event(front, 12014, oldName, "Internet", oldName), server(exchange.Exchange2013, issued(1, nil))),
		"exchangecert.cause.stale_name likely", "receive_certificate_name", "exchangecert.name.other_issuer", "the event has name and connector",
	},
	{
		"flag-missing", one(event(transport, 12014, mx, "Internet", mx), server(exchange.Exchange2010, issued(1, noFlag)), receive(mx, "")),
		"exchangecert.cause.no_service likely", "enable", "exchangecert.candidate.no_service -exchangecert.connector.fixed_name", "page of event 12014; without Exchange Server authentication the Fqdn is free",
	},
	{
		"flag-missing-in-list", one(event(transport, 12014, mx, "Internet", mx), listed(exchange.Exchange2010, issued(1, noFlag)), receive(mx, "")),
		"exchangecert.cause.no_service likely", "enable", "exchangecert.candidate.no_service", "page of event 12014: the list shows the cause, so nobody need look for a key that it may hide",
	},
	{
		"key-missing", one(event(transport, 12014, mx, "Internet", mx), server(exchange.Exchange2010, issued(1, noKey)), receive(mx, "")),
		"exchangecert.cause.no_private_key likely", "import_key", "exchangecert.candidate.no_private_key", "the selection asks for the key",
	},
	{
		"name-absent", one(event(transport, 12014, "other.example", "Internet", "other.example"), server(exchange.Exchange2016, issued(1, nil)), receive("other.example", "")),
		"exchangecert.cause.name_absent likely", "new connector_fqdn", "exchangecert.select.none", "page of event 12014",
	},
	{
		"shell-list-hides-keys", one(event(transport, 12014, "other.example", "Internet", "other.example"), listed(exchange.Exchange2016, issued(1, nil)), receive("other.example", "")),
		"exchangecert.cause.name_absent likely; exchangecert.cause.no_private_key insufficient-data", "new connector_fqdn check_key", "", "KB4495258: the shell leaves out what has no key",
	},
	{
		"expired-2007", one(event(transport, 12014, "ex9.fabrikam.example", "Internet"), withInternal(server(exchange.Exchange2007SP1, own(2, lapsed)), 2), receive("ex9.fabrikam.example", "")),
		"exchangecert.cause.expired likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.candidate.expired", "KB953354, in its order",
	},
	{
		"expired-internal", one(event(transport, 12015, "00"), withInternal(server(exchange.Exchange2007SP1, own(2, lapsed)), 2)),
		"exchangecert.cause.internal_expired likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.internal.expired", "KB953354",
	},
	{
		"expired-on-2007-with-12016", one(event(transport, 12016, "ex9.fabrikam.example"), server(exchange.Exchange2007SP1, own(2, lapsed)), exchangeServer(receive("ex9.fabrikam.example", ""))),
		"exchangecert.cause.expired likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.seen.expired exchangecert.connector.fixed_name", "seen on 2007 SP1; another Fqdn is not possible",
	},
	{
		"connector-by-its-name", one(
			event(transport, 12016, mx), server(exchange.Exchange2016, issued(1, lapsed)),
			receive(mx, ""), called("Partner", receive("other.example", "")), func() exchange.Connector {
				c := send("")
				c.FQDN = mx
				return c
			}()),
		"exchangecert.cause.expired likely", "new", "exchangecert.chosen.expired -exchangecert.select.none", "page of event 12016: the FQDN that it names tells the connector, others are not asked about; a new certificate with it helps",
	},
	{
		"connector-by-its-certificate-name", one(event(front, 12014, oldName), server(exchange.Exchange2013, issued(1, nil)), called("Partner", receive(mx, "")), receive(mx, oldName)),
		"exchangecert.cause.stale_name likely", "receive_certificate_name", "exchangecert.name.other_issuer -exchangecert.select.winner", "KB2989382: the event has TlsCertificateName, which tells the connector",
	},
	{
		"fixed-name", one(event(transport, 12014, mx, "Internet", mx), server(exchange.Exchange2010, issued(1, noFlag)), exchangeServer(receive(mx, ""))),
		"exchangecert.cause.no_service likely", "enable", "exchangecert.connector.fixed_name", "Set-ReceiveConnector: the advice of event 12014 to change the FQDN is no way out here",
	},
	{
		"fixed-name-twice",
		exchangediag.Incident{
			Symptoms: []symptom.Row{event(transport, 12014, mx, "Internet", mx), event(transport, 12014, "mx2.fabrikam.example", "Internet", mx)},
			Server:   server(exchange.Exchange2010, issued(1, noFlag)), Connectors: []exchange.Connector{exchangeServer(receive(mx, ""))}, At: noon,
		},
		"exchangecert.cause.no_service likely; exchangecert.cause.no_service likely", "enable enable", "exchangecert.connector.fixed_name", "two names, one connector: what is known of it is said once",
	},
	{
		"fixed-name-of-no-matter", one(text("451 5.7.3 STARTTLS is required"), server(exchange.Exchange2010, own(2, func(c *exchange.Certificate) { c.Domains = []string{mx} })), exchangeServer(receive(mx, ""))),
		"exchangecert.cause.not_shown likely", "", "exchangecert.select.winner -exchangecert.connector.fixed_name -exchangecert.presented.self_signed", "the reply advises no other FQDN, and does not find fault with the certificate",
	},
	{
		"mismatch-without-certificate", one(reply(450, 4, 7, 320), server(exchange.Exchange2016, issued(1, nil)), receive("other.example", "")),
		"exchangecert.cause.servers_differ insufficient-data", "same_connectors", "exchangecert.select.none -exchangecert.presented.self_signed", "none is presented, so not a self-signed one",
	},
	{
		"contradicted", one(event(transport, 12014, mx, "Internet", mx), server(exchange.Exchange2016, issued(1, nil)), receive(mx, "")),
		"exchangecert.cause.not_shown likely", "", "exchangecert.select.winner", "the certificate is there: of another time or server",
	},
	{
		"event-and-reply",
		exchangediag.Incident{
			Symptoms: []symptom.Row{event(front, 12014, oldName, "Internet", oldName), text("451 5.7.3 STARTTLS is required to send mail")},
			Server:   server(exchange.Exchange2013, issued(1, nil)), Connectors: []exchange.Connector{receive(mx, oldName)}, At: noon,
		},
		"exchangecert.cause.stale_name likely; exchangecert.cause.stale_name likely", "receive_certificate_name receive_certificate_name", "exchangecert.name.other_issuer", "KB2989382: the senders get 451 5.7.3 while 12014 is logged; one connector, both times the same cause",
	},
	{
		"time-of-the-symptom",
		exchangediag.Incident{
			Symptoms: []symptom.Row{dated(event(transport, 12014, "ex9.fabrikam.example", "Internet"), noon), event(transport, 12014, "ex9.fabrikam.example", "Internet")},
			Server:   withInternal(server(exchange.Exchange2007SP1, own(2, lapsed)), 2), Connectors: []exchange.Connector{receive("ex9.fabrikam.example", "")},
		},
		"exchangecert.cause.expired likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.candidate.expired", "KB953354: it had expired when the event was logged; a record without a time says nothing of that",
	},
	{
		"second-connector-without-tls", one(text("451 5.7.3 STARTTLS is required"), server(exchange.Exchange2016, issued(1, nil), own(2, nil)), receive(mx, ""), called("Partner", noTLS(receive("ex9.fabrikam.example", "")))),
		"exchangecert.cause.tls_not_enabled likely", "auth_tls", "exchangecert.select.winner exchangecert.select.not_offered", "step 2: each connector is one that the sender may have reached",
	},
	{
		"internal-unpublished", one(event(transport, 12012), unpublished(server(exchange.Exchange2010, own(2, nil)))),
		"exchangecert.cause.internal_not_published likely", "new", "exchangecert.internal.not_published", "page of event 12012",
	},
	{
		"internal-published-and-here", one(event(transport, 12012), withInternal(server(exchange.Exchange2010, own(2, nil)), 2)),
		"exchangecert.cause.internal_not_published likely", "publish", "exchangecert.internal.winner", "page of event 12012: what is published is older than what the server has, or was when the service started; that one is published does not rule it out",
	},
	{
		"internal-not-in-store", one(event(transport, 12013, "00"), withInternal(server(exchange.Exchange2010, own(2, nil)), 9)),
		"exchangecert.cause.internal_not_in_store likely", "new", "exchangecert.internal.not_in_store", "page of event 12013",
	},
	{
		"internal-renewed-since", one(event(transport, 12015, "00"), withInternal(server(exchange.Exchange2010, own(2, nil)), 2)),
		"exchangecert.cause.not_shown likely", "", "exchangecert.internal.winner", "the certificate is good now: the event is of another time",
	},
	{
		"connector-of-another-server", one(event(transport, 12014, mx, "Internet", mx), server(exchange.Exchange2016, own(2, nil)), other(receive(mx, ""))),
		"exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data",
		"check_services check_key trusted renew_transport edge_subscription renew_client_access name_needed", "exchangecert.seen.no_certificate", "of that server nothing is known here",
	},
	{
		"internal-soon", one(event(transport, 12017), withInternal(server(exchange.Exchange2010, own(2, func(c *exchange.Certificate) { c.NotAfter = noon.AddDate(0, 0, 3) })), 2)),
		"exchangecert.cause.internal_expires_soon likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.internal.expires_soon", "page of event 12017",
	},
	{
		"soon-named", one(event(transport, 12018, mxSubject, schannel.Thumbprint{19: 1}.String(), "12"), server(exchange.Exchange2016, issued(1, func(c *exchange.Certificate) { c.NotAfter = noon.AddDate(0, 0, 3) }), own(2, nil))),
		"exchangecert.cause.expires_soon likely", "renew_issued", "exchangecert.seen.certificate -exchangecert.seen.certificate_unknown", "page of event 12018: %2 is the thumbprint; that certificate is one of an authority, so no self-signed one is to be renewed",
	},
	{
		"soon-named-beside-another", one(
			event(transport, 12018, mxSubject, schannel.Thumbprint{19: 2}.String(), "12"),
			server(exchange.Exchange2016, issued(1, func(c *exchange.Certificate) { c.NotAfter = noon.AddDate(0, 0, 3) }), own(2, func(c *exchange.Certificate) { c.NotAfter = noon.AddDate(0, 0, 3) })), receive(mx, "")),
		"exchangecert.cause.expires_soon likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.seen.certificate exchangecert.chosen.expires_soon",
		"page of event 12018: the certificate that it names counts, not another one that expires soon as well",
	},
	{
		"soon-named-elsewhere", one(event(transport, 12018, mxSubject, schannel.Thumbprint{19: 7}.String(), "12"), server(exchange.Exchange2016, issued(1, nil))),
		"exchangecert.cause.expires_soon likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.seen.certificate_unknown -exchangecert.seen.certificate", "of that certificate nothing is known here",
	},
	{
		"internal-expired-named", one(event(transport, 12015, schannel.Thumbprint{19: 2}.String()), withInternal(server(exchange.Exchange2016, issued(1, nil), own(2, func(c *exchange.Certificate) { c.NotAfter = noon.AddDate(0, 0, -3) })), 1)),
		"exchangecert.cause.internal_expired likely", "trusted renew_transport edge_subscription renew_client_access", "exchangecert.seen.certificate exchangecert.internal.winner",
		"page of event 12015: the certificate that it names has expired, whatever the directory has now",
	},
	{
		"internal-valid-named", one(event(transport, 12015, schannel.Thumbprint{19: 2}.String()), withInternal(server(exchange.Exchange2016, issued(1, nil), own(2, nil)), 1)),
		"exchangecert.cause.not_shown likely", "", "exchangecert.seen.certificate", "the certificate that it names is valid: the event is of another time",
	},
	{
		"internal-soon-in-a-text", one(text("An internal transport certificate will expire soon. Thumbprint:"+schannel.Thumbprint{19: 1}.String()+", hours remaining: 700"), server(exchange.Exchange2016, issued(1, func(c *exchange.Certificate) { c.NotAfter = time.Time{} }))),
		"exchangecert.cause.internal_expires_soon likely", "renew_issued", "exchangecert.seen.certificate", "page of event 12017: the thumbprint stands in the text",
	},
	{
		"soon", one(event(transport, 12018), server(exchange.Exchange2010, issued(1, func(c *exchange.Certificate) { c.NotAfter = noon.AddDate(0, 0, 3) })), receive(mx, "")),
		"exchangecert.cause.expires_soon likely", "renew_issued", "exchangecert.chosen.expires_soon", "page of event 12018; the certificate is one of an authority",
	},

	{
		"secure-domain-without-tls", one(event(transport, 11012, "partner.example", "Internet"), server(exchange.Exchange2010, issued(1, nil)), func() exchange.Connector {
			c := receive(mx, "")
			c.Auth = exchange.NoAuth
			return c
		}()),
		"exchangecert.cause.tls_not_enabled likely", "auth_tls", "exchangecert.select.not_offered", "page of event 11012: the second value is the connector",
	},
	{
		"secure-domain-with-tls", one(event(transport, 11012, "partner.example", "Internet"), server(exchange.Exchange2010, issued(1, nil)), receive(mx, "")),
		"exchangecert.cause.peer_no_tls insufficient-data", "peer_tls", "exchangecert.select.winner", "the connector offers TLS; the domain is the other end's, no certificate is looked for under it",
	},
	{
		"secure-domain-connector-not-seen", one(event(transport, 11012, "partner.example", "Internet"), server(exchange.Exchange2010, issued(1, nil))),
		"exchangecert.cause.tls_not_enabled insufficient-data; exchangecert.cause.peer_no_tls insufficient-data", "auth_tls peer_tls", "exchangecert.seen.secure_domain_plain", "nothing is known of the connector that the event names",
	},
	{
		"oauth-not-here", one(event("MSExchange OAuth", 2004), withAuth(server(exchange.Exchange2019, own(2, nil)), 9)),
		"exchangecert.cause.auth_missing likely", "auth", "exchangecert.auth.not_in_store", "MonitorExchangeAuthCertificate: the thumbprint of Get-AuthConfig is not in the store",
	},
	{
		"oauth-here", one(event("MSExchange OAuth", 2004), withAuth(server(exchange.Exchange2019, own(2, nil)), 2)),
		"exchangecert.cause.not_shown likely", "", "exchangecert.auth.valid", "it is there",
	},
	{
		"oauth-list-not-seen", one(event("MSExchange OAuth", 2004), exchange.Server{Name: "EX9", Auth: exchange.AuthConfig{Seen: true, Current: schannel.Thumbprint{19: 9}}}),
		"exchangecert.cause.auth_missing insufficient-data", "auth", "-exchangecert.auth.not_in_store", "without the list nobody knows whether it is there",
	},
	{
		"oauth-configuration-not-seen", one(event("MSExchange OAuth", 2004), server(exchange.Exchange2019, own(2, nil))),
		"exchangecert.cause.auth_missing insufficient-data", "auth", "-exchangecert.auth.none", "without Get-AuthConfig nobody knows which one it should be",
	},
	{
		"trust-no-service", trust(1037, own(2, noFlag), exchangediag.Incident{NamesFound: schannel.Yes, LoadBalanced: schannel.No}),
		"exchangecert.cause.trust_no_service likely", "enable", "exchangecert.trust.no_service", "article, first cause; the others are ruled out",
	},
	{
		"trust-no-key-access", trust(2019, own(2, func(c *exchange.Certificate) { c.NetworkServiceReads = schannel.No }), exchangediag.Incident{NamesFound: schannel.Yes, LoadBalanced: schannel.No}),
		"exchangecert.cause.trust_no_key_access likely", "trust_key", "exchangecert.trust.no_key_access", "article, second cause",
	},
	{
		"trust-query-failed", trust(1037, own(2, nil), exchangediag.Incident{NamesFound: schannel.No, LoadBalanced: schannel.No}),
		"exchangecert.cause.trust_names likely", "trust_names", "exchangecert.dns.query_failed", "article, third cause: the query fails",
	},
	{
		"trust-name-differs", trust(1037, own(2, func(c *exchange.Certificate) { c.Subject, c.Domains = "CN=OLD", []string{"OLD"} }), exchangediag.Incident{NamesFound: schannel.Yes, LoadBalanced: schannel.No}),
		"exchangecert.cause.trust_names likely", "trust_names", "exchangecert.trust.names", "article, third cause: the FQDN is not the certificate's",
	},
	{
		"trust-balanced", trust(2019, own(2, nil), exchangediag.Incident{NamesFound: schannel.Yes, LoadBalanced: schannel.Yes}),
		"exchangecert.cause.trust_load_balancing likely", "trust_load_balancing", "exchangecert.dns.load_balanced", "article, fourth cause",
	},
	{
		"trust-names-not-known", trust(1037, own(2, nil), exchangediag.Incident{NamesFound: schannel.Yes, LoadBalanced: schannel.No, Server: exchange.Server{Name: "EX9"}}),
		"exchangecert.cause.trust_names insufficient-data", "trust_names", "exchangecert.internal.winner", "article, third cause: the four names are not known, so nothing rules it out",
	},
	{
		"trust-open", trust(1037, own(2, func(c *exchange.Certificate) { c.NetworkServiceReads = schannel.Unknown }), exchangediag.Incident{}),
		"exchangecert.cause.trust_no_key_access insufficient-data; exchangecert.cause.trust_names insufficient-data; exchangecert.cause.trust_load_balancing insufficient-data", "trust_key trust_names trust_load_balancing", "exchangecert.internal.winner",
		"SMTP is enabled, so the first cause is out; of the others nothing is known",
	},

	{
		"no-credentials-not-in-list", logged(listed(exchange.Exchange2016, own(2, nil)), send(oldName), session("To Partner", true, "NoCredentials", issued(7, func(c *exchange.Certificate) { c.Issuer = oldCA }))),
		"exchangecert.cause.no_private_key likely", "check_key", "exchangecert.log.not_in_list", "KB4495258",
	},
	{
		"no-credentials-key-known", logged(server(exchange.Exchange2016, issued(7, noKey)), send("<I>"+newCA+"<S>"+mxSubject), session("To Partner", true, "NoCredentials", issued(7, nil))),
		"exchangecert.cause.no_private_key likely", "check_key", "exchangecert.log.sent_no_key", "KB4495258: HasPrivateKey of the store",
	},
	{
		"no-credentials-all-sound", logged(server(exchange.Exchange2016, issued(7, nil)), send("<I>"+newCA+"<S>"+mxSubject), session("To Partner", true, "NoCredentials", issued(7, nil))),
		"exchangecert.cause.not_shown likely", "", "exchangecert.log.as_predicted", "TlsCertificateName found it; key, service and status are those that KB4495258 and lalitbisht ask for",
	},
	{
		"no-credentials-little-known", logged(server(exchange.Exchange2016, issued(7, func(c *exchange.Certificate) { c.PrivateKey, c.Services, c.Status = 0, 0, 0 })), send("<I>"+newCA+"<S>"+mxSubject), session("To Partner", true, "NoCredentials", issued(7, nil))),
		"exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.status insufficient-data", "check_key check_services check_status",
		"exchangecert.seen.no_credentials", "KB4495258, lalitbisht: neither the key, nor the services, nor the status of the certificate that was sent is known; that it was found shows that its name fits",
	},
	{
		"starttls-required-with-a-certificate", logged(server(exchange.Exchange2016, issued(7, nil)), receive(mx, ""), replied(session("Internet", false, "", issued(7, nil)), "451 5.7.3 STARTTLS is required to send mail")),
		"exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data; exchangecert.cause.tls_not_enabled insufficient-data",
		"trusted renew_transport edge_subscription renew_client_access name_needed auth_tls", "exchangecert.seen.starttls_required", "KB2989382: the certificate of one session says nothing of those that got none",
	},
	{
		"no-connector-of-a-receive-log", logged2(session("", false, "NoCredentials")),
		"exchangecert.cause.not_shown likely", "", "exchangecert.select.none -exchangecert.select.winner", "the log of a Receive connector: Send connectors are not asked about",
	},
	{
		"no-connector-of-a-send-log", logged2(session("", true, "NoCredentials")),
		"exchangecert.cause.not_shown likely", "", "exchangecert.select.winner -exchangecert.select.none", "the log of a Send connector: Receive connectors are not asked about",
	},
	{
		"no-credentials-not-in-store", logged(server(exchange.Exchange2016, own(2, nil)), send(oldName), session("To Partner", true, "NoCredentials", issued(7, nil))),
		"exchangecert.cause.no_private_key insufficient-data", "check_key", "exchangecert.log.not_in_store", "KB4495258: NoCredentials is the missing key; the missing service has another error, KB4051498",
	},
	{
		"unknown-credentials-not-in-list", logged(listed(exchange.Exchange2013, own(2, nil)), send(oldName), session("To Partner", true, "UnknownCredentials", issued(7, nil))),
		"exchangecert.cause.no_service insufficient-data", "check_services", "exchangecert.log.not_in_list", "KB4051498: the error is that of a missing service; of a certificate that is not listed nobody knows the services",
	},
	{
		"no-credentials-thrice", logged(server(exchange.Exchange2016, issued(7, noKey)), send("<I>"+newCA+"<S>"+mxSubject),
			session("To Partner", true, "NoCredentials", issued(7, nil)), session("To Partner", true, "NoCredentials", issued(7, nil)), session("To Partner", true, "NoCredentials")),
		"exchangecert.cause.no_private_key likely; exchangecert.cause.no_private_key likely", "check_key import_key", "exchangecert.log.sent_no_key", "KB4495258: two sessions sent the same certificate; in the third the log has none",
	},
	{
		"unknown-credentials", logged(server(exchange.Exchange2013, issued(7, noFlag)), send("<I>"+newCA+"<S>"+mxSubject), session("To Partner", true, "UnknownCredentials", issued(7, nil))),
		"exchangecert.cause.no_service likely", "check_services", "exchangecert.log.sent_no_service exchangecert.log.as_predicted", "KB4051498",
	},
	{
		"status", logged(server(exchange.Exchange2016, issued(7, func(c *exchange.Certificate) { c.Status = exchange.StatusRevocationCheckFailure })), send("<I>"+newCA+"<S>"+mxSubject), session("To Partner", true, "NoCredentials", issued(7, nil))),
		"exchangecert.cause.status likely", "check_status", "exchangecert.log.sent_status", "lalitbisht: Status RevocationCheckFailure",
	},
	{
		"peer-validation-in-the-log", logged(server(exchange.Exchange2016, issued(7, noFlag)), send("<I>"+newCA+"<S>"+mxSubject), replied(session("To Partner", true, ""), "454 4.7.5 Certificate validation failure, Reason:SubjectMismatch")),
		"exchangecert.cause.peer_validation likely", "peer_validation", "exchangecert.seen.peer_validation -exchangecert.chosen.no_service", "Set-SendConnector, TlsAuthLevel: it is the other end's certificate that is checked",
	},
	{
		"invalid-token", logged(server(exchange.Exchange2016, issued(7, nil)), send(""), session("To Partner", true, "InvalidToken")),
		"exchangecert.cause.not_selection insufficient-data", "protocols", "exchangecert.seen.invalid_token", "no document links it to the choice",
	},
	{
		"reply-in-log", logged(server(exchange.Exchange2016, issued(1, nil)), send(oldName), replied(session("To Partner", true, ""), "454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found.")),
		"exchangecert.cause.stale_name likely", "send_certificate_name", "exchangecert.name.other_issuer", "lalitbisht: no match",
	},
	{
		"unknown-error", logged(server(exchange.Exchange2016, issued(7, nil)), send(""), session("To Partner", true, "SomethingElse")),
		"", "", "exchangecert.symptom.unknown_error", "an error that no document explains has no cause",
	},

	{
		"self-signed-presented", one(reply(450, 4, 7, 320), server(exchange.Exchange2016, own(2, nil)), receive("ex9.fabrikam.example", "")),
		"exchangecert.cause.presents_self_signed likely", "public_certificate", "exchangecert.presented.self_signed", "blog of 2017",
	},
	{
		"servers-differ", one(reply(450, 4, 7, 320), server(exchange.Exchange2016, issued(1, nil)), receive(mx, ""), other(receive(mx, "<I>"+newCA+"<S>"+mxSubject))),
		"exchangecert.cause.servers_differ likely", "same_connectors", "exchangecert.fleet.certificate_name", "blog of 2017: part of the mail",
	},
	{
		"tls-switched-off", one(text("451 5.7.3 STARTTLS is required"), server(exchange.Exchange2016, issued(1, nil)), noTLS(receive(mx, ""))),
		"exchangecert.cause.tls_not_enabled likely", "auth_tls", "exchangecert.select.not_offered", "step 2: without Tls nothing is logged",
	},
	{
		"duplicate-untrusted", one(text("454 4.7.0 TLS: UntrustedRoot"), server(exchange.Exchange2010, issued(1, nil), issued(3, func(c *exchange.Certificate) { c.Issuer, c.RootCAType = "CN=Home", exchange.RootRegistry }))),
		"exchangecert.cause.untrusted_duplicate likely", "untrusted_duplicate", "exchangecert.duplicate.untrusted", "KB2888788",
	},
	{
		"untrusted-without-duplicate", one(text("454 4.7.0 TLS: UntrustedRoot"), server(exchange.Exchange2010, issued(1, nil), own(2, nil))),
		"exchangecert.cause.not_shown likely", "", "-exchangecert.duplicate.untrusted", "KB2888788 has two certificates for one domain; these have no name in common",
	},
	{
		"untrusted-of-two-public", one(text("454 4.7.0 TLS: UntrustedRoot"), server(exchange.Exchange2010, issued(1, nil), issued(3, nil))),
		"exchangecert.cause.not_shown likely", "", "-exchangecert.duplicate.untrusted", "KB2888788 has one of the two from an untrusted authority; these are both public",
	},
	{
		"another-event-of-schannel",
		exchangediag.Incident{Symptoms: []symptom.Row{event("MSExchange Unified Messaging", 1423), event("Schannel", 36887)}},
		"exchangecert.cause.issuer_list insufficient-data", "fewer_roots", "-exchangecert.seen.list_cut", "report of 2013-02-07: 36885 is the event about the list",
	},
	{
		"the-number-of-another",
		exchangediag.Incident{Symptoms: []symptom.Row{event("MSExchange Unified Messaging", 1423), event("Contoso", 36885)}},
		"exchangecert.cause.issuer_list insufficient-data", "fewer_roots", "-exchangecert.seen.list_cut", "report of 2013-02-07: it is Schannel that logs it",
	},
	{
		"list-cut",
		exchangediag.Incident{Symptoms: []symptom.Row{event("MSExchange Unified Messaging", 1423), event("Schannel", 36885)}},
		"exchangecert.cause.issuer_list likely", "fewer_roots", "exchangecert.seen.list_cut", "report of 2013-02-07: both events",
	},
	{
		"edge", one(event("MSExchange EdgeSync", 10104, "EDGE1"), server(exchange.Exchange2010)),
		"exchangecert.cause.edge_subscription likely", "edge_subscription", "exchangecert.seen.edgesync", "page of event 10104",
	},
}

// trust is an incident of direct trust; a server that is named is one of which
// the names are not known.
func trust(id int, c exchange.Certificate, i exchangediag.Incident) exchangediag.Incident {
	s := withInternal(server(exchange.Exchange2007SP1, c), 2)
	if i.Server.Name != "" {
		s.DNS = exchange.DNSNames{}
	}
	i.Symptoms, i.Server, i.At = []symptom.Row{event(transport, id)}, s, noon
	return i
}

func unpublished(s exchange.Server) exchange.Server {
	s.Internal.Published = schannel.No
	return s
}

func exchangeServer(c exchange.Connector) exchange.Connector {
	c.Auth |= exchange.AuthExchangeServer
	return c
}

func noTLS(c exchange.Connector) exchange.Connector {
	c.Auth = exchange.AuthBasic
	return c
}

func other(c exchange.Connector) exchange.Connector {
	c.Server = "EX8"
	return c
}

func called(name string, c exchange.Connector) exchange.Connector {
	c.Name = name
	return c
}

func dated(row symptom.Row, at time.Time) symptom.Row {
	row.Event.Time = at
	return row
}

func replied(s exchange.LogSession, reply string) exchange.LogSession {
	s.Replies = append(s.Replies, reply)
	return s
}

// trusts has what direct trust looks at, without a symptom.
var trusts = []struct {
	name     string
	incident exchangediag.Incident
	want     string
	why      string
}{
	{"nothing-known", exchangediag.Incident{}, "", "unknown is no evidence"},
	{"sound", exchangediag.Incident{Server: withInternal(server(exchange.Exchange2007SP1, own(2, nil)), 2), At: noon}, "exchangecert.internal.winner certain", "every name is the certificate's"},
	{
		"cluster",
		exchangediag.Incident{Server: names("cluster.fabrikam.example", "CLUSTER", "ex9.fabrikam.example", "EX9")},
		"exchangecert.dns.unexpected likely; exchangecert.dns.unexpected likely", "GetComputerNameEx: on a node of a cluster the forms that are not physical give the virtual server",
	},
	{"host-differs", exchangediag.Incident{Server: names("ex9.fabrikam.example", "EX8", "", "")}, "exchangecert.dns.host_differs likely", "the host is the first label of the FQDN"},
	{"host-of-15", exchangediag.Incident{Server: names("", "EXCHANGE-SRV-09", "", "")}, "", "GetComputerNameEx: a NetBIOS name has 15 characters"},
	{"host-of-16", exchangediag.Incident{Server: names("", "EXCHANGE-SRV-009", "", "")}, "exchangecert.dns.long_host certain", "GetComputerNameEx: a NetBIOS name has 15 characters"},
	{"long-host", exchangediag.Incident{Server: names("", "EXCHANGE-SERVER-09", "", "")}, "exchangecert.dns.long_host certain", "GetComputerNameEx: a NetBIOS name has 15 characters"},
	{"unpublished-list-unseen", exchangediag.Incident{Server: unpublished(exchange.Server{})}, "exchangecert.internal.not_published certain", "page of event 12012: that the directory has none is known without the list"},
	{"query-failed", exchangediag.Incident{NamesFound: schannel.No, LoadBalanced: schannel.Yes}, "exchangecert.dns.query_failed certain; exchangecert.dns.load_balanced certain", "article"},
}

func names(full, host, physicalFull, physicalHost string) exchange.Server {
	return exchange.Server{DNS: exchange.DNSNames{
		DNSFullyQualifiedDomainName: full, DNSHostName: host, DNSPhysicalFullyQualifiedDomainName: physicalFull, DNSPhysicalHostName: physicalHost,
	}}
}

// logs has what a log shows about the certificates that were sent.
var logs = []struct {
	name      string
	server    exchange.Server
	connector exchange.Connector
	sessions  []exchange.LogSession
	want      string
	why       string
}{
	{"as-predicted", server(exchange.Exchange2016, issued(1, nil), own(2, nil)), receive(mx, ""), []exchange.LogSession{session(`EX9\Internet`, false, "", issued(1, nil))}, "exchangecert.log.as_predicted certain", "the only one with the name"},
	{"other", server(exchange.Exchange2016, issued(1, nil), own(2, nil)), receive(mx, ""), []exchange.LogSession{session("Internet", false, "", own(2, nil))}, "exchangecert.log.other_certificate certain", "no reading gives it"},
	{
		"settles", server(exchange.Exchange2016, issued(1, func(c *exchange.Certificate) { c.Status = exchange.StatusRevocationCheckFailure }), issued(3, func(c *exchange.Certificate) { c.NotBefore = noon.AddDate(-1, -1, 0) })),
		receive(mx, ""),
		[]exchange.LogSession{session("Internet", false, "", issued(3, nil))},
		"exchangecert.log.settles likely", "whether the status plays a part is open",
	},
	{
		"without-a-time", server(exchange.Exchange2016, issued(1, nil)), receive(mx, ""),
		[]exchange.LogSession{{Connector: "Internet", ID: "08D0", Send: schannel.No, Sent: []exchange.Certificate{issued(1, nil)}}},
		"", "without any time the dates are not known, so that nothing can be expected",
	},
	{"not-in-list", listed(exchange.Exchange2016, own(2, nil)), receive(mx, ""), []exchange.LogSession{session("Internet", false, "", issued(1, nil))}, "exchangecert.log.not_in_list likely", "KB4495258"},
	{"not-in-store", server(exchange.Exchange2016, own(2, nil)), receive(mx, ""), []exchange.LogSession{session("Internet", false, "", issued(1, nil))}, "exchangecert.log.not_in_store likely", "the store has them all"},
	{
		"two-connectors", server(exchange.Exchange2016, own(2, nil)), receive(mx, ""),
		[]exchange.LogSession{session("Internet", false, "", issued(1, nil)), session("Partner", false, "", issued(1, nil))},
		"exchangecert.log.not_in_store likely; exchangecert.log.not_in_store likely", "each connector has its own",
	},
	{"connector-unknown", server(exchange.Exchange2016, issued(1, nil)), called("Partner", receive(mx, "")), []exchange.LogSession{session("Internet", false, "", issued(1, nil))}, "", "what another connector sends says nothing of this one"},
	{
		"likely", server(exchange.Exchange2007SP1, issued(1, func(c *exchange.Certificate) { c.ServerAuth = schannel.Unknown })), receive(mx, ""),
		[]exchange.LogSession{session("Internet", false, "", issued(1, nil))},
		"exchangecert.log.as_predicted likely", "what is expected is itself no more than likely: conditions are taken for granted",
	},
	{"nothing-sent", server(exchange.Exchange2016, own(2, nil)), receive(mx, ""), []exchange.LogSession{session("Internet", false, "")}, "", "no certificate, no comparison"},
	{"list-unseen", exchange.Server{Name: "EX9"}, receive(mx, ""), []exchange.LogSession{session("Internet", false, "", issued(1, nil))}, "", "nothing to compare with"},
}
