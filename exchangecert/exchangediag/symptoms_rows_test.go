// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag_test

import (
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

const (
	transport = "MSExchangeTransport"
	front     = "MSExchangeFrontEndTransport"
)

// event is a record of a provider; its values have no names.
func event(provider string, id int, values ...string) symptom.Row {
	e := symptom.Event{Log: "Application", Provider: provider, ID: id}
	for _, v := range values {
		e.Data = append(e.Data, symptom.Field{Value: v})
	}
	return symptom.Row{Event: e}
}

func text(s string) symptom.Row { return symptom.Row{Text: s} }

func reply(code, class, subject, detail uint32) symptom.Row {
	return symptom.Row{Code: symptom.Code{Kind: symptom.CodeSMTP, Numbers: []uint32{code, class, subject, detail}}}
}

// symptoms has each symptom alone, nothing being known of the server: what it
// is, and the causes that documents give it. Codes are without their beginning.
var symptoms = []struct {
	name   string
	row    symptom.Row
	seen   string
	causes string
	why    string
}{
	{"12012", event(transport, 12012), "exchangecert.seen.internal_unreadable certain", "exchangecert.cause.internal_not_published likely", "page of the event: cannot be read from Active Directory"},
	{"12013", event(transport, 12013), "exchangecert.seen.internal_not_loaded certain", "exchangecert.cause.internal_not_in_store likely", "page of the event: not loadable from the store"},
	{
		"12014", event(transport, 12014, "mail.fabrikam.example", "Default MX2", "mail.fabrikam.example"), "exchangecert.seen.no_certificate certain",
		"exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data",
		"page of the event and KB953354: name absent, no SMTP, expired; an old TlsCertificateName would stand in place of the name (KB2989382)",
	},
	{
		"12014-front-end", event(front, 12014), "exchangecert.seen.no_certificate certain",
		"exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data",
		"KB2989382: the front end logs it too",
	},
	{"12015", event(transport, 12015), "exchangecert.seen.internal_expired certain", "exchangecert.cause.internal_expired likely", "KB953354"},
	{"12016", event(transport, 12016, "mail.fabrikam.example"), "exchangecert.seen.expired certain", "exchangecert.cause.expired likely", "page of the event: the existing certificate has expired; the event says it itself"},
	{"12016-bare", event(transport, 12016), "exchangecert.seen.expired certain", "exchangecert.cause.expired likely", "the number says it without the name"},
	{"12017", event(transport, 12017), "exchangecert.seen.internal_expires_soon certain", "exchangecert.cause.internal_expires_soon likely", "page of the event"},
	{"12018", event(transport, 12018), "exchangecert.seen.expires_soon certain", "exchangecert.cause.expires_soon likely", "page of the event"},
	{"12019", event(transport, 12019), "exchangecert.seen.peer_expired certain", "exchangecert.cause.peer_expired likely", "page of the event: the other server's"},
	{"12023", event(transport, 12023), "exchangecert.seen.another_instead certain", "exchangecert.cause.internal_undescribed insufficient-data", "no page of the event was found"},
	{"12024", event(transport, 12024), "exchangecert.seen.ephemeral certain", "exchangecert.cause.internal_not_in_store likely", "page of the event: as 12013, with a temporary one"},
	{"1036", event(transport, 1036), "exchangecert.seen.direct_trust_peer certain", "exchangecert.cause.peer_not_published likely", "page of the event"},
	{"2018", event(transport, 2018), "exchangecert.seen.direct_trust_peer certain", "exchangecert.cause.peer_not_published likely", "page of the event"},
	{
		"1037", event(transport, 1037), "exchangecert.seen.direct_trust certain",
		"exchangecert.cause.trust_no_service insufficient-data; exchangecert.cause.trust_no_key_access insufficient-data; exchangecert.cause.trust_names insufficient-data; exchangecert.cause.trust_load_balancing insufficient-data",
		"the article names four, in this order",
	},
	{
		"2019", event(transport, 2019), "exchangecert.seen.direct_trust certain",
		"exchangecert.cause.trust_no_service insufficient-data; exchangecert.cause.trust_no_key_access insufficient-data; exchangecert.cause.trust_names insufficient-data; exchangecert.cause.trust_load_balancing insufficient-data",
		"the article treats both alike",
	},
	{"2004", event(transport, 2004), "exchangecert.seen.delivery_failed certain", "", "the reply in the event says why, and there is none"},
	{
		"2004-untrusted", event(transport, 2004, "454 4.7.0 TLS error: Certificate validation failed: UntrustedRoot"), "exchangecert.seen.untrusted certain",
		"exchangecert.cause.untrusted_duplicate insufficient-data", "KB2888788",
	},
	{
		"2004-no-certificate", event(transport, 2004, "454 4.7.5 the certificate was not found"), "exchangecert.seen.not_found certain",
		"exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.status insufficient-data", "the reply in it counts",
	},
	{"2015", event(transport, 2015), "exchangecert.seen.tls_required certain", "exchangecert.cause.peer_no_tls insufficient-data", "page of the event"},
	{"10104", event("MSExchange EdgeSync", 10104), "exchangecert.seen.edgesync certain", "exchangecert.cause.edge_subscription likely", "page of the event: subscribe again"},
	{"11012", event(transport, 11012, "fabrikam.example", "Internet"), "exchangecert.seen.secure_domain_plain certain", "exchangecert.cause.tls_not_enabled insufficient-data; exchangecert.cause.peer_no_tls insufficient-data", "page of the event"},
	{"11015", event(transport, 11015), "exchangecert.seen.secure_domain_name certain", "exchangecert.cause.peer_name likely", "page of the event"},
	{"11022", event(transport, 11022), "exchangecert.seen.capabilities certain", "exchangecert.cause.peer_chain likely", "page of the event"},
	{"1423", event("MSExchange Unified Messaging", 1423), "exchangecert.seen.unified_messaging certain", "exchangecert.cause.issuer_list insufficient-data", "report of 2013-02-07: 355 roots"},
	{"number-alone", event("", 12013), "exchangecert.seen.internal_not_loaded likely", "exchangecert.cause.internal_not_in_store likely", "no other product is known with this number"},
	{"number-as-text", text("event 12019"), "exchangecert.seen.peer_expired likely", "exchangecert.cause.peer_expired likely", "so people write it"},
	{"common-number-alone", event("", 2004), "", "", "many products have an event 2004"},
	{"other-provider", event("MSExchange ADAccess", 2004), "", "", "an event of another service"},
	{"2004-oauth", event("MSExchange OAuth", 2004), "exchangecert.seen.auth certain", "exchangecert.cause.auth_missing insufficient-data", "question 1166428: the signing certificate was not found (exchangecert.missing.auth)"},

	{"450-4.7.320", reply(450, 4, 7, 320), "exchangecert.seen.validation_failed likely", "exchangecert.cause.presents_self_signed insufficient-data; exchangecert.cause.servers_differ insufficient-data", "blog of 2017"},
	{"454-4.7.5", reply(454, 4, 7, 5), "exchangecert.seen.not_found likely", "exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.status insufficient-data", "lalitbisht names these three"},
	{
		"451-5.7.3", text("451 5.7.3 STARTTLS is required to send mail"), "exchangecert.seen.starttls_required likely",
		"exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data; exchangecert.cause.tls_not_enabled insufficient-data",
		"KB2989382: what the sender sees when 12014 is logged",
	},
	{
		"450-4.7.321", text("450 4.7.321 starttls-not-supported: Destination mail server must support TLS to receive mail."), "exchangecert.seen.starttls_not_supported likely",
		"exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data; exchangecert.cause.tls_not_enabled insufficient-data",
		"page on SMTP DANE: the server does not offer STARTTLS, for which Exchange has the causes of event 12014 and of step 2",
	},
	{"4/5.7.322", text("4/5.7.322 certificate-expired: Destination mail server's certificate is expired."), "exchangecert.seen.presents_expired likely", "exchangecert.cause.expired insufficient-data", "page on SMTP DANE, as it writes the code"},
	{"550-5.7.322", reply(550, 5, 7, 322), "exchangecert.seen.presents_expired likely", "exchangecert.cause.expired insufficient-data", "page on SMTP DANE: the same in a message that came back"},
	{"450-4.7.323", text("450 4.7.323 tlsa-invalid: The domain failed DANE validation."), "", "", "records in DNS are not looked at here"},
	{
		"421-4.4.1-in-451", text(`451 4.4.0 Primary target IP address responded with: "421 4.4.1 Connection timed out."`), "exchangecert.seen.connection_failed likely",
		"exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.stale_name insufficient-data; exchangecert.cause.status insufficient-data", "KB4051498: so it stands in the queue",
	},
	{
		"454-4.7.5-validation", text("454 4.7.5 Certificate validation failure, reason:UntrustedRoot};{MSG=};{FQDN=fabrikam-mail-onmicrosoft-com.mail.protection.outlook.com"),
		"exchangecert.seen.peer_validation likely", "exchangecert.cause.peer_validation likely", "learn Q&A 1556853: in the sender's own queue, about the certificate of the other end",
	},
	{
		"starttls-first", text("451 5.7.3 Must issue a STARTTLS command first"), "exchangecert.seen.starttls_first likely", "exchangecert.cause.tls_version insufficient-data",
		"Can't send or receive email with TLS 1.0: in the log of a Send or a Receive connector; KB2989382 has another text behind this number",
	},
	{"socket-error", text("TLS negotiation failed with error SocketError"), "exchangecert.seen.socket_error likely", "exchangecert.cause.tls_version insufficient-data", "Can't send or receive email with TLS 1.0: the log of the Send connector"},
	{"421-4.4.2", text("[{LED=421 4.4.2 Connection dropped due to SocketError};{MSG=}]"), "exchangecert.seen.socket_error likely", "exchangecert.cause.tls_version insufficient-data", "the same page: the queue, and the message that comes back"},
	{"421-4.4.2-alone", text("421 4.4.2 Connection dropped"), "", "", "the page has the error with it"},
	{"source-and-number", text("MSExchangeFrontEndTransport 12016"), "exchangecert.seen.expired likely", "exchangecert.cause.expired likely", "so people name an event: its source and its number"},
	{"source-event-number", text("MSExchangeTransport, Event ID: 12016"), "exchangecert.seen.expired likely", "exchangecert.cause.expired likely", "as the headings of the Event Viewer have it"},
	{"number-and-source", text("12016 MSExchangeTransport"), "exchangecert.seen.expired likely", "exchangecert.cause.expired likely", "in any order"},
	{"event-number-source", text("Event ID 2004 (MSExchange OAuth)"), "exchangecert.seen.auth likely", "exchangecert.cause.auth_missing insufficient-data", "of 2004 the source says which one it is"},
	{"two-numbers", text("MSExchangeTransport 12016 12016"), "", "", "a list of numbers says less than an event"},
	{"another-source", text("Service Control Manager 12016"), "", "", "another source's event"},
	{"another-number", text("1454 4.7.50"), "", "", "no reply: digits before and behind"},
	{"digit-before", text("9454 4.7.5"), "", "", "no reply: its codes have three digits"},
	{"nine-behind", text("454 4.7.59"), "", "", "RFC 3463: the detail is 59"},
	{"zero-before", text("0454 4.7.5"), "", "", "no reply: its codes have three digits"},
	{"digit-behind", text("454 4.7.50"), "", "", "RFC 3463: the detail is 50"},
	{
		"no-credentials", text("TLS negotiation failed with error NoCredentials"), "exchangecert.seen.no_credentials likely",
		"exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.status insufficient-data", "KB4495258; lalitbisht names the others",
	},
	{"unknown-credentials", text("UnknownCredentials"), "exchangecert.seen.unknown_credentials likely", "exchangecert.cause.no_service insufficient-data", "KB4051498"},
	{"invalid-token", text("TLS negotiation failed with error InvalidToken"), "exchangecert.seen.invalid_token likely", "exchangecert.cause.not_selection insufficient-data", "no document links it to the choice of a certificate"},
	{
		"tagged", text("A special Rpc error occurs on server EX9: These certificates are tagged with following Send\n  Connectors : To Partner. Removing and replacing certificates from Send Connector would break the mail flow."),
		"exchangecert.seen.tagged likely", "exchangecert.cause.tagged likely", "the article on certificates that cannot be removed; a shell wraps the text",
	},
	{"key-missing", text("The certificate with thumbprint 0102 was found but is not valid for use with Exchange Server (reason: PrivateKeyMissing)."), "exchangecert.seen.private_key_missing likely", "exchangecert.cause.key_not_here likely", "reported"},
	{"key-algorithm", text("The certificate with thumbprint 0102 was found but is not valid for use with Exchange Server (reason: KeyAlgorithmUnsupported)."), "exchangecert.seen.key_algorithm likely", "exchangecert.cause.key_algorithm likely", "reported before the update of April 2024"},
	{"require-tls", text("RequiredTLS flag should be set to true if TlsCertificateName is specified"), "exchangecert.seen.require_tls likely", "exchangecert.cause.require_tls likely", "KB3062283"},
	{"not-bound", text(`Secure Mail Certificate on server EX9 is not bound to the SMTP Service`), "exchangecert.seen.not_bound likely", "exchangecert.cause.flag_missing likely", "KB3058190"},

	{
		"12014-english", text("Microsoft Exchange could not find a certificate that contains the domain name mx.fabrikam.example in the personal store on the local computer. Therefore, it is unable to support the STARTTLS SMTP verb for the connector Internet with a FQDN parameter of mx.fabrikam.example."),
		"exchangecert.seen.no_certificate likely",
		"exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data", "the text of the event",
	},
	{
		"12014-certificate-name", text("Microsoft Exchange could not find a certificate that contains the domain name <I>CN=CA 1, O=Trust<S>CN=mx.fabrikam.example in the personal store on the local computer. Therefore, it is unable to support the STARTTLS SMTP verb for the connector Internet with a FQDN parameter of <I>CN=CA 1, O=Trust<S>CN=mx.fabrikam.example."),
		"exchangecert.seen.no_certificate likely",
		"exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data",
		"KB2989382: the name is TlsCertificateName, so no certificate with a host name is missing",
	},
	{
		"12014-without-names", text("Microsoft Exchange could not find a certificate that contains the domain name in the personal store on the local computer."),
		"exchangecert.seen.no_certificate likely",
		"exchangecert.cause.stale_name insufficient-data; exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data",
		"a web page took <I>…<S>… for markup: what was looked for is not known",
	},
	{
		"12014-japanese", text("ローカル コンピュータの個人用ストアにドメイン名 mx.fabrikam.example を含む証明書が見つかりませんでした。このため、FQDN パラメータが mx.fabrikam.example のコネクタ 受信 に対する STARTTLS SMTP コマンドをサポートできません。"),
		"exchangecert.seen.no_certificate likely",
		"exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data", "KB953354",
	},
	{"12015-japanese", text("内部トランスポート証明書の有効期限が切れています。拇印: 00"), "exchangecert.seen.internal_expired likely", "exchangecert.cause.internal_expired likely", "KB953354"},
	{
		"12016-english", text("There is no valid SMTP Transport Layer Security (TLS) certificate for the FQDN of mx.fabrikam.example. The existing certificate for that FQDN has expired."),
		"exchangecert.seen.expired likely", "exchangecert.cause.expired likely", "page of the event",
	},
	{
		"12014-contracted", text("Microsoft Exchange couldn’t find a certificate that contains the domain name mx.fabrikam.example in the personal store on the local computer."),
		"exchangecert.seen.no_certificate likely",
		"exchangecert.cause.no_service insufficient-data; exchangecert.cause.no_private_key insufficient-data; exchangecert.cause.expired insufficient-data; exchangecert.cause.name_absent insufficient-data", "EBS blog 2010-08-17 has couldn't, pages make the apostrophe a typographic one",
	},
	{"12012-english", text("The internal transport certificate that is used for SMTP authentication by Microsoft Exchange could not be read from Active Directory."), "exchangecert.seen.internal_unreadable likely", "exchangecert.cause.internal_not_published likely", "page of event 12012"},
	{
		"12013-english", text("Microsoft Exchange could not load the certificate with thumbprint of 00AA from the personal store on the local computer. This certificate was configured for authentication with other Exchange servers."),
		"exchangecert.seen.internal_not_loaded likely", "exchangecert.cause.internal_not_in_store likely", "page of event 12013",
	},
	{
		"12024-english", text("Microsoft Exchange could not load the certificate with thumbprint of 00AA from the personal store on the local computer. This certificate was configured for authentication with other Exchange servers. Meanwhile, an ephemeral, self-signed certificate with thumbprint 00BB is being used."),
		"exchangecert.seen.ephemeral likely", "exchangecert.cause.internal_not_in_store likely", "page of event 12024: it begins as 12013",
	},
	{"12015-english", text("An internal transport certificate expired. Thumbprint:00AA"), "exchangecert.seen.internal_expired likely", "exchangecert.cause.internal_expired likely", "page of event 12015"},
	{"12017-english", text("An internal transport certificate will expire soon. Thumbprint:00AA, hours remaining: 12"), "exchangecert.seen.internal_expires_soon likely", "exchangecert.cause.internal_expires_soon likely", "page of event 12017"},
	{"12018-english", text("The STARTTLS certificate will expire soon: subject: mx.fabrikam.example, thumbprint: 00AA, hours remaining: 12."), "exchangecert.seen.expires_soon likely", "exchangecert.cause.expires_soon likely", "page of event 12018"},
	{"12019-english", text("The remote internal transport certificate expired. Certificate subject: CN=EX8."), "exchangecert.seen.peer_expired likely", "exchangecert.cause.peer_expired likely", "page of event 12019: the other server's, not 12015"},
	{"1036-english", text("Inbound direct trust authentication failed for certificate CN=EX8. The source IP address of the server is [192.0.2.8]."), "exchangecert.seen.direct_trust_peer likely", "exchangecert.cause.peer_not_published likely", "page of event 1036"},
	{"2018-english", text("Outbound direct trust authentication failed for certificate CN=EX8."), "exchangecert.seen.direct_trust_peer likely", "exchangecert.cause.peer_not_published likely", "page of event 2018"},
	{
		"2019-rule", text("The Exchange authentication certificate must be updated. Run the Enable-ExchangeCertificate command on this server to update it."), "exchangecert.seen.direct_trust likely",
		"exchangecert.cause.trust_no_service insufficient-data; exchangecert.cause.trust_no_key_access insufficient-data; exchangecert.cause.trust_names insufficient-data; exchangecert.cause.trust_load_balancing insufficient-data",
		"the rule of the management pack of Exchange 2010 for 2019",
	},
	{"10104-english", text("Microsoft Exchange couldn't match certificate when contacting EDGE1. The connection was stopped."), "exchangecert.seen.edgesync likely", "exchangecert.cause.edge_subscription likely", "page of event 10104"},
	{
		"11012-english", text("A message from domain-secured domain 'fabrikam.example' on connector 'Internet' could not be authenticated because the server did not use Transport Layer Security (TLS)."),
		"exchangecert.seen.secure_domain_plain likely", "exchangecert.cause.tls_not_enabled insufficient-data; exchangecert.cause.peer_no_tls insufficient-data", "page of event 11012",
	},
	{
		"11015-english", text("A message from domain-secured domain 'fabrikam.example' on connector 'Internet' failed to authenticate because the Transport Layer Security (TLS) certificate does not contain the domain name."),
		"exchangecert.seen.secure_domain_name likely", "exchangecert.cause.peer_name likely", "page of event 11015",
	},
	{
		"11022-english", text("Failed to confirm domain capabilities 'AcceptOorgProtocol' on connector 'Internet' because validation of the Transport Layer Security (TLS) certificate failed with status 'UntrustedRoot'."),
		"exchangecert.seen.capabilities likely", "exchangecert.cause.peer_chain likely", "page of event 11022",
	},
	{"nothing", text("the printer is out of paper"), "", "", "an unknown symptom has no cause"},
}

// parameters has what is read out of a text.
var parameters = []struct {
	name, row, connector, domain string
}{
	{"english", textOf("12014-english"), "Internet", "mx.fabrikam.example"},
	{"japanese", textOf("12014-japanese"), "受信", "mx.fabrikam.example"},
	{"expired", textOf("12016-english"), "?", "mx.fabrikam.example"},
	{"plain", textOf("11012-english"), "Internet", "?"},
	{"peer-name", textOf("11015-english"), "Internet", "?"},
	{"capabilities", textOf("11022-english"), "Internet", "?"},
}

// textOf is the text of a symptom.
func textOf(name string) string {
	for _, s := range symptoms {
		if s.name == name {
			return s.row.Text
		}
	}
	return ""
}

// session is one of a log with an error.
func session(connector string, send bool, failure string, sent ...exchange.Certificate) exchange.LogSession {
	s := exchange.LogSession{Connector: connector, ID: "08D0", Start: noon, Sent: sent}
	s.Send = 2
	if send {
		s.Send = 1
	}
	if failure != "" {
		s.Errors = []string{failure}
	}
	return s
}
