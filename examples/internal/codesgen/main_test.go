// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestPage: docs/diagnose-codes.md says what the catalogues say.
func TestPage(t *testing.T) {
	t.Parallel()
	have, err := os.ReadFile("../../../docs/diagnose-codes.md")
	require.NoError(t, err)
	if diff := cmp.Diff(strings.Split(string(have), "\n"), strings.Split(page(), "\n")); diff != "" {
		t.Errorf("run go generate ./examples/internal/codesgen (-file +catalogues):\n%s", diff)
	}
}
