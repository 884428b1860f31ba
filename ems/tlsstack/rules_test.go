// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/tlsstack"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRules(t *testing.T) {
	t.Parallel()
	vocabtest.Rules(t, "ems", tlsstack.Rules(), tlsstack.RuleByCode)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}
