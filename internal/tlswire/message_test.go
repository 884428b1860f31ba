// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/tlswire"
)

// TestStructured holds which bytes have the structure of a whole message.
func TestStructured(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		why     string
		message string
		want    bool
	}{
		{"request-1.0", "RFC 4346, Section 7.4.4: types, names", message(13, "\x01\x40\x00\x03\x00\x01n"), true},
		{"request-1.2", "RFC 5246, Section 7.4.4: types, algorithms, names", request, true},
		{"request-1.3", "RFC 8446, Section 4.3.2: context, extensions", message(13, "\x00\x00\x04\x00\x2f\x00\x00"), true},
		{"request-ambiguous", "no names at all in one form, no algorithms to speak of in another", message(13, "\x02\x01\x40\x00\x00"), true},
		{"certificate", "RFC 5246, Section 7.4.2: a list", certificate, true},
		{"certificate-1.3", "RFC 8446, Section 4.4.2: a context, a list", message(11, "\x00\x00\x00\x00"), true},
		{"verify-old", "RFC 4346, Section 7.4.8: a signature", message(15, "\x00\x02sg"), true},
		{"verify", "RFC 5246, Section 7.4.8: an algorithm, a signature", message(15, "\x04\x03\x00\x02sg"), true},
		{"ticket", "RFC 5077, Section 3.3", ticket, true},
		{"ticket-1.3", "RFC 8446, Section 4.6.1", message(4, "\x00\x00\x0e\x10agea\x01n\x00\x02tt\x00\x00"), true},
		{"finished-ssl", "RFC 6101, Section 5.6.9: 36 bytes", message(20, strings.Repeat("v", 36)), true},
		{"finished", "RFC 5246, Section 7.4.9: 12 bytes", message(20, strings.Repeat("v", 12)), true},
		{"finished-1.3", "RFC 8446, Section 4.4.4: the length of the hash", message(20, strings.Repeat("v", 48)), true},
		{"status", "RFC 6066, Section 8", message(22, "\x01\x00\x00\x01r"), true},
		{"key-update", "RFC 8446, Section 4.6.3", message(24, "\x01"), true},
		{"end-of-early-data", "RFC 8446, Section 4.5", message(5, ""), true},
		{"done", "RFC 5246, Section 7.4.5", done, true},
		{"hello-of-draft", "drafts up to 21 have the version in its old place", hello18, true},
		{"retry-of-draft", "draft-ietf-tls-tls13-18, Section 4.1.4", message(6, "\x7f\x12\x00\x00"), true},
		{"retry-of-no-draft", "RFC 8446, Section 4: type 6 is reserved; drafts have versions of their own", message(6, "\x03\x03\x00\x00"), false},
		{"retry-cut", "draft-ietf-tls-tls13-18, Section 4.1.4: a version and extensions", message(6, "\x7f\x12\x00"), false},
		{"ticket-1.3-cut", "RFC 8446, Section 4.6.1: a ticket comes behind the nonce", message(4, "\x00\x00\x0e\x10agea\x01n"), false},
		{"server-key-exchange", "RFC 5246, Section 7.4.3: parameters", message(12, "\x03\x00\x1d"), true},
		{"server-key-exchange-empty", "RFC 5246, Section 7.4.3: it is sent only where there are parameters", message(12, ""), false},
		{"client-key-exchange", "RFC 5246, Section 7.4.7", exchange, true},
		{"client-key-exchange-empty", "RFC 5246, Section 7.4.7.2: empty, where the client's certificate has the key", message(16, ""), true},
		{"compressed", "RFC 8879, Section 4", message(25, "\x00\x01\x00\x00\x09\x00\x00\x01z"), true},
		{"request-with-data", "RFC 5246, Section 7.4.1.1: it is empty", message(0, "x"), false},
		{"unknown-type", "99 is no type", message(99, ""), false},
		{"longer", "a byte behind", done + "x", false},
		{"shorter", "not even a header", "\x0e\x00", false},
		{"half-a-hello", "less than version and random", message(1, "\x03\x03"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tlswire.Structured([]byte(tt.message)), tt.why)
		})
	}
}
