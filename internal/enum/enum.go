// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package enum gives the enumerations of this module one text form: a name
// from a single array, and hexadecimal for a number that has no name. The
// methods that call it are written by internal/enumgen.
package enum

import (
	"fmt"
	"strconv"
	"strings"
)

// Append appends the name of v to dst: names[v], or v in hexadecimal where
// the array has no name for it.
func Append[T ~uint8 | ~uint16](dst []byte, names []string, v T) []byte {
	if int(v) < len(names) && names[v] != "" {
		return append(dst, names[v]...)
	}
	return strconv.AppendUint(append(dst, "0x"...), uint64(v), 16)
}

// String returns what [Append] appends.
func String[T ~uint8 | ~uint16](names []string, v T) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return string(Append(nil, names, v))
}

// Parse finds the value whose text is given, in the form that [Append] writes:
// a name, or the hexadecimal number below 256 of a value that has none. The
// error names the kind of value and the text.
func Parse[T ~uint8 | ~uint16](names []string, kind string, text []byte) (T, error) {
	for i, name := range names {
		if name != "" && name == string(text) {
			return T(i), nil
		}
	}
	if digits, ok := strings.CutPrefix(string(text), "0x"); ok {
		n, err := strconv.ParseUint(digits, 16, 8)
		if err == nil && String(names, T(n)) == string(text) {
			return T(n), nil
		}
	}
	return 0, fmt.Errorf("unknown %s %q", kind, text)
}
