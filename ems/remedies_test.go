// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRemedies(t *testing.T) {
	t.Parallel()
	var codes []schannel.Code
	for r := range ems.Remedies() {
		vocabtest.Remedy(t, r)
		codes = append(codes, r.Code)
		r.Steps[0].Text = "changed"
	}
	require.True(t, slices.IsSorted(codes))
	require.Len(t, codes, 6)
	for r := range ems.Remedies() {
		require.NotEqual(t, "changed", r.Steps[0].Text, "the caller's copy is its own")
	}
}

// TestRegistryOfRemedy holds that what the remedy sets is what CheckRegistry
// calls on.
func TestRegistryOfRemedy(t *testing.T) {
	t.Parallel()
	var values []schannel.RegistryValue
	for r := range ems.Remedies() {
		for _, s := range r.Steps {
			if !s.Registry.IsZero() {
				values = append(values, s.Registry)
			}
		}
	}
	require.Equal(t, []string{"registry.on certain", "registry.on certain"}, verdicts(ems.CheckRegistry(values)))
}

func ExampleRemedies() {
	for r := range ems.Remedies() {
		fmt.Println(r.Title)
	}
	// Output:
	// Ask the vendor of the other end for an update
	// Enable the extended master secret on both ends
	// Let the FTP server accept data connections that do not resume the session
	// Install an update that brings the extended master secret
	// Install the updates with the leading zero fix for TLS_DHE on both ends
	// Remove the TLS_DHE suites from the list of the client
}
