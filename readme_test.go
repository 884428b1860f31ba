// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestReadmeSnippet runs the program of the README as somebody else's module,
// and compares what it prints with what the README says.
func TestReadmeSnippet(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```\n\n```text\n(.*?)```").FindSubmatch(readme)
	require.Len(t, blocks, 3, "a Go block and what it prints")
	out, _ := goRun(t, outsider(t, string(blocks[1])))
	if diff := cmp.Diff(string(blocks[2]), out); diff != "" {
		t.Errorf("(-README +program):\n%s", diff)
	}
}

func stderrOf(err error) string {
	if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // returned as it is by Output
		return string(exit.Stderr)
	}
	return ""
}
