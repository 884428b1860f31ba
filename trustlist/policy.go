// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import "iter"

// Policy holds what no public document settles about the way Schannel cuts
// the list. Every field's zero value is the default of this package; the
// reasons stand at the constants. The order of the list, another of
// these choices, cannot be enumerated: see Profile.Ordered.
type Policy struct {
	Counting   Counting   `json:"counting"`
	Overflow   Overflow   `json:"overflow"`
	Duplicates Duplicates `json:"duplicates"`
}

// Policies yields every combination of the choices, the default first.
func Policies() iter.Seq[Policy] {
	return func(yield func(Policy) bool) {
		for c := range Counting(len(countingNames)) {
			for o := range Overflow(len(overflowNames)) {
				for d := range Duplicates(len(duplicatesNames)) {
					if !yield(Policy{c, o, d}) {
						return
					}
				}
			}
		}
	}
}
