// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/embedded"
)

func output(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run(args, &stdout, &stderr), "%s", stderr.String())
	require.Empty(t, stderr.String())
	return stdout.String()
}

func TestCases(t *testing.T) {
	t.Parallel()
	for _, name := range embedded.Names() {
		require.Contains(t, output(t, "-case", name), "What to do")
	}
	var all struct{ Cases []map[string]any }
	require.NoError(t, json.Unmarshal([]byte(output(t, "-json")), &all))
	require.Len(t, all.Cases, len(embedded.Names()))
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"-case", "none"}, {"file"}, {"-nonsense"}} {
		var stdout, stderr bytes.Buffer
		require.Equal(t, 2, run(args, &stdout, &stderr), "%v", args)
		require.Empty(t, stdout.String())
		require.NotEmpty(t, stderr.String())
	}
}
