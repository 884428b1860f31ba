// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"strconv"
	"strings"
)

// longestName is how much may stand before a value: a name, a type, opening
// brackets.
const longestName = 160

// cast stands before each byte of a value of Java.
const cast = "(byte)"

// literal returns where the bytes of a value begin in a text, as programs print
// it and people copy it from their code: behind what stands before its bracket or
// equals sign. It is 0 where nothing does.
func literal(s string) int {
	line, _, _ := strings.Cut(s[:min(len(s), longestName)], "\n")
	for at := len(line); at > 0; {
		if at = strings.LastIndexAny(line[:at], "[{(<="); at >= 0 && beginsBytes(line[at+1:]) {
			return at + 1
		}
	}
	return 0
}

// beginsBytes reports whether bytes may follow, in this line or the next.
func beginsBytes(s string) bool {
	s = strings.TrimPrefix(strings.TrimLeft(s, " \t\r"), cast)
	return s == "" || strings.HasPrefix(s, nodeBuffer) || strings.IndexByte("0123456789-\"'\\", s[0]) >= 0
}

// nodeBuffer is what Node.js prints before the digits of a buffer.
const nodeBuffer = "Buffer "

// leftOut reads what programs print for bytes that they leave out, such as
// "... 41 more bytes" of Node.js.
func leftOut(s string) (missing, size int) {
	const longest = 32
	rest, dots := strings.CutPrefix(s[:min(len(s), longest)], "... ")
	if !dots {
		return 0, 0
	}
	digits, unit, more := strings.Cut(rest, " more ")
	n, err := strconv.ParseUint(digits, 10, 24)
	if !more || err != nil {
		return 0, 0
	}
	return int(n), len("... ") + len(digits) + len(" more ") + wordLength(unit)
}

// comment returns how long a comment is that a text begins with: up to the end
// of its line, or of the text where it does not end.
func comment(s string) int {
	switch {
	case strings.HasPrefix(s, "/*"):
		_, rest, _ := strings.Cut(s, "*/")
		return len(s) - len(rest)
	case strings.HasPrefix(s, "//"), strings.HasPrefix(s, "#"):
		_, rest, _ := strings.Cut(s, "\n")
		return len(s) - len(rest)
	}
	return 0
}

// number reads a number as languages write those of an array, with all letters
// and digits that belong to it. It is not ok if that is no byte, or more than one
// reading has it: 022 is octal in C and decimal in others.
func number(s string) (b byte, size int, ok bool) {
	digits, negative := strings.CutPrefix(s, "-")
	hexadecimal := len(digits) > 1 && digits[0] == '0' && digits[1]|0x20 == 'x'
	base := 10
	if hexadecimal {
		digits, base = digits[2:], 16
	}
	n := wordLength(digits)
	size = len(s) - len(digits) + n
	v, err := strconv.ParseUint(digits[:n], base, 16)
	switch {
	case err != nil, hexadecimal && (n > 2 || negative), !hexadecimal && n > 1 && digits[0] == '0':
		return 0, size, false
	case negative: // as Java prints bytes of 128 and more
		return byte(-int(v)), size, v > 0 && v <= 128
	}
	return byte(v), size, v <= 255
}

// wordLength returns how many letters, digits and underlines a text begins with.
func wordLength(s string) int {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] == '_') {
		n++
	}
	return n
}

// beginsNumber reports whether a number begins a text.
func beginsNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

// readNumbers reads a list of numbers: blanks, ends of lines, commas, brackets
// and comments stand between.
func readNumbers(t text, from int) (Direction, bool) {
	d, place, s := newDirection(len(t.String)/2), t.along(), t.String
	for i := from; i < len(s); {
		missing, left := leftOut(s[i:])
		switch skip := max(left, comment(s[i:])); {
		case skip > 0:
			d.missing += missing
			i += skip
		case strings.HasPrefix(s[i:], cast):
			i += len(cast)
		case strings.IndexByte(" \t\r\n,;[]{}()<>", s[i]) >= 0:
			i++
		default:
			b, size, ok := number(s[i:])
			if !ok {
				return Direction{}, false
			}
			d.add(b, place(i), size*t.unit)
			i += size
		}
	}
	return d, len(d.Bytes) >= leastBytes
}
