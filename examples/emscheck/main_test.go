// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// check runs the command and returns what it printed; its exit code must be
// as given.
func check(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	require.Equal(t, code, run(args, &out, &errs), "exit code; standard error: %s", &errs)
	return out.String(), errs.String()
}

func TestUnusableCommandLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"no-question", nil, "flags: 0 questions asked"},
		{"unknown-flag", []string{"-no-such-flag"}, "no-such-flag"},
		{"escape-sequence", []string{"-capture", "no\x1b[2Jsuch\nfile", "file"}, `no\u001b[2Jsuch\nfile: `},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr := check(t, cli.Unusable, tt.args...)
			require.Empty(t, stdout)
			require.Contains(t, stderr, tt.want)
			require.Equal(t, 1, strings.Count(stderr, "\n"), "one line: %q", stderr)
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	stdout, stderr := check(t, cli.Answered, "-h")
	require.Contains(t, stdout, "-json")
	require.Empty(t, stderr)
}
