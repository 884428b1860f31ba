// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/winhost"
)

// TestLeadingZeroProbability compares with a count over every value, for small
// moduli, and with numbers worked out by hand for large ones.
func TestLeadingZeroProbability(t *testing.T) {
	t.Parallel()
	for p := 3; p < 1<<17; p += 257 {
		width := len(big.NewInt(int64(p)).Bytes())
		short := 0
		for v := 1; v < min(p, 1<<(8*(width-1))); v++ {
			short++
		}
		got, err := winhost.LeadingZeroProbability(big.NewInt(int64(p)).Bytes())
		require.NoError(t, err)
		require.Zero(t, big.NewRat(int64(short), int64(p-1)).Cmp(got), "p = %d: %s", p, got)
	}
	full := bytes.Repeat([]byte{0xff}, 256)
	half := append([]byte{0x80}, bytes.Repeat([]byte{0}, 255)...)
	half[255] = 1
	tests := []struct {
		name string
		p    []byte
		want string // one in so many
		why  string
	}{
		{"first-byte-ff", full, "256.000", "256^255 of 256^256 values"},
		{"first-byte-80", half, "128.000", "256^255 of 128*256^255 values"},
		{"leading-zeros-of-p", append([]byte{0, 0}, full...), "256.000", "zeros before p do not count"},
		{"p-of-2041-bits", append([]byte{1}, bytes.Repeat([]byte{0xff}, 255)...), "2.000", "a first byte of 01: half of the values are shorter"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := winhost.LeadingZeroProbability(tt.p)
			require.NoError(t, err)
			require.Equal(t, tt.want, new(big.Rat).Inv(got).FloatString(3), tt.why)
		})
	}
}

func TestLeadingZeroProbabilityErrors(t *testing.T) {
	t.Parallel()
	for _, p := range [][]byte{nil, {0}, {2}, {0, 0, 1}, bytes.Repeat([]byte{1}, 4097)} {
		got, err := winhost.LeadingZeroProbability(p)
		require.Nil(t, got)
		found, ok := errors.AsType[*schannel.Error](err)
		require.True(t, ok)
		require.Equal(t, schannel.Code("ems.windows.modulus.size"), found.Code)
	}
	_, err := winhost.LeadingZeroProbability(bytes.Repeat([]byte{1}, 4096))
	require.NoError(t, err)
}

func ExampleLeadingZeroProbability() {
	p := bytes.Repeat([]byte{0xff}, 256) // as long as a 2048-bit group, and as large as can be
	q, err := winhost.LeadingZeroProbability(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("1 in", new(big.Rat).Inv(q).FloatString(2))
	// Output:
	// 1 in 256.00
}
