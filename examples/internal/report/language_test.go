// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// some is a language that has a few texts.
func some() report.Language {
	texts := map[schannel.Code]string{"a.b.phrase": "{side} と {name}", "a.b.rule": "{name} です", "diagnose.label.more": "他 {count} 件"}
	return report.Language{
		Tag:   "ja",
		Title: func(c schannel.Code) (string, bool) { return "規則", c == "a.b.rule" },
		Text:  func(c schannel.Code) (string, bool) { text, ok := texts[c]; return text, ok },
		Step:  func(c schannel.Code, n int) (string, bool) { return "手順 {name}", c == "a.b.remedy" && n == 2 },
		Word: func(about, value string) (string, bool) {
			return "クライアント", about == "side" && value == "client"
		},
		Input: func(text string) (string, bool) { return "質問", text == "Why?" },
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	args := []schannel.Arg{{Name: "side", Kind: "enum", Value: "client"}, schannel.Text("name", "EX1\u202e")}
	phrase := schannel.Phrase{Code: "a.b.phrase", Text: "{side} and {name}"}.With(args...)
	finding := schannel.Finding{Code: "a.b.rule", Title: "A rule", Text: "It is EX1.", Args: args}
	step := schannel.Step{Number: 2, Text: "Do it on EX1.", Args: args}
	for _, tt := range []struct {
		name           string
		got, want, why any
	}{
		{"phrase", some().Phrase(phrase), report.Said{Text: `クライアント と EX1\u202e`}, "an enumeration by its word, an argument that shows what it holds"},
		{"message", some().Message(finding), report.Said{Text: `EX1\u202e です`}, "by code and arguments alone"},
		{"headline", some().Headline("a.b.rule", "A rule"), report.Said{Text: "規則"}, "by code"},
		{"no-headline", some().Headline("a.b.other", "Another"), report.Said{Text: "Another", Lang: "en"}, "what is not there is English, and said to be"},
		{"no-title", some().Headline("a.b.other", ""), report.Said{Text: "a.b.other"}, "a code without a title is called by itself"},
		{"step", some().Action("a.b.remedy", step), report.Said{Text: `手順 EX1\u202e`}, "by the remedy's code and the number"},
		{"other-step", some().Action("a.b.remedy", schannel.Step{Number: 1, Text: "First."}), report.Said{Text: "First.", Lang: "en"}, "no text for that number"},
		{"input", some().Sentence("Why?"), report.Said{Text: "質問"}, "a sentence of a case of the program's own"},
		{"other-input", some().Sentence("What?"), report.Said{Text: "What?", Lang: "en"}, "any other sentence stays as it is"},
		{"label", report.Said{Text: some().Label("more", schannel.Number("count", 3))}, report.Said{Text: "他 3 件"}, "labels are phrases"},
		{"english", report.Language{}.Phrase(phrase), report.Said{Text: `client and EX1\u202e`}, "English is the zero value"},
		{"english-step", report.Language{}.Action("a.b.remedy", step), report.Said{Text: "Do it on EX1."}, "the text of the report"},
		{"english-tag", report.Language{Tag: "en"}.Sentence("What?"), report.Said{Text: "What?"}, "nothing to mark"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

// TestSafe: a text is shortened between two characters, and says so.
func TestSafe(t *testing.T) {
	t.Parallel()
	require.Equal(t, "short", report.Language{}.Safe("short"))
	require.Equal(t, `a\nb\u001b`, report.Language{}.Safe("a\nb\x1b"))
	long := report.Language{}.Safe("x" + strings.Repeat("証", 2000))
	require.True(t, strings.HasSuffix(long, "証… [shortened, 6001 bytes]"), long[len(long)-60:])
	require.NotContains(t, long, `\x`)
}
