// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"slices"
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
		{"shortest-hello", "RFC 5246, Section 7.4.1.3: version, random, an empty session_id and two bytes at least", message(2, "\x03\x03"+random+"\x00\x00\x2f"), true},
		{"too-short-hello", "RFC 5246, Section 7.4.1.3: a byte less", message(2, "\x03\x03"+random+"\x00\x00"), false},
		{"hello-cut", "the version is there", serverHello[:6], true},
		{"hello-cut-in-its-version", "half of the version may be anything", serverHello[:5], false},
		{"hello-of-dtls", "RFC 6347, Section 4.2.1: the version of DTLS 1.2", message(1, "\xfe\xfd"+random+"\x00\x00\x00"), true},
		{"hello-of-no-version", "there is no TLS 2.0", message(1, "\x02\x00"+random+"\x00\x00\x00"), false},
		{"verify-request", "RFC 6347, Section 4.2.1: a version and a cookie", message(3, "\xfe\xff\x02ab"), true},
		{"verify-request-empty", "RFC 6347, Section 4.2.1: opaque cookie<0..2^8-1>", message(3, "\xfe\xff\x00"), true},
		{"verify-request-cut", "RFC 6347, Section 4.2.1: no cookie", message(3, "\xfe\xff"), false},
		{"verify-request-of-tls", "RFC 6347, Section 4.2.1: DTLS alone has it", message(3, "\x03\x03\x02ab"), false},
		{"encrypted-extensions", "RFC 8446, Section 4.3.1: a vector that may be empty", message(8, "\x00\x00"), true},
		{"encrypted-extensions-short", "RFC 8446, Section 4.3.1: it fills the message", message(8, "\x00\x01"), false},
		{"encrypted-extensions-cut", "more is to come", message(8, "\x00\x05abcde")[:8], true},
		{"encrypted-extensions-cut-and-wrong", "they end before the bytes do", message(8, "\x00\x01abcde")[:9], false},
		{"certificate-cut-in-its-length", "a byte of it is there", certificate[:5], true},
		{"certificate-header", "nothing of the body is there", certificate[:4], false},
		{"certificate-of-two-bytes", "RFC 5246, Section 7.4.2: the length of the list has three", message(11, "\x00\x00"), false},
		{"longest-certificate-cut", "a message of 1 MiB is looked at", "\x0b\x10\x00\x00\x0f\xff\xfdx", true},
		{"longer-than-any-message", "a byte more", "\x0b\x10\x00\x01\x0f\xff\xfex", false},
		{"ticket-1.3-and-more", "RFC 8446, Section 4.6.1: the extensions fill the message", message(4, "\x00\x00\x0e\x10agea\x01n\x00\x02tt\x00\x00x"), false},
		{"ticket-1.3-beyond", "RFC 8446, Section 4.6.1: a ticket longer than the message", message(4, "\x00\x00\x0e\x10agea\x01n\x00\x09tt"), false},
		{"ticket-of-two-bytes", "RFC 5077, Section 3.3: a lifetime comes first", message(4, "\x00\x00"), false},
		{"request-1.2-without-types", "RFC 5246, Section 7.4.4: certificate_types<1..2^8-1>", message(13, "\x00\x00\x02\x04\x01\x00\x03\x00\x01n"), false},
		{"status-many", "RFC 6961, Section 2.2: ocsp_multi", message(22, "\x02\x00\x00\x00"), true},
		{"status-unknown", "RFC 6961, Section 2.2: there are two types", message(22, "\x03\x00\x00\x00"), false},
		{"status-empty", "RFC 6066, Section 8: a type is there", message(22, ""), false},
		{"status-cut", "the type alone says too little", message(22, "\x01\x00\x00\x01r")[:5], false},
		{"supplemental", "RFC 4680, Section 2: a vector", message(23, "\x00\x00\x00"), true},
		{"key-update-not-requested", "RFC 8446, Section 4.6.3: 0 and 1", message(24, "\x00"), true},
		{"key-update-unknown", "RFC 8446, Section 4.6.3: 0 and 1", message(24, "\x02"), false},
		{"key-update-long", "RFC 8446, Section 4.6.3: one byte", message(24, "\x01\x01"), false},
		{"finished-of-no-hash", "RFC 8446, Section 4.4.4: no hash of TLS has 20 bytes there", message(20, strings.Repeat("v", 20)), false},
		{"finished-cut", "what is cut may be anything", message(20, strings.Repeat("v", 48))[:16], false},
		{"done-cut", "RFC 5246, Section 7.4.5: it is empty", "\x0e\x00\x00\x01", false},
		{"server-key-exchange-cut", "its parameters are to come", "\x0c\x00\x00\x09", true},
		{"request-empty", "RFC 5246, Section 7.4.4: types come first", message(13, ""), false},
		{"request-of-two-bytes", "RFC 5246, Section 7.4.4: fewer types than it says", message(13, "\x02\x01"), false},
		{"request-without-types", "RFC 5246, Section 7.4.4: certificate_types<1..2^8-1>", message(13, "\x00\x00\x03\x00\x01n"), false},
		{"request-without-algorithms", "RFC 5246, Section 7.4.4: supported_signature_algorithms<2..2^16-2>", message(13, "\x01\x01\x00\x00\x00\x03\x00\x01n"), false},
		{"request-of-odd-algorithms", "RFC 5246, Section 7.4.4: an algorithm has two bytes", message(13, "\x01\x01\x00\x03abc\x00\x03\x00\x01n"), false},
		{"request-1.3-context", "RFC 8446, Section 4.3.2: behind a context", message(13, "\x02cx\x00\x09\x00\x2f\x00\x05\x00\x03\x00\x01n"), true},
		{"request-1.3-data", "RFC 8446, Section 4.2: the data of an extension is as long as it says", message(13, "\x00\x00\x09\x00\x2f\x00\x05\x00\x03\x00\x01n"), true},
		{"request-1.3-rest", "RFC 8446, Section 4.2: an extension has a type and a length", message(13, "\x00\x00\x07\x00\x2f\x00\x00\x00\x2f\x00"), false},
		{"half-a-hello", "less than version and random", message(1, "\x03\x03"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tlswire.Structured(slices.Clip([]byte(tt.message))), tt.why)
		})
	}
}
