// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert_test

import (
	"testing"

	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/growtest"
)

func BenchmarkGrowSelect(b *testing.B) {
	r := inbound(receive(mail))
	r.At = noon
	growtest.Run(b, crowd, func(s exchange.Server, n int) func() bool {
		return func() bool { return len(exchangecert.Select(s, r).Trace) == n }
	})
}

// BenchmarkBoundSelect compares every name once.
func BenchmarkBoundSelect(b *testing.B) {
	growtest.Run(b, crowd, func(s exchange.Server, _ int) func() bool {
		return func() bool { return plainPass(s) > 0 }
	})
}
