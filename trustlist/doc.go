// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package trustlist tells which certification authorities a Schannel server
// names in its CertificateRequest, which were cut off, and what that means.
//
//   - To learn what becomes of a list on a release, call [ProfileOf] and
//     [Truncate], and [Analyze] for the conclusions.
//   - To learn what of that depends on choices that nobody documents,
//     call [Vary], or [Fates] name by name.
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
// still sent, and whether duplicates are. That is a [Policy]. By default names
// count with their lengths, nothing is sent after the first name that does not
// fit, and duplicates stay. Nor is it documented in which order Windows lists
// its store: a list is taken in the order given, and reports also say what would
// be kept in any other.
//
// # Differences
//
// Folding in [Compare] leaves out what RFC 4518 does with compatibility
// characters and with those that it maps to nothing. [X500] writes the keys that
// the pages of CertNameToStr name, and "OID." and numbers for every other
// attribute; of the two places of that page that say what needs quotation marks,
// it follows the one that names the line feed.
package trustlist

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
