// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/render"
)

// reports are those that have something to show.
func reports(t *testing.T) map[string]diagnosis.Report {
	t.Helper()
	return map[string]diagnosis.Report{
		"sample": sample(t), "empty": {Format: diagnosis.Format},
		"captured": {Format: diagnosis.Format, Title: "A captured list", List: &diagnosis.List{Captured: true, Names: []diagnosis.ListName{
			{Text: "CN=Contoso CA", Bytes: 30}, {Text: "CN=Fabrikam CA"},
		}}},
	}
}

func TestHTMLDocument(t *testing.T) {
	t.Parallel()
	for name, r := range reports(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, d := page(t, r, render.Options{})
			sound(t, d)
		})
	}
}

// sound checks that a page is built as every page is, and that everything that
// points somewhere points to something.
func sound(t *testing.T, d document) {
	t.Helper()
	for id, count := range d.ids {
		require.Equal(t, 1, count, "id %s", id)
	}
	for _, id := range d.references {
		require.Equal(t, 1, d.ids[id], "%s points to nothing", id)
	}
	documents := map[string]bool{}
	for cited := range schannel.Documents() {
		documents[unescaped(t, cited.URL)] = true
	}
	for _, link := range d.links {
		require.True(t, documents[unescaped(t, link)], "%s is no cited document", link)
	}
	for i, level := range d.headings {
		require.True(t, i == 0 && level == 1 || i > 0 && level > 1 && level <= d.headings[i-1]+1, "headings in order: %v", d.headings)
	}
	require.Equal(t, 1, d.elements["main"])
	require.Equal(t, d.elements["table"], d.elements["caption"], "every table has a caption")
	require.Equal(t, "en", d.language)
}

// unescaped is an address without its percent signs: a template writes more of
// them than a document does.
func unescaped(t *testing.T, address string) string {
	t.Helper()
	plain, err := url.PathUnescape(address)
	require.NoError(t, err)
	return plain
}

// TestHTMLPolicy: the page forbids everything but its one style (Content
// Security Policy Level 3, 6.7.3: the hash of the text of the element).
func TestHTMLPolicy(t *testing.T) {
	t.Parallel()
	raw, d := page(t, sample(t), render.Options{})
	_, style, _ := strings.Cut(string(raw), "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	hash := sha256.Sum256([]byte(style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) +
		"'; img-src 'none'; base-uri 'none'; form-action 'none'"
	if diff := cmp.Diff(want, d.policy); diff != "" {
		t.Errorf("policy (-want +got):\n%s", diff)
	}
	require.Equal(t, 1, d.elements["style"])
	require.NotContains(t, style, "url(")
	require.NotContains(t, style, "@import")
	require.NotContains(t, string(raw), "ZgotmplZ", "nothing was refused by the template")
}

// TestHTMLPictures: each picture is there, with what it is about.
func TestHTMLPictures(t *testing.T) {
	t.Parallel()
	_, d := page(t, sample(t), render.Options{})
	require.Equal(t, 4, d.elements["svg"], "list, handshake, calendar, way")
	for _, text := range []string{
		"Limit: 16384 bytes", "sent, in doubt: 132 names, 16380 bytes", "cut off, in doubt: 162 names, 19537 bytes",
		"1. ClientHello", "8. Alert bad_record_mac", "The connection ends here.",
		"B2BBCC0000000000000000000000000000000000", "B2BBCC00…", "2025-05-01",
		"status 302 → follow: https://cas2010.corp.example/autodiscover/autodiscover.xml",
	} {
		require.True(t, slices.ContainsFunc(d.texts, func(s string) bool { return strings.Contains(s, text) }), text)
	}
	require.Equal(t, 100, count(d.visible, "sent, in doubt")-1, "a row for each of the first hundred names that is sent")
}

func count(texts []string, text string) int {
	n := 0
	for _, s := range texts {
		if strings.HasPrefix(s, text) {
			n++
		}
	}
	return n
}
