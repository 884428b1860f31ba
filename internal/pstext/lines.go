// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"strings"
	"unicode/utf8"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// line is a line of a text without its end and without blanks at it.
type line struct {
	text     string
	raw      string // as it stands in the file, rune by rune
	trailing bool   // there were blanks at its end
	number   int
	place    textfile.Place
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// lines goes through a text line by line and looks one ahead.
type lines struct {
	text   textfile.Text
	at     textfile.Place
	number int
	ahead  line
	have   bool // ahead is filled
	quoted bool // every line begins with the mark of a quotation
}

// peek returns the next line without taking it.
func (s *lines) peek() (line, bool) {
	if s.have {
		return s.ahead, true
	}
	if s.at.Text >= len(s.text.String) {
		return line{}, false
	}
	raw, _, _ := strings.Cut(s.text.String[s.at.Text:], "\n")
	s.number++
	s.ahead = line{number: s.number, place: s.at}
	s.have = true
	whole := len(raw)
	if s.quoted {
		raw = strings.TrimPrefix(strings.TrimPrefix(raw, ">"), " ")
		s.ahead.place = s.text.Advance(s.at, s.at.Text+whole-len(raw))
	}
	s.at = s.text.Advance(s.at, min(s.at.Text+whole+1, len(s.text.String)))
	raw = strings.TrimSuffix(raw, "\r")
	s.ahead.raw = raw
	raw = plainBlanks(raw)
	s.ahead.text = strings.TrimRight(raw, " \t\r")
	s.ahead.trailing = len(s.ahead.text) < len(raw)
	return s.ahead, true
}

// isQuoted reports whether every line of a text that is not empty begins with the
// mark with which mail and forums quote.
func isQuoted(text string) bool {
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(l, ">") && strings.TrimSpace(l) != "" {
			return false
		}
	}
	return true
}

// next takes the next line.
func (s *lines) next() (line, bool) {
	l, ok := s.peek()
	s.have = false
	return l, ok
}

// offset is the byte offset in the file of a position in a line, in which other
// characters may stand for those of the file.
func (s *lines) offset(l line, at int) int {
	if !isASCII(l.raw) {
		runes := utf8.RuneCountInString(l.text[:at])
		for at = 0; runes > 0 && at < len(l.raw); runes-- {
			_, size := utf8.DecodeRuneInString(l.raw[at:])
			at += size
		}
	}
	return s.text.Offset(s.text.Advance(l.place, l.place.Text+at))
}

// stars is the line before and behind what Start-Transcript writes about itself.
const stars = "**********************"

// mostBanner is how many lines that is at most.
const mostBanner = 32

// banner returns how many lines follow up to the second line of stars, if what
// stands in between is no object: no colon has a blank before it.
func (s *lines) banner() int {
	rest := s.text.String[s.at.Text:]
	for n := range mostBanner {
		raw, more, found := strings.Cut(rest, "\n")
		switch {
		case strings.TrimSpace(raw) == stars:
			return n + 1
		case !found || strings.Contains(raw, " :"):
			return 0
		}
		rest = more
	}
	return 0
}

// namesFile recognises what Start-Transcript and Stop-Transcript print behind
// that, in whatever language: a sentence that ends in the path of the file.
func namesFile(text string) bool {
	_, _, property := splitProperty(text)
	words := strings.Fields(text)
	return !property && len(words) > 3 && (strings.Contains(text, `:\`) || strings.Contains(text, " /") || strings.Contains(text, ` \\`)) && !isPrompt(text)
}

// isPrompt reports whether a line is a prompt of a shell, with or without what
// was typed behind it: "PS C:\>", "[PS] C:\Windows\system32>", "C:\>", ">>", and
// "PS>" as transcripts have it.
func isPrompt(text string) bool {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "[PS]"); ok {
		text = "PS " + strings.TrimSpace(rest)
	}
	if strings.HasPrefix(text, ">>") || strings.HasPrefix(text, "PS>") {
		return true
	}
	text = strings.TrimPrefix(text, "PS ")
	drive := len(text) >= 3 && text[1] == ':' && text[2] == '\\' && isLetter(text[0])
	network := strings.HasPrefix(text, "\\\\")
	return (drive || network) && strings.Contains(text, ">")
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// cells returns how many cells of a console a text takes: two for each East
// Asian wide character, none for marks of direction.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n += cellsOf(r)
	}
	return n
}

func cellsOf(r rune) int {
	switch {
	case r < 0x1100:
		return 1
	case r == 0x200b, r == 0x200e, r == 0x200f:
		return 0
	case r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf && r != 0x303f, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// indentOf returns the blanks that a text begins with, in bytes.
func indentOf(text string) int { return len(text) - len(strings.TrimLeft(text, " \t")) }

// plainBlanks replaces the no-break spaces that web pages and mail programs make
// of blanks.
func plainBlanks(text string) string {
	if isASCII(text) {
		return text
	}
	return strings.ReplaceAll(text, "\u00a0", " ")
}

// plainQuotes replaces typographic quotation marks, which web pages and word
// processors make of plain ones.
func plainQuotes(text string) (plain string, replaced bool) {
	if isASCII(text) || !strings.ContainsAny(text, "“”„‘’") {
		return text, false
	}
	return strings.NewReplacer("“", "\"", "”", "\"", "„", "\"", "‘", "'", "’", "'").Replace(text), true
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
