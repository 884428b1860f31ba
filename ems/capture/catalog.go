// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Catalog yields the codes of this package, ordered by code. Findings
// about clauses are those of package ems, errors of derivations those of package
// derive.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	tables := catalog.Tables{
		Rules: []schannel.Rule{
			ruleAborted, ruleClearAnswer, ruleDeclined, ruleFTPReuse, ruleGap, ruleIncomplete, ruleKeysDiffer, ruleLeadingZero,
			ruleNotOffered, ruleNotResumed, ruleResumed, ruleResumedUnknown, ruleSessionUnknown, ruleUnanswered, ruleWell,
			ruleViolationData, ruleViolationLeftOut, ruleViolationSent, ruleViolationWentOn,
			ruleDerivationCertificateVerify, ruleDerivationExtended, ruleDerivationLegacy, ruleDerivationNegotiation,
			ruleDerivationUnexplained, ruleDerivationZeroKept, ruleDerivationZeroStripped,
		},
		Phrases: []schannel.Phrase{
			knownByCertificate, knownByCertificateRequest, knownByClientKeyExchange, knownByEcho, knownByFinished,
			knownByNoOffer, knownByNoPreSharedKey, knownByOtherID, knownByPreSharedKey,
			knownByServerHelloDone, knownByServerKeyExchange,
			missingAfterHello, missingBeginning, missingClientHello, missingClose, missingDirections, missingGap,
			missingKind, missingOffer, missingReason, missingServerHello, missingSession, missingTicket, missingVersion,
			missingZeros,
		},
		Errors: []schannel.Phrase{
			{Code: codeCaptureEmpty, Text: "Both streams are empty."},
			{Code: codeCaptureNotTLS, Text: "There is no TLS in the capture."},
			{Code: codeCaptureOrder, Text: "A message cannot come where it stands."},
			{Code: codeCapturePieces, Text: "The pieces of a stream are not valid."},
			{Code: codeCaptureSides, Text: "The streams are not the two directions of one connection."},
			{Code: codeDerivationExchange, Text: "The capture lacks a message up to the ClientKeyExchange."},
			{Code: codeDerivationOther, Text: "The line of the key log is about another connection."},
			{Code: codeHelloDuplicate, Text: "An extension stands twice in a hello."},
			{Code: codeHelloLength, Text: "A field of a hello and its length do not fit each other."},
			{Code: codeHelloTrailing, Text: "Bytes follow the end of a hello."},
		},
	}
	tables.Errors = append(append(tables.Errors, tlswire.Errors()...), capturefile.Errors()...)
	return tables.All()
}
