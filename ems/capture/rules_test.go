// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRules(t *testing.T) {
	t.Parallel()
	vocabtest.Rules(t, "ems", capture.Rules(), capture.RuleByCode)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}
