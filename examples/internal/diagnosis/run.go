// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import "github.com/schanneltrust/schannel/examples/internal/casefile"

// Run answers a case.
func Run(c casefile.Case) Report {
	return Report{Format: Format, Name: c.Name, Title: c.Title, Source: c.Source, Question: c.Question, At: c.At}
}
