// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

func TestCases(t *testing.T) {
	t.Parallel()
	stdout, _ := check(t, cli.Answered, "-cases")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	require.Len(t, lines, len(slices.Collect(ems.Cases())))
	keys := []string{
		"name", "side", "version", "attempt", "session", "resumable", "client_hello_ems", "server_hello_ems",
		"event", "policy", "action", "allowed", "alert", "clause", "level",
	}
	for _, line := range lines {
		var object map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &object))
		for _, key := range keys {
			require.Contains(t, object, key)
		}
		require.IsType(t, true, object["policy"].(map[string]any)["support"])
	}
	again, _ := check(t, cli.Answered, "-cases", "-json")
	if diff := cmp.Diff(stdout, again); diff != "" {
		t.Errorf("the cases are JSON with and without -json:\n%s", diff)
	}
}

func TestCasesTakesNoArguments(t *testing.T) {
	t.Parallel()
	_, stderr := check(t, cli.Unusable, "-cases", "file")
	require.Contains(t, stderr, "unexpected argument")
}
