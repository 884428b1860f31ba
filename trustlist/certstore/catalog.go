// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// Catalog yields the codes of this package: rules, phrases and kinds of
// malformed input.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleRequiredMissing,
			ruleRequiredRemoved,
		},
		Phrases: []schannel.Phrase{},
		Errors: []schannel.Phrase{
			{Code: codeCertificateDER, Text: "trustlist.certificate.der"},
			{Code: codeEntry, Text: "trustlist.ctl.entry"},
			{Code: codeStoreBER, Text: "trustlist.store.ber"},
			{Code: codeStoreDER, Text: "trustlist.store.der"},
			{Code: codeStoreLong, Text: "trustlist.store.long"},
			{Code: codeStorePEM, Text: "trustlist.store.pem"},
			{Code: codeStoreSST, Text: "trustlist.store.sst"},
			{Code: codeStoreUnknown, Text: "trustlist.store.unknown"},
		},
	}.All()
}
