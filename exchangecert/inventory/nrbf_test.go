// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestStream: what is taken from a stream is there, and nothing is taken behind
// an error.
func TestStream(t *testing.T) {
	t.Parallel()
	s := &stream{data: []byte{1, 2, 3}}
	require.Equal(t, []byte{1, 2, 3}, s.take(3))
	require.NoError(t, s.err)
	require.Nil(t, s.take(1))
	require.ErrorIs(t, s.err, errStreamEnds)
	s = &stream{data: []byte{1, 2, 3}}
	require.Nil(t, s.take(-1))
	require.ErrorIs(t, s.err, errStreamEnds)
	s = &stream{data: []byte{1, 2, 3}, err: errStream}
	require.Nil(t, s.take(1))
	require.ErrorIs(t, s.err, errStream)
}

// TestStreamCount: each of the things that are counted takes a byte at least.
func TestStreamCount(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		data []byte
		want int
		err  error
	}{
		{[]byte{0, 0, 0, 0}, 0, nil},
		{[]byte{1, 0, 0, 0, 7}, 1, nil},
		{[]byte{2, 0, 0, 0, 7}, 0, errStreamEnds},
		{[]byte{0xff, 0xff, 0xff, 0xff, 7}, 0, errStreamEnds},
	} {
		s := &stream{data: tt.data}
		require.Equal(t, tt.want, s.count())
		require.ErrorIs(t, s.err, tt.err)
	}
}

// TestStreamText: a length has five bytes at most ([MS-NRBF] 2.1.1.6).
func TestStreamText(t *testing.T) {
	t.Parallel()
	s := &stream{data: []byte{0x81, 0x80, 0x80, 0x80, 0x00, 'a'}}
	require.Equal(t, "a", s.text())
	require.NoError(t, s.err)
	s = &stream{data: []byte{0x81, 0x80, 0x80, 0x80, 0x80, 0x00, 'a'}}
	require.Empty(t, s.text())
	require.ErrorIs(t, s.err, errStream)
}

// TestStreamChar: a Char is UTF-8, its first byte says how many follow ([MS-NRBF]
// 2.1.1.1).
func TestStreamChar(t *testing.T) {
	t.Parallel()
	for first, follow := range map[byte]int{'a': 0, 0xbf: 0, 0xc0: 1, 0xdf: 1, 0xe0: 2, 0xef: 2, 0xf0: 3, 0xf4: 3} {
		s := &stream{data: []byte{first, 0x80, 0x80, 0x80}}
		s.char()
		require.Len(t, s.data, 3-follow, "%x", first)
		require.NoError(t, s.err)
	}
}

// TestStreamDepth: records lie in each other 64 deep at most.
func TestStreamDepth(t *testing.T) {
	t.Parallel()
	const objectNull = 10
	for depth, want := range map[int]error{maxNesting - 1: nil, maxNesting: errStream} {
		s := &stream{data: []byte{objectNull}, depth: depth}
		s.record()
		require.ErrorIs(t, s.err, want, "%d", depth)
	}
}

// TestStreamPrimitive: whole numbers of every width; what is cut is none.
func TestStreamPrimitive(t *testing.T) {
	t.Parallel()
	const int16Kind, int64Kind = 7, 9
	for kind, data := range map[byte][]byte{int16Kind: {2, 0}, int64Kind: {2, 0, 0, 0, 0, 0, 0, 0}} {
		require.Equal(t, int64(2), (&stream{data: data}).primitive(kind))
		require.Nil(t, (&stream{data: data[:1]}).primitive(kind))
	}
}
