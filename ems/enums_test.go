// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnums(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[ems.Action](t)
	vocabtest.Enum[ems.Session](t)
	vocabtest.Enum[ems.Level](t)
}
