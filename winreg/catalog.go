// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package, ordered by code: kinds of malformed
// text.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: []schannel.Phrase{
		{Code: codeData, Text: "The data of a value is not what its type allows."},
		{Code: codeEncoding, Text: "The text is neither UTF-16 nor UTF-8."},
		{Code: codeForeign, Text: "The file is of another kind."},
		{Code: codeHeader, Text: "There is nothing of a registry in the text."},
		{Code: codeLine, Text: "A line is neither a key nor a value."},
		{Code: codeLong, Text: "There is more than is read."},
		{Code: codeQuotes, Text: "Typographic quotation marks stand where straight ones belong."},
		{Code: codeType, Text: "A value has a type that Windows does not have."},
		{Code: codeUntyped, Text: "The text does not say of which type a number is."},
	}}.All()
}
