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
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/recording"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
	"github.com/schanneltrust/schannel/winreg"
)

// catalogs are those of every package of this module, by its folder.
var catalogs = map[string]func() iter.Seq[schannel.CatalogEntry]{
	".":                           schannel.Catalog,
	"autodiscover":                autodiscover.Catalog,
	"autodiscover/answer":         answer.Catalog,
	"autodiscover/prompt":         prompt.Catalog,
	"autodiscover/recording":      recording.Catalog,
	"autodiscover/scpfile":        scpfile.Catalog,
	"autodiscover/walk":           walk.Catalog,
	"ems":                         ems.Catalog,
	"ems/capture":                 capture.Catalog,
	"ems/derive":                  derive.Catalog,
	"ems/emsdiag":                 emsdiag.Catalog,
	"ems/emstest":                 emstest.Catalog,
	"ems/hello":                   hello.Catalog,
	"ems/tlsstack":                tlsstack.Catalog,
	"ems/winhost":                 winhost.Catalog,
	"examples/internal/batch":     batch.Catalog,
	"examples/internal/casefile":  casefile.Catalog,
	"examples/internal/diagnosis": diagnosis.Catalog,
	"examples/internal/evidence":  evidence.Catalog,
	"examples/internal/report":    report.Catalog,
	"exchangecert":                exchangecert.Catalog,
	"exchangecert/change":         change.Catalog,
	"exchangecert/exchange":       exchange.Catalog,
	"exchangecert/exchangediag":   exchangediag.Catalog,
	"exchangecert/inventory":      inventory.Catalog,
	"symptom":                     symptom.Catalog,
	"trustlist":                   trustlist.Catalog,
	"trustlist/certreq":           certreq.Catalog,
	"trustlist/certstore":         certstore.Catalog,
	"trustlist/compose":           compose.Catalog,
	"trustlist/listtest":          listtest.Catalog,
	"trustlist/offer":             offer.Catalog,
	"trustlist/removal":           removal.Catalog,
	"trustlist/trustdiag":         trustdiag.Catalog,
	"winreg":                      winreg.Catalog,
}

// entries are those of all catalogues by their codes.
func entries() map[schannel.Code]schannel.CatalogEntry {
	all := map[schannel.Code]schannel.CatalogEntry{}
	for _, folder := range slices.Sorted(maps.Keys(catalogs)) {
		for e := range catalogs[folder]() {
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
	for folder, catalog := range catalogs {
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
	want, have := slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(catalogs))
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("packages with a catalogue (-want +got):\n%s", diff)
	}
}
