// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package textfile

import (
	"bytes"
	"strings"
)

// escape begins the sequences with which programs change the colour of a
// terminal, as PowerShell 7, grep and xxd do.
const escape = '\x1b'

// longestColour is how many characters such a sequence has at most.
const longestColour = 32

// colour returns how many characters a sequence takes that at gives one by one:
// ECMA-48's SGR (ESC [ … m), which changes how the text behind it looks, and EL
// (ESC [ … K), with which programs paint the rest of the line; 0 for anything
// else, such as what moves the cursor and so changes what a person sees.
func colour(at func(int) rune) int {
	if at(0) != escape || at(1) != '[' {
		return 0
	}
	for n := 2; n < longestColour; n++ {
		switch c := at(n); {
		case c >= '0' && c <= '9', c == ';', c == ':':
		case c == 'm', c == 'K':
			return n + 1
		default:
			return 0
		}
	}
	return 0
}

// colourIn is [colour] of what a text begins with.
func colourIn(text string) int {
	return colour(func(n int) rune {
		if n < len(text) {
			return rune(text[n])
		}
		return 0
	})
}

// withoutColours takes the sequences out of a text.
func withoutColours(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for {
		before, rest, found := strings.Cut(text, string(escape))
		b.WriteString(before)
		if !found {
			return b.String()
		}
		n := colourIn(text[len(before):])
		if n == 0 {
			b.WriteByte(escape)
			text = rest
			continue
		}
		text = text[len(before)+n:]
	}
}

// coloursAt returns how many bytes the sequences take that stand at a place of
// the file.
func (t Text) coloursAt(at int) int {
	if !t.coloured {
		return 0
	}
	unit := 1
	if t.order != nil {
		unit = 2
	}
	size, n := 0, 1
	for n > 0 {
		n = 0
		if raw := t.raw[t.start+at+size:]; bytes.IndexByte(raw[:min(len(raw), unit)], escape) >= 0 {
			n = t.colourIn(raw, unit)
			size += n * unit
		}
	}
	return size
}

// colourIn is [colour] of what bytes of the file begin with.
func (t Text) colourIn(raw []byte, unit int) int {
	return colour(func(n int) rune {
		switch end := (n + 1) * unit; {
		case end > len(raw):
			return 0
		case unit == 2:
			return rune(t.order.Uint16(raw[n*unit:]))
		}
		return rune(raw[n])
	})
}
