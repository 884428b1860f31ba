// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package jsonschema_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/examples/internal/strictjson"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// Whatever a report holds, what is written of it is of the form that is
// documented, whichever methods write it.
func TestReportsAreOfTheirForm(t *testing.T) {
	t.Parallel()
	format := diagnosis.JSON()
	form, err := jsonschema.Of(format.Type, format.Name)
	require.NoError(t, err)
	for seed := range uint64(200) {
		report := vocabtest.Filled[diagnosis.Report](seed, vocabtest.Named)
		report.Format = diagnosis.Format
		text, err := json.Marshal(report)
		require.NoError(t, err)
		require.NoError(t, strictjson.Check(text, form, strictjson.Options{}), "seed %d", seed)
	}
}

type bare struct {
	Format string `json:"format"`
}

type self struct {
	Format string `json:"format"`
	More   []self `json:"more"`
}

type odd struct {
	Format string         `json:"format"`
	Map    map[string]int `json:"map"`
}

type nameless struct {
	Format string `json:"format"`
	Name   string
}

type float struct {
	Format string  `json:"format"`
	Part   float64 `json:"part"`
}

type tagged struct {
	Format string `json:"format"`
	Count  int    `json:"count" min:"x"`
}

// What has no form that can be told is an error rather than a guess.
func TestNoForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		of   reflect.Type
		says string
	}{
		{reflect.TypeFor[bare](), ""},
		{reflect.TypeFor[self](), "holds itself"},
		{reflect.TypeFor[odd](), "no form that is known"},
		{reflect.TypeFor[float](), "no form that is known"},
		{reflect.TypeFor[nameless](), "has no name in JSON"},
		{reflect.TypeFor[tagged](), `"x"`},
		{reflect.TypeFor[casefile.File](), "no field format"},
	}
	for _, test := range tests {
		_, err := jsonschema.Of(test.of, "x/1")
		if test.says == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, test.says)
	}
}
