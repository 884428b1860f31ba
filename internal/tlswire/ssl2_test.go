// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

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
	for _, tt := range []struct {
		ciphers, id, challenge int
		reads                  bool
		why                    string
	}{
		{3, 0, 16, true, "the least"},
		{3, 0, 15, false, "challenges have 16 to 32 bytes"},
		{3, 0, 32, true, "challenges have 16 to 32 bytes"},
		{3, 0, 33, false, "challenges have 16 to 32 bytes"},
		{0, 0, 16, false, "cipher_spec_length cannot be zero"},
		{4, 0, 16, false, "cipher_spec_length is a multiple of three"},
		{3, 32, 16, true, "a session id of SSL 3.0 and later has up to 32 bytes"},
		{3, 33, 16, false, "a session id of SSL 3.0 and later has up to 32 bytes"},
	} {
		raw := "\x01\x03\x00" + string([]byte{0, byte(tt.ciphers), 0, byte(tt.id), 0, byte(tt.challenge)}) + strings.Repeat("x", tt.ciphers+tt.id+tt.challenge)
		_, err := tlswire.ReadSSL2Hello(tlswire.Item{Raw: []byte(raw)})
		require.Equal(t, tt.reads, err == nil, "RFC 5246, Appendix E.2: %s: %v", tt.why, err)
	}
	for head, reads := range map[string]bool{
		"\x01\x00\x02": true, // SSL 2.0 itself
		"\x01\x03\x03": true,
		"\x01\x04\x00": false, // no version
		"\x04\x03\x00": false, // SERVER-HELLO
	} {
		_, err := tlswire.ReadSSL2Hello(tlswire.Item{Raw: append([]byte(head), i.Raw[3:]...)})
		require.Equal(t, reads, err == nil, "%q: %v", head, err)
	}
	id := append([]byte("\x01\x03\x00\x00\x03\x00\x02\x00\x10\x00\x00\x2fid"), i.Raw[len(i.Raw)-16:]...)
	h, err = tlswire.ReadSSL2Hello(tlswire.Item{Raw: id})
	require.NoError(t, err)
	require.Equal(t, []string{"\x00\x00\x2f", "id", strings.Repeat("c", 16)}, []string{string(h.Ciphers), string(h.SessionID), string(h.Challenge)})
	for suite := range h.Suites {
		require.Equal(t, uint16(0x2f), suite)
		break
	}
	for n := range i.Raw {
		cut := i
		cut.Raw = i.Raw[:n]
		_, err := tlswire.ReadSSL2Hello(cut)
		require.ErrorIs(t, err, &schannel.Error{Code: "schannel.capture.ssl2"}, "%d bytes", n)
	}
}
