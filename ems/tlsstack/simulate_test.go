// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// simulations is how courses end: the result of the last connection, whether
// it has an extended master secret, who aborts and with which alert, and the
// rules that must be among the findings.
var simulations = []struct {
	name           string
	client, server string
	course         tlsstack.Course
	node, next     string
	version        schannel.TLSVersion
	asker          ems.Side
	switchedOn     bool
	device         tlsstack.Device
	box            string
	works          bool
	result         ems.Action
	extended       bool
	by             ems.Side
	alert          ems.Alert
	status         winhost.Status
	certainty      schannel.Certainty
	rules          []string
	why            string
}{
	{
		name: "openssl-first", client: "openssl-3", server: "openssl-3", course: tlsstack.FirstConnection,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "OpenSSL, 70-test_tlsextms.t, row 1",
	},
	{
		name: "openssl-resumed", client: "openssl-3", server: "openssl-3", course: tlsstack.ResumeByTicket,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.extended"},
		why: "OpenSSL, 70-test_tlsextms.t, row 5",
	},
	{
		name: "openssl-legacy-then-extended", client: "openssl-3-no-ems", server: "openssl-3", course: tlsstack.ResumeByID, next: "openssl-3",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade", "ems.stack.not_resumed"},
		why: "OpenSSL, 70-test_tlsextms.t, row 6: a full handshake with the extension",
	},
	{
		name: "openssl-extended-then-legacy", client: "openssl-3", server: "openssl-3", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade", "ems.stack.aborts", "ems.stack.departs"},
		why: "OpenSSL, 70-test_tlsextms.t, row 7; the client departs by offering the session",
	},
	{
		name: "openssl-2025-extended-then-legacy", client: "openssl-3", server: "openssl-3-2025", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 47, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade", "ems.stack.aborts", "ems.stack.departs", "ems.stack.departs_with"},
		why: "OpenSSL, 70-test_tlsextms.t, row 7; the alert as in issue 9791",
	},
	{
		name: "openssl-server-without", client: "openssl-3", server: "openssl-3-no-ems", course: tlsstack.FirstConnection,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.unsupported"},
		why: "OpenSSL, test_no_ems: both ends report no extended master secret",
	},
	{
		name: "gnutls-extended-then-legacy", client: "gnutls", server: "gnutls", course: tlsstack.ResumeByTicket, next: "gnutls-no-session-hash",
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.stack.departs", "ems.stack.not_resumed"},
		why: "GnuTLS, tests/resume.c: success without resumption",
	},
	{
		name: "gnutls-legacy-then-extended", client: "gnutls-no-session-hash", server: "gnutls", course: tlsstack.ResumeByID, next: "gnutls",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade"},
		why: "GnuTLS, tests/resume.c",
	},
	{
		name: "gnutls-renegotiation", client: "gnutls", server: "gnutls", course: tlsstack.Renegotiation, switchedOn: true,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "GnuTLS, tests/rehandshake-ext-secret.c: the extension stays",
	},
	{
		name: "mbedtls-echo-meets-a-strict-client", client: "openssl-3-no-ems", server: "mbedtls", course: tlsstack.ResumeByID, next: "boringssl",
		result: ems.Abort, by: ems.Client, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.accepted_upgrade"},
		why: "Mbed TLS resumes a legacy session and echoes; RFC 7627, Section 5.3: the client must abort",
	},
	{
		name: "go-closes-silently", client: "openssl-3", server: "go", course: tlsstack.ResumeByTicket, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 0, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade", "ems.stack.departs", "ems.stack.closes", "ems.stack.departs_silent"},
		why: "Go, handshake_server.go: an error without an alert",
	},
	{
		name: "go-has-no-session-ids", client: "openssl-3", server: "go", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.not_resumed"},
		why: "Go resumes by ticket only",
	},
	{
		name: "rustls-alert", client: "openssl-3", server: "rustls", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 47, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade"},
		why: "rustls, bogo/config.json.in: RESUMED_SESSION_WITH_VARIED_EMS",
	},
	{
		name: "s2n-alert", client: "openssl-3", server: "s2n-tls", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 109, certainty: schannel.Certain, rules: []string{"ems.resume.downgrade"},
		why: "s2n-tls, s2n_ems_extension_test.c: S2N_ERR_MISSING_EXTENSION",
	},
	{
		name: "jdk-offers-legacy-without", client: "jdk", server: "openssl-3-no-ems", course: tlsstack.OtherNode, node: "openssl-3",
		works: true, result: ems.Resume, certainty: schannel.Certain, rules: []string{"ems.stack.departs_without", "ems.resume.legacy"},
		why: "JDK: no extension when a legacy session is offered, so OpenSSL resumes it",
	},
	{
		name: "jdk-server-never-resumes-legacy", client: "openssl-1.0", server: "jdk", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.resume.legacy", "ems.stack.not_resumed"},
		why: "JDK, ExtendedMasterSecretExtension.java",
	},
	{
		name: "jdk-without-identification-offers-no-legacy-session", client: "jdk-no-identification", server: "openssl-3-no-ems", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.resume.offer_legacy", "ems.stack.not_resumed"},
		why: "JDK, ClientHello.java: without endpoint identification a session without the extension is not offered; seen from OpenJDK 17 with OpenSSL",
	},
	{
		name: "jdk-without-identification-offers-an-extended-session", client: "jdk-no-identification", server: "openssl-3", course: tlsstack.ResumeByID,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.extended"},
		why: "JDK, ClientHello.java: with the extension nothing stands against it; seen from OpenJDK 17 with OpenSSL",
	},
	{
		name: "jdk-8-has-no-tickets", client: "jdk-8", server: "openssl-3", course: tlsstack.ResumeByTicket,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.not_resumed"},
		why: "JDK 7 updates, HandshakeStateManager.java: no session tickets yet",
	},
	{
		name: "jdk-8-offers-legacy-without", client: "jdk-8", server: "openssl-1.0", course: tlsstack.ResumeByID,
		works: true, result: ems.Resume, certainty: schannel.Certain, rules: []string{"ems.stack.departs_without"},
		why: "JDK 7 updates, ClientHandshaker.java: no extension when a legacy session is offered",
	},
	{
		name: "jdk-8-downgrade-in-renegotiation", client: "jdk-8", server: "jdk-8", course: tlsstack.Renegotiation, next: "jdk-none",
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.full.legacy_client"},
		why: "JDK 7 updates, ServerHandshaker.java: the connection in place is not looked at",
	},
	{
		name: "jdk-before-8u161", client: "jdk-none", server: "botan-3.12", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Likely, rules: []string{"ems.full.legacy_client"},
		why: "grizzly-npn#5: the extension came with 8u161; Botan requires it",
	},
	{
		name: "libressl-lacks-the-extension", client: "libressl", server: "hs-tls-2", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client"},
		why: "LibreSSL, ssl_tlsext.c: 23 is not among its extensions",
	},
	{
		name: "libressl-with-windows", client: "schannel-2019", server: "libressl", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.offer_legacy", "ems.stack.not_resumed"},
		why: "KB4528489: Windows resumes no session without the extension",
	},
	{
		name: "libressl-resumes-in-tls12", client: "libressl", server: "libressl", course: tlsstack.ResumeByTicket,
		works: true, result: ems.Resume, certainty: schannel.Certain, rules: []string{"ems.resume.legacy"},
		why: "RFC 5246, Section 7.3",
	},
	{
		name: "libressl-resumes-nothing-in-tls13", client: "libressl", server: "openssl-3", course: tlsstack.ResumeByTicket, version: schannel.TLS13,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.not_resumed"},
		why: "LibreSSL, ssl_tlsext.c: it never sends pre_shared_key",
	},
	{
		name: "libressl-serves-no-ticket-in-tls13", client: "openssl-3", server: "libressl", course: tlsstack.ResumeByTicket, version: schannel.TLS13,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.not_resumed"},
		why: "LibreSSL, ssl_tlsext.c",
	},
	{
		name: "libressl-has-no-tls11", client: "openssl-3", server: "libressl", course: tlsstack.FirstConnection, version: schannel.TLS11,
		result: ems.Abort, by: ems.Server, alert: 70, certainty: schannel.Certain, rules: []string{"ems.stack.no_common_version"},
		why: "LibreSSL Portable, ChangeLog: not since 3.8.1",
	},
	{
		name: "rolling-upgrade-of-libressl", client: "schannel-2019", server: "libressl", course: tlsstack.RollingUpgrade, node: "openssl-3",
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.stack.foreign_session", "ems.stack.not_resumed"},
		why: "LibreSSL cannot read the session that OpenSSL made: the third connection is none that resumes",
	},
	{
		name: "libressl-renegotiates", client: "openssl-3", server: "libressl", course: tlsstack.Renegotiation,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.unsupported"},
		why: "LibreSSL, ssl_pkt.c: unless an option forbids it",
	},
	{
		name: "botan-3-has-no-tls11", client: "botan-3.12", server: "openssl-3", course: tlsstack.FirstConnection, version: schannel.TLS11,
		result: ems.Abort, by: ems.Server, alert: 70, certainty: schannel.Certain, rules: []string{"ems.stack.no_common_version"},
		why: "Botan, news.rst of 3.0: TLS 1.0, TLS 1.1 and DTLS 1.0 were removed",
	},
	{
		name: "required-by-gnutls", client: "gnutls-fips", server: "openssl-1.0", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Client, alert: 71, certainty: schannel.Certain, rules: []string{"ems.full.legacy_server", "ems.stack.departs_with"},
		why: "GnuTLS, lib/alert.c: insufficient_security",
	},
	{
		name: "required-by-a-server", client: "openssl-1.0", server: "rustls-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client"},
		why: "rustls: ExtendedMainSecretExtensionRequired",
	},
	{
		name: "rhel-fips", client: "openssl-1.0", server: "rhel9-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 0, certainty: schannel.Likely, rules: []string{"ems.full.legacy_client"},
		why: "Red Hat 7018256: older releases cannot connect; with which alert is not said",
	},
	{
		name: "farm-with-an-old-node", client: "openssl-3", server: "openssl-3", course: tlsstack.OtherNode, node: "openssl-1.0",
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.stack.foreign_session", "ems.full.unsupported", "ems.stack.not_resumed"},
		why: "OpenSSL 1.0 refuses a session with the field for the extension, so its ticket code makes a full handshake",
	},
	{
		name: "farm-with-a-node-switched-off", client: "openssl-3", server: "openssl-3", course: tlsstack.OtherNode, node: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.resume.switched_off", "ems.stack.departs_with"},
		why: "OpenSSL, ssl_get_prev_session: the node reads the session and has the extension switched off",
	},
	{
		name: "farm-of-two-products", client: "boringssl", server: "nss", course: tlsstack.OtherNode, node: "gnutls",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.foreign_session"},
		why: "RFC 5077, Section 3.1: what another product wrote is not a session that the server knows",
	},
	{
		name: "farm-with-a-new-node", client: "openssl-3", server: "openssl-1.0", course: tlsstack.OtherNode, node: "openssl-3",
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade"},
		why: "RFC 7627, Section 5.3: must not resume, continues in full",
	},
	{
		name: "rolling-upgrade", client: "boringssl", server: "openssl-1.0", course: tlsstack.RollingUpgrade, node: "openssl-3",
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.resume.upgrade", "ems.stack.foreign_session"},
		why: "on the upgraded node the session becomes an extended one, which the old node cannot read",
	},
	{
		name: "renegotiation-after-nothing-odd", client: "openssl-3", server: "openssl-3-no-ems", course: tlsstack.Renegotiation, switchedOn: true,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.unsupported"},
		why: "BoringSSL, Renego-NoEMS: none to none is fine",
	},
	{
		name: "renegotiation-by-default", client: "openssl-3", server: "openssl-3", course: tlsstack.Renegotiation,
		result: ems.Abort, by: ems.Client, alert: 40, certainty: schannel.Certain, rules: []string{"ems.stack.no_renegotiation", "ems.stack.gives_up", "ems.stack.aborts"},
		why: "measured: a server of OpenSSL 3 warns with no_renegotiation, and its client ends with handshake_failure",
	},
	{
		name: "renegotiation-by-the-server", client: "openssl-3", server: "openssl-3", course: tlsstack.Renegotiation, asker: ems.Server,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "OpenSSL: a server may ask",
	},
	{
		name: "renegotiation-drops-the-extension", client: "openssl-3", server: "openssl-3", course: tlsstack.Renegotiation, next: "openssl-3-no-ems", switchedOn: true,
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Certain, rules: []string{"ems.renegotiation.downgrade"},
		why: "OpenSSL, final_ems: an extension that was there and is gone",
	},
	{
		name: "renegotiation-brings-the-extension", client: "openssl-3-no-ems", server: "openssl-3", course: tlsstack.Renegotiation, next: "openssl-3", switchedOn: true,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "OpenSSL: allowed",
	},
	{
		name: "renegotiation-brings-the-extension-to-boringssl", client: "boringssl", server: "openssl-3-no-ems", course: tlsstack.Renegotiation, node: "openssl-3", asker: ems.Server, switchedOn: true,
		result: ems.Abort, by: ems.Client, alert: 47, certainty: schannel.Certain, rules: []string{"ems.renegotiation.upgrade", "ems.stack.departs_with"},
		why: "BoringSSL, Renego-Upgrade: RENEGOTIATION_EMS_MISMATCH",
	},
	{
		name: "boringssl-server-asked", client: "openssl-3", server: "boringssl", course: tlsstack.Renegotiation, switchedOn: true,
		result: ems.Abort, by: ems.Server, alert: 100, certainty: schannel.Certain, rules: []string{"ems.stack.renegotiation_ends", "ems.stack.aborts"},
		why: "BoringSSL, ssl/s3_pkt.cc: no_renegotiation is fatal there, and nothing switches it on",
	},
	{
		name: "windows-client-and-a-fatal-no-renegotiation", client: "schannel-2019", server: "boringssl", course: tlsstack.Renegotiation,
		result: ems.Abort, by: ems.Server, alert: 100, status: 0x80090326, certainty: schannel.Likely, rules: []string{"ems.stack.renegotiation_ends"},
		why: "Schannel error codes: no_renegotiation that is fatal becomes SEC_E_ILLEGAL_MESSAGE",
	},
	{
		name: "windows-client-and-a-warning", client: "schannel-2019", server: "rustls", course: tlsstack.Renegotiation,
		result: ems.Abort, by: ems.Server, alert: 100, certainty: schannel.Likely, rules: []string{"ems.stack.no_renegotiation"},
		why: "RFC 5246, Section 7.2.2: a warning fails no call",
	},
	{
		name: "go-client-asked", client: "go", server: "openssl-3", course: tlsstack.Renegotiation, asker: ems.Server,
		result: ems.Abort, by: ems.Client, alert: 100, certainty: schannel.Certain, rules: []string{"ems.stack.no_renegotiation"},
		why: "Go, src/crypto/tls/conn.go: a client answers a HelloRequest with the warning no_renegotiation",
	},
	{
		name: "go-client-asked-switched-on", client: "go", server: "openssl-3", course: tlsstack.Renegotiation, asker: ems.Server, switchedOn: true,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "Go, Config.Renegotiation",
	},
	{
		name: "go-never-asks", client: "go", server: "openssl-3", course: tlsstack.Renegotiation,
		result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.stack.unasked"},
		why: "Go, src/crypto/tls/conn.go: no client of it asks",
	},
	{
		name: "s2n-client-ignores", client: "s2n-tls", server: "openssl-3", course: tlsstack.Renegotiation, asker: ems.Server,
		result: ems.Abort, by: ems.Client, certainty: schannel.Certain, rules: []string{"ems.stack.renegotiation_ignored"},
		why: "s2n-tls: a HelloRequest is ignored without a callback",
	},
	{
		name: "s2n-server-asked", client: "openssl-3", server: "s2n-tls", course: tlsstack.Renegotiation,
		result: ems.Abort, by: ems.Server, certainty: schannel.Likely, rules: []string{"ems.stack.renegotiation_ends", "ems.stack.ends"},
		why: "s2n-tls, s2n_post_handshake.c: the connection ends, with an alert that is not known",
	},
	{
		name: "tls13-server-asked", client: "openssl-3", server: "rustls", course: tlsstack.Renegotiation, version: schannel.TLS13,
		result: ems.Abort, by: ems.Server, alert: 10, certainty: schannel.Certain, rules: []string{"ems.version.tls13_renegotiation"},
		why: "RFC 8446, Section 4.1.2: unexpected_message, and no_renegotiation is no alert of TLS 1.3",
	},
	{
		name: "tls13-client-asked", client: "rustls", server: "openssl-3", course: tlsstack.Renegotiation, version: schannel.TLS13, asker: ems.Server,
		result: ems.Abort, by: ems.Client, alert: 10, certainty: schannel.Certain, rules: []string{"ems.version.tls13_hello_request"},
		why: "RFC 8446, Section 4",
	},
	{
		name: "renegotiation-of-a-resumed-legacy-session", client: "openssl-3", server: "openssl-3-no-ems", course: tlsstack.RenegotiationOfResumed, switchedOn: true,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.renegotiation.forbidden", "ems.full.unsupported", "ems.stack.departs"},
		why: "RFC 7627, Section 5.4: the client must disable renegotiation; measured: s_client of OpenSSL 3.0 does not, asked by the server or by its user",
	},
	{
		name: "renegotiation-of-a-resumed-legacy-session-unaware", client: "openssl-1.0", server: "openssl-3-no-ems", course: tlsstack.RenegotiationOfResumed, switchedOn: true,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.unsupported"},
		why: "RFC 7627, Section 5.4, says nothing to a client that has never heard of it; it declines nothing (RFC 5746, Section 5)",
	},
	{
		name: "renegotiation-of-a-resumed-legacy-session-strict", client: "rfc7627", server: "openssl-3-no-ems", course: tlsstack.RenegotiationOfResumed, switchedOn: true,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.resume.offer_legacy"},
		why: "RFC 7627, Section 5.3: it offers no legacy session, so that none is resumed",
	},
	{
		name: "go-in-dtls", client: "openssl-3", server: "go", course: tlsstack.FirstConnection, version: schannel.DTLS12,
		result: ems.Abort, by: ems.Server, certainty: schannel.Certain, rules: []string{"ems.stack.no_common_version", "ems.stack.closes"},
		why: "crypto/tls has no DTLS",
	},
	{
		name: "californium-over-tls", client: "californium", server: "openssl-3", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, certainty: schannel.Certain, rules: []string{"ems.stack.no_common_version", "ems.stack.closes"},
		why: "Californium has DTLS only, and RFC 6347, Section 4.1: a record of DTLS is none of TLS, so that no alert answers it",
	},
	{
		name: "openssl-1.0-in-tls13", client: "go", server: "openssl-1.0", course: tlsstack.FirstConnection, version: schannel.TLS13,
		result: ems.Abort, by: ems.Server, alert: 70, certainty: schannel.Certain, rules: []string{"ems.stack.no_common_version"},
		why: "RFC 8446, Section 6.2: protocol_version",
	},
	{
		name: "windows-10-in-tls13", client: "schannel-2019", server: "openssl-3", course: tlsstack.FirstConnection, version: schannel.TLS13,
		result: ems.Abort, by: ems.Server, alert: 70, status: 0x80090302, certainty: schannel.Likely, rules: []string{"ems.stack.no_common_version"},
		why: "curl#21702: TLS 1.3 in Schannel from Windows 11 and Server 2022 on",
	},
	{
		name: "windows-11-in-tls13", client: "schannel-2022", server: "openssl-3", course: tlsstack.FirstConnection, version: schannel.TLS13,
		works: true, result: ems.Full, extended: true, certainty: schannel.Likely, rules: []string{"ems.version.tls13"},
		why: "curl#21702",
	},
	{
		name: "tls13-by-id", client: "openssl-3", server: "openssl-3", course: tlsstack.ResumeByID, version: schannel.TLS13,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.version.tls13", "ems.stack.not_resumed"},
		why: "RFC 8446, Section 2.2: session IDs resume nothing",
	},
	{
		name: "device-hides", client: "openssl-3", server: "openssl-3", course: tlsstack.FirstConnection, device: tlsstack.DeviceHides,
		result: ems.Abort, by: ems.Server, alert: 51, certainty: schannel.Likely, rules: []string{"ems.stack.transcripts_differ", "ems.stack.aborts"},
		why: "measured with a proxy between two ends of OpenSSL: decrypt_error each time",
	},
	{
		name: "device-hides-from-go", client: "openssl-3", server: "go", course: tlsstack.FirstConnection, device: tlsstack.DeviceHides,
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Likely, rules: []string{"ems.stack.transcripts_differ", "ems.stack.departs_with"},
		why: "Go, src/crypto/tls/handshake_server.go: handshake_failure for a Finished that is wrong",
	},
	{
		name: "device-rewrites", client: "openssl-3", server: "openssl-3", course: tlsstack.FirstConnection, device: tlsstack.DeviceRewrites,
		result: ems.Abort, by: ems.Server, alert: 20, certainty: schannel.Likely, rules: []string{"ems.stack.keys_differ", "ems.stack.aborts"},
		why: "measured with a proxy between two ends of OpenSSL: bad_record_mac each time",
	},
	{
		name: "device-rewrites-without-the-extension", client: "openssl-3-no-ems", server: "openssl-3", course: tlsstack.FirstConnection, device: tlsstack.DeviceRewrites,
		result: ems.Abort, by: ems.Server, alert: 51, certainty: schannel.Likely, rules: []string{"ems.stack.transcripts_differ"},
		why: "RFC 5246, Section 8.1: the keys depend on the randoms alone",
	},
	{
		name: "device-hides-nothing", client: "openssl-1.0", server: "openssl-3", course: tlsstack.FirstConnection, device: tlsstack.DeviceHides,
		works: true, result: ems.Full, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client"},
		why: "there is no extension to hide",
	},
	{
		name: "device-hides-from-windows", client: "schannel-2019", server: "openssl-3", course: tlsstack.FirstConnection, device: tlsstack.DeviceHides,
		result: ems.Abort, by: ems.Server, alert: 51, status: 0x80090330, certainty: schannel.Likely, rules: []string{"ems.stack.transcripts_differ"},
		why: "Schannel error codes: decrypt_error becomes SEC_E_DECRYPT_FAILURE",
	},
	{
		name: "device-rewrites-in-tls13", client: "openssl-3", server: "openssl-3", course: tlsstack.FirstConnection, version: schannel.TLS13, device: tlsstack.DeviceRewrites,
		result: ems.Abort, by: ems.Client, alert: 20, certainty: schannel.Likely, rules: []string{"ems.stack.keys_differ"},
		why: "RFC 8446, Section 7.1: the keys of the handshake depend on the transcript; the server's first record is the first one encrypted",
	},
	{
		name: "device-terminates", client: "schannel-2019", server: "openssl-3", course: tlsstack.ResumeByID, device: tlsstack.DeviceTerminates, box: "netscaler-12",
		works: true, result: ems.Resume, certainty: schannel.Likely, rules: []string{"ems.stack.terminated", "ems.resume.offer_legacy", "ems.stack.not_resumed", "ems.resume.legacy"},
		why: "CTX264377: in front every reuse is a full handshake, whatever stands behind",
	},
	{
		name: "vsftpd", client: "schannel-2019", server: "vsftpd", course: tlsstack.DataChannel,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "KB4528489: with the extension on both ends sessions are resumed",
	},
	{
		name: "filezilla-server-1-old-client", client: "schannel-none", server: "filezilla-server-1", course: tlsstack.DataChannel,
		works: true, result: ems.Resume, certainty: schannel.Certain, rules: []string{"ems.resume.legacy"},
		why: "GnuTLS, tests/resume.c: a legacy session is resumed",
	},
	{
		name: "filezilla-server-1-refuses", client: "jdk-no-legacy", server: "filezilla-server-1", course: tlsstack.DataChannel,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Certain, rules: []string{"ems.resume.extended"},
		why: "both ends have the extension",
	},
	{
		name: "iis-ftp", client: "openssl-1.0", server: "iis-ftp", course: tlsstack.DataChannel,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.stack.not_resumed"},
		why: "applicationHost, ftpServer/security/ssl: no setting demands the session",
	},
	{
		name: "filezilla-server-0.9", client: "schannel-2019", server: "filezilla-server-0.9", course: tlsstack.DataChannel,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.stack.not_resumed"},
		why: "it demands the session only if the option is set",
	},
	{
		name: "ftp-in-tls13", client: "openssl-3", server: "filezilla-server-1", course: tlsstack.DataChannel, version: schannel.TLS13,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Undocumented, rules: []string{"ems.stack.reuse_tls13"},
		why: "FluentFTP#856 and curl#22225: refused in TLS 1.3, taken in TLS 1.2; no cause is established",
	},
	{
		name: "fips-openssl", client: "openssl-1.0", server: "openssl-3-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 80, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client", "ems.stack.departs_with"},
		why: "openssl#19989: internal_error",
	},
	{
		name: "pion-requires", client: "mbedtls", server: "pion-require", course: tlsstack.FirstConnection, version: schannel.DTLS12,
		works: true, result: ems.Full, extended: true, certainty: schannel.Certain, rules: []string{"ems.full.extended"},
		why: "pion/dtls, conn_test.go: both have it",
	},
	{
		name: "no-renegotiation-in-go", client: "openssl-3", server: "go", course: tlsstack.Renegotiation,
		result: ems.Abort, by: ems.Server, alert: 10, certainty: schannel.Certain, rules: []string{"ems.stack.renegotiation_ends"},
		why: "Go, src/crypto/tls/conn.go, measured with s_client: a second ClientHello is unexpected_message",
	},
	{
		name: "updated-windows-ends", client: "schannel-2019", server: "schannel-2019", course: tlsstack.ResumeByID,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "KB4528489: two updated ends have no problem",
	},
	{
		name: "windows-client-legacy-server", client: "schannel-2019", server: "netscaler-12", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.offer_legacy", "ems.stack.not_resumed"},
		why: "CTX264377: every reuse becomes a full handshake",
	},
	{
		name: "windows-server-legacy-client", client: "netscaler-12", server: "schannel-2019", course: tlsstack.ResumeByID,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.legacy", "ems.stack.not_resumed"},
		why: "CTX264377: every reuse becomes a full handshake",
	},
	{
		name: "windows-client-ftp", client: "schannel-2019", server: "openssl-1.0", course: tlsstack.DataChannel,
		result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.resume.offer_legacy", "ems.stack.reuse_missing"},
		why: "KB4528489: FTP data connections that must resume fail",
	},
	{
		name: "ftp-with-the-extension", client: "schannel-2019", server: "openssl-3", course: tlsstack.DataChannel,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "KB4528489: with the extension on both ends sessions are resumed",
	},
	{
		name: "windows-told-by-a-strict-server", client: "schannel-none", server: "nss-require", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 40, status: 0x80090326, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client", "ems.stack.aborts"},
		why: "handshake_failure becomes SEC_E_ILLEGAL_MESSAGE, event 36887",
	},
	{
		name: "windows-told-by-gnutls", client: "schannel-none", server: "gnutls-fips", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 71, status: 0x80090331, certainty: schannel.Certain, rules: []string{"ems.full.legacy_client", "ems.stack.aborts"},
		why: "insufficient_security becomes SEC_E_ALGORITHM_MISMATCH",
	},
	{
		name: "windows-farm-half-updated", client: "schannel-2019", server: "openssl-3", course: tlsstack.OtherNode, node: "openssl-1.0",
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.stack.foreign_session"},
		why: "the old node cannot read the session; what Schannel would do about a resumption does not matter",
	},
	{
		name: "windows-server-loses-the-extension", client: "openssl-3", server: "schannel-2019", course: tlsstack.ResumeByID, next: "openssl-3-no-ems",
		result: ems.Abort, by: ems.Server, alert: 40, certainty: schannel.Undocumented, rules: []string{"ems.stack.undocumented"},
		why: "nor what it does when the ClientHello drops it",
	},
	{
		name: "intolerant", client: "openssl-3", server: "ibm-http-server", course: tlsstack.FirstConnection,
		result: ems.Abort, by: ems.Server, alert: 0, certainty: schannel.Likely, rules: []string{"ems.stack.intolerant"},
		why: "OpenSSL pull request 3910: the handshake dies",
	},
	{
		name: "intolerant-spared", client: "openssl-3-no-ems", server: "ibm-http-server", course: tlsstack.FirstConnection,
		works: true, result: ems.Full, certainty: schannel.Likely, rules: []string{"ems.full.unsupported"},
		why: "OpenSSL pull request 3910: which is what -no_ems is for",
	},
	{
		name: "undocumented-but-no-matter", client: "schannel-2015", server: "jdk", course: tlsstack.ResumeByID,
		works: true, result: ems.Resume, extended: true, certainty: schannel.Likely, rules: []string{"ems.resume.extended"},
		why: "no unknown step is on this way",
	},
}

func TestCourse(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[tlsstack.Course](t)
	vocabtest.Enum[tlsstack.Answer](t)
	vocabtest.Enum[tlsstack.Demand](t)
	vocabtest.Enum[tlsstack.Device](t)
}

func TestSimulate(t *testing.T) {
	t.Parallel()
	for _, tt := range simulations {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			scenario := tlsstack.Scenario{
				Course: tt.course, Version: tt.version, Asker: tt.asker, SwitchedOn: tt.switchedOn, Device: tt.device,
			}
			if tt.box != "" {
				scenario.Box = stack(t, tt.box)
			}
			if tt.node != "" {
				scenario.Node = stack(t, tt.node)
			}
			if tt.next != "" {
				scenario.Next = stack(t, tt.next)
			}
			o := tlsstack.Simulate(stack(t, tt.client), stack(t, tt.server), scenario)
			last := o.Connections[len(o.Connections)-1]
			want := []any{tt.works, tt.result, tt.extended, tt.by, tt.alert, tt.status, tt.certainty}
			got := []any{o.Works, last.Result, last.Extended, last.By, last.Alert, last.Status, o.Certainty}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if tt.by == ems.Server && tt.device == tlsstack.NoDevice {
				require.False(t, last.ServerHello, "a server that aborts on a ClientHello sends no ServerHello")
			}
			vocabtest.Findings(t, o.Findings)
			for _, code := range tt.rules {
				require.Contains(t, vocabtest.FindCodes(o.Findings), code, "%s", tt.why)
			}
		})
	}
}

// TestConnections has every connection of a course: how many there are, what
// came of each, and the rule that decided it.
func TestConnections(t *testing.T) {
	t.Parallel()
	noTickets := stack(t, "openssl-3")
	noTickets.Name, noTickets.NoTickets = "no-tickets", true
	neither := stack(t, "go")
	neither.Name, neither.NoTickets = "neither", true
	tests := []struct {
		name           string
		client, server tlsstack.Stack
		scenario       tlsstack.Scenario
		want           []string
		why            string
	}{
		{
			"tls13-by-ticket", stack(t, "openssl-3"), stack(t, "go"),
			tlsstack.Scenario{Course: tlsstack.ResumeByTicket, Version: schannel.TLS13},
			[]string{"full ems.version.tls13", "resume ems.version.tls13"},
			"RFC 8446, Section 2.2",
		},
		{
			"tls13-by-id", stack(t, "openssl-3"), stack(t, "openssl-3"),
			tlsstack.Scenario{Course: tlsstack.ResumeByID, Version: schannel.TLS13},
			[]string{"full ems.version.tls13", "full ems.version.tls13"},
			"RFC 8446, Section 2.2: session IDs resume nothing",
		},
		{
			"tls13-without-tickets", stack(t, "openssl-3"), noTickets,
			tlsstack.Scenario{Course: tlsstack.DataChannel, Version: schannel.TLS13},
			[]string{"full ems.version.tls13", "full ems.version.tls13"},
			"RFC 8446, Section 2.2: there is no other way",
		},
		{
			"falls-back-to-ids", stack(t, "openssl-3"), noTickets,
			tlsstack.Scenario{Course: tlsstack.DataChannel},
			[]string{"full ems.full.extended", "resume ems.resume.extended"},
			"RFC 5077, Section 3.1: without tickets RFC 5246, Section 7.3",
		},
		{
			"no-tickets", stack(t, "openssl-3"), noTickets,
			tlsstack.Scenario{Course: tlsstack.ResumeByTicket},
			[]string{"full ems.full.extended", "full ems.full.extended"},
			"RFC 5077, Section 3.1: none was issued",
		},
		{
			"neither", stack(t, "openssl-3"), neither,
			tlsstack.Scenario{Course: tlsstack.DataChannel},
			[]string{"full ems.full.extended", "full ems.full.extended"},
			"RFC 5246, Section 7.4.1.3: the session_id may be empty",
		},
		{
			"aborted-at-once", stack(t, "go-1.20"), stack(t, "nss-require"),
			tlsstack.Scenario{Course: tlsstack.RollingUpgrade},
			[]string{"abort ems.full.legacy_client by server with handshake_failure"},
			"RFC 7627, Section 5.2: no other follows",
		},
		{
			"aborted-on-the-way", stack(t, "openssl-3"), stack(t, "openssl-3"),
			tlsstack.Scenario{Course: tlsstack.RollingUpgrade, Next: stack(t, "openssl-3-no-ems")},
			[]string{"full ems.full.extended", "abort ems.resume.downgrade by server with handshake_failure"},
			"RFC 7627, Section 5.3: the third does not come about",
		},
		{
			"rolling", stack(t, "openssl-3"), stack(t, "openssl-3"),
			tlsstack.Scenario{Course: tlsstack.RollingUpgrade},
			[]string{"full ems.full.extended", "resume ems.resume.extended", "resume ems.resume.extended"},
			"RFC 7627, Section 5.3: there and back",
		},
		{
			"client-aborts", stack(t, "nss-require"), stack(t, "schannel-none"),
			tlsstack.Scenario{},
			[]string{"abort ems.full.legacy_server by client with handshake_failure, SEC_E_ILLEGAL_MESSAGE"},
			"RFC 7627, Section 5.2; Schannel error codes: the server gets it",
		},
		{
			"windows-aborts", stack(t, "schannel-none"), stack(t, "nss-require"),
			tlsstack.Scenario{},
			[]string{"abort ems.full.legacy_client by server with handshake_failure, SEC_E_ILLEGAL_MESSAGE"},
			"Schannel error codes: so does a client",
		},
		{
			"nobody-on-windows", stack(t, "nss-require"), stack(t, "openssl-1.0"),
			tlsstack.Scenario{},
			[]string{"abort ems.full.legacy_server by client with handshake_failure"},
			"no error of SSPI where there is none",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := tlsstack.Simulate(tt.client, tt.server, tt.scenario)
			require.Equal(t, tt.scenario.Course, o.Course)
			var got []string
			for _, c := range o.Connections {
				text := c.Result.String() + " " + string(c.Rule)
				if c.Result == ems.Abort {
					text += fmt.Sprintf(" by %s with %s", c.By, c.Alert)
				}
				if c.Status != 0 {
					text += ", " + c.Status.String()
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSimulateEverything: every pair in every course has an outcome, and a
// whole one.
func TestSimulateEverything(t *testing.T) {
	t.Parallel()
	for client := range tlsstack.Stacks() {
		for server := range tlsstack.Stacks() {
			for course := tlsstack.FirstConnection; course <= tlsstack.DataChannel; course++ {
				for _, version := range []schannel.TLSVersion{0, schannel.TLS13} {
					s := tlsstack.Scenario{Course: course, Version: version}
					o := tlsstack.Simulate(client, server, s)
					require.NotEmpty(t, o.Connections)
					require.NotZero(t, o.Certainty)
					vocabtest.Findings(t, o.Findings)
					said := map[string]bool{}
					for _, f := range o.Findings {
						line := fmt.Sprint(f.Subject, f.Code, f.Args)
						require.False(t, said[line], "%s with %s, %s: %s is said twice", client.Name, server.Name, course, f.Code)
						said[line] = true
					}
					for _, c := range o.Connections {
						require.NotZero(t, c.Result, "%s with %s, %s", client.Name, server.Name, course)
						require.Equal(t, c.Result == ems.Abort, c.By != 0)
					}
				}
			}
		}
	}
}

// TestUndocumentedIsRare: saying that something is not documented is no way
// out; these are the pairs of documented stacks for which it is said.
func TestUndocumentedIsRare(t *testing.T) {
	t.Parallel()
	total, open := 0, 0
	for client := range tlsstack.Stacks() {
		for server := range tlsstack.Stacks() {
			for course := tlsstack.FirstConnection; course <= tlsstack.DataChannel; course++ {
				total++
				if tlsstack.Simulate(client, server, tlsstack.Scenario{Course: course}).Certainty == schannel.Undocumented {
					open++
				}
			}
		}
	}
	require.Less(t, open*10, total, "%d of %d", open, total)
}

// TestSimulateUndecidable: what is missing is named, and nothing is concluded.
func TestSimulateUndecidable(t *testing.T) {
	t.Parallel()
	one := stack(t, "go")
	named := tlsstack.Stack{Name: "mine"}
	resumes := named
	resumes.Deviations = []tlsstack.Deviation{{Side: ems.Server, At: ems.CodeFullExtended, Action: ems.Resume}}
	offers := named
	offers.Deviations = []tlsstack.Deviation{{Side: ems.Client, At: ems.CodeFullOffer, Action: ems.Resume}}
	tests := []struct {
		name           string
		client, server tlsstack.Stack
		scenario       tlsstack.Scenario
		code           string
		missing        []schannel.Code
		why            string
	}{
		{"version", one, one, tlsstack.Scenario{Version: 0x0999}, "ems.stack.question", []schannel.Code{"ems.stack.missing.version"}, "no rule is known for it"},
		{"next-course", one, one, tlsstack.Scenario{Course: tlsstack.RenegotiationOfResumed + 1}, "ems.stack.question", []schannel.Code{"ems.stack.missing.course"}, "not a course yet"},
		{"course", one, one, tlsstack.Scenario{Course: 99}, "ems.stack.question", []schannel.Code{"ems.stack.missing.course"}, "not a course"},
		{"zero-stacks", tlsstack.Stack{}, tlsstack.Stack{}, tlsstack.Scenario{}, "ems.stack.question", []schannel.Code{"ems.stack.missing.client", "ems.stack.missing.server"}, "nothing is said of them"},
		{"next-device", one, one, tlsstack.Scenario{Device: tlsstack.DeviceTerminates + 1}, "ems.stack.question", []schannel.Code{"ems.stack.missing.device"}, "not a device yet"},
		{"device", one, one, tlsstack.Scenario{Device: 9}, "ems.stack.question", []schannel.Code{"ems.stack.missing.device"}, "not a device"},
		{"box", one, one, tlsstack.Scenario{Device: tlsstack.DeviceTerminates}, "ems.stack.question", []schannel.Code{"ems.stack.missing.device"}, "nothing is said of what ends TLS"},
		{"resumes-nothing", one, resumes, tlsstack.Scenario{}, "ems.stack.impossible", []schannel.Code{"ems.stack.missing.step"}, "no session exists that could be resumed"},
		{"offers-nothing", offers, one, tlsstack.Scenario{}, "ems.stack.impossible", []schannel.Code{"ems.stack.missing.step"}, "no session exists that could be offered"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := tlsstack.Simulate(tt.client, tt.server, tt.scenario)
			vocabtest.Findings(t, o.Findings)
			require.Equal(t, []any{schannel.InsufficientData, false, 0}, []any{o.Certainty, o.Works, len(o.Connections)}, tt.why)
			require.Equal(t, []string{tt.code}, vocabtest.FindCodes(o.Findings))
			var missing []schannel.Code
			for _, m := range o.Findings[0].Missing {
				missing = append(missing, m.Code)
			}
			require.Equal(t, tt.missing, missing, tt.why)
		})
	}
}

// TestOpenPhrases has what a course can come to and what would tell.
func TestOpenPhrases(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "openssl-3"), stack(t, "schannel-2019"), tlsstack.Scenario{Course: tlsstack.ResumeByID, Next: stack(t, "openssl-3-no-ems")})
	var codes []schannel.Code
	for _, p := range append(o.Findings[0].Outcomes, o.Findings[0].Settle...) {
		codes = append(codes, p.Code)
	}
	require.Contains(t, codes, schannel.Code("ems.stack.outcome.aborts"), "RFC 7627, Section 5.3")
	require.Contains(t, codes, schannel.Code("ems.stack.outcome.made"), "a full handshake, as GnuTLS makes it")
	require.Equal(t, schannel.Code("ems.stack.settle.capture"), codes[len(codes)-1])

	// NSS may take part in an upgrade by a renegotiation: then it answers with
	// the extension.
	o = tlsstack.Simulate(stack(t, "openssl-3-no-ems"), stack(t, "nss"), tlsstack.Scenario{Course: tlsstack.Renegotiation, Next: stack(t, "openssl-3")})
	var texts []string
	for _, p := range o.Findings[0].Outcomes {
		texts = append(texts, p.Text)
	}
	require.Contains(t, texts, "connection 2, openssl-3 with nss: full, extended master secret: yes", "RFC 7627, Section 5.2")
	require.NotContains(t, texts, "connection 2, openssl-3 with nss: full, extended master secret: no")

	silent := tlsstack.Stack{Name: "silent", Deviations: []tlsstack.Deviation{
		{Side: ems.Server, At: ems.CodeFullLegacyClient, Action: ems.Abort}, {Side: ems.Client, At: ems.CodeFullLegacyServer},
	}}
	unknown := tlsstack.Stack{Name: "unknown", Client: ems.Policy{Disabled: true}, Deviations: []tlsstack.Deviation{{Side: ems.Client, At: ems.CodeFullOffer}}}
	o = tlsstack.Simulate(unknown, silent, tlsstack.Scenario{})
	require.Equal(t, "ems.stack.ends", vocabtest.FindCodes(o.Findings)[2])

	// Of a node it is not known whether it resumes; if it does, the client
	// ends the connection without an alert.
	client := tlsstack.Stack{Name: "client", Deviations: []tlsstack.Deviation{{Side: ems.Client, At: ems.CodeResumeAcceptedDowngrade, Action: ems.Abort}}}
	node := tlsstack.Stack{Name: "node", Unaware: true, Server: ems.Policy{Disabled: true, ResumeLegacy: true}, Deviations: []tlsstack.Deviation{{Side: ems.Server, At: ems.CodeResumeUnaware}}}
	o = tlsstack.Simulate(client, stack(t, "rfc7627"), tlsstack.Scenario{Course: tlsstack.OtherNode, Node: node})
	codes = nil
	for _, p := range o.Findings[0].Outcomes {
		codes = append(codes, p.Code)
	}
	require.Contains(t, codes, schannel.Code("ems.stack.outcome.ends"))
}

// TestWindowsEvents: the end that runs Windows logs what it sent or received.
func TestWindowsEvents(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "schannel-none"), stack(t, "nss-require"), tlsstack.Scenario{})
	var events []int
	for _, f := range o.Findings {
		for _, e := range f.Events {
			events = append(events, e.ID)
		}
	}
	if diff := cmp.Diff([]int{36887}, events); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRenegotiationAfterLegacyResumption: RFC 7627, Section 5.4. What offers no
// legacy session resumes none, so the step is asked directly.
func TestRenegotiationAfterLegacyResumption(t *testing.T) {
	t.Parallel()
	d := stack(t, "rfc7627").Client.Offer(ems.Handshake{
		Version: schannel.TLS12, InPlace: ems.LegacySession, Renegotiation: true, Resumed: true,
	})
	if diff := cmp.Diff([]any{ems.Abort, ems.NoRenegotiation}, []any{d.Action, d.Alert}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOutcomeJSON(t *testing.T) {
	t.Parallel()
	o := tlsstack.Simulate(stack(t, "schannel-none"), stack(t, "gnutls-fips"), tlsstack.Scenario{})
	got, err := json.Marshal(o.Connections)
	require.NoError(t, err)
	want := `[{"client":"schannel-none","server":"gnutls-fips","result":"abort","client_hello_ems":false,"server_hello_ems":false,` +
		`"extended":false,"silent":false,"rule":"ems.full.legacy_client","by":"server","alert":"insufficient_security","status":"SEC_E_ALGORITHM_MISMATCH"}]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	all, err := json.Marshal(o)
	require.NoError(t, err)
	require.NotContains(t, string(all), ":null", "only a connection has what may be null")
}

// An FTP client on Windows and a server that knows nothing of the extension
// but demands that data connections resume the session.
func ExampleSimulate() {
	client, _ := tlsstack.StackByName("schannel-2019")
	server, _ := tlsstack.StackByName("openssl-1.0")
	o := tlsstack.Simulate(client, server, tlsstack.Scenario{Course: tlsstack.DataChannel})
	fmt.Println("works:", o.Works)
	for _, f := range o.Findings[1:] {
		fmt.Println(f.Code)
	}
	// Output:
	// works: false
	// ems.resume.offer_legacy
	// ems.full.unsupported
	// ems.stack.reuse_missing
}
