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
// \x, quotes.
func readHex(t text) (Direction, bool) {
	d := newDirection(len(t.String) / 2)
	s := t.String
	for i := 0; i < len(s); {
		if strings.IndexByte(" \t\r\n:,;-|\"'{}()[]", s[i]) >= 0 || continued(s[i:]) {
			i++
			continue
		}
		if (s[i] == '0' || s[i] == '\\') && i+1 < len(s) && (s[i+1] == 'x' || s[i+1] == 'X') {
			i += 2
			if i >= len(s) || !isHex(s[i]) {
				return Direction{}, false
			}
			if i+1 >= len(s) || !isHex(s[i+1]) { // 0x6 for 0x06
				d.add(digit(s[i]), t.place(i), t.unit)
				i++
				continue
			}
		}
		if i+1 >= len(s) || !isHex(s[i]) || !isHex(s[i+1]) {
			return Direction{}, false
		}
		d.add(digit(s[i])<<4|digit(s[i+1]), t.place(i), 2*t.unit)
		i += 2
	}
	return d, len(d.Bytes) >= leastBytes
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
	d := Direction{places: make([]uint32, 0, len(t.String)*3/4+1)}
	for i := range len(t.String) {
		switch c := t.String[i]; c {
		case ' ', '\t', '\r', '\n':
		default:
			if len(compact)%4 != 3 { // the last of four characters begins no byte
				d.places = append(d.places, uint32(t.place(i)))
			}
			compact = append(compact, c)
			d.end = t.place(i) + t.unit
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
