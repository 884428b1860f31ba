// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code: kinds of
// recordings that are not read.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Errors: []schannel.Phrase{errFormat, errSize, errSyntax, errMissingFile, errBody},
	}.All()
}
