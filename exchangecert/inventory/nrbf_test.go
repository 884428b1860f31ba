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

// TestStreamArray: an array takes its items and nothing behind them ([MS-NRBF]
// 2.4); it may be empty, and a null is an item.
func TestStreamArray(t *testing.T) {
	t.Parallel()
	const id, two, one = "\x01\x00\x00\x00", "\x02\x00\x00\x00", "\x01\x00\x00\x00"
	const single, jagged, rectangular, singleOffset = "\x00", "\x01", "\x02", "\x03" // [MS-NRBF] 2.4.1.1
	const primitive, int32Kind, null = "\x00", "\x08", "\x0a"                        // [MS-NRBF] 2.1.2.2, 2.1.2.3, 2.1.2.1
	const numbers = "\x05\x00\x00\x00\x06\x00\x00\x00"
	binary := func(s *stream) { s.binaryArray() }
	for _, row := range []struct {
		name, data string
		read       func(*stream)
		err        error
	}{
		{"numbers", id + two + int32Kind + numbers, func(s *stream) { s.primitiveArray() }, nil},
		{"single", id + single + one + two + primitive + int32Kind + numbers, binary, nil},
		{"jagged", id + jagged + one + two + primitive + int32Kind + numbers, binary, nil},
		{"rectangular", id + rectangular + one + two + primitive + int32Kind + numbers, binary, nil},
		{"offset", id + singleOffset + one + two, binary, errStream},
		{"empty", "", func(s *stream) { s.array(1, 0) }, nil},
		{"nulls", null + null, func(s *stream) { s.array(1, 2) }, nil},
		{"negative", "", func(s *stream) { s.array(1, -1) }, errStream},
	} {
		s := &stream{data: []byte(row.data + "end"), objects: map[int32]any{}}
		row.read(s)
		require.ErrorIs(t, s.err, row.err, row.name)
		if row.err == nil {
			require.Equal(t, "end", string(s.data), row.name)
		}
	}
}
