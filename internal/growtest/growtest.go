// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package growtest measures how cost grows with the size of an input. A
// benchmark BenchmarkGrowX stands beside BenchmarkBoundX, the least that has to
// be done for the same inputs; internal/benchtable prints both.
package growtest

import (
	"fmt"
	"testing"
)

// Run measures an operation for 100, 1,000 and 10,000 items, as sub-benchmarks
// n=…. The operation is made for each input and reports whether its answer is
// the right one.
func Run[T any](b *testing.B, input func(n int) T, operation func(input T, n int) func() bool) {
	b.Helper()
	Sizes(b, []int{100, 1000, 10000}, input, operation)
}

// Sizes is Run for other numbers of items.
func Sizes[T any](b *testing.B, sizes []int, input func(n int) T, operation func(input T, n int) func() bool) {
	b.Helper()
	for _, n := range sizes {
		once := operation(input(n), n)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !once() {
					b.Fatal("wrong answer")
				}
			}
		})
	}
}
