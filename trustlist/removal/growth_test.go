// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package removal_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/growtest"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/removal"
)

func rootsOfSize(n int) []certstore.Certificate { return randomRoots(rand.New(rand.NewPCG(1, 2)), n) }

func BenchmarkGrowPlan(b *testing.B) {
	profile := trustlist.Profile{Limit: 0x4000}
	growtest.Run(b, rootsOfSize, func(roots []certstore.Certificate, _ int) func() bool {
		options := removal.PlanOptions{Keep: []schannel.Thumbprint{roots[0].SHA1}}
		return func() bool { return len(removal.PlanFor(roots, profile, planTime, nil, options).Findings) > 0 }
	})
}

// BenchmarkBoundPlan hashes every key and sorts by expiry and size.
func BenchmarkBoundPlan(b *testing.B) {
	type row struct {
		key   schannel.Thumbprint
		alive int
		size  int
	}
	growtest.Run(b, rootsOfSize, func(roots []certstore.Certificate, n int) func() bool {
		return func() bool {
			rows := make([]row, n)
			for i := range roots {
				rows[i] = row{roots[i].KeyID(), roots[i].NotAfter.Compare(planTime), len(roots[i].Subject)}
			}
			slices.SortFunc(rows, func(x, y row) int { return cmp.Or(x.alive-y.alive, y.size-x.size) })
			return len(rows) == n
		}
	})
}
