// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

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
			rulePreflightFits,
			rulePreflightRefused,
			rulePreflightUnsent,
			rulePreflightVector,
		},
		Phrases: []schannel.Phrase{},
		Errors: []schannel.Phrase{
			{Code: codeExtension, Text: "trustlist.extension.duplicate"},
			{Code: codeNoAlgorithms, Text: "trustlist.extension.missing"},
			{Code: codeEncrypted, Text: "trustlist.flight.encrypted"},
			{Code: codeNoRequest, Text: "trustlist.flight.no_request"},
			{Code: codeListEmpty, Text: "trustlist.list.empty"},
			{Code: codeListWrapped, Text: "trustlist.list.wrapped"},
			{Code: codeMessageCut, Text: "trustlist.message.cut"},
			{Code: codeMessageField, Text: "trustlist.message.field"},
			{Code: codeMessageLong, Text: "trustlist.message.long"},
			{Code: codeMoreDefects, Text: "trustlist.message.more_defects"},
			{Code: codeMessageTrail, Text: "trustlist.message.trailing"},
			{Code: codeMessageType, Text: "trustlist.message.type"},
			{Code: codeVersion, Text: "trustlist.message.version"},
		},
	}.All()
}
