// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package embedded_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestCases compares the report of each case with its golden file, and what it
// must hold and must not with the list beside it.
func TestCases(t *testing.T) {
	t.Parallel()
	require.Subset(t, embedded.Names(), []string{"combined", "events1037-2019", "kb2006728", "kb2464556", "kb4528489", "kb953354"})
	for _, name := range embedded.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := embedded.Case(name)
			require.NoError(t, err)
			require.Equal(t, casefile.Format, c.Format)
			require.Equal(t, name, c.Name)
			require.NotEmpty(t, c.Title)
			require.NotEmpty(t, c.Source)
			require.NotEmpty(t, c.Question)
			require.Empty(t, c.Files, "it is self-contained")
			report := diagnosis.Run(c)
			vocabtest.Findings(t, report.Findings)
			holds(t, filepath.Join("testdata", name+".must"), report)
			text, err := json.Marshal(report)
			require.NoError(t, err)
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, text, "", "  "))
			golden(t, name+".json", append(indented.Bytes(), '\n'))
		})
	}
}

func TestNoCase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "none", "../embedded", "kb2464556.json"} {
		_, err := embedded.Case(name)
		require.ErrorContains(t, err, "no case", "%q", name)
	}
}
