// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package listtest

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: []schannel.Phrase{
		{Code: codeSynthetic, Text: "No list of such names can be made."},
	}}.All()
}
