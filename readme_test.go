// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// snippetPackages is what the snippets of documents may name, by import path.
var snippetPackages = []string{
	"encoding/json", "fmt", "time", module, module + "/trustlist", module + "/trustlist/listtest", module + "/ems",
	module + "/exchangecert", module + "/exchangecert/exchange", module + "/autodiscover",
}

func TestReadmeSnippets(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	require.LessOrEqual(t, strings.Count(string(readme), "\n"), 120, "lines of the README")
	runSnippets(t, "README.md")
}

func TestEmbeddingSnippets(t *testing.T) {
	t.Parallel()
	runSnippets(t, "docs/embedding.md")
}

// runSnippets runs every snippet of a document as the body of somebody else's
// program, and compares what it prints with what stands below it.
func runSnippets(t *testing.T, document string) {
	t.Helper()
	text, err := os.ReadFile(document)
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```\n\n```text\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, blocks)
	require.Len(t, blocks, strings.Count(string(text), "```go\n"), "every snippet has its output below")
	for i, block := range blocks {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			out, _ := goRun(t, outsider(t, program(block[1])))
			if diff := cmp.Diff(block[2], out); diff != "" {
				t.Errorf("(-document +program):\n%s", diff)
			}
		})
	}
}

// program makes a program of statements, with the imports that they need.
func program(statements string) string {
	imports := slices.DeleteFunc(slices.Clone(snippetPackages), func(p string) bool {
		return !regexp.MustCompile(`\b` + path.Base(p) + `\.`).MatchString(statements)
	})
	return "package main\n\nimport (\n\t\"" + strings.Join(imports, "\"\n\t\"") + "\"\n)\n\nfunc main() {\n" + statements + "}\n"
}
