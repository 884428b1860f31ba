// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis_test

import (
	"testing"

	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "diagnose", diagnosis.Catalog())
}
