// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

// A case that is refused gives nothing, with a place within it; one that is
// read is written and read again as the same.
func FuzzParse(f *testing.F) {
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := Parse(text)
		if err != nil {
			fault, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok, "%v", err)
			require.NotEmpty(t, fault.Code)
			require.NotEmpty(t, fault.Field)
			require.True(t, fault.Offset >= 0 && fault.Offset <= len(text), "%v", err)
			vocabtest.Equal(t, Case{}, c)
			return
		}
		again, err := json.Marshal(c)
		require.NoError(t, err)
		back, err := Parse(again)
		require.NoError(t, err)
		vocabtest.Equal(t, c, back)
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzParse": 4})
}
