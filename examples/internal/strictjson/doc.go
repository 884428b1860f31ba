// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package strictjson checks a JSON text against the form of the type that it is
// to be read into, before encoding/json reads it, which passes over much and
// says of the rest neither path nor place: call [Check].
//
// Refused are unknown and repeated fields, names that differ in case, missing
// fields that must be there, values of another type or out of range, null where
// something must stand, unknown texts of enumerations, malformed times and
// hexadecimal digits, what is no UTF-8 or no character (half a surrogate pair),
// anything behind the document, and more items than its size justifies. What
// passes, encoding/json reads without loss.
package strictjson

//go:generate go run github.com/schanneltrust/schannel/internal/enumgen
