// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package hello_test

import (
	"testing"

	"github.com/schanneltrust/schannel/ems/hello"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", hello.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Exceptions: map[string]string{
			"Fields":    "parameters of the functions, not an answer",
			"Extension": "part of Fields",
		},
	})
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzHellos": 3})
}
