// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/examples/internal/render"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden compares each form of the sample with its golden file, and with a
// list that is written by hand and that -update does not touch.
func TestGolden(t *testing.T) {
	t.Parallel()
	r := sample(t)
	for _, tt := range []struct {
		name  string
		write func(*bytes.Buffer) error
	}{
		{"sample.txt", func(b *bytes.Buffer) error { return render.Text(b, r, render.Options{}) }},
		{"narrow.txt", func(b *bytes.Buffer) error { return render.Text(b, r, render.Options{Width: 40}) }},
		{"sample.html", func(b *bytes.Buffer) error { return render.HTML(b, r, render.Options{}) }},
		{"json", func(b *bytes.Buffer) error { return render.JSON(b, r) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var first, second bytes.Buffer
			require.NoError(t, tt.write(&first))
			require.NoError(t, tt.write(&second))
			require.True(t, bytes.Equal(first.Bytes(), second.Bytes()), "the same report gives the same bytes")
			if tt.name != "json" { // its types are held by the schema
				golden(t, tt.name, first.Bytes())
			}
			musts(t, tt.name[strings.LastIndexByte(tt.name, '.')+1:], first.String())
		})
	}
}

// golden compares bytes with a golden file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// musts checks the list beside the golden files: a line is a text that the forms
// named before it must hold, blanks and line ends being one.
func musts(t *testing.T, form, got string) {
	t.Helper()
	list, err := os.ReadFile(filepath.Join("testdata", "sample.must"))
	require.NoError(t, err)
	flat := func(text string) string { return strings.Join(strings.Fields(text), "") }
	got = flat(got)
	checked := 0
	for line := range strings.Lines(string(list)) {
		line = strings.TrimSpace(line)
		forms, text, ok := strings.Cut(line, ": ")
		if line == "" || strings.HasPrefix(line, "#") || !strings.Contains(" "+forms+" ", " "+form+" ") {
			continue
		}
		require.True(t, ok, "%q: FORMS: TEXT", line)
		require.Contains(t, got, flat(text))
		checked++
	}
	require.NotZero(t, checked)
}

// TestSchema: the committed schema is what the types say; go generate writes it.
func TestSchema(t *testing.T) {
	t.Parallel()
	want, err := jsonschema.Generate(os.DirFS("../../.."), diagnosis.JSON())
	require.NoError(t, err)
	got, err := os.ReadFile("report.schema.json")
	require.NoError(t, err)
	require.True(t, bytes.Equal(want, got), "report.schema.json is not what go generate writes")
}
