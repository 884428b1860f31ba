// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[schannel.Severity](t)
	vocabtest.Enum[schannel.Certainty](t)
	vocabtest.Enum[schannel.Evidence](t)
	vocabtest.Enum[schannel.Level](t)
	vocabtest.Enum[schannel.Release](t)
	vocabtest.Enum[schannel.Truth](t)
	vocabtest.Enum[schannel.RegistryType](t)
}

// TestCatalog: the one kind of malformed input is "schannel.thumbprint.malformed".
func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "schannel", schannel.Catalog())
}

func TestReadBack(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Values: []any{
			schannel.Arg{},
			schannel.CatalogEntry{},
			schannel.Certainty(0), schannel.Code(""),
			schannel.Document{},
			schannel.Error{},
			schannel.Event{},
			schannel.Evidence(0),
			schannel.Finding{},
			schannel.Level(0),
			schannel.Phrase{},
			schannel.RegistryType(0),
			schannel.RegistryValue{},
			schannel.Release(0),
			schannel.Remedy{},
			schannel.Rule{},
			schannel.Scope{},
			schannel.Severity(0),
			schannel.Source{},
			schannel.Step{},
			schannel.Subject{},
			schannel.TLSVersion(0),
			schannel.Thumbprint{},
			schannel.Truth(0),
		},
		Exceptions: map[string]string{"Basis": "an input of NewFinding, which nobody writes"},
		Fill: func(r *rand.Rand, kind reflect.Type) (any, bool) {
			if kind != reflect.TypeFor[schannel.Source]() {
				return nil, false
			}
			return schannel.Source{Document: "RFC 7627", Section: []string{"", "Section 5.3"}[r.IntN(2)]}, true
		},
	})
}
