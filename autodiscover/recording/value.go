// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
)

// value is a JSON value where it stands in the file. Lists and objects are gone
// through in place: decoded, an element of three bytes would take hundreds.
// The zero value, like null, is one that is not there.
type value struct {
	text   []byte // well-formed, without space around it
	offset int    // in the file
}

// wellFormed checks the JSON that begins at an offset of a file.
func wellFormed(file []byte, offset int) (value, error) {
	text := bytes.TrimRight(file[offset:], space)
	var read unread
	if err := json.Unmarshal(text, &read); err != nil {
		at := schannel.NoOffset
		if e, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = offset + int(e.Offset)
		}
		return value{}, fault(errSyntax, "recording", at, err)
	}
	return value{text, offset}, nil
}

// unread is read from any JSON, and keeps nothing of it.
type unread struct{}

// UnmarshalJSON is called with what encoding/json has found to be well-formed,
// and no deeper than it reads.
func (*unread) UnmarshalJSON([]byte) error { return nil }

// is reports whether a value begins with one of these characters.
func (v value) is(first ...byte) bool { return v.text != nil && bytes.IndexByte(first, v.text[0]) >= 0 }

func (v value) absent() bool { return v.text == nil || v.is('n') }

// items yields the elements of a list.
func (v value) items() iter.Seq[value] {
	return func(yield func(value) bool) {
		if !v.is('[') {
			return
		}
		for c := (cursor{v, 1}); c.more(); {
			if !yield(c.next()) {
				return
			}
		}
	}
}

// count is how many elements a list has, up to so many.
func (v value) count(most int) int {
	count := 0
	for range v.items() {
		if count++; count == most {
			break
		}
	}
	return count
}

// members yields the names and the values of an object.
func (v value) members() iter.Seq2[string, value] {
	return func(yield func(string, value) bool) {
		if !v.is('{') {
			return
		}
		for c := (cursor{v, 1}); c.more(); {
			name := c.next().unquoted()
			if !c.more() || !yield(name, c.next()) {
				return
			}
		}
	}
}

// cursor goes through a list or an object.
type cursor struct {
	value
	at int
}

const space = " \t\r\n"

// more passes over what stands between two values, and reports whether there
// is another one.
func (c *cursor) more() bool {
	for ; c.at < len(c.text); c.at++ {
		switch c.text[c.at] {
		case ' ', '\t', '\r', '\n', ',', ':':
		case ']', '}':
			return false
		default:
			return true
		}
	}
	return false
}

// next passes over a value.
func (c *cursor) next() value {
	begin := c.at
	switch c.text[begin] {
	case '"':
		c.quoted()
	case '[', '{':
		c.nested()
	default:
		for c.at < len(c.text) && bytes.IndexByte([]byte(space+",]}"), c.text[c.at]) < 0 {
			c.at++
		}
	}
	return value{c.text[begin:c.at:c.at], c.offset + begin}
}

func (c *cursor) quoted() {
	for c.at++; c.at < len(c.text); c.at++ {
		switch c.text[c.at] {
		case '\\':
			c.at++
		case '"':
			c.at++
			return
		}
	}
	c.at = len(c.text)
}

// nested passes over a list or an object, however deep it is.
func (c *cursor) nested() {
	for depth := 0; c.at < len(c.text); {
		switch c.text[c.at] {
		case '"':
			c.quoted()
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if c.at++; depth == 0 {
			return
		}
	}
}

// unquoted returns what stands in a text; half of a surrogate pair, and what is
// no UTF-8, become U+FFFD, as in encoding/json.
func (v value) unquoted() string {
	raw := v.text[1 : len(v.text)-1]
	if bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw)
	}
	most := len(raw)
	if !utf8.Valid(raw) {
		most *= len("\ufffd")
	}
	text := make([]byte, 0, most)
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == '\\' {
			r, size = escaped(raw)
		}
		text = utf8.AppendRune(text, r)
		raw = raw[size:]
	}
	return string(text)
}

// escaped returns the character of an escape sequence and its length (RFC 8259,
// Section 7).
func escaped(raw []byte) (r rune, size int) {
	const one = 6 // \uXXXX
	switch c := raw[1]; c {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		r = unit(raw)
		if pair := utf16.DecodeRune(r, unit(raw[one:])); pair != utf8.RuneError {
			return pair, 2 * one
		}
		return r, one // appended, a surrogate becomes U+FFFD
	default:
		return rune(c), 2
	}
}

// unit returns the code unit that a text begins with as \uXXXX, or 0.
func unit(raw []byte) rune {
	if !bytes.HasPrefix(raw, []byte(`\u`)) {
		return 0
	}
	number, _ := strconv.ParseUint(string(raw[2:6]), 16, 16) // encoding/json has looked at the digits
	return rune(number)
}
