// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import "strings"

// Code names a rule, a phrase, a remedy or a kind of malformed input:
// lower-case words joined by dots, the first of them the family that it
// belongs to, such as "trustlist.list.truncated". Codes are a contract, see
// the package comment.
type Code string

// Family returns the first word of the code.
func (c Code) Family() string {
	name, _, _ := strings.Cut(string(c), ".")
	return name
}

// String returns the code.
func (c Code) String() string { return string(c) }
