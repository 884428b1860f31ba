// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestToy runs over a package of which every mutant and its fate is known: the
// comments in its source say why.
func TestToy(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no sh, which limits the processor time: Debian package dash")
	}
	for _, row := range []struct {
		name, skip, files string
		most              int
		want              string
	}{
		{"fast tests", "Slow", "", 0, "" +
			"LIVED toy.go:11:12 boundary points < 50\n" +
			"KILLED BY TIME toy.go:25:25 step i++\n" +
			"LIVED toy.go:38:9 return false\n" +
			"LIVED toy.go:46:9 negative -n\n" +
			"run 13 of 13: 9 killed, 1 killed by time, 3 lived\n"},
		{"a sample", "Slow", "", 3, "LIVED toy.go:11:12 boundary points < 50\nrun 3 of 13: 2 killed, 0 killed by time, 1 lived\n"},
		{"no file chosen", "Slow", "other.go", 0, "run 0 of 0: 0 killed, 0 killed by time, 0 lived\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			require.NoError(t, run(&out, "testdata/toy", row.skip, row.files, row.most))
			if diff := cmp.Diff(row.want, out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestFailing tells a package whose tests fail from one whose mutants die.
func TestFailing(t *testing.T) {
	t.Parallel()
	err := run(&strings.Builder{}, "testdata/red", "", "", 0)
	require.ErrorContains(t, err, "without a mutant the tests fail")
}
