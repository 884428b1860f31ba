// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
)

func TestAlertText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		alert ems.Alert
		want  string
		why   string
	}{
		{ems.NoAlert, "none", "what was not sent has no name of an alert"},
		{ems.CloseNotify, "close_notify", "RFC 5246, Section 7.2: close_notify(0)"},
		{ems.UnexpectedMessage, "unexpected_message", "RFC 5246, Section 7.2: unexpected_message(10)"},
		{ems.BadRecordMAC, "bad_record_mac", "RFC 5246, Section 7.2: bad_record_mac(20)"},
		{21, "decryption_failed", "RFC 2246, Section 7.2: decryption_failed(21), reserved since"},
		{ems.HandshakeFailure, "handshake_failure", "RFC 5246, Section 7.2: handshake_failure(40)"},
		{ems.IllegalParameter, "illegal_parameter", "RFC 5246, Section 7.2: illegal_parameter(47)"},
		{ems.DecodeError, "decode_error", "RFC 5246, Section 7.2: decode_error(50)"},
		{ems.InsufficientSecurity, "insufficient_security", "RFC 5246, Section 7.2: insufficient_security(71)"},
		{86, "inappropriate_fallback", "RFC 7507, Section 2: inappropriate_fallback(86)"},
		{ems.NoRenegotiation, "no_renegotiation", "RFC 5246, Section 7.2: no_renegotiation(100)"},
		{ems.MissingExtension, "missing_extension", "RFC 8446, Section 6: missing_extension(109)"},
		{ems.UnsupportedExtension, "unsupported_extension", "RFC 5246, Section 7.2: unsupported_extension(110)"},
		{112, "unrecognized_name", "RFC 6066, Section 9: unrecognized_name(112)"},
		{116, "certificate_required", "RFC 8446, Section 6: certificate_required(116)"},
		{120, "no_application_protocol", "RFC 7301, Section 3.2: no_application_protocol(120)"},
		{11, "0xb", "no RFC assigns 11"},
		{255, "0xff", "beyond the last one known"},
		{ems.AlertOf(0), "close_notify", "RFC 5246, Section 7.2: close_notify(0)"},
		{ems.AlertOf(40), "handshake_failure", "RFC 5246, Section 7.2: handshake_failure(40)"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.alert.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.why, diff)
		}
	}
}

func TestAlertRoundTrip(t *testing.T) {
	t.Parallel()
	known := 0
	for number := range 256 {
		alert := ems.AlertOf(uint8(number))
		require.Equal(t, uint8(number), alert.Number(), "what comes from the wire goes back to it")
		text, err := json.Marshal(map[ems.Alert]*ems.Alert{alert: &alert})
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("{%q:%q}", alert.String(), alert.String()), string(text))
		var back ems.Alert
		if alert.String() != fmt.Sprintf("0x%x", number) {
			known++
		}
		require.NoError(t, back.UnmarshalText([]byte(alert.String())))
		require.Equal(t, alert, back)
	}
	require.Equal(t, 34, known, "alerts with a name")
	var none ems.Alert
	require.NoError(t, none.UnmarshalText([]byte("none")))
	require.Equal(t, ems.NoAlert, none)
	require.Error(t, none.UnmarshalText(nil), "the empty text names no alert")
}
