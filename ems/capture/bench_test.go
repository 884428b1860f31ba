// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/capture"
)

// benchmarkStreams are a full handshake with a chain of certificates, about
// 6 kB, in records of up to 4 kB as servers send them.
func benchmarkStreams() (client, server []byte) {
	s := script{
		suite: 0xc02f, client: "ems", server: "ems", clientID: strings.Repeat("i", 32), serverID: strings.Repeat("j", 32),
		ticket: strings.Repeat("t", 192), clientEnd: "client_key_exchange ccs encrypted", split: 4096,
	}
	client, server = s.streams()
	certificate := s.message(11, vector(3, vector(3, strings.Repeat("a", 2000))+vector(3, strings.Repeat("b", 3000))))
	rest := script{serverEnd: "server_key_exchange server_hello_done new_session_ticket ccs encrypted"}
	return client, append(append(server, certificate...), rest.items(rest.serverEnd)...)
}

// captureAllocations is what reading a capture of a full handshake costs: the
// transcript, a reader for each direction, two of hellos and a certificate
// message put together from two records.
const captureAllocations = 12

func TestReadAllocations(t *testing.T) {
	client, server := benchmarkStreams()
	c, err := capture.Read(client, server)
	require.NoError(t, err)
	require.Equal(t, capture.FullHandshake, c.Handshake)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { _, _ = capture.Read(client, server) }), float64(captureAllocations))
}

func BenchmarkRead(b *testing.B) {
	client, server := benchmarkStreams()
	b.SetBytes(int64(len(client) + len(server)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := capture.Read(client, server); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadData has a megabyte of application data behind the
// handshake. The payload of those records is skipped unread, so the speed is
// that of passing over a stream, not of reading it.
func BenchmarkReadData(b *testing.B) {
	client, server := benchmarkStreams()
	data := script{}.record(23, strings.Repeat("d", 16<<10))
	server = append(server, strings.Repeat(data, 64)...)
	b.SetBytes(int64(len(client) + len(server)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := capture.Read(client, server); err != nil {
			b.Fatal(err)
		}
	}
}
