// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"strings"
	"testing"

	"github.com/schanneltrust/schannel/ems/derive"
)

func BenchmarkTranscript(b *testing.B) {
	var messages [][]byte
	total := 0
	for _, m := range []string{
		tlsMessage("client_hello"), tlsMessage("server_hello"), handshakeMessage(11, strings.Repeat("c", 5000)),
		tlsMessage("server_hello_done"), tlsMessage("client_key_exchange"),
	} {
		messages = append(messages, []byte(m))
		total += len(m)
	}
	b.SetBytes(int64(total))
	b.ReportAllocs()
	var dst [64]byte
	for b.Loop() {
		var t derive.Transcript
		for _, m := range messages {
			if err := t.Add(m); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := t.AppendSessionHash(dst[:0], derive.SHA256); err != nil {
			b.Fatal(err)
		}
	}
}
