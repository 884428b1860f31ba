// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dotnet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SameText compares as StringComparison.OrdinalIgnoreCase does.
func SameText(a, b string) bool {
	for a != "" && b != "" {
		r, n := utf8.DecodeRuneInString(a)
		q, m := utf8.DecodeRuneInString(b)
		if r != q && fold(r) != fold(q) {
			return false
		}
		a, b = a[n:], b[m:]
	}
	return a == b
}

// CutPrefix cuts a prefix of ASCII letters in any case.
func CutPrefix(text, prefix string) (string, bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}

// FoldKey maps texts that differ in case only to one.
func FoldKey(text string) string { return strings.Map(fold, text) }

// fold returns the upper case of r. Unlike strings.EqualFold it never makes an
// ASCII letter of another one.
func fold(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	if r < utf8.RuneSelf {
		return r
	}
	if upper := unicode.ToUpper(r); upper >= utf8.RuneSelf {
		return upper
	}
	return r
}
