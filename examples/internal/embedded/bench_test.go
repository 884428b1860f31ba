// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package embedded_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/embedded"
)

func BenchmarkRun(b *testing.B) {
	for _, name := range embedded.Names() {
		c, err := embedded.Case(name)
		require.NoError(b, err)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				diagnosis.Run(c)
			}
		})
	}
}
