// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestEnumsAreWhole(t *testing.T) {
	t.Parallel()
	vocabtest.Enum[schannel.Severity](t)
	vocabtest.Enum[schannel.Certainty](t)
	vocabtest.Enum[schannel.Evidence](t)
	vocabtest.Enum[schannel.Level](t)
	vocabtest.Enum[schannel.Release](t)
	vocabtest.Enum[schannel.Truth](t)
	vocabtest.Enum[schannel.RegistryType](t)
}

func TestCodes(t *testing.T) {
	t.Parallel()
	vocabtest.Codes(t)
}
