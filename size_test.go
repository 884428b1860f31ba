// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"bytes"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a package may have: names as go doc -short counts them (crypto/tls
// prints 51 lines, crypto/x509 57), lines of code, lines of its comment.
const (
	maxShortLines   = 45
	maxCodeLines    = 2800
	maxCommentLines = 45
)

// TestSize holds the promise that packages stay small. What grows past it is
// split, unexported or left out.
func TestSize(t *testing.T) {
	t.Parallel()
	code, comments := map[string]int{}, map[string]string{}
	for _, f := range sourceFiles(t) {
		if !f.public() {
			continue
		}
		code[f.dir()] += strings.Count(f.text, "\n")
		if f.ast.Doc != nil {
			comments[f.dir()] = f.ast.Doc.Text()
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(code)) {
		short := shortDoc(t, dir)
		t.Logf("%-24s %4d lines of go doc -short, %5d of code", dir, short, code[dir])
		require.LessOrEqual(t, short, maxShortLines, "%s: lines of go doc -short", dir)
		require.LessOrEqual(t, code[dir], maxCodeLines, "%s: lines of code", dir)
		require.LessOrEqual(t, strings.Count(comments[dir], "\n"), maxCommentLines, "%s: lines of the package comment", dir)
		require.Regexp(t, `^[^\n]+\n(?:[^\n]+\n)*\n  - To (?s:.*?)\.\n(?:  - To |\n|$)`, comments[dir], "%s: the package comment begins with an index by task", dir)
	}
}

func shortDoc(t *testing.T, dir string) int {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "doc", "-short", "./"+dir).Output()
	require.NoError(t, err, "go doc -short ./%s", dir)
	return bytes.Count(out, []byte("\n"))
}

// public reports whether f belongs to a package that others import.
func (f sourceFile) public() bool {
	return f.importable() && !strings.HasPrefix(f.path, "internal/") && !strings.Contains(f.path, "/internal/")
}
