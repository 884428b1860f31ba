// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"bytes"
	"crypto/tls"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/internal/livetest"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// recorded is a connection that keeps what is written.
type recorded struct {
	net.Conn
	mu      sync.Mutex
	written bytes.Buffer
}

func (r *recorded) Write(p []byte) (int, error) {
	r.mu.Lock()
	r.written.Write(p)
	r.mu.Unlock()
	return r.Conn.Write(p)
}

// loopback returns the two ends of a connection. A pipe would not do: both ends
// of TLS 1.3 write before they read.
func loopback(t *testing.T) (near, far net.Conn) {
	t.Helper()
	livetest.Loopback(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed below
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	near, err = net.DialTimeout("tcp", listener.Addr().String(), 10*time.Second) //nolint:noctx // it has a timeout
	require.NoError(t, err)
	far, err = listener.Accept()
	require.NoError(t, err)
	for _, end := range []net.Conn{near, far} {
		require.NoError(t, end.SetDeadline(time.Now().Add(20*time.Second)))
		t.Cleanup(func() { _ = end.Close() })
	}
	return near, far
}

// handshake runs crypto/tls against itself and returns what each end sent.
func handshake(t *testing.T, version, suite uint16) (client, server []byte) {
	t.Helper()
	pair := livetest.Authority{}.Issue(t, dntest.CN("live.example"), false).Pair()
	config := &tls.Config{
		Certificates: []tls.Certificate{pair}, InsecureSkipVerify: true, MinVersion: version, MaxVersion: version,
		CipherSuites: []uint16{suite}, ClientAuth: tls.RequireAnyClientCert,
	}
	near, far := loopback(t)
	c, s := &recorded{Conn: near}, &recorded{Conn: far}
	var both sync.WaitGroup
	both.Go(func() {
		end := tls.Server(s, config)
		if end.Handshake() != nil {
			return
		}
		buffer := make([]byte, 64)
		n, _ := end.Read(buffer)
		_, _ = end.Write(buffer[:n])
		_, _ = end.Read(buffer) // the alert of the end
	})
	end := tls.Client(c, config)
	require.NoError(t, end.Handshake())
	_, err := end.Write([]byte("question"))
	require.NoError(t, err)
	_, err = end.Read(make([]byte, 64))
	require.NoError(t, err)
	_ = end.Close()
	both.Wait()
	_ = far.Close()
	return c.written.Bytes(), s.written.Bytes()
}

// TestLateBeginnings lets the streams of real handshakes begin at each of their
// records: what is in clear is read as it is in the whole stream, and nothing of
// the ciphertext is.
func TestLateBeginnings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name           string
		version, suite uint16
	}{
		{"tls-1.0-cbc", tls.VersionTLS10, tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA},
		{"tls-1.1-cbc", tls.VersionTLS11, tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA},
		{"tls-1.2-cbc", tls.VersionTLS12, tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256},
		{"tls-1.2-gcm", tls.VersionTLS12, tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
		{"tls-1.2-chacha", tls.VersionTLS12, tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256},
		{"tls-1.3", tls.VersionTLS13, tls.TLS_AES_128_GCM_SHA256},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			client, server := handshake(t, tt.version, tt.suite)
			for _, stream := range [][]byte{client, server} {
				whole := itemsAt(t, stream, 0)
				for _, start := range boundaries(stream) {
					late := itemsAt(t, stream, start)
					if diff := cmp.Diff(behind(whole, start), late); diff != "" {
						t.Errorf("from byte %d (-whole +late):\n%s", start, diff)
					}
				}
			}
			require.Equal(t, prelude.Client, tlswire.SideOf(client))
			require.Equal(t, prelude.Server, tlswire.SideOf(server))
		})
	}
}

// placed is an item and its place in the whole stream.
type placed struct {
	At   int
	Kind tlswire.Kind
	Len  int
}

func itemsAt(t *testing.T, stream []byte, start int) []placed {
	t.Helper()
	f, err := tlswire.NewFlow(stream[start:])
	require.NoError(t, err)
	var items []placed
	for i, more := f.Next(); more; i, more = f.Next() {
		items = append(items, placed{start + i.Offset, i.Kind, len(i.Raw)})
	}
	require.Zero(t, f.Defects().Count, "from byte %d: %v", start, f.Defects())
	return items
}

func behind(items []placed, start int) []placed {
	n := slices.IndexFunc(items, func(p placed) bool { return p.At >= start })
	return items[n:]
}

// boundaries returns where the records of a stream begin.
func boundaries(stream []byte) []int {
	var at []int
	for n := 0; n < len(stream); n += 5 + int(stream[n+3])<<8 + int(stream[n+4]) {
		at = append(at, n)
	}
	return at
}
