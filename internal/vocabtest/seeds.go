// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var fuzzTarget = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// Seeds compares the seeds of every fuzz target of the package, the files
// below testdata/fuzz, with the numbers given: a target that lost its seeds
// still passes, and nobody would see it.
func Seeds(t *testing.T, want map[string]int) {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	have := map[string]int{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range fuzzTarget.FindAllSubmatch(source, -1) {
			seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", string(match[1]), "*"))
			require.NoError(t, err)
			have[string(match[1])] = len(seeds)
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("seeds of the fuzz targets (-want +have):\n%s", diff)
	}
}
