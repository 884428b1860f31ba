// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn

import (
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// Weight is a number that names have in common which any folding takes for the
// same, if both are plain: of strings of one byte a character in ASCII, where
// foldings do no more than change the case, take away blanks and control
// characters, and sort. It is much cheaper than a folding and tells most names
// apart.
func Weight(attributes []Attribute) (weight uint64, plain bool) {
	for _, a := range attributes {
		switch a.Tag {
		case asn1.PrintableString, asn1.UTF8String, asn1.IA5String, asn1.T61String, tagVisibleString, tagNumericString:
		default:
			return 0, false
		}
		for _, c := range a.Value {
			switch {
			case c >= utf8.RuneSelf:
				return 0, false
			case c > ' ' && c < utf8.RuneSelf-1:
				n := uint64(lowerASCII(rune(c))) //nolint:gosec // G115: a character of ASCII
				weight += n * n * n
			}
		}
	}
	return weight, true
}
