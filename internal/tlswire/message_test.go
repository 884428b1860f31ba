// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

func TestFits(t *testing.T) {
	t.Parallel()
	old, new12, new13 := schannel.TLS10, schannel.TLS12, schannel.TLS13
	for _, tt := range []struct {
		name    string
		why     string
		message string
		want    []schannel.TLSVersion
	}{
		{"request-1.0", "RFC 4346, Section 7.4.4: types, names", message(13, "\x01\x40\x00\x03\x00\x01n"), []schannel.TLSVersion{old}},
		{"request-1.2", "RFC 5246, Section 7.4.4: types, algorithms, names", request, []schannel.TLSVersion{new12}},
		{"request-1.3", "RFC 8446, Section 4.3.2: context, extensions", message(13, "\x00\x00\x04\x00\x2f\x00\x00"), []schannel.TLSVersion{new13}},
		{"request-ambiguous", "no names at all in one form, no algorithms to speak of in another", message(13, "\x02\x01\x40\x00\x00"), []schannel.TLSVersion{old, new13}},
		{"certificate", "RFC 5246, Section 7.4.2: a list", certificate, []schannel.TLSVersion{old, new12}},
		{"certificate-1.3", "RFC 8446, Section 4.4.2: a context, a list", message(11, "\x00\x00\x00\x00"), []schannel.TLSVersion{new13}},
		{"verify-old", "RFC 4346, Section 7.4.8: a signature", message(15, "\x00\x02sg"), []schannel.TLSVersion{old}},
		{"verify", "RFC 5246, Section 7.4.8: an algorithm, a signature", message(15, "\x04\x03\x00\x02sg"), []schannel.TLSVersion{new12, new13}},
		{"ticket", "RFC 5077, Section 3.3", ticket, []schannel.TLSVersion{old, new12}},
		{"ticket-1.3", "RFC 8446, Section 4.6.1", message(4, "\x00\x00\x0e\x10agea\x01n\x00\x02tt\x00\x00"), []schannel.TLSVersion{new13}},
		{"finished-ssl", "RFC 6101, Section 5.6.9: 36 bytes", message(20, strings.Repeat("v", 36)), []schannel.TLSVersion{old}},
		{"finished", "RFC 5246, Section 7.4.9: 12 bytes", message(20, strings.Repeat("v", 12)), []schannel.TLSVersion{old, new12}},
		{"finished-1.3", "RFC 8446, Section 4.4.4: the length of the hash", message(20, strings.Repeat("v", 48)), []schannel.TLSVersion{new13}},
		{"status", "RFC 6066, Section 8", message(22, "\x01\x00\x00\x01r"), []schannel.TLSVersion{old, new12}},
		{"key-update", "RFC 8446, Section 4.6.3", message(24, "\x01"), []schannel.TLSVersion{new13}},
		{"end-of-early-data", "RFC 8446, Section 4.5", message(5, ""), []schannel.TLSVersion{new13}},
		{"done", "RFC 5246, Section 7.4.5", done, []schannel.TLSVersion{old, new12}},
		{"hello-of-draft", "drafts up to 21 have the version in its old place", hello18, []schannel.TLSVersion{old, new12, new13}},
		{"retry-of-draft", "draft-ietf-tls-tls13-18, Section 4.1.4", message(6, "\x7f\x12\x00\x00"), []schannel.TLSVersion{new13}},
		{"retry-of-no-draft", "RFC 8446, Section 4: type 6 is reserved; drafts have versions of their own", message(6, "\x03\x03\x00\x00"), nil},
		{"retry-cut", "draft-ietf-tls-tls13-18, Section 4.1.4: a version and extensions", message(6, "\x7f\x12\x00"), nil},
		{"ticket-1.3-cut", "RFC 8446, Section 4.6.1: a ticket comes behind the nonce", message(4, "\x00\x00\x0e\x10agea\x01n"), nil},
		{"server-key-exchange", "RFC 5246, Section 7.4.3: parameters", message(12, "\x03\x00\x1d"), []schannel.TLSVersion{old, new12}},
		{"server-key-exchange-empty", "RFC 5246, Section 7.4.3: it is sent only where there are parameters", message(12, ""), nil},
		{"client-key-exchange", "RFC 5246, Section 7.4.7", exchange, []schannel.TLSVersion{old, new12}},
		{"client-key-exchange-empty", "RFC 5246, Section 7.4.7.2: empty, where the client's certificate has the key", message(16, ""), []schannel.TLSVersion{old, new12}},
		{"compressed", "RFC 8879, Section 4", message(25, "\x00\x01\x00\x00\x09\x00\x00\x01z"), []schannel.TLSVersion{new13}},
		{"request-with-data", "RFC 5246, Section 7.4.1.1: it is empty", message(0, "x"), nil},
		{"unknown-type", "99 is no type", message(99, ""), nil},
		{"longer", "a byte behind", done + "x", nil},
		{"shorter", "not even a header", "\x0e\x00", nil},
		{"half-a-hello", "less than version and random", message(1, "\x03\x03"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tlswire.Fits(slices.Clip([]byte(tt.message)))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}
