// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"sync"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalogs"
)

// english has what a code is called that stands in a report without its text,
// such as the steps of a selection or the rules that a missing input would
// answer: the title of a rule or a remedy, and what a kind of error means.
var english = sync.OnceValue(func() map[schannel.Code]string {
	texts := map[schannel.Code]string{}
	for e := range catalogs.All() {
		switch e.Kind {
		case "rule", "remedy":
			texts[e.Code] = e.Title
		case "error":
			texts[e.Code] = e.Texts[0]
		}
	}
	return texts
})
