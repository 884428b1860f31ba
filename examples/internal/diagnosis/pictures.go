// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"slices"

	"github.com/schanneltrust/schannel/examples/internal/exchangereport"
	"github.com/schanneltrust/schannel/exchangecert"
)

// Bounds of pictures.
const (
	mostListed    = 1000 // names of a list
	mostShown     = 200  // steps, selections, hops
	mostIntervals = 200
	mostTrace     = 200 // certificates in the traces of all selections
	mostWinners   = 300 // certificates in all calendars
)

// first is the first few of a list, and how many there are beside them.
func first[T any](all []T, most int) (shown []T, more int) {
	shown = all[:min(len(all), most)]
	return shown, len(all) - len(shown)
}

// shownSelections is the answers about certificates without their findings,
// which stand among those of the report, and with short traces.
func shownSelections(all []exchangecert.Selection) (shown []exchangecert.Selection, more int) {
	all, more = first(all, mostShown)
	shown = slices.Clone(all)
	for i := range shown {
		shown[i].Findings = nil
	}
	exchangereport.Shorten(shown, mostTrace)
	return shown, more
}
