// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPile(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, pileOf, pileOf + 1, 3*pileOf + 7} {
		var p pile[int]
		for i := range n {
			p.add(i)
		}
		want := slices.Collect(func(yield func(int) bool) {
			for i := range n {
				if !yield(i) {
					return
				}
			}
		})
		if diff := cmp.Diff(want, p.all()); diff != "" {
			t.Errorf("%d: %s", n, diff)
		}
	}
}
