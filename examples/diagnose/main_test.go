// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/internal/vocabtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run(args, &stdout, &stderr), "%s", stderr.String())
	require.Empty(t, stderr.String())
	return stdout.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestCases compares the reports of each case with its golden files and what
// it must hold with the list beside them.
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := cases.ReadDir("cases")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".json")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name+".txt", output(t, "-case", name))
			golden(t, name+".json", output(t, "-json", "-case", name))
			answers, err := diagnose(name)
			require.NoError(t, err)
			vocabtest.Findings(t, answers[0].Findings)
			vocabtest.Holds(t, filepath.Join("testdata", name+".must"), answers[0].Findings)
		})
	}
}

// TestChangedFactsChangeTheAnswer turns one fact of the case at a time.
func TestChangedFactsChangeTheAnswer(t *testing.T) {
	t.Parallel()
	raw, err := cases.ReadFile("cases/kb2464556.json")
	require.NoError(t, err)
	codes := func(from, to string) []string {
		require.Contains(t, string(raw), from)
		a, err := work([]byte(strings.Replace(string(raw), from, to, 1)))
		require.NoError(t, err)
		return vocabtest.FindCodes(a.Findings)
	}
	require.Equal(t, []string{"trustlist.list.fits"}, codes(`"names": 294, "bytes": 35917`, `"names": 100, "bytes": 12000`))
	require.Equal(t, []string{"trustlist.list.not_sent", "trustlist.list.truncated"}, codes("server2008r2", "server2012"))
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-case", "none"}, {"file"}, {"-nonsense"}} {
		var stdout, stderr bytes.Buffer
		require.Equal(t, 2, run(args, &stdout, &stderr), "%v", args)
		require.Empty(t, stdout.String())
		require.NotEmpty(t, stderr.String())
	}
	_, err := work([]byte(`{"case":"x"}`))
	require.Error(t, err)
	_, err = work([]byte(`{"typo":"x"}`))
	require.Error(t, err)
	var all struct{ Cases []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(output(t, "-json")), &all))
	require.NotEmpty(t, all.Cases)
}
