// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

const (
	wellCode    = "ems.capture.well"
	sessionCode = "ems.capture.session_unknown"
)

// verdictRows has a capture of each way in which a rule is kept or broken.
var verdictRows = []struct {
	name    string
	why     string
	script  script
	session ems.Session
	want    []string // codes; " likely" behind one that is not certain
	because []schannel.Code
}{
	{
		name: "full", why: "RFC 7627, Section 5.2: both hellos have the extension",
		script: script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: fullClient},
		want:   []string{"ems.full.extended", wellCode},
	},
	{
		name: "full-server-without", why: "RFC 7627, Section 5.2: a server that does not know it ignores it",
		script: script{client: "ems", serverEnd: fullServer, clientEnd: fullClient},
		want:   []string{"ems.full.legacy_server", wellCode},
	},
	{
		name: "full-client-without", why: "RFC 7627, Section 5.2: a server may continue without it",
		script: script{serverEnd: fullServer, clientEnd: fullClient},
		want:   []string{"ems.full.legacy_client", wellCode},
	},
	{
		name: "full-unsolicited", why: "RFC 5246, Section 7.4.1.4: only what was asked for, and the client must abort",
		script:  script{server: "ems", serverEnd: fullServer, clientEnd: fullClient},
		want:    []string{"ems.full.unsolicited", "ems.capture.violation.sent of the server", "ems.capture.violation.went_on of the client"},
		because: []schannel.Code{"ems.full.unsolicited"},
	},
	{
		name: "full-unsolicited-refused", why: "RFC 5246, Section 7.4.1.4: unsupported_extension",
		script:  script{server: "ems", serverEnd: "certificate server_hello_done", clientEnd: "alert:026e"},
		want:    []string{"ems.full.unsolicited", "ems.capture.violation.sent of the server", "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.unsolicited"},
	},
	{
		name: "mac-before-the-keys", why: "RFC 5246, Section 7.2.2: nothing under new keys was sent to the server yet",
		script: script{client: "ems", server: "ems", serverEnd: "certificate server_hello_done alert:0214", clientEnd: "client_key_exchange"},
		want:   []string{"ems.full.extended", "ems.capture.aborted"},
	},
	{
		name: "mac-of-the-client-before-the-keys", why: "RFC 5246, Section 7.2.2: nothing under new keys was sent to the client yet",
		script: script{client: "ems", server: "ems", serverEnd: "certificate server_hello_done", clientEnd: "client_key_exchange alert:0214"},
		want:   []string{"ems.full.extended", "ems.capture.aborted"},
	},
	{
		name: "client-data", why: "RFC 7627, Section 5.1: the extension has no data; RFC 5246, Section 7.2.2: decode_error",
		script:  script{client: "data", serverEnd: "nothing alert:0232"},
		want:    []string{"ems.full.non_empty", "ems.capture.violation.data of the client", "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.non_empty"},
	},
	{
		name: "client-data-other-alert", why: "RFC 7627, Section 5.1: the data is seen, whatever the alert",
		script:  script{client: "data", serverEnd: "nothing alert:0228"},
		want:    []string{"ems.full.non_empty", "ems.capture.violation.data of the client", "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.non_empty"},
	},
	{
		name: "client-data-echoed", why: "RFC 7627, Section 5.1: the client broke it, the server overlooked it",
		script: script{client: "data", server: "ems", serverEnd: fullServer, clientEnd: fullClient},
		want:   []string{"ems.full.extended", "ems.capture.violation.went_on of the server", "ems.capture.violation.data of the client"},
	},
	{
		name: "server-data", why: "RFC 7627, Section 5.1",
		script:  script{client: "ems", server: "data", serverEnd: "certificate server_hello_done", clientEnd: "alert:0232"},
		want:    []string{"ems.full.non_empty", "ems.capture.violation.data of the server", "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.non_empty"},
	},
	{
		name: "resumed", why: "RFC 7627, Section 5.3: with the extension in both hellos the session had it, unless both ends broke a rule",
		script: script{client: "ems", server: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		want:   []string{"ems.resume.extended likely", sessionCode, wellCode + " likely"},
	},
	{
		name: "resumed-known", why: "RFC 7627, Section 5.3: the same, known",
		script:  script{client: "ems", server: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		session: ems.ExtendedSession,
		want:    []string{"ems.resume.extended", wellCode},
	},
	{
		name: "resumed-upgrade", why: "RFC 7627, Section 5.3: the server MUST NOT resume, the client MUST abort",
		script:  script{client: "ems", server: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		session: ems.LegacySession,
		want:    []string{"ems.resume.accepted_upgrade", "ems.capture.violation.went_on of the server", "ems.capture.violation.went_on of the client"},
		because: []schannel.Code{"ems.resume.accepted_upgrade"},
	},
	{
		name: "resumed-server-data", why: "RFC 7627, Sections 5.1 and 5.3: the client MUST abort for the data; whether the server may resume depends on the session",
		script:  script{client: "ems", server: "data", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: "alert:0232"},
		want:    []string{"ems.full.non_empty likely", "ems.capture.violation.data of the server likely", sessionCode, "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.non_empty"},
	},
	{
		name: "resumed-unaware", why: "RFC 7627, Section 5.4: a server without it resumes a legacy session",
		script: script{client: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		want:   []string{"ems.resume.accepted_legacy likely", sessionCode, wellCode + " likely"},
	},
	{
		name: "resumed-downgrade-by-server", why: "RFC 7627, Section 5.3: the server MUST include it, the client MUST abort",
		script:  script{client: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		session: ems.ExtendedSession,
		want:    []string{"ems.resume.accepted_downgrade", "ems.capture.violation.left_out of the server", "ems.capture.violation.went_on of the client"},
		because: []schannel.Code{"ems.resume.accepted_downgrade"},
	},
	{
		name: "resumed-downgrade-refused", why: "RFC 7627, Section 5.3: the client MUST abort, which tells what the session was",
		script: script{client: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: "alert:0228"},
		want:   []string{"ems.resume.accepted_downgrade likely", "ems.capture.violation.left_out of the server likely", sessionCode, "ems.capture.aborted"},
	},
	{
		name: "resumed-without", why: "RFC 7627, Section 5.3: the server MAY continue, if the session is a legacy one",
		script: script{clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		want:   []string{"ems.resume.legacy likely", sessionCode, wellCode + " likely"},
	},
	{
		name: "resumed-downgrade-by-client", why: "RFC 7627, Section 5.3: the server MUST abort",
		script:  script{clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: resumedClient},
		session: ems.ExtendedSession,
		want:    []string{"ems.resume.downgrade", "ems.capture.violation.went_on of the server", "ems.capture.violation.went_on of the client"},
		because: []schannel.Code{"ems.resume.downgrade"},
	},
	{
		name: "offer-refused", why: "RFC 7627, Section 5.3: a session with it, offered without it",
		script: script{clientID: "id", serverEnd: "nothing alert:0228"},
		want:   []string{"ems.resume.downgrade likely", sessionCode, "ems.capture.aborted"},
	},
	{
		name: "offer-refused-ticket", why: "RFC 7627, Section 5.3: the same by a ticket",
		script: script{ticket: "ticket", serverEnd: "nothing alert:0228"},
		want:   []string{"ems.resume.downgrade likely", sessionCode, "ems.capture.aborted"},
	},
	{
		name: "offer-refused-known", why: "RFC 7627, Section 5.3: the server MUST abort, and the session is known",
		script:  script{clientID: "id", serverEnd: "nothing alert:0228"},
		session: ems.ExtendedSession,
		want:    []string{"ems.resume.downgrade", "ems.capture.aborted"},
		because: []schannel.Code{"ems.resume.downgrade"},
	},
	{
		name: "offer-refused-by-older-openssl", why: "openssl/openssl#29706: illegal_parameter before 2026, for RFC 7627, Section 5.3",
		script: script{clientID: "id", serverEnd: "nothing alert:022f"},
		want:   []string{"ems.resume.downgrade likely", sessionCode, "ems.capture.aborted"},
	},
	{
		name: "offer-refused-by-s2n", why: "s2n-tls, tls/extensions/s2n_server_ems.c: missing_extension, for RFC 7627, Section 5.3",
		script: script{ticket: "ticket", serverEnd: "nothing alert:026d"},
		want:   []string{"ems.resume.downgrade likely", sessionCode, "ems.capture.aborted"},
	},
	{
		name: "offer-refused-known-other-alert", why: "RFC 7627, Section 5.3: the server MUST abort, whatever alert it has for that",
		script:  script{clientID: "id", serverEnd: "nothing alert:0250"},
		session: ems.ExtendedSession,
		want:    []string{"ems.resume.downgrade", "ems.capture.aborted"},
	},
	{
		name: "offer-known-and-no-answer", why: "RFC 7627, Section 5.3: the server MUST abort; crypto/tls closes without an alert",
		script:  script{clientID: "id", serverEnd: "nothing"},
		session: ems.ExtendedSession,
		want:    []string{"ems.capture.incomplete", "ems.resume.downgrade"},
	},
	{
		name: "offer-known-and-kind-unknown", why: "RFC 5246, Section 7.3: the server has answered, and what follows tells of which kind it is",
		script:  script{ticket: "ticket"},
		session: ems.ExtendedSession,
		want:    []string{"ems.capture.incomplete"},
	},
	{
		name: "client-data-and-no-answer", why: "RFC 7627, Section 5.1: the extension has no data, whatever session is offered; some close without an alert",
		script: script{client: "data", serverEnd: "nothing"},
		want:   []string{"ems.capture.incomplete", "ems.full.non_empty"},
	},
	{
		name: "offer-refused-and-an-alert-of-the-client", why: "RFC 7627, Section 5.3: it is the server's alert that tells",
		script: script{clientID: "id", serverEnd: "nothing alert:0228", clientEnd: "alert:022a"},
		want:   []string{"ems.resume.downgrade likely", sessionCode, "ems.capture.aborted", "ems.capture.aborted"},
	},
	{
		name: "legacy-offer-known-and-no-answer", why: "RFC 7627, Section 5.3: it SHOULD abort, or may go on",
		script:  script{clientID: "id", serverEnd: "nothing"},
		session: ems.LegacySession,
		want:    []string{"ems.capture.incomplete"},
	},
	{
		name: "offer-with-extension-other-alert", why: "RFC 7627, Section 5.3: no clause makes a server end such a handshake",
		script:  script{client: "ems", clientID: "id", serverEnd: "nothing alert:022f"},
		session: ems.ExtendedSession,
		want:    []string{"ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		name: "legacy-offer-refused", why: "RFC 7627, Section 5.3: the server SHOULD abort, and may have had another reason",
		script:  script{clientID: "id", serverEnd: "nothing alert:0228"},
		session: ems.LegacySession,
		want:    []string{"ems.resume.legacy likely", "ems.capture.aborted"},
	},
	{
		name: "offer-refused-otherwise", why: "RFC 5246, Section 7.2.2: internal_error is the sign of no clause",
		script: script{clientID: "id", serverEnd: "nothing alert:0250"},
		want:   []string{"ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		name: "offer-with-extension-refused", why: "RFC 7627, Section 5.3: no clause makes a server end such a handshake",
		script: script{client: "ems", clientID: "id", serverEnd: "nothing alert:0228"},
		want:   []string{"ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		name: "refused-without-offer", why: "RFC 5246, Section 7.2.2: handshake_failure has many reasons",
		script: script{client: "ems", serverEnd: "nothing alert:0228"},
		want:   []string{"ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		name: "tls13-id-refused", why: "RFC 8446, Section 4.1.2: a session_id may be there for middleboxes alone",
		script: script{version: 0x0304, suite: 0x1301, clientID: "id", serverEnd: "nothing alert:0228"},
		want:   []string{"ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		name: "ssl30-refused", why: "RFC 7627, Section 6.4: SHOULD refuse it; RFC 5246, Section 7.2.2: protocol_version",
		script: script{version: 0x0300, serverEnd: "nothing alert:0246"},
		want:   []string{"ems.version.ssl30 likely", "ems.capture.aborted"},
	},
	{
		name: "ssl30-offer-refused", why: "RFC 7627, Section 6.4: its sessions are legacy ones, so that nothing depends on the kind",
		script: script{version: 0x0300, clientID: "id", serverEnd: "nothing alert:0228"},
		want:   []string{"ems.version.ssl30 likely", "ems.capture.aborted"},
	},
	{
		name: "ssl30-data-refused", why: "RFC 7627, Section 6.4: no extension there, so that its data decides nothing",
		script: script{version: 0x0300, client: "data", serverEnd: "nothing alert:0246"},
		want:   []string{"ems.version.ssl30 likely", "ems.capture.aborted"},
	},
	{
		name: "legacy-server-refused", why: "RFC 5246, Section 7.2.2: insufficient_security instead of handshake_failure",
		script:  script{client: "ems", serverEnd: "certificate server_hello_done", clientEnd: "alert:0247"},
		want:    []string{"ems.full.legacy_server", "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.legacy_server"},
	},
	{
		name: "tls13-unsolicited-refused", why: "RFC 8446, Section 4.2: not requested, and not specified for this message: both alerts conform",
		script:  script{version: 0x0304, suite: 0x1301, server: "ems", serverEnd: "ccs data", clientEnd: "alert:022f"},
		want:    []string{"ems.version.tls13_unsolicited", "ems.capture.violation.sent of the server", "ems.capture.aborted"},
		because: []schannel.Code{"ems.version.tls13_unsolicited"},
	},
	{
		name: "client-data-illegal-parameter", why: "RFC 5246, Section 7.2.2: a field is out of range",
		script:  script{client: "data", serverEnd: "nothing alert:022f"},
		want:    []string{"ems.full.non_empty", "ems.capture.violation.data of the client", "ems.capture.aborted"},
		because: []schannel.Code{"ems.full.non_empty"},
	},
	{
		name: "close-notify-fatal", why: "RFC 5246, Section 7.2.1: close_notify is an alert too, and is no reason",
		script: script{clientID: "id", serverEnd: "nothing alert:0200"},
		want:   []string{"ems.capture.incomplete", "ems.capture.aborted"},
	},
	{
		name: "answer-in-clear", why: "RFC 5246, Section 7.4.1.3: a ServerHello or an alert answers a ClientHello",
		script: script{client: "ems", serverEnd: "nothing clear"},
		want:   []string{"ems.capture.clear_answer"},
	},
	{
		name: "bad-record-mac", why: "RFC 5246, Section 7.2.2: the server cannot decrypt the client's Finished",
		script: script{client: "ems", server: "ems", serverEnd: "certificate server_hello_done alert:0214", clientEnd: "client_key_exchange ccs encrypted"},
		want:   []string{"ems.full.extended", "ems.capture.aborted", "ems.capture.keys_differ likely"},
	},
	{
		name: "bad-record-mac-dhe", why: "KB4557473, Cause: such a suite, and keys that differ",
		script:  script{suite: 0x009f, serverEnd: "certificate server_key_exchange server_hello_done alert:0214", clientEnd: "client_key_exchange ccs encrypted"},
		want:    []string{"ems.full.legacy_client", "ems.capture.aborted", "ems.capture.keys_differ likely", "ems.capture.leading_zero"},
		because: []schannel.Code{"ems.capture.keys_differ"},
	},
	{
		name: "unanswered-dhe", why: "KB4557473, More information: the server closes behind the Finished of the client",
		script:  script{client: "ems", server: "ems", suite: 0x009f, serverEnd: "certificate server_key_exchange server_hello_done", clientEnd: "client_key_exchange ccs encrypted"},
		want:    []string{"ems.full.extended", "ems.capture.unanswered", "ems.capture.leading_zero", wellCode},
		because: []schannel.Code{"ems.capture.unanswered"},
	},
	{
		name: "unanswered", why: "RFC 5246, Section 7.3: the Finished of the server comes last; no zeros are stripped in ECDHE (RFC 8422, Section 5.10)",
		script: script{client: "ems", server: "ems", suite: 0xc02f, serverEnd: "certificate server_key_exchange server_hello_done", clientEnd: "client_key_exchange ccs encrypted"},
		want:   []string{"ems.full.extended", "ems.capture.unanswered", wellCode},
	},
	{
		name: "refused-behind-finished", why: "RFC 5246, Section 7.2.2: an alert is an answer",
		script: script{client: "ems", server: "ems", suite: 0x009f, serverEnd: "certificate server_key_exchange server_hello_done alert:0233", clientEnd: "client_key_exchange ccs encrypted"},
		want:   []string{"ems.full.extended", "ems.capture.aborted"},
	},
	{
		name: "bad-record-mac-resumed-dhe", why: "RFC 5246, Section 7.3: an abbreviated handshake has no key exchange",
		script: script{client: "ems", server: "ems", suite: 0x009f, clientID: "id", serverID: "id", serverEnd: "ccs encrypted", clientEnd: "alert:0214"},
		want:   []string{"ems.resume.extended likely", sessionCode, "ems.capture.aborted", "ems.capture.keys_differ likely"},
	},
	{
		name: "bad-record-mac-resumed", why: "RFC 5246, Section 7.2.2: the client cannot decrypt the server's Finished",
		script: script{client: "ems", server: "ems", clientID: "id", serverID: "id", serverEnd: "ccs encrypted", clientEnd: "alert:0214"},
		want:   []string{"ems.resume.extended likely", sessionCode, "ems.capture.aborted", "ems.capture.keys_differ likely"},
	},
	{
		name: "tls13", why: "RFC 8446, Appendix D: as if the extension were always in use",
		script: script{version: 0x0304, suite: 0x1301, client: "ems", clientID: "id", serverID: "id", serverEnd: "ccs data", clientEnd: "ccs data"},
		want:   []string{"ems.version.tls13", wellCode},
	},
	{
		name: "tls13-extension", why: "RFC 8446, Section 4.2: not in a ServerHello",
		script:  script{version: 0x0304, suite: 0x1301, client: "ems", server: "ems", serverEnd: "ccs data", clientEnd: "alert:022f"},
		want:    []string{"ems.version.tls13_extension", "ems.capture.violation.sent of the server", "ems.capture.aborted"},
		because: []schannel.Code{"ems.version.tls13_extension"},
	},
	{
		name: "ssl30", why: "RFC 7627, Section 6.4: no extension there",
		script: script{version: 0x0300, serverEnd: fullServer, clientEnd: fullClient},
		want:   []string{"ems.version.ssl30"},
	},
	{
		name: "unknown-version", why: "no rule is known for it",
		script: script{version: 0x0200, serverEnd: fullServer, clientEnd: fullClient},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "nothing-of-the-server", why: "RFC 5246, Section 7.3: half a handshake",
		script: script{client: "ems", serverEnd: "nothing"},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "ticket-undecided", why: "RFC 5077, Section 3.4: a ticket with an empty session_id is not echoed",
		script: script{client: "ems", server: "ems", ticket: "ticket"},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "client-full-server-abbreviated", why: "RFC 5246, Section 7.3: the streams are of two connections",
		script: script{client: "ems", server: "ems", serverEnd: resumedServer, clientEnd: fullClient},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "client-abbreviated-server-full", why: "RFC 5246, Section 7.3: the streams are of two connections",
		script: script{client: "ems", server: "ems", serverEnd: fullServer, clientEnd: resumedClient},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "client-full-server-tls13", why: "RFC 8446, Section 2: no ClientKeyExchange there",
		script: script{version: 0x0304, suite: 0x1301, client: "ems", serverEnd: "ccs data", clientEnd: fullClient},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "server-cut-after-hello", why: "RFC 5246, Section 7.3: the ClientKeyExchange shows a full handshake",
		script: script{client: "ems", server: "ems", clientEnd: fullClient},
		want:   []string{"ems.full.extended", "ems.capture.unanswered", wellCode},
	},
	{
		name: "tls13-resumed", why: "RFC 8446, Appendix D: its sessions count as extended ones, whatever is known of a session",
		script:  script{version: 0x0304, suite: 0x1301, client: "ems", psk: true, serverEnd: "ccs data", clientEnd: "ccs data"},
		session: ems.LegacySession,
		want:    []string{"ems.version.tls13", wellCode},
	},
	{
		name: "offer-warned", why: "RFC 5246, Section 7.2.2: a warning refuses nothing; the ServerHello is missing",
		script: script{clientID: "id", serverEnd: "nothing alert:0128"},
		want:   []string{"ems.capture.incomplete"},
	},
	{
		name: "resumed-warned", why: "RFC 5246, Section 7.2.2: a warning of the client ends nothing, so that the session is a legacy one",
		script: script{client: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: "alert:0128 " + resumedClient},
		want:   []string{"ems.resume.accepted_legacy likely", sessionCode, wellCode + " likely"},
	},
	{
		name: "resumed-warned-only", why: "RFC 5246, Section 7.2.2: the same, cut behind the warning",
		script: script{client: "ems", clientID: "id", serverID: "id", serverEnd: resumedServer, clientEnd: "alert:0128"},
		want:   []string{"ems.resume.accepted_legacy likely", sessionCode, wellCode + " likely"},
	},
	{
		name: "warning", why: "RFC 5246, Section 7.2.2: only fatal alerts end a handshake",
		script: script{client: "ems", server: "ems", serverEnd: "alert:0170 " + fullServer, clientEnd: fullClient},
		want:   []string{"ems.full.extended", wellCode},
	},
}
