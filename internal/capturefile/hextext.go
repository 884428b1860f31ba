// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// leastBytes is how many bytes a text must spell to be taken for hexadecimal.
const leastBytes = 4

// readHex reads pairs of digits with nothing between them but what people and
// programs put there: blanks, ends of lines, colons, commas, dashes, bars, 0x,
// \x, quotes, brackets. What the value is called stands before the place from.
func readHex(t text, from int) (Direction, bool) {
	d, place, s := newDirection(len(t.String)/2), t.along(), t.String
	escaped := 0
	for i := from; i < len(s); {
		if missing, size := leftOut(s[i:]); size > 0 {
			d.missing += missing
			i += size
			continue
		}
		if size := betweenPairs(s[i:]); size > 0 {
			i += size
			continue
		}
		if (s[i] == '0' || s[i] == '\\') && i+1 < len(s) && (s[i+1] == 'x' || s[i+1] == 'X') {
			if s[i] == '\\' {
				escaped++
			}
			i += 2
			if i >= len(s) || !isHex(s[i]) {
				return Direction{}, false
			}
			if i+1 >= len(s) || !isHex(s[i+1]) { // 0x6 for 0x06
				d.add(digit(s[i]), place(i), t.unit)
				i++
				continue
			}
		}
		if i+1 >= len(s) || !isHex(s[i]) || !isHex(s[i+1]) {
			return Direction{}, false
		}
		d.add(digit(s[i])<<4|digit(s[i+1]), place(i), 2*t.unit)
		i += 2
	}
	// Between escapes, a pair of digits is text.
	return d, len(d.Bytes) >= leastBytes && (escaped == 0 || escaped == len(d.Bytes))
}

// betweenPairs returns how much of what a text begins with is none of its bytes.
func betweenPairs(s string) int {
	switch {
	case strings.IndexByte(" \t\r\n:,;-|\"'{}()[]<>", s[0]) >= 0, continued(s):
		return 1
	case strings.HasPrefix(s, "b'"), strings.HasPrefix(s, "b\""): // as Python prints hexadecimal bytes
		return 2
	case strings.HasPrefix(s, nodeBuffer):
		return len(nodeBuffer)
	}
	return 0
}

// continued reports whether a line goes on, as in an escaped string of Wireshark.
func continued(s string) bool {
	return strings.HasPrefix(s, "\\\n") || strings.HasPrefix(s, "\\\r\n")
}

func newDirection(capacity int) Direction {
	return Direction{Bytes: make([]byte, 0, capacity), places: make([]uint32, 0, capacity)}
}

const hexDigits = "0123456789abcdefABCDEF"

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func digit(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// readBase64 reads base64 with ends of lines in it. The place of a byte is that
// of the character in which it begins.
func readBase64(t text) (Direction, bool) {
	compact := make([]byte, 0, len(t.String))
	d, place := Direction{places: make([]uint32, 0, len(t.String)*3/4+1)}, t.along()
	for i := range len(t.String) {
		switch c := t.String[i]; c {
		case ' ', '\t', '\r', '\n':
		default:
			if len(compact)%4 != 3 { // the last of four characters begins no byte
				d.places = append(d.places, uint32(place(i)))
			}
			compact = append(compact, c)
			d.end = place(i) + t.unit
		}
	}
	const least = 8
	compact = bytes.TrimRight(compact, "=")
	n, err := base64.RawStdEncoding.Decode(compact, compact) // it writes behind what it reads
	if err != nil || n < least {
		return Direction{}, false
	}
	d.Bytes, d.places = compact[:n:n], d.places[:n:n]
	return d, true
}
