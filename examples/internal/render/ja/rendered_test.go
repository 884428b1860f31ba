// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ja_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/examples/internal/render/ja"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// TestReportsHoldNoEnglish: the report of every embedded case, as text and as
// HTML, is in Japanese: without what stands in it as it came, or as it is
// typed, no run of three English words is left. In English there are many.
func TestReportsHoldNoEnglish(t *testing.T) {
	t.Parallel()
	l, err := ja.Language()
	require.NoError(t, err)
	for _, name := range embedded.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := embedded.Case(name)
			require.NoError(t, err)
			r := diagnosis.Run(c)
			require.Empty(t, englishOf(t, r, l))
			require.Greater(t, len(englishOf(t, r, report.Language{})), 50, "the check finds English")
		})
	}
}

// englishOf returns the runs of English words in both forms of a report,
// without what stands in it as it is in every language.
func englishOf(t *testing.T, r diagnosis.Report, l report.Language) []string {
	t.Helper()
	var text, page bytes.Buffer
	require.NoError(t, render.Text(&text, r, render.Options{Width: 1 << 20, Language: l}))
	require.NoError(t, render.HTML(&page, r, render.Options{Language: l}))
	asTheyAre := verbatim(t, r)
	require.Equal(t, l.Tag == "", !strings.Contains(page.String(), ` lang="`+ja.Tag+`"`), "the page says its language")
	var found []string
	for _, text := range append(strings.Split(text.String(), "\n"), htmlTexts(t, page.String())...) {
		for _, words := range asTheyAre {
			text = strings.ReplaceAll(text, words, "…")
		}
		found = append(found, englishIn(text)...)
	}
	return found
}

// TestEveryTextIsJapanese: no code of an embedded case falls back to English.
func TestEveryTextIsJapanese(t *testing.T) {
	t.Parallel()
	l, err := ja.Language()
	require.NoError(t, err)
	for _, name := range embedded.Names() {
		c, err := embedded.Case(name)
		require.NoError(t, err)
		r := diagnosis.Run(c)
		for _, sentence := range []string{r.Title, r.Question} {
			_, ok := l.Input(sentence)
			require.True(t, ok, "%s: %q", name, sentence)
		}
		eachObject(t, r, func(o map[string]any) {
			if code, ok := o["code"].(string); ok && code != "" {
				requireTexts(t, l, schannel.Code(code), o)
			}
		})
	}
}

// requireTexts: the language has what an object of a report says under a code.
func requireTexts(t *testing.T, l report.Language, code schannel.Code, o map[string]any) {
	t.Helper()
	if _, says := o["title"]; says {
		_, ok := l.Title(code)
		require.True(t, ok, "title of %s", code)
	}
	if _, says := o["text"]; says {
		_, ok := l.Text(code)
		require.True(t, ok, "text of %s", code)
	}
	steps, _ := o["steps"].([]any)
	for _, step := range steps {
		number, _ := step.(map[string]any)["number"].(float64)
		_, ok := l.Step(code, int(number))
		require.True(t, ok, "step %v of %s", number, code)
	}
}

// eachObject calls use for each object in the JSON form of a report.
func eachObject(t *testing.T, r diagnosis.Report, use func(map[string]any)) {
	t.Helper()
	text, err := json.Marshal(r)
	require.NoError(t, err)
	var root any
	require.NoError(t, json.Unmarshal(text, &root))
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			use(v)
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(root)
}

// sentences are the fields that hold sentences of this module.
var sentences = []string{"title", "text", "question"}

// verbatim returns the texts of a report that stand in it as they are in every
// language, longest first: commands, what came from the input, and citations.
func verbatim(t *testing.T, r diagnosis.Report) []string {
	t.Helper()
	var all []string
	add := func(v any) {
		if text, ok := v.(string); ok && strings.Contains(text, " ") {
			all = append(all, text)
		}
	}
	eachObject(t, r, func(o map[string]any) {
		document, cited := o["document"].(string)
		if cited {
			section, _ := o["section"].(string)
			add(schannel.Source{Document: document, Section: section}.String())
		}
		if o["kind"] == "enum" || o["kind"] == "service" {
			return // a word, and a thing that is named by one
		}
		for key, v := range o {
			if cited || !slices.Contains(sentences, key) {
				add(v)
			}
			if list, ok := v.([]any); ok {
				for _, item := range list {
					add(item)
				}
			}
		}
	})
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

// htmlTexts returns the texts of a page and the attributes that are read out.
func htmlTexts(t *testing.T, page string) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var texts []string
	style := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			style = token.Name.Local == "style"
			for _, a := range token.Attr {
				// Links lead to documents in English; nothing else is.
				if a.Name.Local == "lang" && a.Value == "en" && token.Name.Local != "a" && token.Name.Local != "html" {
					texts = append(texts, "this text is in English")
				}
				if a.Name.Local == "aria-label" || a.Name.Local == "title" || a.Name.Local == "alt" {
					texts = append(texts, a.Value)
				}
			}
		case xml.EndElement:
			style = false
		case xml.CharData:
			if text := strings.Join(strings.Fields(string(token)), " "); !style && text != "" {
				texts = append(texts, text)
			}
		}
	}
}
