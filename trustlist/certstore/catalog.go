// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/certutil"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules:   []schannel.Rule{ruleNoAuthority, ruleRequiredMissing, ruleRequiredRemoved},
		Phrases: []schannel.Phrase{outcomeRequired, outcomeNotRequired, settleTable},
		Errors: append(certutil.Errors(), []schannel.Phrase{
			{Code: codeCertificateDER, Text: "A certificate is not what X.509 has it to be."},
			{Code: codeEntry, Text: "An entry of a trust list cannot be read."},
			{Code: codeStoreBER, Text: "A store in BER has no end, or nests too deep."},
			{Code: codeStoreDER, Text: "A store or a container is not DER, or not of the form that it begins like."},
			{Code: codeStoreLong, Text: "A store is larger than is read."},
			{Code: codeStorePEM, Text: "A block of PEM is malformed, or holds something else."},
			{Code: codeStoreRegistry, Text: "Registry text holds a certificate that cannot be read, or that is not trusted."},
			{Code: codeStoreSST, Text: "A serialized store is malformed."},
			{Code: codeStoreUnknown, Text: "The file is of no kind that holds certificates here."},
		}...),
	}.All()
}
