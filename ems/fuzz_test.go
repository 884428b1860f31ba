// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// TestFuzzSeeds counts the committed seeds, so that none gets lost.
func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	for target, want := range map[string]int{
		"FuzzClientHello": 4, "FuzzServerHello": 4, "FuzzReadCapture": 10, "FuzzTranscript": 3, "FuzzParseKeyLogLine": 4,
	} {
		seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", target))
		require.NoError(t, err)
		require.Len(t, seeds, want, target)
	}
}

// FuzzReadCapture holds that a capture is read the same way twice, that
// nothing partial comes with an error, that offsets lie in the streams, and
// that every capture can be judged.
func FuzzReadCapture(f *testing.F) {
	f.Fuzz(func(t *testing.T, client, server []byte) {
		c, err := ems.ReadCapture(client, server)
		again, errAgain := ems.ReadCapture(client, server)
		compare := cmp.Options{
			cmp.AllowUnexported(ems.Capture{}, ems.Transcript{}),
			cmp.Comparer(func(a, b *schannel.Error) bool {
				return a == b || a != nil && b != nil && a.Code == b.Code && a.Error() == b.Error()
			}),
		}
		require.Empty(t, cmp.Diff(c, again, compare))
		if err != nil {
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, err.Error(), errAgain.Error())
			require.LessOrEqual(t, fault.Offset, max(len(client), len(server)))
			require.Empty(t, cmp.Diff(ems.Capture{}, c, compare), "no partial value")
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
			findings, err := c.Derivation([]byte{0, 1}, ems.KeyLogLine{ClientRandom: [32]byte(c.ClientHello.Random)})
			require.Equal(t, err != nil, findings == nil)
		}
	})
}

// FuzzClientHello and FuzzServerHello hold that a hello without its last bytes
// is none, but for one that ends where its extensions would begin.
func FuzzClientHello(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		checkHello(t, body, func(body []byte) (ems.Hello, error) {
			c, err := ems.ReadCapture([]byte(handshakeMessage(1, string(body))), nil)
			return c.ClientHello, err
		})
	})
}

func FuzzServerHello(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		checkHello(t, body, func(body []byte) (ems.Hello, error) {
			c, err := ems.ReadCapture(nil, []byte(handshakeMessage(2, string(body))))
			return c.ServerHello, err
		})
	})
}

func checkHello(t *testing.T, body []byte, read func([]byte) (ems.Hello, error)) {
	t.Helper()
	hello, err := read(body)
	if err != nil {
		require.Empty(t, cmp.Diff(ems.Hello{}, hello))
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
