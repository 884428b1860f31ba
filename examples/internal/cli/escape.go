// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package cli

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape writes every character that hides says so of as \uXXXX, and a byte
// that is no character as \xXX.
func escape(text string, hides func(rune) bool) string {
	if strings.IndexFunc(text, hides) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[0])
		case !hides(r):
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		text = text[size:]
	}
	return b.String()
}

// unprintable is what a person's terminal must not be given: all that is not
// graphic, the end of a line apart.
func unprintable(r rune) bool { return !unicode.IsGraphic(r) && r != '\n' }

// misleading is what JSON may hold and a terminal still obeys: DEL, the controls
// of ISO 6429 beyond ASCII, and the controls of the direction of writing.
func misleading(r rune) bool {
	return r >= 0x7f && r <= 0x9f || unicode.Is(unicode.Bidi_Control, r)
}
