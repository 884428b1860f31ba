// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package strictjson

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// document has a field of every kind.
type document struct {
	Format   string                   `json:"format"`
	Text     string                   `json:"text"`
	Number   int                      `json:"number" min:"-3" max:"9"`
	Flag     bool                     `json:"flag"`
	Bytes    []byte                   `json:"-"`
	List     []string                 `json:"list" max:"3"`
	Inner    *document2               `json:"inner"`
	Truth    schannel.Truth           `json:"truth"`
	Registry []schannel.RegistryValue `json:"registry"`
}

type document2 struct {
	Text string `json:"text"`
}

func form(tb testing.TB) *jsonschema.Form {
	tb.Helper()
	f, err := jsonschema.Of(reflect.TypeFor[document](), "x/1")
	require.NoError(tb, err)
	return f
}

func TestEnumeration(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[Kind](t)
}

// The rows that show each fault stand beside the case format, in package
// casefile.
func TestFaultText(t *testing.T) {
	t.Parallel()
	err := Check([]byte("{\"format\": \"x/1\",\n \"number\": -4}"), form(t), Options{})
	require.EqualError(t, err, "number: line 2, column 12: -4 is no whole number from -3 to 9, written in digits")
	err = Check([]byte(`{}`), form(t), Options{})
	require.EqualError(t, err, `the document: line 1, column 1: the field "format" is missing`)
}

// Whatever passes, encoding/json reads, and finds nothing that it does not
// know.
func FuzzCheck(f *testing.F) {
	of := form(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		err := Check(text, of, Options{MaxSize: 1 << 20})
		if err == nil {
			var d document
			require.True(t, json.Valid(text))
			require.NoError(t, json.Unmarshal(text, &d))
			return
		}
		fault, ok := err.(*Error) //nolint:errorlint // it is one itself
		require.True(t, ok)
		require.NotZero(t, fault.Kind)
		require.True(t, fault.Offset >= 0 && fault.Offset <= len(text), "%v", err)
		require.True(t, fault.Line >= 1 && fault.Column >= 1, "%v", err)
		if !json.Valid(text) {
			return
		}
		require.NotEqual(t, Syntax, fault.Kind, "%q is JSON: %v", text, err)
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzCheck": 6})
}
