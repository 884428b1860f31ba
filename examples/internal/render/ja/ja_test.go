// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ja_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/render/ja"
	"github.com/schanneltrust/schannel/examples/internal/render/translation"
)

// untranslated are the codes that have no text here and appear in English. The
// list may only become shorter.
var untranslated = []schannel.Code{}

func texts(t *testing.T) *translation.Texts {
	t.Helper()
	all, err := ja.Texts()
	require.NoError(t, err)
	return all
}

// TestComplete: every code has its text, and no text is of another code.
func TestComplete(t *testing.T) {
	t.Parallel()
	have, english := texts(t).Entries, entries()
	var lacking []schannel.Code
	for _, code := range slices.Sorted(maps.Keys(english)) {
		if _, ok := have[code]; !ok {
			lacking = append(lacking, code)
		}
	}
	require.Equal(t, untranslated, append([]schannel.Code{}, lacking...), "codes without a text")
	for _, code := range slices.Sorted(maps.Keys(have)) {
		if _, ok := english[code]; !ok {
			t.Errorf("%s stands in no catalogue", code)
		}
	}
}

// parts returns the texts of an entry in an order that both languages share.
func parts(kind string, e translation.Entry) []string {
	switch kind {
	case "rule":
		return []string{e.Title, e.Text}
	case "remedy":
		return append([]string{e.Title}, e.Steps...)
	}
	return []string{e.Text}
}

func englishParts(e schannel.CatalogEntry) []string {
	if e.Kind == "rule" || e.Kind == "remedy" {
		return append([]string{e.Title}, e.Texts...)
	}
	return e.Texts
}

var (
	place  = regexp.MustCompile(`\{[a-z0-9_]+\}`)
	letter = regexp.MustCompile(`[A-Za-z]`)
)

// places returns the names in a template, each once, sorted.
func places(template string) []string {
	found := place.FindAllString(template, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// TestTemplates: an entry has the parts of the English one, with the same
// places for arguments, and none of them is empty or still English.
func TestTemplates(t *testing.T) {
	t.Parallel()
	have := texts(t).Entries
	for code, e := range entries() {
		own, ok := have[code]
		if !ok {
			continue
		}
		want, got := englishParts(e), parts(e.Kind, own)
		if len(want) != len(got) || (own.Title != "") != (e.Title != "") || (len(own.Steps) > 0) != (e.Kind == "remedy") {
			t.Errorf("%s is not of the form of a %s with %d texts", code, e.Kind, len(e.Texts))
			continue
		}
		for i := range want {
			if got[i] == "" || got[i] == want[i] && letter.MatchString(place.ReplaceAllString(want[i], "")) {
				t.Errorf("%s: text %d is empty or English: %q", code, i, got[i])
			}
			if diff := cmp.Diff(places(want[i]), places(got[i])); diff != "" {
				t.Errorf("%s: places in text %d (-english +japanese):\n%s", code, i, diff)
			}
		}
	}
}

// every calls check for each text of the language.
func every(t *testing.T, check func(what, text string)) {
	t.Helper()
	all := texts(t)
	for code, e := range all.Entries {
		for _, text := range append([]string{e.Title, e.Text}, e.Steps...) {
			check(string(code), text)
		}
	}
	for about, words := range all.Words {
		for value, text := range words {
			require.NotEmpty(t, text, "%s %s", about, value)
			check(about+" "+value, text)
		}
	}
	for english, text := range all.Sentences {
		require.NotEmpty(t, text, "%s", english)
		require.NotEqual(t, english, text)
		check(english, text)
	}
}

// composing are characters that normalization form C does not keep, or that
// have no place in Japanese as it is typeset today.
var composing = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0300, Hi: 0x036f, Stride: 1}, // combining marks, which C composes with letters
	{Lo: 0x3099, Hi: 0x309a, Stride: 1}, // voiced marks on their own, which C composes with kana
	{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, // compatibility ideographs, which C replaces
	{Lo: 0xff01, Hi: 0xff5e, Stride: 1}, // full-width ASCII
	{Lo: 0xff61, Hi: 0xff9f, Stride: 1}, // half-width katakana and marks
}}

// TestCharacters: texts are in normalization form C, without half-width
// katakana and full-width ASCII; nothing steers a terminal.
func TestCharacters(t *testing.T) {
	t.Parallel()
	every(t, func(what, text string) {
		for _, r := range text {
			if unicode.Is(composing, r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
				t.Errorf("%s has %U in %q", what, r, text)
			}
		}
	})
}

// oddities are slips of typing.
var oddities = regexp.MustCompile(`  |。。|、、|、 |[、。] |^ | $|\( | \)`)

// TestStyle: messages and steps are sentences, titles are not; no slips.
func TestStyle(t *testing.T) {
	t.Parallel()
	stop := regexp.MustCompile(`。$`)
	for code, e := range texts(t).Entries {
		if e.Title != "" {
			require.NotRegexp(t, stop, e.Title, "%s: the title is a headline", code)
		}
		for _, sentence := range e.Steps {
			require.Regexp(t, stop, sentence, "%s: a step is a sentence", code)
		}
		if e.Title != "" && e.Text != "" {
			require.Regexp(t, stop, e.Text, "%s: a message is a sentence", code)
		}
	}
	every(t, func(what, text string) {
		if oddities.MatchString(text) && text != ": " {
			t.Errorf("%s: %q", what, text)
		}
	})
}
