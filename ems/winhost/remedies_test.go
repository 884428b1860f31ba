// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"

	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestRemedies(t *testing.T) {
	t.Parallel()
	var codes []schannel.Code
	for r := range winhost.Remedies() {
		vocabtest.Remedy(t, r)
		codes = append(codes, r.Code)
		r.Steps[0].Text = "changed"
	}
	require.True(t, slices.IsSorted(codes))
	require.Len(t, codes, 4)
	for r := range winhost.Remedies() {
		require.NotEqual(t, "changed", r.Steps[0].Text, "the caller's copy is its own")
	}
}

func TestRemedyByCode(t *testing.T) {
	t.Parallel()
	for want := range winhost.Remedies() {
		got, ok := winhost.RemedyByCode(want.Code)
		require.True(t, ok)
		require.Equal(t, want, got)
		got.Steps[0].Text = "changed"
		again, _ := winhost.RemedyByCode(want.Code)
		require.Equal(t, want, again, "the caller's copy is its own")
	}
	_, ok := winhost.RemedyByCode("no.such.remedy")
	require.False(t, ok)
}

// TestRegistryOfRemedy holds that what the remedy sets is what CheckRegistry
// calls on.
func TestRegistryOfRemedy(t *testing.T) {
	t.Parallel()
	var values []schannel.RegistryValue
	for r := range winhost.Remedies() {
		for _, s := range r.Steps {
			if !s.Registry.IsZero() {
				values = append(values, s.Registry)
			}
		}
	}
	require.Equal(t, []string{"registry.on certain", "registry.on certain"}, verdicts(winhost.CheckRegistry(values)))
}

func ExampleRemedies() {
	for r := range winhost.Remedies() {
		fmt.Println(r.Title)
	}
	// Output:
	// Enable the extended master secret on both ends
	// Let the FTP server accept data connections that do not resume the session
	// Install the updates with the leading zero fix for TLS_DHE on both ends
	// Remove the TLS_DHE suites from the list of the client
}
