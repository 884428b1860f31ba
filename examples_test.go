// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"go/ast"
	"go/doc"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestExamplesCanBeCopied: every Example of a public package prints something
// that is compared, and compiles in a file of its own in another module. So it
// uses nothing else of its test file (go/doc has no Play of those that do) and
// no internal package.
func TestExamplesCanBeCopied(t *testing.T) {
	t.Parallel()
	files := sourceFiles(t)
	public := map[string]bool{}
	for _, f := range files {
		public[f.dir()] = public[f.dir()] || f.public()
	}
	count := 0
	for _, f := range files {
		if !f.test() || !public[f.dir()] {
			continue
		}
		for _, e := range doc.Examples(f.ast) {
			if count++; e.Output == "" {
				t.Errorf("%s: Example%s has no Output", f.path, e.Name)
			}
			if e.Play == nil {
				t.Errorf("%s: Example%s uses what is declared outside of it", f.path, e.Name)
				continue
			}
			ast.Inspect(e.Play, func(n ast.Node) bool { // Play.Imports is empty
				if i, ok := n.(*ast.ImportSpec); ok && strings.Contains(i.Path.Value, "/internal/") {
					t.Errorf("%s: Example%s imports %s", f.path, e.Name, i.Path.Value)
				}
				return true
			})
		}
	}
	t.Logf("%d examples", count)
	require.NotZero(t, count)
}
