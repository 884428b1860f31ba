// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// FuzzRun: whatever stands in a case, its report is whole, the same twice, and
// not too long.
func FuzzRun(f *testing.F) {
	for _, name := range embedded.Names() {
		c, err := embedded.Case(name)
		require.NoError(f, err)
		text, err := json.Marshal(c)
		require.NoError(f, err)
		f.Add(text)
	}
	for seed := range uint64(8) {
		text, err := json.Marshal(someCase(generator(seed)))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := casefile.Parse(text)
		if err != nil {
			return
		}
		report := diagnosis.Run(c)
		vocabtest.Findings(t, report.Findings)
		once, err := json.Marshal(report)
		require.NoError(t, err)
		again, err := json.Marshal(diagnosis.Run(c))
		require.NoError(t, err)
		require.True(t, bytes.Equal(once, again), "the same case, other bytes")
		require.LessOrEqual(t, len(once), 4*len(text)+1<<20)
		for _, l := range report.Links {
			require.Less(t, l.Cause, l.Effect)
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzRun": 5})
}
