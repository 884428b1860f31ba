// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRemedies(t *testing.T) {
	t.Parallel()
	count := 0
	for r := range emsdiag.Remedies() {
		vocabtest.Remedy(t, r)
		count++
		r.Steps[0].Text = "changed"
	}
	require.Equal(t, 2, count)
	for r := range emsdiag.Remedies() {
		require.NotEqual(t, "changed", r.Steps[0].Text, "the caller's copy is its own")
	}
}

func ExampleRemedies() {
	for r := range emsdiag.Remedies() {
		fmt.Println(r.Title)
	}
	// Output:
	// Ask the vendor of the other end for an update
	// Install an update that brings the extended master secret
}
