// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/certreq"
)

// TestBehind: what followed the request, in both directions.
func TestBehind(t *testing.T) {
	t.Parallel()
	server := record(22, serverHello("")+request(schannel.TLS12)+message(14, ""))
	clientHello := record(22, message(1, "\x03\x03"+string(make([]byte, 32))+"\x00\x00\x02\x00\x2f\x01\x00"))
	keys := message(16, "\x00\x01k")
	empty, chain := certificateMessage(), certificateMessage("one", "two")
	alert := func(level, number byte) string { return record(21, string([]byte{level, number})) }
	ssl30 := "\x16\x03\x00\x00" + string([]byte{byte(len(request(schannel.SSL30)))}) + request(schannel.SSL30)
	tests := []struct {
		name   string
		why    string
		server string
		client string
		want   certreq.Behind
		codes  []schannel.Code
	}{
		{"nothing", "the capture ends there", server, "", certreq.Behind{}, nil},
		{"alert-40", "RFC 5246, Section 7.4.6: so a server answers who has no certificate", server + alert(2, 40), "", certreq.Behind{ServerAlert: &certreq.Alert{Number: 40, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.server_alert", "trustlist.answer.presumed_nothing"}},
		{"alert-116", "RFC 8446, Section 6.2: certificate_required", server + alert(2, 116), "", certreq.Behind{ServerAlert: &certreq.Alert{Number: 116, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.server_alert", "trustlist.answer.presumed_nothing"}},
		{"alert-48", "RFC 5246, Section 7.2.2: unknown_ca speaks of a certificate that came", server + alert(2, 48), "", certreq.Behind{ServerAlert: &certreq.Alert{Number: 48, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.server_alert", "trustlist.answer.presumed_refused"}},
		{"alert-80", "internal_error tells nothing of the client", server + alert(2, 80), "", certreq.Behind{ServerAlert: &certreq.Alert{Number: 80, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.server_alert"}},
		{"warning", "RFC 5246, Section 7.2: a warning ends nothing", server + alert(1, 90), "", certreq.Behind{}, nil},
		{"accepted", "RFC 5246, Section 7.3", server + record(20, "\x01") + record(22, string(make([]byte, 40))), "", certreq.Behind{Accepted: schannel.Yes}, []schannel.Code{"trustlist.answer.accepted"}},
		{"client-empty", "RFC 5246, Section 7.4.6: a Certificate message without certificates", server, clientHello + record(22, empty+keys), certreq.Behind{Answer: certreq.AnswerNothing}, []schannel.Code{"trustlist.answer.nothing"}},
		{"client-chain", "two certificates", server, clientHello + record(22, chain+keys), certreq.Behind{Answer: certreq.AnswerCertificates, Certificates: 2}, []schannel.Code{"trustlist.answer.certificates"}},
		{"client-chain-refused", "the certificate came and the server refused it", server + alert(2, 42), clientHello + record(22, chain+keys), certreq.Behind{Answer: certreq.AnswerCertificates, Certificates: 2, ServerAlert: &certreq.Alert{Number: 42, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.certificates", "trustlist.answer.server_alert", "trustlist.answer.presumed_refused"}},
		{"client-goes-on", "RFC 5246, Section 7.3: the client's ChangeCipherSpec comes before the server has looked at anything", server, clientHello + record(22, chain+keys) + record(20, "\x01"), certreq.Behind{Answer: certreq.AnswerCertificates, Certificates: 2}, []schannel.Code{"trustlist.answer.certificates"}},
		{"client-alert-tls13", "RFC 8446, Section 5: the ChangeCipherSpec means nothing, and an alert without keys comes in clear", serverHello(supportsTLS13) + request(schannel.TLS13), clientHello + record(20, "\x01") + alert(2, 48), certreq.Behind{ClientAlert: &certreq.Alert{Number: 48, Offset: len(clientHello) + 6 + 5}}, []schannel.Code{"trustlist.answer.client_alert"}},
		{"client-alert-encrypted", "RFC 5246, Section 6.2.3: up to TLS 1.2 what follows the ChangeCipherSpec is encrypted", server, clientHello + record(20, "\x01") + alert(2, 48), certreq.Behind{}, nil},
		{"alert-41", "Mbed TLS, issue 10720: its servers answer no_certificate", server + alert(2, 41), "", certreq.Behind{ServerAlert: &certreq.Alert{Number: 41, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.server_alert", "trustlist.answer.presumed_nothing"}},
		{"alert-42", "RFC 5246, Section 7.2.2: bad_certificate speaks of one", server + alert(2, 42), "", certreq.Behind{ServerAlert: &certreq.Alert{Number: 42, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.server_alert", "trustlist.answer.presumed_refused"}},
		{"client-empty-refused", "RFC 5246, Section 7.4.6: a fatal handshake_failure answers it", server + alert(2, 40), clientHello + record(22, empty+keys), certreq.Behind{Answer: certreq.AnswerNothing, ServerAlert: &certreq.Alert{Number: 40, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.nothing", "trustlist.answer.server_alert", "trustlist.answer.required"}},
		{"client-empty-42", "no text says that bad_certificate answers it", server + alert(2, 42), clientHello + record(22, empty+keys), certreq.Behind{Answer: certreq.AnswerNothing, ServerAlert: &certreq.Alert{Number: 42, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.nothing", "trustlist.answer.server_alert"}},
		{"client-chain-40", "the certificate came; nobody knows what failed", server + alert(2, 40), clientHello + record(22, chain+keys), certreq.Behind{Answer: certreq.AnswerCertificates, Certificates: 2, ServerAlert: &certreq.Alert{Number: 40, Offset: len(server) + 5}}, []schannel.Code{"trustlist.answer.certificates", "trustlist.answer.server_alert"}},
		{"client-alert", "KB2801679: some clients answer 47", server, clientHello + alert(2, 47), certreq.Behind{ClientAlert: &certreq.Alert{Number: 47, Offset: len(clientHello) + 5}}, []schannel.Code{"trustlist.answer.client_alert"}},
		{"ssl30-warning", "RFC 6101, Section 5.6.6: no_certificate instead of a message", ssl30, "\x15\x03\x00\x00\x02\x01\x29", certreq.Behind{Answer: certreq.AnswerNothing}, []schannel.Code{"trustlist.answer.nothing"}},
		{"ssl30-other-warning", "RFC 6101, Section 5.4.2: close_notify says nothing of certificates", ssl30, "\x15\x03\x00\x00\x02\x01\x00", certreq.Behind{}, nil},
		{"tls12-warning-41", "RFC 5246, Section 7.2: no_certificate is not used in TLS", server, clientHello + alert(1, 41), certreq.Behind{}, nil},
		{"server-twice", "the same direction again adds nothing", server, server + record(22, chain), certreq.Behind{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := certreq.ParseFlight([]byte(tt.server), 0)
			require.NoError(t, err)
			if tt.client != "" {
				var defects []*schannel.Error
				f, defects = f.Answered([]byte(tt.client))
				require.Empty(t, defects)
			}
			if diff := cmp.Diff(tt.want, f.Behind); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.why, diff)
			}
			f.Whole = false // the list is not the question here
			require.Equal(t, append([]schannel.Code{"trustlist.captured.incomplete"}, tt.codes...), inspected(f), tt.why)
		})
	}
}

// TestWhatAnAlertTells: how sure an alert of the server makes what the client
// answered, by the version in which it was sent.
func TestWhatAnAlertTells(t *testing.T) {
	t.Parallel()
	nothing, certificates := certreq.AnswerNothing, certreq.AnswerCertificates
	const required, presumed, refused = "trustlist.answer.required", "trustlist.answer.presumed_nothing", "trustlist.answer.presumed_refused"
	tests := []struct {
		name, why string
		version   schannel.TLSVersion
		alert     uint8
		answer    certreq.Answer
		code      schannel.Code
		want      schannel.Certainty
		because   []schannel.Code
	}{
		{"40-nothing", "RFC 5246, Section 7.4.6: MAY respond with a fatal handshake_failure; it has other reasons", schannel.TLS12, 40, nothing, required, schannel.Likely, []schannel.Code{"trustlist.answer.nothing", "trustlist.answer.server_alert"}},
		{"40-nothing-ssl30", "RFC 6101, Section 5.6.6: the same", schannel.SSL30, 40, nothing, required, schannel.Likely, []schannel.Code{"trustlist.answer.nothing", "trustlist.answer.server_alert"}},
		{"116-nothing", "RFC 8446, Section 6.2: sent when none was provided", schannel.TLS13, 116, nothing, required, schannel.Certain, []schannel.Code{"trustlist.answer.nothing", "trustlist.answer.server_alert"}},
		{"41-nothing", "Mbed TLS, issue 10720", schannel.TLS13, 41, nothing, required, schannel.Likely, []schannel.Code{"trustlist.answer.nothing", "trustlist.answer.server_alert"}},
		{"40-nothing-13", "RFC 8446, Section 6.2: handshake_failure is about security parameters", schannel.TLS13, 40, nothing, "", 0, nil},
		{"40-13", "RFC 8446, Section 6.2: handshake_failure is about security parameters", schannel.TLS13, 40, 0, "", 0, nil},
		{"116", "RFC 8446, Section 6.2", schannel.TLS13, 116, 0, presumed, schannel.Likely, []schannel.Code{"trustlist.answer.server_alert"}},
		{"42", "NSS: servers up to TLS 1.2 answer so to none too", schannel.TLS12, 42, 0, refused, schannel.Undocumented, []schannel.Code{"trustlist.answer.server_alert"}},
		{"42-13", "RFC 8446, Section 6.2: certificate_required is for none", schannel.TLS13, 42, 0, refused, schannel.Likely, []schannel.Code{"trustlist.answer.server_alert"}},
		{"42-certificates", "one was sent", schannel.TLS12, 42, certificates, refused, schannel.Likely, []schannel.Code{"trustlist.answer.certificates", "trustlist.answer.server_alert"}},
		{"48", "RFC 5246, Section 7.2.2", schannel.TLS12, 48, 0, refused, schannel.Likely, []schannel.Code{"trustlist.answer.server_alert"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := certreq.Flight{Version: tt.version, Behind: certreq.Behind{Answer: tt.answer, ServerAlert: &certreq.Alert{Number: tt.alert}}}
			last := f.Inspect().Findings
			got := last[len(last)-1]
			if tt.code == "" {
				require.Equal(t, schannel.Code("trustlist.answer.server_alert"), got.Code, tt.why)
				return
			}
			if diff := cmp.Diff([]any{tt.code, tt.want, tt.because}, []any{got.Code, got.Certainty, got.Because}); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			var open []schannel.Code
			for _, p := range slices.Concat(got.Outcomes, got.Settle) {
				open = append(open, p.Code)
			}
			if tt.want == schannel.Undocumented {
				require.Equal(t, []schannel.Code{"trustlist.outcome.certificate_refused", "trustlist.outcome.certificate_missing", "trustlist.settle.client"}, open)
			} else {
				require.Empty(t, open)
			}
		})
	}
}

// TestBehindInLog: a log of openssl has both directions; in TLS 1.3 the
// server's own certificate stands behind the request.
func TestBehindInLog(t *testing.T) {
	t.Parallel()
	certificate13 := func(der string) string {
		list := ""
		if der != "" {
			list = string([]byte{0, 0, byte(len(der))}) + der + "\x00\x00"
		}
		return message(11, "\x00"+string([]byte{0, 0, byte(len(list))})+list)
	}
	finished := message(20, string(make([]byte, 32)))
	log := opensslMsg("TLS 1.3", serverHello(supportsTLS13), message(8, "\x00\x00"), request(schannel.TLS13), certificate13("leaf"), finished) +
		strings.ReplaceAll(opensslMsg("TLS 1.3", certificate13(""), finished), "<<<", ">>>") +
		"<<< TLS 1.3, Alert [length 0002], fatal certificate_required\n" + fmt.Sprintf("    % x\n", "\x02\x74")
	f, err := certreq.ParseFlight([]byte(log), 0)
	require.NoError(t, err)
	require.Equal(t, "leaf", string(f.Leaf))
	require.Equal(t, certreq.AnswerNothing, f.Behind.Answer)
	require.Equal(t, uint8(116), f.Behind.ServerAlert.Number)
	require.Equal(t, strings.Index(log, "02 74"), f.Behind.ServerAlert.Offset)
}

// TestAnotherRequest: a server may ask again, in a renegotiation that a log has
// decrypted; that is not passed over in silence.
func TestAnotherRequest(t *testing.T) {
	t.Parallel()
	first := record(22, serverHello("")+request(schannel.TLS12)+message(14, ""))
	again := record(22, request(schannel.TLS12)) + record(22, request(schannel.TLS12))
	f, defects := certreq.ParseFlightLenient([]byte(first+again), 0)
	require.Len(t, f.Request.Authorities, 2)
	require.Len(t, defects, 1)
	require.Equal(t, schannel.Code("trustlist.flight.another"), defects[0].Code)
	require.Equal(t, len(first)+5, defects[0].Offset)
	_, err := certreq.ParseFlight([]byte(first+again), 0)
	require.NoError(t, err, "what stands behind the request is no error")
}
