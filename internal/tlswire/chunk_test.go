// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

func TestDecrypted(t *testing.T) {
	t.Parallel()
	stream := []byte(clientHello + "\x01" + done + done + "\x01\x00" + certificate[:7])
	hello, change, messages, alert := len(clientHello), len(clientHello)+1, len(clientHello)+9, len(clientHello)+11
	f, err := tlswire.NewDecrypted(stream, []tlswire.Chunk{
		{Content: tlswire.ContentHandshake, Version: schannel.TLS13, Start: 0, End: hello},
		{Content: tlswire.ContentChangeCipherSpec, Start: hello, End: change},
		{Content: tlswire.ContentHandshake, Start: change, End: messages},
		{Content: tlswire.ContentAlert, Start: messages, End: alert},
		{Content: tlswire.ContentApplicationData, Start: alert, End: alert}, // RFC 5246, Section 6.2.1: it may be empty
		{Content: tlswire.ContentHandshake, Start: 0, End: hello},           // backwards
		{Content: tlswire.ContentHandshake, Start: alert, End: len(stream)},
		{Content: tlswire.ContentHandshake, Start: alert, End: len(stream) + 1}, // beyond
	})
	require.NoError(t, err)
	require.Equal(t, tlswire.Decrypted, f.Form())
	require.Equal(t, []string{
		"message 1 at 0+45", "change_cipher_spec at 45+1", "message 14 at 46+4", "message 14 at 50+4", "alert at 54+2", "application_data at 56+0",
	}, drain(f))
	require.Equal(t, []schannel.Code{"schannel.handshake.cut"}, codes(f.Defects()))
	require.ErrorContains(t, f.Defects().Noted[0], "begins at byte 56 needs 13 bytes, the log has 7 of them")
}

// TestDecryptedKinds: what a chunk holds is told by its content type and its
// version; one that does not lie behind the last is left out.
func TestDecryptedKinds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, why, stream string
		chunks            []tlswire.Chunk
		items             []string
		defects           []schannel.Code
	}{
		{"ssl2", "RFC 5246, Appendix E.2: a hello in the format of SSL 2.0, without its header", ssl2[2:], []tlswire.Chunk{{Content: 22, End: 37}}, []string{"ssl2_hello at 0+37"}, nil},
		{"ssl2-behind", "it is the first message of a connection", done + ssl2[2:], []tlswire.Chunk{{Content: 22, End: 41}}, []string{"message 14 at 0+4"}, []schannel.Code{"schannel.handshake.cut"}},
		{"dtls", "RFC 6347, Section 4.2.2: headers of twelve bytes", datagramMessage(request) + datagramMessage(done), []tlswire.Chunk{{Content: 22, Version: schannel.DTLS12, End: 35}}, []string{"message 13 at 0+23", "message 14 at 23+12"}, nil},
		{"dtls-cut", "RFC 6347, Section 4.2.2: less than a header", datagramMessage(done)[:11], []tlswire.Chunk{{Content: 22, Version: schannel.DTLS12, End: 11}}, nil, []schannel.Code{"schannel.handshake.cut"}},
		{"heartbeat", "RFC 6520, Section 3: another content type", "\x01\x00\x01x", []tlswire.Chunk{{Content: 24, End: 4}}, []string{"other 24 at 0+4"}, nil},
		{"between", "bytes between chunks belong to none", "xx" + done, []tlswire.Chunk{{Content: 22, Start: 2, End: 6}}, []string{"message 14 at 2+4"}, nil},
		{"backwards", "a chunk does not end before it begins", done + done, []tlswire.Chunk{{Content: 22, Start: 4, End: 0}, {Content: 22, Start: 4, End: 8}}, []string{"message 14 at 4+4"}, nil},
		{"overlapping", "nor begins inside the last", done + done, []tlswire.Chunk{{Content: 22, End: 4}, {Content: 22, Start: 3, End: 8}}, []string{"message 14 at 0+4"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := tlswire.NewDecrypted([]byte(tt.stream), tt.chunks)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.items, drain(f)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			if diff := cmp.Diff(tt.defects, codes(f.Defects())); diff != "" {
				t.Errorf("defects (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDecryptedBodies: the header of a message is as long as its version has it.
func TestDecryptedBodies(t *testing.T) {
	t.Parallel()
	for version, stream := range map[schannel.TLSVersion]string{schannel.TLS12: request, schannel.DTLS12: datagramMessage(request)} {
		f, err := tlswire.NewDecrypted([]byte(stream), []tlswire.Chunk{{Content: tlswire.ContentHandshake, Version: version, End: len(stream)}})
		require.NoError(t, err)
		i, more := f.Next()
		require.True(t, more)
		require.Equal(t, request[4:], string(i.Body()), "%v", version)
	}
}
