// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package trustlist tells which certification authorities a Schannel server
// names in its CertificateRequest, which were cut off, and what that means.
//
//   - To learn what becomes of a list on a release, call [ProfileOf] and
//     [Truncate], and [Analyze] for the conclusions.
//   - To learn what of that hangs on choices that nobody documents, call
//     [Vary], or [Fates] name by name.
//   - To judge a list that was seen on the wire, call [Inspect].
//   - To compare two lists, call [Diff]; with what is expected, [Expect], or
//     [Report.Expect] before the list is cut.
//   - To compare two names, call [Compare]; to print one, [Name.Text].
//   - To read and write the vector of names, call [ParseList], [Names] and
//     [List.AppendBinary]; whole messages are read by package certreq.
//
// A server that wants a client certificate may name the authorities whose
// certificates it takes, and a client that finds none of its issuers among
// them often offers nothing. Schannel sends 12 or 16 kilobytes of names at
// most and cuts off the rest (KB2464556, event 36885). A [Name] is one
// DER-encoded X.501 Name, kept as raw bytes; a [List] is names in the order of
// the wire.
//
// The articles speak of the size of "the issuer list" without saying which
// bytes count, whether a shorter name after the first that does not fit is
// still sent, and whether duplicates are. That is a [Policy]; its default is:
// names with their lengths, no, and no removal. The order in which Windows
// lists its store is not documented either; a list is taken in the order
// given, and what would be kept in any other is told beside it.
//
// # Differences
//
// Folding in [Compare] leaves out the compatibility characters of RFC 4518.
// [X500] writes the keys that the pages of CertNameToStr name, and "OID." and
// numbers for every other attribute; of the two places of that page that say
// what needs quotation marks, it follows the one that names the line feed.
package trustlist

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
