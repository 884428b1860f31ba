// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestFuzzSeeds counts the committed seeds, so that none gets lost.
func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzClientHello": 4, "FuzzServerHello": 4, "FuzzRead": 11, "FuzzPieces": 3, "FuzzFiles": 2})
}

// FuzzRead holds that a capture is read the same way twice, that
// nothing partial comes with an error, that offsets lie in the streams, and
// that every capture can be judged.
func FuzzRead(f *testing.F) {
	f.Fuzz(func(t *testing.T, client, server []byte) {
		c, err := capture.Read(client, server)
		again, errAgain := capture.Read(client, server)
		require.Empty(t, cmp.Diff(c, again))
		if err != nil {
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, err.Error(), errAgain.Error())
			require.LessOrEqual(t, fault.Offset, max(len(client), len(server)))
			require.Empty(t, cmp.Diff(capture.Capture{}, c), "no partial value")
			return
		}
		require.LessOrEqual(t, len(c.Alerts), len(client)+len(server))
		for _, a := range c.Alerts {
			require.Less(t, a.Offset, max(len(client), len(server)))
		}
		for _, session := range []ems.Session{ems.NoSession, ems.ExtendedSession, ems.LegacySession} {
			findings := c.Findings(session)
			require.NotEmpty(t, findings)
			vocabtest.Findings(t, findings)
		}
		if c.ClientHello.Seen {
			findings, err := c.Derivation([]byte{0, 1}, derive.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random)})
			require.Equal(t, err != nil, findings == nil)
		}
	})
}

// FuzzFiles holds that files and datagrams are read the same way twice, and that
// nothing partial comes with an error.
func FuzzFiles(f *testing.F) {
	f.Fuzz(func(t *testing.T, client, server []byte) {
		for _, read := range []func() (capture.Capture, error){
			func() (capture.Capture, error) { return capture.ReadFiles(client, server) },
			func() (capture.Capture, error) { return capture.ReadFiles(client) },
			func() (capture.Capture, error) { return capture.ReadDatagrams([][]byte{client}, [][]byte{server}) },
		} {
			c, err := read()
			again, errAgain := read()
			require.Empty(t, cmp.Diff(c, again))
			if err != nil {
				require.EqualError(t, errAgain, err.Error())
				require.Empty(t, cmp.Diff(capture.Capture{}, c), "no partial value")
			}
		}
	})
}

// FuzzPieces holds that a capture with gaps is read the same way twice, that
// nothing that is there gets lost, and that it can be judged.
func FuzzPieces(f *testing.F) {
	f.Fuzz(func(t *testing.T, client, server []byte, at, missing uint16) {
		cut := func(stream []byte) []capture.Piece {
			n := min(int(at), len(stream))
			return []capture.Piece{{Bytes: stream[:n]}, {Missing: int(missing), Bytes: stream[n:]}}
		}
		c, err := capture.ReadPieces(cut(client), cut(server))
		again, _ := capture.ReadPieces(cut(client), cut(server))
		require.Empty(t, cmp.Diff(c, again))
		if err != nil {
			_, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			return
		}
		for _, a := range c.Alerts {
			require.Less(t, a.Offset, max(len(client), len(server)))
		}
		if missing == 0 {
			whole, err := capture.Read(client, server)
			require.NoError(t, err)
			require.Empty(t, cmp.Diff(whole, c), "no gap, no difference")
		}
		vocabtest.Findings(t, c.Findings(ems.NoSession))
	})
}

// FuzzClientHello and FuzzServerHello hold that a hello without its last bytes
// is none, but for one that ends where its extensions would begin.
func FuzzClientHello(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		checkHello(t, body, func(body []byte) (capture.Hello, error) {
			c, err := capture.Read([]byte(handshakeMessage(1, string(body))), nil)
			return c.ClientHello, err
		})
	})
}

func FuzzServerHello(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		checkHello(t, body, func(body []byte) (capture.Hello, error) {
			c, err := capture.Read(nil, []byte(handshakeMessage(2, string(body))))
			return c.ServerHello, err
		})
	})
}

func checkHello(t *testing.T, body []byte, read func([]byte) (capture.Hello, error)) {
	t.Helper()
	hello, err := read(body)
	if err != nil {
		require.Empty(t, cmp.Diff(capture.Hello{}, hello))
		fault, ok := errors.AsType[*schannel.Error](err)
		require.True(t, ok, "%v", err)
		require.LessOrEqual(t, fault.Offset, 4+len(body))
		return
	}
	if !hello.Seen {
		return // a HelloRetryRequest
	}
	require.Len(t, hello.Random, 32)
	require.LessOrEqual(t, len(hello.SessionID), 32)
	shorter := 0
	for n := range body {
		if h, err := read(body[:n]); err == nil {
			shorter++
			require.False(t, h.EMS || h.Ticket || h.PreSharedKey, "what has no extensions says nothing of them")
		}
	}
	require.LessOrEqual(t, shorter, 1, "prefixes that are hellos")
}
