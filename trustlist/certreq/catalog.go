// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certreq

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleAccepted, ruleAnswerCertificates, ruleAnswerNothing, ruleClientAlert, ruleEmptyList, ruleGuessed, ruleMalformed, ruleNoList,
			ruleOwnLeaf, rulePrelude, rulePresumedNothing, rulePresumedRefused, ruleRequired, ruleStringType, ruleSClientNames, ruleSClientNone, ruleServerAlert,
			rulePreflightFits, rulePreflightMalformed, rulePreflightPart, rulePreflightRefused, rulePreflightUnknown, rulePreflightUnsent, rulePreflightVector,
		},
		Phrases: []schannel.Phrase{missingVersion, outcomeCertificateMissing, outcomeCertificateRefused, outcomeRefused, outcomeTaken, settleClient, settleTry},
		Errors: append(slices.Concat(capturefile.Errors(), tlswire.Errors()), []schannel.Phrase{
			{Code: codeExtension, Text: "An extension stands in a message twice."},
			{Code: codeNoAlgorithms, Text: "The extension signature_algorithms is missing."},
			{Code: codeAnother, Text: "The server asked for a certificate more than once."},
			{Code: codeEncrypted, Text: "The message is encrypted."},
			{Code: codeNoRequest, Text: "The server did not ask for a certificate, or its question is not in what there is."},
			{Code: codeListEmpty, Text: "The list is empty where the version forbids that."},
			{Code: codeListLength, Text: "The length of the list is not that of the names behind it, and all of the message is there."},
			{Code: codeListWrapped, Text: "The length of the list has lost 65,536: the list is longer than it can say."},
			{Code: codeMessageCut, Text: "The message ends too early."},
			{Code: codeMessageField, Text: "A field of the message is malformed."},
			{Code: codeMessageLong, Text: "The message has more bytes than its length can say."},
			{Code: codeMoreDefects, Text: "There are more defects than are told."},
			{Code: codeMessageTrail, Text: "Bytes follow the message, or a field of it."},
			{Code: codeMessageType, Text: "The message is of another type."},
			{Code: codeNameBare, Text: "Names stand without their lengths."},
			{Code: codeTextCut, Text: "The text ends inside the names."},
			{Code: codeTextLines, Text: "The names are printed over several lines each."},
			{Code: codeVersion, Text: "The version has no such message that is read here."},
		}...),
	}.All()
}
