// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
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
// which stand among those of the report, and with short traces: first those
// certificates go that cannot be chosen.
func shownSelections(all []exchangecert.Selection) (shown []exchangecert.Selection, more int) {
	all, more = first(all, mostShown)
	left := mostTrace
	for i, s := range all {
		share := max(left/(len(all)-i), 1)
		s.Findings = nil
		if len(s.Trace) > share {
			s.Trace = shortTrace(s.Trace, share)
		}
		left -= len(s.Trace)
		shown = append(shown, s)
	}
	return shown, more
}

// shortTrace keeps as many certificates as are wanted, best those that could be
// chosen.
func shortTrace(trace []exchangecert.Candidate, most int) []exchangecert.Candidate {
	kept := make([]exchangecert.Candidate, 0, most)
	for _, wanted := range [...]bool{true, false} {
		for _, c := range trace {
			if wanted == (c.Verdict != exchangecert.Out) && len(kept) < most {
				kept = append(kept, c)
			}
		}
	}
	return kept
}
