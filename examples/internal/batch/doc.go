// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package batch answers many cases: JSON lines in, a report a line out, in the
// order of the cases. To do so, call [Run]; to answer a single line, call
// [Line].
//
// A line is a case as package casefile has it, without line ends within. Empty
// lines, and those of blanks alone, are passed over: no report is written for
// them, but they count in the numbers of lines. A line that is no case gives
// one line as well, a [Refusal]; its schema is refusal.schema.json.
//
// As many cases are worked on as there are processors. What waits to be worked
// on or to be written is bounded, in lines and in bytes, so that memory does
// not depend on how many lines there are.
package batch
