// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// brackets is a language that has a text for everything: the code in brackets,
// and the arguments, which stand in brackets of their own.
func brackets() report.Language {
	english := map[schannel.Code]string{}
	for e := range report.Catalog() {
		english[e.Code] = e.Texts[0]
	}
	places := regexp.MustCompile(`\{[a-z_]+\}`)
	template := func(code schannel.Code) (string, bool) {
		text := "⟦" + string(code)
		for _, place := range places.FindAllString(english[code], -1) {
			text += "⟧" + place + "⟦"
		}
		return text + "⟧", true
	}
	return report.Language{
		Tag: "ja", Title: template, Text: template,
		Step: func(code schannel.Code, number int) (string, bool) {
			return fmt.Sprintf("⟦%s %d⟧", code, number), true
		},
		Word:  func(about, value string) (string, bool) { return "⟦" + about + " " + value + "⟧", value != "" },
		Input: func(text string) (string, bool) { return "⟦" + text + "⟧", text != "" },
	}
}

// TestLanguage: a language that has every text leaves no English: beside what it
// says, there are only names, commands and data of the report.
func TestLanguage(t *testing.T) {
	t.Parallel()
	r := sample(t)
	own := map[string]bool{}
	verbatim(reflect.ValueOf(r), own)
	own["UTC"] = true // of a time
	_, d := page(t, r, render.Options{Language: brackets()})
	require.Equal(t, "ja", d.language)
	said := regexp.MustCompile(`⟦[^⟦⟧]*⟧`)
	var b bytes.Buffer
	require.NoError(t, render.Text(&b, r, render.Options{Width: 100_000, Language: brackets()}))
	for _, text := range append(d.texts, strings.Split(strings.ToLower(b.String()), "\n")...) {
		for _, word := range strings.FieldsFunc(said.ReplaceAllString(text, " "), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(word) > 1 && !contained(own, word) {
				t.Errorf("%q in %q", word, text)
			}
		}
	}
}

func contained(texts map[string]bool, word string) bool {
	for text := range texts {
		if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// verbatim collects the texts of a report that are no sentences.
func verbatim(v reflect.Value, into map[string]bool) {
	switch v.Kind() { //nolint:exhaustive // of every other kind there are no texts
	case reflect.String:
		into[v.String()] = true
	case reflect.Struct:
		for i := range v.NumField() {
			switch name := v.Type().Field(i).Name; {
			case !v.Type().Field(i).IsExported(), name == "Text" && v.Type() != reflect.TypeFor[diagnosis.ListName](), name == "Title", name == "Err":
			case name == "Release" || name == "Releases" || name == "Winner" || name == "Thumbprint" || name == "Version" || name == "Type":
				into[fmt.Sprint(v.Field(i).Interface())] = true
			default:
				verbatim(v.Field(i), into)
			}
		}
		if release, ok := reflect.TypeAssert[schannel.Scope](v); ok {
			for _, r := range release.Releases {
				into[r.Product()] = true
			}
		}
		if report, ok := reflect.TypeAssert[diagnosis.Report](v); ok {
			into[report.Release.Product()] = true
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			verbatim(v.Index(i), into)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			verbatim(v.Elem(), into)
		}
	}
}

// TestLanguageFallback: what a language does not have is there in English, and
// is said to be.
func TestLanguageFallback(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	require.NoError(t, render.HTML(&b, sample(t), render.Options{Language: report.Language{Tag: "ja"}}))
	require.Contains(t, b.String(), `<span lang="en">Schannel cuts the list of authorities</span>`)
	parse(t, b.Bytes())
}

// TestLabels: every label is used, and every one that is used is declared.
func TestLabels(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"list_safe": true, "list_sent_in_doubt": true, "list_cut_in_doubt": true, "list_lost": true} // of the type state
	calls := regexp.MustCompile("(?:Label|Labelled|Group|section|references|add|LabelOf)\\((?:[a-z]+(?:\\+\\d)?, |2, )?\"([a-z_]+)\"|\\.Label \"([a-z_]+)\"|^\\s+\"([a-z_]+)\", schannel\\.Text")
	for _, pattern := range []string{"*.go", "page/*.gohtml", "../report/*.go"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			for line := range strings.Lines(string(text)) {
				for _, m := range calls.FindAllStringSubmatch(line, -1) {
					used[m[1]+m[2]+m[3]] = true
				}
			}
		}
	}
	declared := map[string]bool{}
	for e := range report.Catalog() {
		name := strings.TrimPrefix(string(e.Code), "diagnose.label.")
		declared[name] = true
		require.True(t, used[name], "label %s is used nowhere", name)
	}
	var b bytes.Buffer
	for _, r := range reports(t) {
		require.NoError(t, render.HTML(&b, r, render.Options{}))
		require.NoError(t, render.Text(&b, r, render.Options{}))
	}
	require.NotContains(t, b.String(), "diagnose.label.", "a label that is not declared")
}
