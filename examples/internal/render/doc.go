// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package render writes a report: as text for a terminal, as JSON, and as one
// HTML file that can be mailed and printed. It adds nothing to what the report
// says; every sentence is found by its code, in the language that was asked
// for.
package render

import "github.com/schanneltrust/schannel/examples/internal/report"

// Options say how a report is written.
type Options struct {
	Width    int             // of the terminal in columns; zero: 80. Text only
	Color    bool            // mark severities by colour too. Text only
	Language report.Language // zero: English
}
