// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"github.com/schanneltrust/schannel"
)

// transcriptRows are sequences of messages, and what of them is hashed.
var transcriptRows = []struct {
	name   string
	why    string
	dtls   bool
	add    string        // the messages
	hashed string        // those that count; empty if add fails
	code   schannel.Code // of the last message
}{
	{
		name: "rsa", why: "RFC 7627, Section 3: from ClientHello to ClientKeyExchange",
		add:    "client_hello server_hello certificate server_hello_done client_key_exchange",
		hashed: "client_hello server_hello certificate server_hello_done client_key_exchange",
	},
	{
		name: "everything", why: "RFC 7627, Section 3: all messages sent and received, of either side",
		add: "client_hello server_hello supplemental_data certificate certificate_status server_key_exchange" +
			" certificate_request server_hello_done certificate client_key_exchange",
		hashed: "client_hello server_hello supplemental_data certificate certificate_status server_key_exchange" +
			" certificate_request server_hello_done certificate client_key_exchange",
	},
	{
		name: "status-without-certificate", why: "RFC 6066, Section 8: CertificateStatus comes immediately after the Certificate",
		add: "client_hello server_hello certificate_status", code: "ems.transcript.order",
	},
	{
		name: "what-follows", why: "RFC 7627, Section 3: CertificateVerify, NewSessionTicket and Finished come too late",
		add:    "client_hello server_hello server_hello_done client_key_exchange certificate_verify finished new_session_ticket finished",
		hashed: "client_hello server_hello server_hello_done client_key_exchange",
	},
	{
		name: "hello-request", why: "RFC 5246, Section 7.4.1.1: never part of the hashes",
		add:    "hello_request client_hello hello_request server_hello hello_request server_hello_done client_key_exchange hello_request",
		hashed: "client_hello server_hello server_hello_done client_key_exchange",
	},
	{
		name: "dtls", why: "RFC 6347, Section 4.2.1: without the cookie exchange the first ClientHello counts",
		dtls: true, add: "client_hello server_hello server_hello_done:1 client_key_exchange:1",
		hashed: "client_hello server_hello server_hello_done:1 client_key_exchange:1",
	},
	{
		name: "dtls-cookie", why: "RFC 6347, Section 4.2.1: the first ClientHello and the HelloVerifyRequest are left out",
		dtls: true, add: "client_hello hello_verify_request client_hello:1 server_hello:1 server_hello_done:2 client_key_exchange:2",
		hashed: "client_hello:1 server_hello:1 server_hello_done:2 client_key_exchange:2",
	},
	{
		name: "dtls-retransmitted", why: "RFC 6347, Section 4.2.2: a message_seq less than the next one is discarded",
		dtls: true, add: "client_hello client_hello server_hello certificate:1 certificate:1 server_hello_done:2 server_hello server_hello_done:2" +
			" client_key_exchange:1 client_key_exchange:1 server_hello_done:2",
		hashed: "client_hello server_hello certificate:1 server_hello_done:2 client_key_exchange:1",
	},
	{
		name: "dtls-cookie-retransmitted", why: "RFC 6347, Section 4.2.2: the client counts on after a HelloVerifyRequest",
		dtls: true, add: "client_hello hello_verify_request client_hello client_hello:1 server_hello:1 server_hello_done:2 client_key_exchange:2",
		hashed: "client_hello:1 server_hello:1 server_hello_done:2 client_key_exchange:2",
	},
	{
		name: "dtls-rehandshake", why: "RFC 6347, Section 4.2.2: the HelloRequest has message_seq 0, the ServerHello 1",
		dtls: true, add: "hello_request client_hello server_hello:1 server_hello_done:2 client_key_exchange:1",
		hashed: "client_hello server_hello:1 server_hello_done:2 client_key_exchange:1",
	},
	{
		name: "client-supplement", why: "RFC 4680, Section 3: the client's SupplementalData comes before its Certificate",
		add:    "client_hello server_hello certificate certificate_request server_hello_done supplemental_data certificate client_key_exchange",
		hashed: "client_hello server_hello certificate certificate_request server_hello_done supplemental_data certificate client_key_exchange",
	},
	{
		name: "unknown-type", why: "RFC 7627, Section 3: all messages sent and received, known here or not",
		add:    "client_hello server_hello unheard_of certificate server_hello_done unheard_of unheard_of client_key_exchange unheard_of",
		hashed: "client_hello server_hello unheard_of certificate server_hello_done unheard_of unheard_of client_key_exchange",
	},
	{
		name: "unknown-type-too-early", why: "RFC 5246, Section 7.3: nothing comes between the hellos",
		add: "client_hello unheard_of", code: "ems.transcript.order",
	},
	{
		name: "dtls-client-certificate", why: "RFC 6347, Section 4.2.2: each side counts its own, the client its Certificate too",
		dtls: true, add: "client_hello server_hello certificate:1 certificate_request:2 server_hello_done:3 certificate:1 client_key_exchange:2",
		hashed: "client_hello server_hello certificate:1 certificate_request:2 server_hello_done:3 certificate:1 client_key_exchange:2",
	},
	{
		name: "dtls-client-certificate-gap", why: "RFC 6347, Section 4.2.2: the client's Certificate has the number behind its hello",
		dtls: true, add: "client_hello server_hello certificate:1 certificate_request:2 server_hello_done:3 certificate:2", code: "ems.transcript.sequence",
	},
	{
		name: "dtls-cookie-client-certificate", why: "RFC 6347, Section 4.2.2: the client counts on behind a HelloVerifyRequest",
		dtls: true, add: "client_hello hello_verify_request client_hello:1 server_hello:1 certificate:2 certificate_request:3 server_hello_done:4 certificate:2 client_key_exchange:3",
		hashed: "client_hello:1 server_hello:1 certificate:2 certificate_request:3 server_hello_done:4 certificate:2 client_key_exchange:3",
	},
	{
		name: "dtls-cookie-gap", why: "RFC 6347, Section 4.2.2: the second ClientHello has the number 1",
		dtls: true, add: "client_hello hello_verify_request client_hello:2", code: "ems.transcript.sequence",
	},
	{
		name: "dtls-gap", why: "RFC 6347, Section 4.2.2: a greater message_seq is queued or discarded, not taken",
		dtls: true, add: "client_hello server_hello server_hello_done:2", code: "ems.transcript.sequence",
	},
	{
		name: "two-dones", why: "RFC 5246, Section 7.3",
		add: "client_hello server_hello server_hello_done server_hello_done", code: "ems.transcript.order",
	},
	{
		name: "late-key-exchange", why: "RFC 5246, Section 7.3: the server's comes before the client's",
		add: "client_hello server_hello server_hello_done client_key_exchange server_key_exchange", code: "ems.transcript.order",
	},
	{
		name: "key-exchange-after-done", why: "RFC 5246, Section 7.4.5: ServerHelloDone ends what the server sends",
		add: "client_hello server_hello server_hello_done server_key_exchange", code: "ems.transcript.order",
	},
	{
		name: "no-done", why: "RFC 5246, Section 7.4.5: the client waits for the ServerHelloDone",
		add: "client_hello server_hello certificate client_key_exchange", code: "ems.transcript.order",
	},
	{
		name: "certificate-not-requested", why: "RFC 5246, Section 7.4.6: a client certificate only if the server asks",
		add: "client_hello server_hello certificate server_hello_done certificate", code: "ems.transcript.order",
	},
	{
		name: "request-before-certificate", why: "RFC 5246, Section 7.4.4: it follows the Certificate",
		add: "client_hello server_hello certificate_request certificate", code: "ems.transcript.order",
	},
	{name: "abbreviated", why: "RFC 7627, Section 3: no session hash", add: "client_hello server_hello finished", code: "ems.transcript.order"},
	{name: "abbreviated-ticket", why: "RFC 5077, Section 3.3: a ticket before the Finished", add: "client_hello server_hello new_session_ticket", code: "ems.transcript.order"},
	{name: "verify-too-early", why: "RFC 5246, Section 7.4.8: it follows the ClientKeyExchange", add: "client_hello server_hello certificate_verify", code: "ems.transcript.order"},
	{name: "server-first", why: "RFC 5246, Section 7.3: a handshake begins with the ClientHello", add: "server_hello", code: "ems.transcript.order"},
	{name: "certificate-first", why: "RFC 5246, Section 7.3", add: "client_hello certificate", code: "ems.transcript.order"},
	{name: "two-clients", why: "RFC 5246, Section 7.3", add: "client_hello client_hello", code: "ems.transcript.order"},
	{name: "two-servers", why: "RFC 5246, Section 7.3", add: "client_hello server_hello server_hello", code: "ems.transcript.order"},
	{name: "renegotiation", why: "a second handshake has a hash of its own", add: "client_hello server_hello server_hello_done client_key_exchange client_hello", code: "ems.transcript.order"},
	{name: "cookie-in-tls", why: "RFC 6347, Section 4.2.1: DTLS only", add: "client_hello hello_verify_request", code: "ems.transcript.order"},
}
