// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
)

// readRows are handshakes and what they differ in from the first one, which is
// a full handshake.
var readRows = []struct {
	name   string
	why    string
	script script
	want   func(*capture.Capture)
}{
	{name: "full", why: "RFC 5246, Section 7.3", script: script{serverEnd: fullServer, clientEnd: fullClient}, want: func(*capture.Capture) {}},
	{
		name: "suite-unknown", why: "a suite that is not known here, said so by no hash",
		script: script{suite: 0xfefe, serverEnd: fullServer, clientEnd: fullClient},
		want:   func(c *capture.Capture) { c.Suite, c.Hash = 0xfefe, derive.HashUnspecified },
	},
	{
		name: "client-certificate", why: "RFC 5246, Section 7.4.4 and 7.4.6",
		script: script{serverEnd: "certificate certificate_request server_hello_done ccs encrypted", clientEnd: "certificate client_key_exchange certificate_verify ccs encrypted"},
		want:   func(c *capture.Capture) { c.CertificateRequest, c.ClientCertificate, c.Alerts = true, true, nil },
	},
	{
		name: "no-client-certificate", why: "RFC 5246, Section 7.4.6: an empty list",
		script: script{serverEnd: "certificate certificate_request server_hello_done ccs encrypted", clientEnd: "empty_certificate client_key_exchange ccs encrypted"},
		want:   func(c *capture.Capture) { c.CertificateRequest, c.Alerts = true, nil },
	},
	{
		name: "new-ticket", why: "RFC 5077, Section 3.3: before the ChangeCipherSpec of the server",
		script: script{serverEnd: "certificate server_hello_done new_session_ticket ccs encrypted", clientEnd: fullClient},
		want:   func(c *capture.Capture) { c.NewSessionTicket = true },
	},
	{
		name: "abbreviated", why: "RFC 5246, Section 7.3: ChangeCipherSpec follows the ServerHello",
		script: script{clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		want: func(c *capture.Capture) {
			c.Handshake, c.KnownBy = capture.AbbreviatedHandshake, knownBy("finished", "nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished")
			c.ServerCertificate, c.Alerts = false, nil
		},
	},
	{
		name: "abbreviated-by-ticket", why: "RFC 5077, Section 3.3: a new ticket in between",
		script: script{ticket: "ticket", serverEnd: "new_session_ticket " + resumedServer, clientEnd: resumedClient},
		want: func(c *capture.Capture) {
			c.Handshake, c.KnownBy = capture.AbbreviatedHandshake, knownBy("finished", "nothing of a full handshake between ServerHello and ChangeCipherSpec or Finished")
			c.ServerCertificate, c.NewSessionTicket, c.Alerts = false, true, nil
		},
	},
	{
		name: "echo", why: "RFC 5246, Section 7.4.1.3: the same session_id resumes",
		script: script{clientID: "id", serverID: "id"},
		want:   onlyHellos(capture.AbbreviatedHandshake, knownBy("echo", "the session_id echoed")),
	},
	{
		name: "no-echo", why: "RFC 5246, Section 7.4.1.3: another one does not",
		script: script{clientID: "id", serverID: "other"},
		want:   onlyHellos(capture.FullHandshake, knownBy("other_id", "another session_id in the ServerHello")),
	},
	{
		name: "nothing-offered", why: "RFC 5246, Section 7.4.1.2: an empty session_id offers none",
		script: script{serverID: "new"},
		want:   onlyHellos(capture.FullHandshake, knownBy("no_offer", "no session offered")),
	},
	{
		name: "ticket-without-id", why: "RFC 5077, Section 3.4: the ServerHello does not tell",
		script: script{ticket: "ticket"},
		want:   onlyHellos(capture.UnknownHandshake, schannel.Phrase{}),
	},
	{
		name: "tls13", why: "RFC 8446, Section 2: no pre_shared_key, no resumption; ChangeCipherSpec means nothing",
		script: script{version: 0x0304, suite: 0x1301, clientID: "id", serverID: "id", serverEnd: "ccs data", clientEnd: "ccs data"},
		want: func(c *capture.Capture) {
			onlyHellos(capture.FullHandshake, knownBy("no_pre_shared_key", "no pre_shared_key in the ServerHello"))(c)
			c.Version, c.Suite, c.Hash = schannel.TLS13, 0x1301, derive.HashUnspecified
			c.ClientFinished = false
		},
	},
	{
		name: "tls13-resumed", why: "RFC 8446, Section 2.2",
		script: script{version: 0x0304, suite: 0x1301, psk: true, serverEnd: "data"},
		want: func(c *capture.Capture) {
			onlyHellos(capture.AbbreviatedHandshake, knownBy("pre_shared_key", "pre_shared_key in the ServerHello"))(c)
			c.Version, c.Suite, c.Hash = schannel.TLS13, 0x1301, derive.HashUnspecified
		},
	},
	{
		name: "alerts", why: "RFC 5246, Section 7.2: level and description; in clear before ChangeCipherSpec",
		script: script{serverEnd: "alert:0170 certificate", clientEnd: "alert:0230"},
		want: func(c *capture.Capture) {
			c.ClientFinished, c.ServerFinished = false, false
			c.Alerts = []capture.SentAlert{
				{Sender: ems.Client, Fatal: true, Alert: 48, Offset: 57},
				{Sender: ems.Server, Alert: 112, Offset: 52},
			}
		},
	},
	{
		name: "bare", why: "a stream of messages has no records, and Finished in clear",
		script: script{bare: true, serverEnd: "certificate server_hello_done finished", clientEnd: "client_key_exchange finished"},
		want:   func(c *capture.Capture) { c.Alerts = nil },
	},
	{
		name: "bare-renegotiation", why: "RFC 5246, Section 7.4.1.1: another handshake is noted and not read",
		script: script{bare: true, serverEnd: "certificate server_hello_done finished hello_request server_hello certificate_request", clientEnd: "client_key_exchange finished client_hello certificate"},
		want:   func(c *capture.Capture) { c.Alerts, c.Renegotiation = nil, true },
	},
	{
		name: "bare-server-hello-again", why: "RFC 5246, Section 7.4.1: a hello behind Finished begins a renegotiation",
		script: script{bare: true, serverEnd: "certificate server_hello_done finished server_hello", clientEnd: "client_key_exchange finished"},
		want:   func(c *capture.Capture) { c.Alerts, c.Renegotiation = nil, true },
	},
	{
		name: "bare-behind-finished", why: "RFC 5246, Section 7.4.1: what is no hello begins none",
		script: script{bare: true, serverEnd: "certificate server_hello_done finished certificate_request", clientEnd: "client_key_exchange finished certificate"},
		want:   func(c *capture.Capture) { c.Alerts = nil },
	},
	{
		name: "server-only", why: "one direction tells what it can",
		script: script{serverEnd: "certificate"},
		want:   func(c *capture.Capture) { c.ClientFinished, c.ServerFinished, c.Alerts = false, false, nil },
	},
}
