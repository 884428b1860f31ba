// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package jsonschema tells which JSON a Go type of this module is written as
// and read from:
//
//   - to have the form as a tree, call [Of]; package strictjson checks a text
//     against it
//   - to write the JSON Schema (draft 2020-12) of a format, with the comments
//     of the Go source as descriptions, call [Generate]
//
// The form of a struct follows from its fields and their tags. What the types
// of this module write by methods of their own is the same with few exceptions,
// and these stand in one table (known.go); the rules that hold for all of them:
//
//   - bytes are a text of lower-case hexadecimal digits
//   - a list, and what is held by a pointer, may be null; nothing else may
//   - a time is RFC 3339 in UTC, that is with Z at its end
//   - an int has 32 bits, so that every machine reads the same
//   - an enumeration is one of its texts
//
// Fields may bear two tags beside that of encoding/json: min and max, which
// bound a number, or how many items a list has.
package jsonschema
