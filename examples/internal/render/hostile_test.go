// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// hostileTexts stand in the place of every text of a report.
var hostileTexts = map[string]string{
	"script":     `<script>alert(1)</script>`,
	"attribute":  `"><img src=x onerror=alert(1)>`,
	"single":     `' onmouseover='alert(1)`,
	"cdata":      `]]>--><![CDATA[<b>`,
	"entity":     `&lt;&amp;&#x3c;`,
	"style":      `</style></title></svg><style>*{display:none}</style>`,
	"template":   `{{.Secret}} {name} %s %!d(MISSING)`,
	"scheme":     `javascript:alert(1)`,
	"bidi":       "a\u202egnp.exe\u2066b",
	"escape":     "\x1b[2J\x1b]0;title\x07\u009b31m",
	"control":    "a\x00b\rc\td\ne\u2028f\ufeff",
	"not-utf8":   "a\xff\xfe\xc0\xafz",
	"not-a-char": "\ufffe\uffff\U0001ffff",
	"no-spaces":  strings.Repeat("W", 5000),
	"long":       strings.Repeat(`long "text" & <so> on `, 200),
	"wide":       strings.Repeat("証明書の一覧、", 250),
	"combining":  "a" + strings.Repeat("\u0301", 2500),
	"empty":      "",
}

// hostile is the sample with every text replaced.
func hostile(t *testing.T, text string) diagnosis.Report {
	t.Helper()
	r := sample(t)
	replace(reflect.ValueOf(&r).Elem(), text)
	return r
}

// replace puts a text into every string of a value that is no code.
func replace(v reflect.Value, text string) {
	each(v, func(v reflect.Value) {
		if v.Kind() == reflect.String && v.Type() != reflect.TypeFor[schannel.Code]() {
			v.SetString(text)
		}
	})
}

// trim leaves two items of every list of a value, which show what more would.
func trim(v reflect.Value) {
	each(v, func(v reflect.Value) {
		if v.Kind() == reflect.Slice {
			v.Set(v.Slice(0, min(v.Len(), 2)))
		}
	})
}

// each calls do for every value in a value, the outer ones first. It works on
// copies of what is shared: the packages' own tables stay as they are.
func each(v reflect.Value, do func(reflect.Value)) {
	if !v.CanSet() {
		return
	}
	do(v)
	switch v.Kind() { //nolint:exhaustive // nothing is in a value of another kind
	case reflect.Struct:
		for _, field := range v.Fields() {
			each(field, do)
		}
	case reflect.Slice:
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		v.Set(own)
		for i := range v.Len() {
			each(v.Index(i), do)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			v.Set(own)
			each(v.Elem(), do)
		}
	}
}

// TestHostileHTML: nothing of the input is markup, and nothing of it is a
// control character. That the page has no other element than a report has, is
// what [parse] checks.
func TestHostileHTML(t *testing.T) {
	t.Parallel()
	_, calm := page(t, hostile(t, "calm"), render.Options{})
	for name, text := range hostileTexts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, d := page(t, hostile(t, text), render.Options{})
			harmless(t, string(raw))
			sound(t, d)
			if text != "" && len(text) < 1000 { // of a page of long texts less is written
				require.Equal(t, calm.elements, d.elements, "as many elements of each kind as with a calm text")
			}
		})
	}
	_, d := page(t, hostile(t, hostileTexts["script"]), render.Options{})
	require.Contains(t, strings.Join(d.texts, "\n"), hostileTexts["script"])
	_, d = page(t, hostile(t, hostileTexts["bidi"]), render.Options{})
	require.Contains(t, strings.Join(d.texts, "\n"), `a\u202egnp.exe\u2066b`)
	_, d = page(t, hostile(t, hostileTexts["no-spaces"]), render.Options{})
	require.Contains(t, strings.Join(d.texts, "\n"), "[shortened, 5000 bytes]")
}

// harmless checks that a text moves nothing on a screen.
func harmless(t *testing.T, text string) {
	t.Helper()
	bad := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) })
	require.Equal(t, -1, bad)
}

// TestHostileText: the same for a terminal; without colour there is no escape
// sequence at all.
func TestHostileText(t *testing.T) {
	t.Parallel()
	for name, text := range hostileTexts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			require.NoError(t, render.Text(&b, hostile(t, text), render.Options{}))
			harmless(t, b.String())
			b.Reset()
			require.NoError(t, render.Text(&b, hostile(t, text), render.Options{Color: true}))
			harmless(t, sequences.ReplaceAllString(b.String(), ""))
		})
	}
}

// TestHostileJSON: JSON keeps what it was given, and shows no control
// character beyond ASCII.
func TestHostileJSON(t *testing.T) {
	t.Parallel()
	for name, text := range hostileTexts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			require.NoError(t, render.JSON(&b, hostile(t, text)))
			bad := strings.IndexFunc(b.String(), func(r rune) bool {
				return r < ' ' && r != '\n' || r >= 0x7f && r <= 0x9f || unicode.Is(unicode.Bidi_Control, r)
			})
			require.Equal(t, -1, bad)
			var back struct{ Title string }
			require.NoError(t, json.Unmarshal(b.Bytes(), &back))
			require.Equal(t, string([]rune(text)), back.Title)
		})
	}
}

// TestBounds: whatever a report holds, what is made of it for people is at most
// 1 MB, and says what it leaves out. (The bound is four times the input and
// 1 MB; how large the input was, a report does not know.)
func TestBounds(t *testing.T) {
	t.Parallel()
	const megabyte = 1 << 20
	quotes := strings.Repeat(`"`, megabyte)
	many, worst := sample(t), hostile(t, strings.Repeat(`"`, 4000))
	for range 6 {
		worst.Findings = append(worst.Findings, worst.Findings...)
		worst.LeftOut = append(worst.LeftOut, worst.LeftOut...)
	}
	for range 7 { // more findings than are shown
		many.Findings = append(many.Findings, many.Findings...)
		many.Selections = append(many.Selections, many.Selections...)
		many.Needs = append(many.Needs, many.Needs...)
		many.Origin = append(many.Origin, many.Origin...)
		many.LeftOut = append(many.LeftOut, many.LeftOut...)
		many.Facts = append(many.Facts, many.Facts...)
		many.Path.Hops = append(many.Path.Hops, many.Path.Hops...)
		many.Path.Order = append(many.Path.Order, many.Path.Order...)
		many.Handshakes = append(many.Handshakes, many.Handshakes...)
		many.Calendars[0].Intervals = append(many.Calendars[0].Intervals, many.Calendars[0].Intervals...)
	}
	for name, r := range map[string]diagnosis.Report{
		"many": many, "worst": worst,
		"one-large-text": {Title: quotes, Question: quotes, Source: quotes, List: &diagnosis.List{Names: []diagnosis.ListName{{Text: quotes}}}},
		"many-names":     {List: &diagnosis.List{Names: make([]diagnosis.ListName, 100_000), More: 5}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var html, text bytes.Buffer
			require.NoError(t, render.HTML(&html, r, render.Options{}))
			require.NoError(t, render.Text(&text, r, render.Options{}))
			t.Logf("%d bytes of HTML, %d of text", html.Len(), text.Len())
			require.LessOrEqual(t, html.Len(), megabyte)
			require.LessOrEqual(t, text.Len(), megabyte)
			require.Regexp(t, "more are left out here|shortened, 1048576 bytes", html.String())
			sound(t, parse(t, html.Bytes()))
		})
	}
}

// FuzzHTML: whatever a text of a report is, the page is well-formed, has no
// other parts than every page has, and moves nothing on a screen.
func FuzzHTML(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	calm := sample(f)
	trim(reflect.ValueOf(&calm).Elem())
	calm.Links = nil
	f.Fuzz(func(t *testing.T, text string) {
		const most = 1 << 10 // bytes: of longer texts TestHostileHTML and TestBounds tell
		if len(text) > most {
			return
		}
		r := calm
		replace(reflect.ValueOf(&r).Elem(), text)
		raw, d := page(t, r, render.Options{})
		harmless(t, string(raw))
		sound(t, d)
	})
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzHTML": 2})
}
