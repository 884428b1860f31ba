// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"fmt"
	"strconv"
)

// Arg is a named argument of a finding or a phrase, or a parameter of an event.
// Its kind tells a translation what to do with the value: "number" is decimal
// without grouping; "text" stands as it is, a name from the input or a proper
// name; "enum" is the text of an enumeration, such as "client"; "code" is a
// code that stands in a catalogue. No argument is a sentence.
type Arg struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Text returns an argument that stands as it is in every language.
func Text(name, value string) Arg { return Arg{name, "text", value} }

// Number returns an argument that is a number.
func Number(name string, value int) Arg { return Arg{name, "number", strconv.Itoa(value)} }

// Word returns an argument that is the value of an enumeration, or a [Code].
func Word(name string, value fmt.Stringer) Arg {
	if code, ok := value.(Code); ok {
		return Arg{name, "code", string(code)}
	}
	return Arg{name, "enum", value.String()}
}
