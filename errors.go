// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// NoOffset is the offset of an [Error] or a [Subject] that is not about a
// place in a byte string.
const NoOffset = -1

// Error says why an input is malformed and where. Every error of a parser or an
// encoder of this module is one, or wraps one; only the methods UnmarshalText and
// UnmarshalJSON may return plain errors.
type Error struct { //nolint:recvcheck // errors are pointers, and a copy of one has the same JSON
	Code   Code   // the kind of fault; match this one
	Field  string // what was being read, in the words of its specification, such as "certificate_authorities[3]"
	Offset int    // where, in bytes from the start of the input; NoOffset where bytes are not concerned
	Err    error  // what was wrong, for people; may be nil
}

// Error returns the package, the field, the offset and the cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code.Family())
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

// Is reports whether target is an [*Error] of the same code that names neither
// field nor cause: errors.Is(err, &Error{Code: c}) asks for the kind of fault.
func (e *Error) Is(target error) bool {
	kind, ok := target.(*Error)
	return ok && kind.Code == e.Code && kind.Field == "" && kind.Err == nil
}

// Equal reports whether both say the same: code, field, offset, and the text of
// the cause.
func (e *Error) Equal(other *Error) bool {
	if e == nil || other == nil {
		return e == other
	}
	return e.Code == other.Code && e.Field == other.Field && e.Offset == other.Offset && e.cause() == other.cause()
}

// cause is the text of what was wrong.
func (e *Error) cause() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

// errorJSON is the JSON form of an error. Text is the whole, for people; Cause
// is what the error wraps.
type errorJSON struct {
	Code   Code   `json:"code"`
	Field  string `json:"field"`
	Offset int    `json:"offset"`
	Cause  string `json:"cause"`
	Text   string `json:"text"`
}

// MarshalJSON writes the code, the field, the offset (-1 for none), the cause
// as a text, and the whole text.
func (e Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(errorJSON{e.Code, e.Field, e.Offset, e.cause(), e.Error()})
}

// UnmarshalJSON reads what MarshalJSON writes. The cause is a text from then
// on.
func (e *Error) UnmarshalJSON(text []byte) error {
	var form errorJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	*e = Error{Code: form.Code, Field: form.Field, Offset: form.Offset}
	if form.Cause != "" {
		e.Err = errors.New(form.Cause)
	}
	return nil
}
