// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
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
		{"compressed", "RFC 8879, Section 4", message(25, "\x00\x01\x00\x00\x09\x00\x00\x01z"), []schannel.TLSVersion{new13}},
		{"request-with-data", "RFC 5246, Section 7.4.1.1: it is empty", message(0, "x"), nil},
		{"unknown-type", "99 is no type", message(99, ""), nil},
		{"longer", "a byte behind", done + "x", nil},
		{"shorter", "not even a header", "\x0e\x00", nil},
		{"half-a-hello", "less than version and random", message(1, "\x03\x03"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tlswire.Fits([]byte(tt.message))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

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

func TestSSL2Hello(t *testing.T) {
	t.Parallel()
	f, err := tlswire.NewFlow([]byte(ssl2))
	require.NoError(t, err)
	i, _ := f.Next()
	h, err := tlswire.ReadSSL2Hello(i)
	require.NoError(t, err)
	require.Equal(t, schannel.SSL30, h.Version)
	require.Equal(t, []uint16{0x2f, 0x35, 0x0a}, slices.Collect(h.Suites), "RFC 5246, Appendix E.2: three bytes each, those of SSL 2.0 do not begin with zero")
	require.Empty(t, h.SessionID)
	random := h.Random()
	require.Equal(t, strings.Repeat("\x00", 16)+strings.Repeat("c", 16), string(random[:]), "RFC 5246, Appendix E.2: right-justified")
	for n := range i.Raw {
		cut := i
		cut.Raw = i.Raw[:n]
		_, err := tlswire.ReadSSL2Hello(cut)
		require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.ssl2"}, "%d bytes", n)
	}
}

func TestSwapped(t *testing.T) {
	t.Parallel()
	client, server, neither := record(22, clientHello), record(22, serverHello), record(23, "ciphertext")
	for _, tt := range []struct {
		name, first, second string
		swapped, known      bool
	}{
		{"in-order", client, server, false, true},
		{"the-other-way", server, client, true, true},
		{"client-and-unknown", client, neither, false, true},
		{"unknown-and-client", neither, client, true, true},
		{"server-and-nothing", server, "", true, true},
		{"nothing-and-server", "", server, false, true},
		{"two-clients", client, client, false, false},
		{"two-servers", server, server, false, false},
		{"both-late", neither, neither, false, false},
		{"by-the-dialogue", smtpServer + neither, smtpClient + neither, true, true},
		{"late-flights", record(22, exchange), record(22, ticket), false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			swapped, known := tlswire.Swapped([]byte(tt.first), []byte(tt.second))
			require.Equal(t, tt.known, known)
			require.Equal(t, tt.swapped, swapped)
		})
	}
	require.Equal(t, prelude.Client, tlswire.SideOf([]byte(client)))
}

func TestDecrypted(t *testing.T) {
	t.Parallel()
	stream := []byte(clientHello + "\x01" + done + done + "\x01\x00" + certificate[:7])
	hello, change, messages, alert := len(clientHello), len(clientHello)+1, len(clientHello)+9, len(clientHello)+11
	f, err := tlswire.NewDecrypted(stream, []tlswire.Chunk{
		{Content: tlswire.ContentHandshake, Version: schannel.TLS13, Start: 0, End: hello},
		{Content: tlswire.ContentChangeCipherSpec, Start: hello, End: change},
		{Content: tlswire.ContentHandshake, Start: change, End: messages},
		{Content: tlswire.ContentAlert, Start: messages, End: alert},
		{Content: tlswire.ContentHandshake, Start: 0, End: hello}, // backwards
		{Content: tlswire.ContentHandshake, Start: alert, End: len(stream)},
		{Content: tlswire.ContentHandshake, Start: alert, End: len(stream) + 1}, // beyond
	})
	require.NoError(t, err)
	require.Equal(t, []string{
		"message 1 at 0+45", "change_cipher_spec at 45+1", "message 14 at 46+4", "message 14 at 50+4", "alert at 54+2",
	}, drain(f))
	require.Equal(t, []schannel.Code{"schannel.handshake.cut"}, codes(f.Defects()))
}
