// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package textfile

import (
	"bytes"
	"encoding/binary"
	"iter"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Text is the text of a file as UTF-8.
type Text struct {
	String  string
	Guessed int // the byte offset in the file of the first byte that is not UTF-8; -1 if there is none
	raw     []byte
	start   int              // of the text in the file, behind the byte order mark
	order   binary.ByteOrder // of UTF-16; nil: one byte a unit

	coloured bool // sequences that change colours were taken out

	stamps stamps // that were taken out, in the order of the file
}

// Decode returns the text of a file. Half a character at the end of UTF-16 is
// left out, half a pair of surrogates becomes U+FFFD, and the sequences with
// which terminals change colours are gone.
func Decode(file []byte) Text {
	t := decode(file)
	if strings.IndexByte(t.String, escape) >= 0 {
		plain := withoutColours(t.String)
		t.coloured = len(plain) < len(t.String)
		t.String = plain
		t.start += t.coloursAt(0)
	}
	return t
}

func decode(file []byte) Text {
	t := Text{raw: file, Guessed: -1}
	switch {
	case bytes.HasPrefix(file, []byte{0xff, 0xfe}):
		t.start, t.order = 2, binary.LittleEndian
	case bytes.HasPrefix(file, []byte{0xfe, 0xff}):
		t.start, t.order = 2, binary.BigEndian
	case bytes.HasPrefix(file, []byte{0xef, 0xbb, 0xbf}):
		t.start = 3
	default:
		t.order = unmarked(file)
	}
	if t.order != nil {
		t.String = decodeUTF16(file[t.start:], t.order)
		return t
	}
	t.String = string(file[t.start:])
	if !utf8.ValidString(t.String) {
		t.Guessed = t.start + firstInvalid(t.String)
		t.String = decodeMixed(t.String)
	}
	return t
}

// Unit returns how many bytes a character of ASCII has in a file: two in UTF-16.
func Unit(file []byte) int {
	const told = 4 // bytes that tell
	if decode(file[:min(len(file), told)]).order != nil {
		return 2
	}
	return 1
}

// unmarked recognises UTF-16 without a mark: a text begins with two characters
// of ASCII, and no other encoding has zero bytes beside them.
func unmarked(file []byte) binary.ByteOrder {
	if len(file) < 4 {
		return nil
	}
	switch a, b, c, d := file[0], file[1], file[2], file[3]; {
	case a != 0 && b == 0 && c != 0 && d == 0:
		return binary.LittleEndian
	case a == 0 && b != 0 && c == 0 && d != 0:
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(raw []byte, order binary.ByteOrder) string {
	var b strings.Builder
	b.Grow(len(raw) / 2)
	for len(raw) > 1 {
		r, size := runeOf(raw, order)
		b.WriteRune(r)
		raw = raw[size:]
	}
	return b.String()
}

// runeOf returns the character that UTF-16 of at least one unit begins with,
// and how many bytes it takes.
func runeOf(raw []byte, order binary.ByteOrder) (r rune, size int) {
	r = rune(order.Uint16(raw))
	if !utf16.IsSurrogate(r) {
		return r, 2
	}
	if len(raw) > 3 {
		if pair := utf16.DecodeRune(r, rune(order.Uint16(raw[2:]))); pair != utf8.RuneError {
			return pair, 4
		}
	}
	return utf8.RuneError, 2
}

func firstInvalid(s string) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(s)
}

// decodeMixed reads what is no UTF-8 as Windows-1252.
func decodeMixed(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/4)
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 {
			r = windows1252(s[0])
		}
		b.WriteRune(r)
		s = s[size:]
	}
	return b.String()
}

// The characters of Windows-1252 from 0x80 on that Latin-1 does not have
// there; zero where the code page has none.
var from80 = [32]uint16{
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
}

func windows1252(b byte) rune {
	if b >= 0x80 && b < 0xa0 && from80[b-0x80] != 0 {
		return rune(from80[b-0x80])
	}
	return rune(b)
}

// Place is a position in a text and in its file. The zero value is the
// beginning of the text.
type Place struct {
	Text int // bytes from the start of Text.String
	File int // bytes from the start of the text in the file; see [Text.Offset]
}

// Advance returns the place of a position in the text that is not before from.
// It takes time in the distance of the two, so readers that go forwards pay
// for each byte once.
func (t Text) Advance(from Place, to int) Place {
	if t.order == nil && t.Guessed < 0 && !t.coloured && t.stamps == nil {
		return Place{to, to}
	}
	for from.Text < to {
		r, size := utf8.DecodeRuneInString(t.String[from.Text:])
		from.Text += size
		from.File += t.sizeAt(from.File, r)
		from.File += t.coloursAt(from.File)
		if r == '\n' {
			from.File += t.stamps.sizeAt(from.File)
		}
	}
	return from
}

// Behind returns the byte offset in the file behind a character of the text that
// stands at an offset.
func (t Text) Behind(offset int, r rune) int {
	at := offset - t.start
	at += t.sizeAt(at, r)
	at += t.coloursAt(at)
	if r == '\n' {
		at += t.stamps.sizeAt(at)
	}
	return t.start + at
}

// sizeAt returns how many bytes of the file became a character.
func (t Text) sizeAt(at int, r rune) int {
	raw := t.raw[t.start+at:]
	if t.order != nil {
		_, size := runeOf(raw, t.order)
		return size
	}
	if first, size := utf8.DecodeRune(raw); first == r {
		return size
	}
	return 1 // read as Windows-1252
}

// Offset returns the byte offset of a place in the file.
func (t Text) Offset(p Place) int { return t.start + p.File }

// Line is a line of a text without its end, and where it begins in the file.
type Line struct {
	Text   string
	Offset int
}

// Lines yields the lines. Line feed ends one, and a carriage return before it
// belongs to the end.
func (t Text) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		var at Place
		for at.Text < len(t.String) {
			rest := t.String[at.Text:]
			line, next := rest, len(rest)
			if n := strings.IndexByte(rest, '\n'); n >= 0 {
				line, next = rest[:n], n+1
			}
			if !yield(Line{strings.TrimSuffix(line, "\r"), t.Offset(at)}) {
				return
			}
			at = t.Advance(at, at.Text+next)
		}
	}
}

const blanks = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b"

// Trim takes blanks and ends of lines from both ends of a text, also the blanks
// that come from web pages: no-break, ideographic and zero-width ones.
func Trim(text string) string { return strings.Trim(text, blanks) }

// Unquote takes away what a line begins with that was pasted into a mail or an
// issue: blanks, and the marks of a quotation.
func Unquote(line string) string { return strings.TrimLeft(line, " \t>") }

// ANSI returns the text of bytes in the code page of a Windows, which is
// guessed as the package comment says.
func ANSI(raw []byte) string { return decodeMixed(string(raw)) }

// LittleEndian returns the text of UTF-16 without a mark, and whether it holds
// all of it: half a character does not.
func LittleEndian(raw []byte) (text string, whole bool) {
	whole = len(raw)%2 == 0
	for rest := raw; len(rest) > 1 && whole; {
		r, size := runeOf(rest, binary.LittleEndian)
		whole = r != utf8.RuneError || binary.LittleEndian.Uint16(rest) == utf8.RuneError
		rest = rest[size:]
	}
	return decodeUTF16(raw, binary.LittleEndian), whole
}

// IsFence reports whether a line opens or closes a block of code, in which texts
// are pasted: of Markdown, of a ticket system, of a forum, of a web page.
func IsFence(line string) bool {
	line = strings.TrimSpace(line)
	if rest, fenced := strings.CutPrefix(line, "```"); fenced {
		return !strings.ContainsAny(rest, " `:=")
	}
	if rest, fenced := strings.CutPrefix(line, "{code:"); fenced {
		return strings.IndexByte(rest, '}') == len(rest)-1 && rest != ""
	}
	for _, mark := range [...]string{"{noformat}", "{code}", "[code]", "[/code]", "<pre>", "</pre>"} {
		if strings.EqualFold(line, mark) {
			return true
		}
	}
	return false
}
