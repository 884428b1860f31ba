// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzTranscript": 3, "FuzzParseKeyLogLine": 4})
}
