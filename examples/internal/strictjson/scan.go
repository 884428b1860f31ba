// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package strictjson

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// scanner reads the tokens of a JSON text (RFC 8259). Its first fault ends the
// reading.
type scanner struct {
	text []byte
	at   int
	path []step
}

// fail makes an error at an offset. Its path is that of the value which is being
// read.
func (s *scanner) fail(kind Kind, offset int, format string, args ...any) error {
	line, column := place(s.text, offset)
	return &Error{kind, pathText(s.path), offset, line, column, fmt.Errorf(format, args...)}
}

// unexpected is the fault of a character that stands where another belongs.
func (s *scanner) unexpected(wanted string) error {
	if s.at >= len(s.text) {
		return s.fail(Syntax, s.at, "the text ends where %s belongs", wanted)
	}
	r, size := utf8.DecodeRune(s.text[s.at:])
	if r == utf8.RuneError && size <= 1 {
		return s.fail(Encoding, s.at, "byte 0x%02x is not UTF-8", s.text[s.at])
	}
	return s.fail(Syntax, s.at, "%s where %s belongs", quote(string(r)), wanted)
}

// space passes over white space and returns the character behind it, 0 at the
// end.
func (s *scanner) space() byte {
	for ; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// take passes over a character behind white space, if it is there.
func (s *scanner) take(c byte) bool {
	if s.space() != c || s.at >= len(s.text) {
		return false
	}
	s.at++
	return true
}

// word passes over true, false or null.
func (s *scanner) word() (string, error) {
	for _, word := range [...]string{"true", "false", "null"} {
		if len(s.text)-s.at >= len(word) && string(s.text[s.at:s.at+len(word)]) == word {
			s.at += len(word)
			return word, nil
		}
	}
	return "", s.unexpected("a value")
}

// number passes over a number and returns it; whole is whether it is written
// without a fraction and an exponent.
func (s *scanner) number() (number string, whole bool, err error) {
	start := s.at
	if s.peek() == '-' {
		s.at++
	}
	first := s.at
	if s.digits() == 0 {
		return "", false, s.unexpected("a digit")
	}
	if s.text[first] == '0' && s.at > first+1 {
		return "", false, s.fail(Syntax, first, "a number that begins with 0")
	}
	whole = true
	if s.peek() == '.' {
		s.at++
		whole = false
		if s.digits() == 0 {
			return "", false, s.unexpected("a digit")
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.at++
		whole = false
		if c := s.peek(); c == '+' || c == '-' {
			s.at++
		}
		if s.digits() == 0 {
			return "", false, s.unexpected("a digit")
		}
	}
	return string(s.text[start:s.at]), whole, nil
}

func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// digits passes over digits and returns how many.
func (s *scanner) digits() int {
	start := s.at
	for c := s.peek(); '0' <= c && c <= '9'; c = s.peek() {
		s.at++
	}
	return s.at - start
}

// textToken is a text as it stands, with its quotation marks.
type textToken struct {
	raw     []byte
	escaped bool
}

// value returns the text itself.
func (t textToken) value() string {
	if !t.escaped {
		return string(t.raw[1 : len(t.raw)-1])
	}
	var text string
	_ = json.Unmarshal(t.raw, &text) // the scanner has checked it
	return text
}

// textOf passes over a text.
func (s *scanner) textOf() (textToken, error) {
	start, escaped := s.at, false
	s.at++
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '"':
			s.at++
			return textToken{s.text[start:s.at], escaped}, nil
		case c == '\\':
			escaped = true
			if err := s.escape(); err != nil {
				return textToken{}, err
			}
		case c < ' ':
			return textToken{}, s.fail(Syntax, s.at, "a control character in a text is not escaped")
		case c < utf8.RuneSelf:
			s.at++
		default:
			r, size := utf8.DecodeRune(s.text[s.at:])
			if r == utf8.RuneError && size <= 1 {
				return textToken{}, s.unexpected("a character")
			}
			s.at += size
		}
	}
	return textToken{}, s.fail(Syntax, start, "a text without an end")
}

// escape passes over an escape sequence. Half of a surrogate pair is no
// character, and encoding/json would replace it.
func (s *scanner) escape() error {
	start := s.at
	s.at++
	switch s.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.at++
		return nil
	case 'u':
	default:
		return s.fail(Syntax, start, "an escape sequence that JSON does not have")
	}
	unit, err := s.unit()
	if err != nil || unit < 0xd800 || unit > 0xdfff {
		return err
	}
	if unit <= 0xdbff && s.peek() == '\\' && s.at+1 < len(s.text) && s.text[s.at+1] == 'u' {
		s.at++
		low, err := s.unit()
		if err != nil {
			return err
		}
		if low >= 0xdc00 && low <= 0xdfff {
			return nil
		}
	}
	return s.fail(Encoding, start, "half of a surrogate pair")
}

// unit passes over uXXXX.
func (s *scanner) unit() (unit rune, err error) {
	s.at++
	for range 4 {
		c := s.peek()
		switch {
		case '0' <= c && c <= '9':
			unit = unit<<4 | rune(c-'0')
		case 'a' <= c && c <= 'f', 'A' <= c && c <= 'F':
			unit = unit<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, s.unexpected("a hexadecimal digit")
		}
		s.at++
	}
	return unit, nil
}

// beginning refuses what is no JSON text in UTF-8 from its first bytes on, and
// says what it is.
func (s *scanner) beginning() error {
	begins := func(prefix string) bool {
		return len(s.text) >= len(prefix) && string(s.text[:len(prefix)]) == prefix
	}
	var found string
	switch {
	case begins("\xef\xbb\xbf"):
		found = "a byte order mark; save the file as UTF-8 without one"
	case begins("\xff\xfe"), begins("\xfe\xff"):
		found = "the mark of UTF-16; save the file as UTF-8"
	case begins("\x1f\x8b"), begins("PK"):
		found = "the mark of a compressed file; unpack it"
	default:
		return nil
	}
	return s.fail(Encoding, 0, "it begins with %s", found)
}
