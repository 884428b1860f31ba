// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package schannel is the vocabulary of the packages below it: what a
// conclusion is, on whose word it rests and how sure it is.
//
//   - To read an answer, go through its [Finding] values: match the Code, show
//     the Text, and look at Certainty before you act on it.
//   - To add a rule of your own, declare a [Rule] and call [NewFinding] with
//     the findings that it follows from: it is never surer than they are.
//   - To translate answers, give each [CatalogEntry] of the packages' functions
//     Catalog a text of yours and apply it with [Phrase.With].
//   - To offer a remedy only where it helps, call [Remedy.For].
//   - To look up what is cited, call [Source.Cited] or [Documents].
//
// The packages are pure: no input or output, no clock, no global state. An answer
// is its caller's to change: it may share memory with the input, never with the
// package or with another answer. Nothing here verifies a certificate or secures
// a connection; that is the business of crypto/x509 and crypto/tls. This module
// explains what Windows would say.
//
// # Evidence and certainty
//
// They are two things. [Evidence] says how something is known: an open
// specification, a vendor's document, published source code, a measurement.
// [Certainty] says how sure the conclusion is for this input: certain means
// that every documented reading, every order and every way of counting gives
// it. Where documents are silent or disagree, the choice is a field of a policy
// in the package concerned; a finding is [Undocumented] only where the choices
// lead to different outcomes, and then it lists them and names the observation
// that would settle the matter.
//
// # Errors
//
// A verdict is data; only malformed input is an error. Strict parsers return a
// value or an [*Error] with a code, the field and the byte offset. Lenient ones,
// named so, with defects in their answer, or with errors between the items that
// they yield, return what could be read and what was wrong with the rest.
//
// # Compatibility
//
// Codes are a contract: once released, a code is never renamed and never given
// another meaning. Texts may change in any release: match codes. JSON has
// snake_case keys in a fixed order, enumerations as text, bytes as lower-case
// hexadecimal, no null lists and no missing booleans; what is read back is equal
// to what was written, and the same input always gives the same bytes.
package schannel

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
//go:generate go run github.com/schanneltrust/schannel/internal/gendocs
