// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn

import (
	"math/big"
	"strconv"
)

// maxOID is the longest object identifier that is accepted, in bytes of its
// content. The longest of a real name has 11.
const maxOID = 128

// ValidOID reports whether b is the content of an object identifier: whole
// base-128 numbers without leading zeros (X.690, Section 8.19.2).
func ValidOID(b []byte) bool {
	start := true
	for _, c := range b {
		if start && c == 0x80 {
			return false
		}
		start = c < 0x80
	}
	return len(b) > 0 && len(b) <= maxOID && start
}

// AppendOID writes the content of an object identifier in dotted form (X.690,
// Section 8.19).
func AppendOID(dst, oid []byte) []byte {
	for first := true; len(oid) > 0; first = false {
		n := 1
		for oid[n-1] >= 0x80 {
			n++
		}
		if !first {
			dst = append(dst, '.')
		}
		dst = appendArc(dst, oid[:n], first)
		oid = oid[n:]
	}
	return dst
}

// appendArc writes one number. The first of an identifier stands for two
// (X.690, Section 8.19.4): 40*X + Y.
func appendArc(dst, arc []byte, first bool) []byte {
	const bitsInByte, bits = 7, 63
	if len(arc) > bits/bitsInByte {
		return appendLongArc(dst, arc, first)
	}
	var number uint64
	for _, c := range arc {
		number = number<<bitsInByte | uint64(c&0x7f)
	}
	if first {
		top := min(number/40, 2)
		dst = append(strconv.AppendUint(dst, top, 10), '.')
		number -= 40 * top
	}
	return strconv.AppendUint(dst, number, 10)
}

// appendLongArc writes a number that no machine word has room for.
func appendLongArc(dst, arc []byte, first bool) []byte {
	number := new(big.Int)
	for _, c := range arc {
		number.Lsh(number, 7)
		number.Or(number, big.NewInt(int64(c&0x7f)))
	}
	if first {
		dst = append(dst, "2."...)
		number.Sub(number, big.NewInt(2*40))
	}
	return number.Append(dst, 10)
}
