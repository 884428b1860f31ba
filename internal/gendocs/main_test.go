// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const moduleRoot = "../.."

// TestDocuments compares the documents with what the module says now.
func TestDocuments(t *testing.T) {
	t.Parallel()
	docs, err := generate(moduleRoot)
	require.NoError(t, err)
	for name, want := range docs {
		have, err := os.ReadFile(filepath.Join(moduleRoot, "docs", name))
		require.NoError(t, err)
		if diff := cmp.Diff(want, string(have)); diff != "" {
			t.Errorf("docs/%s is not what go generate writes (-source +file):\n%s", name, diff)
		}
	}
	again, err := generate(moduleRoot)
	require.NoError(t, err)
	require.Equal(t, docs, again, "the same source gives the same text")
}

// TestFamilies holds that every package with a function Catalog is listed.
func TestFamilies(t *testing.T) {
	t.Parallel()
	source, err := readModule(moduleRoot)
	require.NoError(t, err)
	var listed, declared []string
	for _, f := range families {
		for _, p := range f.Packages {
			listed = append(listed, p.Dir)
		}
	}
	for dir, files := range source {
		for _, file := range files {
			if object := file.Scope.Lookup("Catalog"); object != nil {
				declared = append(declared, dir)
			}
		}
	}
	slices.Sort(listed)
	slices.Sort(declared)
	if diff := cmp.Diff(declared, listed); diff != "" {
		t.Errorf("packages with codes (-source +list):\n%s", diff)
	}
}

// TestEveryOutcomeIsAsked holds that the trace loses no question: each outcome
// and each observation of the catalogues stands in one.
func TestEveryOutcomeIsAsked(t *testing.T) {
	t.Parallel()
	source, err := readModule(moduleRoot)
	require.NoError(t, err)
	asked := map[string]bool{}
	for _, q := range trace(source).questions {
		for _, code := range slices.Concat(q.outcomes, q.settle) {
			asked[code] = true
		}
	}
	for code, e := range entries() {
		if e.Kind == "phrase" && (kindOfPhrase(code, "outcome") || kindOfPhrase(code, "settle")) && !asked[code] {
			t.Errorf("%s stands in no open question", code)
		}
	}
}

// TestMarkdown holds that nothing of a text acts as Markdown or HTML.
func TestMarkdown(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, want, why string }{
		{"a cell", "a|b", `a\|b`, "GFM, tables: a pipe ends a cell unless it is escaped"},
		{"a tag", "<script>", `\<script\>`, "CommonMark, Section 2.4: ASCII punctuation may be escaped"},
		{"a path", `HKLM\SYSTEM`, `HKLM\\SYSTEM`, "the same: the backslash itself"},
		{"emphasis", "*_x_*", `\*\_x\_\*`, "the same"},
		{"a link", "[x](y)", `\[x\](y)`, "the same: without brackets it is none"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if have := escape(row.text); have != row.want {
				t.Errorf("%s, want %s: %s", have, row.want, row.why)
			}
		})
	}
}

// TestOneMeaning holds that a code that stands in several catalogues says the
// same in each: a translation has one text for a code.
func TestOneMeaning(t *testing.T) {
	t.Parallel()
	all := entries()
	for _, f := range families {
		for _, p := range f.Packages {
			for e := range p.Catalog() {
				if diff := cmp.Diff(all[string(e.Code)], e); diff != "" {
					t.Errorf("%s says something else in %s (-elsewhere +here):\n%s", e.Code, p.Dir, diff)
				}
			}
		}
	}
}
