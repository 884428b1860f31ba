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
