// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"strconv"
	"strings"
)

// readStrings reads strings as C, Go, Java, JavaScript, Python, Ruby and Rust
// write bytes: what is printable as it is, the rest escaped. Several stand behind
// each other with blanks, ends of lines, plus signs or commas between; before the
// first one stands a name.
func readStrings(t text) (Direction, bool) {
	d, place, s := newDirection(len(t.String)), t.along(), t.String
	i := strings.IndexAny(s[:min(len(s), longestName)], `"'`)
	if i < 0 {
		return Direction{}, false
	}
	quote := byte(0)
	for i < len(s) {
		b, size, kind := element(s[i:], quote)
		switch kind {
		case broken:
			return Direction{}, false
		case turn:
			quote ^= s[i+size-1] // opens, or closes with the same
		case spelt:
			d.add(b, place(i), size*t.unit)
		case nothing:
		}
		i += size
	}
	return d, quote == 0 && len(d.Bytes) >= leastBytes
}

// What an element of strings is.
type elementKind uint8

const (
	broken  elementKind = iota // no part of such a text
	nothing                    // between strings, or a line that goes on
	turn                       // a quotation mark that opens or closes
	spelt                      // a byte
)

// element reads what strings begin with, inside the quotation mark or, where
// that is 0, between two of them.
func element(s string, quote byte) (b byte, size int, kind elementKind) {
	switch c := s[0]; {
	case continued(s):
		return 0, strings.IndexByte(s, '\n') + 1, nothing
	case quote == 0 && (c == '"' || c == '\''):
		return 0, 1, turn
	case quote == 0 && c|0x20 == 'b' && len(s) > 1 && (s[1] == '"' || s[1] == '\''): // of Python and Rust
		return 0, 2, turn
	case quote == 0 && strings.IndexByte(" \t\r\n+,;)]}", c) >= 0:
		return 0, 1, nothing
	case quote == 0, c < ' ', c > '~':
		return 0, 0, broken
	case c == quote:
		return 0, 1, turn
	case c != '\\':
		return c, 1, spelt
	}
	return escape(s)
}

// escape reads what stands behind a backslash.
func escape(s string) (b byte, size int, kind elementKind) {
	if len(s) < 2 {
		return 0, 0, broken
	}
	if at := strings.IndexByte(`abtnvfre"'\`, s[1]); at >= 0 {
		return "\a\b\t\n\v\f\r\x1b\"'\\"[at], 2, spelt
	}
	digits, base := s[1:], 8
	switch s[1] {
	case 'x':
		digits, base = s[2:min(len(s), 4)], 16
	case 'u':
		digits, base = s[2:min(len(s), 6)], 16
	default:
		digits = digits[:min(len(digits), 3)]
		digits = digits[:len(digits)-len(strings.TrimLeft(digits, "01234567"))]
	}
	v, err := strconv.ParseUint(digits, base, 8)
	if err != nil {
		return 0, 0, broken
	}
	return byte(v), strings.Index(s, digits) + len(digits), spelt
}
