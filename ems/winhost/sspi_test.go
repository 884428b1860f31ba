// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// TestAlertStatus has the rows of Microsoft's page "Schannel Error Codes for
// TLS and SSL Alerts".
func TestAlertStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		alert ems.Alert
		code  uint32
		name  string
	}{
		{10, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{20, 0x8009030f, "SEC_E_MESSAGE_ALTERED"},
		{21, 0x80090330, "SEC_E_DECRYPT_FAILURE"},
		{22, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{30, 0x8009030f, "SEC_E_MESSAGE_ALTERED"},
		{40, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{42, 0x80090327, "SEC_E_CERT_UNKNOWN"},
		{43, 0x80090327, "SEC_E_CERT_UNKNOWN"},
		{44, 0x80092010, "CRYPT_E_REVOKED"},
		{45, 0x80090328, "SEC_E_CERT_EXPIRED"},
		{46, 0x80090327, "SEC_E_CERT_UNKNOWN"},
		{47, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{48, 0x80090325, "SEC_E_UNTRUSTED_ROOT"},
		{49, 0x8009030c, "SEC_E_LOGON_DENIED"},
		{50, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{51, 0x80090330, "SEC_E_DECRYPT_FAILURE"},
		{60, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{70, 0x80090302, "SEC_E_UNSUPPORTED_FUNCTION"},
		{71, 0x80090331, "SEC_E_ALGORITHM_MISMATCH"},
		{80, 0x80090304, "SEC_E_INTERNAL_ERROR"},
		{90, 0x80090333, "SEC_E_UNFINISHED_CONTEXT_DELETED"},
		{100, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{110, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
		{109, 0x80090326, "SEC_E_ILLEGAL_MESSAGE"}, // "all others"
		{0, 0, "0x00000000"},                       // no error
	}
	for _, tt := range tests {
		t.Run(tt.alert.String(), func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(winhost.Status(tt.code), winhost.StatusOf(tt.alert)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.name, winhost.StatusOf(tt.alert).String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestStatusText(t *testing.T) {
	t.Parallel()
	for number := range 256 {
		status := winhost.StatusOf(ems.AlertOf(uint8(number)))
		text, err := json.Marshal(map[winhost.Status]*winhost.Status{status: &status})
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("{%q:%q}", status, status), string(text))
		var back winhost.Status
		require.NoError(t, back.UnmarshalText([]byte(status.String())))
		require.Equal(t, status, back)
	}
	require.Equal(t, "0x80090308", winhost.Status(0x80090308).String(), "a status without a name here")
	for _, text := range []string{"", "0x", "0x1ffffffff", "80090308", "sec_e_logon_denied"} {
		require.Error(t, new(winhost.Status).UnmarshalText([]byte(text)))
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	count := 0
	for s := range winhost.Statuses() {
		require.Regexp(t, "^(SEC_E|CRYPT_E)_[A-Z_]+$", s.String())
		count++
	}
	require.Equal(t, 13, count)
	for range winhost.Statuses() {
		break
	}
}

func ExampleStatusOf() {
	fmt.Println(winhost.StatusOf(ems.BadRecordMAC))
	fmt.Println(winhost.StatusOf(ems.HandshakeFailure))
	// Output:
	// SEC_E_MESSAGE_ALTERED
	// SEC_E_ILLEGAL_MESSAGE
}
