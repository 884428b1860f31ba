// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package emsreport answers the questions of the program emscheck and writes
// the answers, for people and as JSON. Who has the flags of another program asks
// it the same.
package emsreport

import "io"

// Answer is what a question gets.
type Answer interface {
	WriteText(w io.Writer) error // for people; w escapes what is not graphic
	WriteJSON(w io.Writer) error
}
