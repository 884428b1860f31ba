// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dotnet

import (
	"strings"
	"unicode"
)

// SameText compares as StringComparison.OrdinalIgnoreCase does.
func SameText(a, b string) bool {
	return a == b || len(a) < 2*len(b)+4 && FoldKey(a) == FoldKey(b)
}

// FoldKey maps texts that differ in case only to one. Unlike strings.EqualFold
// it never makes an ASCII letter of another one.
func FoldKey(text string) string {
	return strings.Map(func(r rune) rune {
		if upper := unicode.ToUpper(r); upper >= 0x80 || r < 0x80 {
			return upper
		}
		return r
	}, text)
}
