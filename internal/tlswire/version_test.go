// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

func TestSelectedVersion(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, why string
		hello     string
		want      schannel.TLSVersion
		tls13     bool
	}{
		{"1.2", "RFC 5246, Section 7.4.1.3: its own field", serverHello, schannel.TLS12, false},
		{"1.3", "RFC 8446, Section 4.2.1: supported_versions", hello13, schannel.TLS13, true},
		{"draft-28", "the same, with the number of a draft", hello28, 0x7f1c, true},
		{"draft-18", "its own field, and no session_id behind", hello18, 0x7f12, true},
		{"dtls-1.3", "RFC 9147, Section 5.4", message(2, "\xfe\xfd"+random+"\x00\x13\x01\x00\x00\x06\x00\x2b\x00\x02\xfe\xfc"), schannel.DTLS13, true},
		{"no-extensions", "RFC 5246, Section 7.4.1.3: they may be absent", serverHello[:len(serverHello)-1], schannel.TLS12, false},
		{"other-first", "extensions come in any order", message(2, "\x03\x03"+random+"\x00\x13\x01\x00\x00\x0a\x00\x17\x00\x00\x00\x2b\x00\x02\x03\x04"), schannel.TLS13, true},
		{"session-id", "RFC 8446, Section 4.1.3: legacy_session_id_echo has up to 32 bytes", message(2, "\x03\x03"+random+"\x20"+random+"\x13\x01\x00\x00\x06\x00\x2b\x00\x02\x03\x04"), schannel.TLS13, true},
		{"random-alone", "what follows is not there", message(2, "\x03\x03"+random), schannel.TLS12, false},
		{"other-length", "RFC 8446, Section 4.2.1: in a ServerHello the extension has two bytes; that of a client has a list", message(2, "\x03\x03"+random+"\x00\x13\x01\x00\x00\x07\x00\x2b\x00\x03\x02\x03\x04"), schannel.TLS12, false},
		{"cut", "the version is not there as a whole", hello13[:len(hello13)-1], schannel.TLS12, false},
		{"version-alone", "RFC 5246, Section 7.4.1.3: two bytes", message(2, "\x03\x02"), schannel.TLS11, false},
		{"half", "less than a version", message(2, "\x03"), 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := tlswire.SelectedVersion([]byte(tt.hello)[4:])
			require.Equal(t, tt.want, got, tt.why)
			require.Equal(t, tt.tls13, tlswire.IsTLS13(got), tt.why)
		})
	}
	number, ok := tlswire.Draft(0x7f1c)
	require.True(t, ok)
	require.Equal(t, 28, number)
	retry := "\x03\x03\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07\x9e\x09\xe2\xc8\xa8\x33\x9c"
	require.True(t, tlswire.IsRetry([]byte(retry)), "RFC 8446, Section 4.1.3")
	require.False(t, tlswire.IsRetry([]byte(hello13)[4:]))
}
