// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, line, benchmark string
		want                  figures
		ok                    bool
		why                   string
	}{
		{"sized", "BenchmarkGrowDiff/n=100-2 \t 940 \t 104267 ns/op \t 16232 B/op \t 103 allocs/op\n", "GrowDiff", figures{100, 104267, 16232, 103}, true, "the form of go test -benchmem"},
		{"throughput", "BenchmarkRead-2 50 12.5 ns/op 52.00 MB/s 3 B/op 1 allocs/op\n", "Read", figures{0, 12.5, 3, 1}, true, "SetBytes adds MB/s"},
		{"one processor", "BenchmarkRead 50 12.5 ns/op\n", "Read", figures{0, 12.5, 0, 0}, true, "with GOMAXPROCS=1 there is no suffix"},
		{"result", "ok  \tgithub.com/schanneltrust/schannel\t1.2s\n", "", figures{}, false, "no benchmark"},
		{"failure", "--- FAIL: BenchmarkRead\n", "", figures{}, false, "no figures"},
		{"log", "BenchmarkRead-2 something else is here\n", "", figures{}, false, "not a number"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			name, f, ok := parse(row.line)
			require.Equal(t, row.ok, ok, row.why)
			require.Equal(t, row.benchmark, name, row.why)
			if diff := cmp.Diff(row.want, f, cmp.AllowUnexported(figures{})); diff != "" {
				t.Errorf("%s (-want +have):\n%s", row.why, diff)
			}
		})
	}
}

// TestPage checks ratio and growth by figures that are easily reckoned: four
// times the time for twice the input is quadratic, twice the memory linear.
func TestPage(t *testing.T) {
	t.Parallel()
	var r results
	r.add("winreg", "cpu: Some CPU\nBenchmarkGrowRegistry/n=10-2 1 900 ns/op 8 B/op 1 allocs/op\nBenchmarkGrowRegistry/n=10-2 1 800 ns/op 8 B/op 1 allocs/op\n"+
		"BenchmarkGrowRegistry/n=20-2 1 3200 ns/op 16 B/op 1 allocs/op\nBenchmarkBoundRegistry/n=10-2 1 400 ns/op\nBenchmarkBoundRegistry/n=20-2 1 400 ns/op\n")
	page := r.page("go1.0", "1s", 2)
	for _, line := range []string{"| 10 | 800 | 8 | 1 | 400 | 2 |  |  |\n", "| 20 | 3200 | 16 | 1 | 400 | 8 | 2.00 | 1.00 |\n", "with go1.0 on Some CPU: the fastest of 2 runs"} {
		require.Contains(t, page, line)
	}
	require.NotContains(t, page, "## trustlist", "what was not measured has no table")
}

// TestOperations holds that the table has every benchmark with a bound and every
// bound, and that the page has a table for each.
func TestOperations(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	benchmark := regexp.MustCompile(`(?m)^func Benchmark(\w+)\(`)
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range benchmark.FindAllStringSubmatch(string(text), -1) {
			dir, _ := filepath.Rel("../..", filepath.Dir(path))
			declared[filepath.ToSlash(dir)+"."+found[1]] = true
		}
		return err
	})
	require.NoError(t, err)
	listed := map[string]bool{}
	page, err := os.ReadFile("../../docs/benchmarks.md")
	require.NoError(t, err)
	for _, o := range operations {
		for _, name := range []string{o.ours, o.bound} {
			listed[o.pkg+"."+name] = true
			require.True(t, declared[o.pkg+"."+name], "%s has no Benchmark%s", o.pkg, name)
		}
		require.Contains(t, string(page), "\nTo "+o.title+". The bound "+o.what+".\n", "docs/benchmarks.md is older than the table: run benchtable again")
	}
	for name := range declared {
		_, short, _ := strings.Cut(name, ".")
		if (strings.HasPrefix(short, "Grow") || strings.HasPrefix(short, "Bound")) && !listed[name] {
			t.Errorf("no operation has Benchmark%s of %s", short, name)
		}
	}
}
