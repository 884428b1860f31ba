// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest_test

import (
	"testing"

	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestVocabulary(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}
