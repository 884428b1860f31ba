// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Code names a rule, a remedy or a kind of malformed input: lower-case words
// joined by dots, the first of them the package that it belongs to, such as
// "trustlist.list.truncated". Codes are a contract, see the package comment.
type Code string

// CodeUnknownName is the code of an [Error] for a name, such as that of a
// release, that is not known here.
const CodeUnknownName Code = "schannel.name.unknown"

// CodeThumbprint is the code of an [Error] for a text that is no thumbprint.
const CodeThumbprint Code = "schannel.thumbprint.malformed"

// Package returns the first word of the code: the package it belongs to.
func (c Code) Package() string {
	name, _, _ := strings.Cut(string(c), ".")
	return name
}

// NoOffset is the offset of an [Error] or a [Subject] that is not about a
// place in a byte string.
const NoOffset = -1

// Error says why an input is malformed and where. Every error of a parser or an
// encoder of this module is one, or wraps one.
type Error struct {
	Code   Code   // the kind of fault; match this one
	Field  string // what was being read, in the words of its specification, such as "certificate_authorities[3]"
	Offset int    // where, in bytes from the start of the input; NoOffset where bytes are not concerned
	Err    error  // what was wrong, for people; may be nil
}

// Error returns the package, the field, the offset and the cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Package())
	b.WriteString(": ")
	b.WriteString(e.Field)
	if e.Offset != NoOffset {
		b.WriteString(" at byte ")
		b.WriteString(strconv.Itoa(e.Offset))
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Shifted returns e as seen from an input in which the bytes that e speaks of
// begin at byte offset. Readers of containers use it, so that an offset always
// counts from the start of what the caller passed.
func (e *Error) Shifted(offset int) *Error {
	if e.Offset == NoOffset {
		return e
	}
	shifted := *e
	shifted.Offset += offset
	return &shifted
}

// MarshalJSON writes the code, the field, the offset (-1 for none) and the
// whole text.
func (e *Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Code   Code   `json:"code"`
		Field  string `json:"field"`
		Offset int    `json:"offset"`
		Text   string `json:"text"`
	}{e.Code, e.Field, e.Offset, e.Error()})
}
