// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ja_test

import (
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/internal/catalogs"
)

// catalogFolders is the catalogues of every package of this module, by its folder.
func catalogFolders() map[string]func() iter.Seq[schannel.CatalogEntry] {
	all := map[string]func() iter.Seq[schannel.CatalogEntry]{
		"ems/emstest":                 emstest.Catalog,
		"examples/internal/batch":     batch.Catalog,
		"examples/internal/casefile":  casefile.Catalog,
		"examples/internal/diagnosis": diagnosis.Catalog,
		"examples/internal/evidence":  evidence.Catalog,
		"examples/internal/report":    report.Catalog,
	}
	for _, f := range catalogs.Families() {
		for _, p := range f.Packages {
			all[p.Dir] = p.Catalog
		}
	}
	return all
}

// entries are those of all catalogues by their codes.
func entries() map[schannel.Code]schannel.CatalogEntry {
	all := map[schannel.Code]schannel.CatalogEntry{}
	folders := catalogFolders()
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		for e := range folders[folder]() {
			all[e.Code] = e
		}
	}
	return all
}

// TestOneMeaning: a code that several packages have, as kinds of errors are,
// has the same texts in all of them; else nobody could translate it.
func TestOneMeaning(t *testing.T) {
	t.Parallel()
	all := entries()
	for folder, catalog := range catalogFolders() {
		for e := range catalog() {
			if diff := cmp.Diff(all[e.Code].Texts, e.Texts); diff != "" {
				t.Errorf("%s of %s says something else elsewhere:\n%s", e.Code, folder, diff)
			}
		}
	}
}

var catalogFunc = regexp.MustCompile(`(?m)^func Catalog\(\) iter\.Seq\[`)

// sources calls use for every Go file of this module that is no test, by its
// path below the root.
func sources(t *testing.T, use func(name, text string)) {
	t.Helper()
	root := os.DirFS(filepath.Join("..", "..", "..", ".."))
	require.NoError(t, fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err == nil {
			use(name, string(text))
		}
		return err
	}))
}

// TestCatalogs: the list above is complete.
func TestCatalogs(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	sources(t, func(name, text string) {
		// The renderer hands on the catalogue of the labels.
		if folder := path.Dir(name); catalogFunc.MatchString(text) && path.Base(folder) != "render" {
			found[folder] = true
		}
	})
	want, have := slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(catalogFolders()))
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("packages with a catalogue (-want +got):\n%s", diff)
	}
}
