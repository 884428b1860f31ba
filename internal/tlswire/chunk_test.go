// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"testing"

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
}
