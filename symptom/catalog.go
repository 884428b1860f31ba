// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code: kinds of malformed
// input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: []schannel.Phrase{
		{Code: codeNoCode, Text: "A text is no code."},
		{Code: codeEncoding, Text: "The text is neither UTF-16 nor UTF-8."},
		{Code: codeForeign, Text: "The file is of another kind."},
		{Code: codeJSON, Text: "JSON is malformed, or ends early."},
		{Code: codeLong, Text: "There is more than is read."},
		{Code: codeXML, Text: "XML is malformed, or holds what is refused."},
	}}.All()
}
