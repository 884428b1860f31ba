// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/batch"
)

func TestMain(m *testing.M) {
	beam.Init()
	os.Exit(m.Run())
}

const head = `{"format": "schannel-case/1", `

// cases is lines of every kind: answered, refused, blank.
var cases = []string{
	head + `"name": "a", "trustlist": {"host": {"release": "server2008r2"}}}`,
	head + `"name": "b", "trustlist": {"host": {"release": "server2019"}}}`,
	"",
	head + `"titel": "c"}`,
	head + `"name": "d", "trustlist": {"host": {"release": "server2008r2"}}}`,
	"not a case",
}

// The pipeline gives what the runner of command diagnose -batch gives, whatever
// the order, and counts it.
func TestPipeline(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		stdin bool
	}{{"files", false}, {"stdin", true}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			text := strings.Join(cases, "\n") + "\n"
			o := options{output: filepath.Join(dir, "reports.jsonl"), counts: filepath.Join(dir, "counts.jsonl")}
			stdin := text
			if !test.stdin {
				stdin = ""
				o.input = filepath.Join(dir, "cases-*.jsonl")
				require.NoError(t, os.WriteFile(filepath.Join(dir, "cases-1.jsonl"), []byte(text[:len(cases[0])+1]), 0o600))
				require.NoError(t, os.WriteFile(filepath.Join(dir, "cases-2.jsonl"), []byte(text[len(cases[0])+1:]), 0o600))
			}
			require.NoError(t, run(t.Context(), o, "direct", strings.NewReader(stdin)))
			if diff := cmp.Diff(wantReports(), sortedLines(t, o.output)); diff != "" {
				t.Errorf("reports (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(wantCounts(t), sortedLines(t, o.counts)); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		})
	}
}

func wantReports() (want []string) {
	for _, c := range cases {
		if c != "" {
			want = append(want, strings.TrimSuffix(string(batch.Line(0, []byte(c), nil, nil)), "\n"))
		}
	}
	slices.Sort(want)
	return want
}

// wantCounts counts in another way: by the reports themselves.
func wantCounts(t *testing.T) (want []string) {
	t.Helper()
	number := map[[2]string]int{}
	for _, text := range wantReports() {
		var report map[string]any
		require.NoError(t, json.Unmarshal([]byte(text), &report))
		if fault, ok := report["error"].(map[string]any); ok {
			number[[2]string{"refused", fault["code"].(string)}]++
			continue
		}
		number[[2]string{"release", report["release"].(string)}]++
		codes := map[string]bool{}
		findings, _ := report["findings"].([]any)
		for _, f := range findings {
			codes[f.(map[string]any)["code"].(string)] = true
		}
		for code := range codes {
			number[[2]string{"code", code}]++
		}
	}
	for of, n := range number {
		text, err := json.Marshal(Counted{of[0], of[1], n})
		require.NoError(t, err)
		want = append(want, string(text))
	}
	slices.Sort(want)
	return want
}

func sortedLines(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	slices.Sort(lines)
	return lines
}

func TestUsage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, runner, says string
		options            options
		stdin              string
	}{
		{"no-output", "direct", "-output is missing", options{}, ""},
		{"no-input", "flink", "runner flink does not see standard input", options{output: "x"}, ""},
		{"long", "direct", "standard input", options{output: "x"}, strings.Repeat("x\n", maxStdin)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, run(t.Context(), test.options, test.runner, strings.NewReader(test.stdin)), test.says)
		})
	}
}

// A case has a code once, however many findings bear it.
func TestItems(t *testing.T) {
	t.Parallel()
	got := items([]byte(`{"release":"server2012","findings":[{"code":"a.b.c"},{"code":"d.e.f"},{"code":"a.b.c"}]}`))
	require.Equal(t, []string{"release\tserver2012", "code\ta.b.c", "code\td.e.f"}, got)
	require.Equal(t, []string{"refused\ta.b.c"}, items([]byte(`{"error":{"code":"a.b.c"}}`)))
	require.Nil(t, items([]byte(`x`)))
	require.JSONEq(t, `{"by":"code","value":"a.b.c","cases":3}`, countLine("code\ta.b.c", 3))
}
