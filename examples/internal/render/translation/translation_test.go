// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package translation_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/render/translation"
)

// folder is a small language of one file of each kind.
func folder(entries string) fstest.MapFS {
	return fstest.MapFS{
		"trustlist.json": {Data: []byte(`{"trustlist.list.none": {"title": "Leer", "text": "Die Liste ist leer."}}`)},
		"entries.json":   {Data: []byte(entries)},
		"words.json":     {Data: []byte(`{"": {"yes": "ja", "none": "keins"}, "severity": {"none": "ohne"}}`)},
		"sentences.json": {Data: []byte(`{"Why?": "Warum?"}`)},
		"README.md":      {Data: []byte("read by people only")},
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	texts, err := translation.Read(folder(`{
		"trustlist.remedy.send_no_list": {"title": "Nichts senden", "steps": ["Öffnen.", "Auf {value} setzen."]},
		"trustlist.missing.chain": {"text": "die Kette"},
		"trustlist.name.empty": {"text": "Ein Name hat keine Bytes."},
		"trustlist.outcome.whole": {"text": "ganz: {bytes} Bytes"}
	}`))
	require.NoError(t, err)
	l := texts.Language("de")
	require.Equal(t, "de", l.Tag)
	for _, test := range []struct {
		name string
		get  func() (string, bool)
		want string // empty: there is none, and English is taken
	}{
		{"title of a rule", func() (string, bool) { return l.Title("trustlist.list.none") }, "Leer"},
		{"title of a remedy", func() (string, bool) { return l.Title("trustlist.remedy.send_no_list") }, "Nichts senden"},
		{"title of a phrase", func() (string, bool) { return l.Title("trustlist.missing.chain") }, ""},
		{"text of a rule", func() (string, bool) { return l.Text("trustlist.list.none") }, "Die Liste ist leer."},
		{"text of a phrase", func() (string, bool) { return l.Text("trustlist.missing.chain") }, "die Kette"},
		{"text of a code without one", func() (string, bool) { return l.Text("trustlist.missing.release") }, ""},
		{"first step", func() (string, bool) { return l.Step("trustlist.remedy.send_no_list", 1) }, "Öffnen."},
		{"last step", func() (string, bool) { return l.Step("trustlist.remedy.send_no_list", 2) }, "Auf {value} setzen."},
		{"step 0", func() (string, bool) { return l.Step("trustlist.remedy.send_no_list", 0) }, ""},
		{"step behind the last", func() (string, bool) { return l.Step("trustlist.remedy.send_no_list", 3) }, ""},
		{"word of its own", func() (string, bool) { return l.Word("severity", "none") }, "ohne"},
		{"word for all", func() (string, bool) { return l.Word("severity", "yes") }, "ja"},
		{"no word", func() (string, bool) { return l.Word("severity", "TLS 1.2") }, ""},
		{"code of a rule", func() (string, bool) { return l.Word("symptom", "trustlist.list.none") }, "Leer"},
		{"code of a text", func() (string, bool) { return l.Word("fault", "trustlist.name.empty") }, "Ein Name hat keine Bytes"},
		{"code of a text with places", func() (string, bool) { return l.Word("reason", "trustlist.outcome.whole") }, ""},
		{"sentence", func() (string, bool) { return l.Input("Why?") }, "Warum?"},
		{"no sentence", func() (string, bool) { return l.Input("How?") }, ""},
	} {
		text, ok := test.get()
		if diff := cmp.Diff(test.want, text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		require.Equal(t, test.want != "", ok, "%s", test.name)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, entries, why string }{
		{"unknown key", `{"trustlist.name.der": {"txt": "x"}}`, `entries.json: json: unknown field "txt"`},
		{"twice", `{"trustlist.list.none": {"text": "x"}}`, "trustlist.json: trustlist.list.none stands in another file too"},
		{"no JSON", `{`, "entries.json: unexpected EOF"},
	} {
		_, err := translation.Read(folder(test.entries))
		require.EqualError(t, err, test.why, "%s", test.name)
	}
}

func TestNoTexts(t *testing.T) {
	t.Parallel()
	l := new(translation.Texts).Language("de")
	_, ok := l.Text(schannel.Code("trustlist.list.none"))
	require.False(t, ok)
	_, ok = l.Word("severity", "error")
	require.False(t, ok)
}
