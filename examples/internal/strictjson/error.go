// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package strictjson

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind is what is wrong with a text.
type Kind uint8

const (
	KindUnspecified Kind = 0  // "unspecified": nothing
	TooLarge        Kind = 1  // "too_large": longer than allowed
	Encoding        Kind = 2  // "encoding": not UTF-8, or half a character
	Syntax          Kind = 3  // "syntax": not JSON
	Trailing        Kind = 4  // "trailing": something follows the document
	UnknownField    Kind = 5  // "unknown_field": a field that the format does not have
	RepeatedField   Kind = 6  // "repeated_field": a field that stands twice
	MissingField    Kind = 7  // "missing_field": a field that must be there is not
	WrongType       Kind = 8  // "wrong_type": a number where a text belongs, and the like
	OutOfRange      Kind = 9  // "out_of_range": a number that is too small, too large, or not whole
	UnknownWord     Kind = 10 // "unknown_word": a text that the enumeration does not have
	Malformed       Kind = 11 // "malformed": a text that is no time, no thumbprint, no hexadecimal, …
	TooMany         Kind = 12 // "too_many": a list with more items than allowed
	Unreadable      Kind = 13 // "unreadable": what a text holds cannot be read
	Contradiction   Kind = 14 // "contradiction": two fields contradict each other
)

// Error is what is wrong with a text, and where.
type Error struct {
	Kind   Kind
	Path   string // such as trustlist.host.stores.site[3].raw; empty: the document
	Offset int    // in bytes from the start of the text
	Line   int    // from 1
	Column int    // from 1, in characters
	Reason error
}

// Error returns the path, the place and the reason.
func (f *Error) Error() string {
	path := f.Path
	if path == "" {
		path = "the document"
	}
	return fmt.Sprintf("%s: line %d, column %d: %v", path, f.Line, f.Column, f.Reason)
}

// Unwrap returns the reason.
func (f *Error) Unwrap() error { return f.Reason }

// place returns the line and the column of an offset, both from 1. Columns are
// counted in characters.
func place(text []byte, offset int) (line, column int) {
	before := text[:min(offset, len(text))]
	line = 1 + bytes.Count(before, []byte("\n"))
	return line, 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

// step is a step of a path: a field, or an item of a list if the name is empty.
type step struct {
	name string
	item int
}

func pathText(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		switch {
		case s.name == "":
			b.WriteString("[" + strconv.Itoa(s.item) + "]")
		case !plain(s.name):
			b.WriteString("[" + quote(s.name) + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.name)
		}
	}
	return b.String()
}

// plain reports whether a name needs no quotation marks in a path.
func plain(name string) bool {
	return len(name) <= longestQuote && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// longestQuote is how much of a text of the input an error repeats, in bytes.
const longestQuote = 64

// quote returns a text of the input in quotation marks, on one line, shortened.
func quote(text string) string {
	if len(text) <= longestQuote {
		return strconv.QuoteToGraphic(text)
	}
	cut := longestQuote
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return strconv.QuoteToGraphic(text[:cut]) + "…"
}
