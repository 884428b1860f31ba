// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/tlswire"
)

// FuzzFlow holds that a flow ends, that its items lie in the stream in order
// and are its bytes, that the same stream gives the same, and that a defect is
// inside the stream.
func FuzzFlow(f *testing.F) {
	f.Fuzz(func(t *testing.T, stream []byte) {
		flow, err := tlswire.NewFlow(stream)
		require.NoError(t, err)
		var items []string
		behind := 0
		for i, more := flow.Next(); more; i, more = flow.Next() {
			items = append(items, show(i))
			require.NotEqual(t, tlswire.KindUnspecified, i.Kind)
			checkBytes(t, stream, i)
			if i.Kind == tlswire.Outside && i.Records == 0 {
				require.GreaterOrEqual(t, i.Offset, behind)
			}
			behind = max(behind, i.Offset)
		}
		_, more := flow.Next()
		require.False(t, more, "it has ended")
		for _, e := range flow.Defects().Noted {
			require.GreaterOrEqual(t, e.Offset, 0)
			require.LessOrEqual(t, e.Offset, len(stream))
		}
		again, err := tlswire.NewFlow(stream)
		require.NoError(t, err)
		if diff := cmp.Diff(items, drain(again)); diff != "" {
			t.Fatalf("twice the same stream:\n%s", diff)
		}
	})
}

// checkBytes finds every byte of an item in the stream, but for the fields of a
// fragment's header that are written anew.
func checkBytes(t *testing.T, stream []byte, i tlswire.Item) {
	t.Helper()
	from := 0
	if i.Kind == tlswire.Message {
		require.Len(t, i.Body(), int(i.Raw[1])<<16|int(i.Raw[2])<<8|int(i.Raw[3]), "a message is whole")
	}
	if i.Kind == tlswire.Message && i.HeaderLen() == tlswire.DatagramHeaderLen {
		from = tlswire.DatagramHeaderLen
		require.LessOrEqual(t, from, len(i.Raw))
	}
	for n := from; n < len(i.Raw); n++ {
		at := i.StreamOffset(n)
		require.Less(t, at, len(stream))
		require.Equal(t, stream[at], i.Raw[n])
	}
	require.LessOrEqual(t, i.StreamOffset(len(i.Raw)), len(stream))
}

// FuzzDatagrams cuts bytes into datagrams at every place that the second
// argument names.
func FuzzDatagrams(f *testing.F) {
	f.Fuzz(func(t *testing.T, stream, cuts []byte) {
		var datagrams [][]byte
		rest := stream
		for _, n := range cuts {
			n := min(int(n), len(rest))
			datagrams, rest = append(datagrams, rest[:n]), rest[n:]
		}
		datagrams = append(datagrams, rest)
		flow, err := tlswire.NewDatagrams(datagrams)
		require.NoError(t, err)
		for i, more := flow.Next(); more; i, more = flow.Next() {
			require.Less(t, i.Datagram, len(datagrams))
			checkBytes(t, stream, i)
		}
	})
}
