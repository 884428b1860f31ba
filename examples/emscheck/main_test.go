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

// refusal is a command line that is unusable, and part of the line that says why.
type refusal struct {
	name string
	args []string
	want string
}

// refused requires that each row prints one line on standard error, and nothing
// else.
func refused(t *testing.T, rows []refusal) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			stdout, stderr := check(t, cli.Unusable, row.args...)
			require.Empty(t, stdout)
			require.Contains(t, stderr, row.want)
			require.Equal(t, 1, strings.Count(stderr, "\n"), "one line: %q", stderr)
		})
	}
}

func TestUnusableCommandLine(t *testing.T) {
	t.Parallel()
	refused(t, []refusal{
		{"no-question", nil, "flags: 0 questions asked"},
		{"unknown-flag", []string{"-no-such-flag"}, "no-such-flag"},
		{"escape-sequence", []string{"-capture", "no\x1b[2Jsuch\nfile", "file"}, `no\u001b[2Jsuch\nfile: `},
	})
}

func TestHelp(t *testing.T) {
	t.Parallel()
	stdout, stderr := check(t, cli.Answered, "-h")
	require.Contains(t, stdout, "-json")
	require.Empty(t, stderr)
}
