// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"strings"
	"unicode"
)

// Columns returns how many columns of a terminal a text takes: two for each
// wide character (Unicode Standard Annex #11), none for one that is set over
// the one before it.
func Columns(text string) int {
	n := 0
	for _, r := range text {
		n += columns(r)
	}
	return n
}

func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case wide(r):
		return 2
	}
	return 1
}

// wideRanges are the blocks of characters that are wide or fullwidth. Of a block
// with both kinds the narrow ones are rare; they cost a column, not a line.
var wideRanges = [...][2]rune{
	{0x1100, 0x115f}, // Hangul Jamo
	{0x2e80, 0x303e}, // radicals, CJK symbols and punctuation
	{0x3041, 0x4dbf}, // kana, CJK extension A
	{0x4e00, 0xa4cf}, // CJK, Yi
	{0xa960, 0xa97f},
	{0xac00, 0xd7a3}, // Hangul
	{0xf900, 0xfaff},
	{0xfe30, 0xfe6f},
	{0xff01, 0xff60}, // fullwidth forms
	{0xffe0, 0xffe6},
	{0x1f300, 0x1f64f}, // pictographs
	{0x1f900, 0x1f9ff},
	{0x20000, 0x3fffd},
}

func wide(r rune) bool {
	for _, block := range wideRanges {
		if r >= block[0] && r <= block[1] {
			return true
		}
	}
	return false
}

// Characters that begin no line, and that end none, where a line may be broken
// between any two characters.
const (
	neverFirst = "、。，．・：；？！ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ」』】）〕》〉”’…‥.,:;!?)]}%"
	neverLast  = "「『【（〔《〈“‘([{"
)

// breakable reports whether a line may end between two characters, neither of
// which is a space.
func breakable(before, after rune) bool {
	return (wide(before) || wide(after)) && columns(after) > 0 &&
		!strings.ContainsRune(neverFirst, after) && !strings.ContainsRune(neverLast, before)
}

// Wrap breaks a text into lines of at most width columns: at spaces, and where
// characters are wide between them. What is longer than a line is broken.
func Wrap(text string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		used = 0
	}
	for word := range strings.FieldsSeq(text) {
		space := 1
		for _, unit := range units(word) {
			for _, piece := range pieces(unit, width) {
				if used > 0 && used+space+Columns(piece) > width {
					flush()
				}
				if used > 0 && space > 0 {
					line.WriteByte(' ')
					used++
				}
				line.WriteString(piece)
				used += Columns(piece)
				space = 0
			}
		}
	}
	if used > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// units splits a word where a line may be broken.
func units(word string) []string {
	var all []string
	start, before := 0, rune(0)
	for i, r := range word {
		if i > start && breakable(before, r) {
			all = append(all, word[start:i])
			start = i
		}
		before = r
	}
	return append(all, word[start:])
}

// pieces splits a text into parts of at most width columns.
func pieces(text string, width int) []string {
	var all []string
	start, used := 0, 0
	for i, r := range text {
		if used+columns(r) > width && i > start {
			all = append(all, text[start:i])
			start, used = i, 0
		}
		used += columns(r)
	}
	return append(all, text[start:])
}
