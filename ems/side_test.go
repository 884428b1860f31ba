// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestSide(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[ems.Side](t)
}
