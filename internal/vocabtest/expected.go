// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// expectEach checks that each code of the catalogue is expected by some row and
// prints how many codes and clauses that are. A clause is covered by the codes
// that cite it.
func expectEach(t *testing.T, family string, catalog iter.Seq[schannel.CatalogEntry]) {
	t.Helper()
	expected := words(t)
	kinds, clauses := map[string]int{}, map[string]bool{}
	for e := range catalog {
		code := string(e.Code)
		if e.Code.Family() != family {
			continue // its rows stand where it is declared
		}
		kinds[e.Kind]++
		found := expected[code] || expected[strings.TrimPrefix(code, family+".")]
		if !found {
			t.Errorf("%s is the expectation of no test", code)
		}
		for _, s := range e.Sources {
			clauses[s.String()] = clauses[s.String()] || found
		}
	}
	for clause, covered := range clauses {
		if !covered {
			t.Errorf("%s is cited by nothing that a test expects", clause)
		}
	}
	t.Logf("expected: %d rules, %d phrases, %d remedies, %d errors; %d clauses",
		kinds["rule"], kinds["phrase"], kinds["remedy"], kinds["error"], len(clauses))
}

// dotted is a code, or what is left of it without its family.
var dotted = regexp.MustCompile(`[a-z][a-z0-9_]*(\.[a-z0-9_]+)+`)

// words are the dotted words of everything in which a code can be expected: the
// texts, not the comments, of the tests of the package, and the tables and
// hand-written lists in its testdata. Golden files are none: programs write them.
func words(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, text := range slices.Concat(testTexts(t), listTexts(t)) {
		for _, word := range dotted.FindAllString(text, -1) {
			found[word] = true
		}
	}
	return found
}

// testTexts returns the string literals of the tests of the package, but for
// the reasons of rows: what a row says of itself is not held against anything.
func testTexts(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var texts []string
	for _, name := range names {
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && identName(pair.Key) == "why" {
				return false
			}
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				text, _ := strconv.Unquote(literal.Value)
				texts = append(texts, text)
			}
			return true
		})
	}
	return texts
}

// listTexts returns the hand-written tables and lists in testdata.
func listTexts(t *testing.T) []string {
	t.Helper()
	paths := map[string]bool{}
	for _, pattern := range []string{"testdata/*.json", "testdata/*.must", "testdata/*.tsv"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, path := range found {
			// A golden file lies beside the list of what it must hold.
			if _, err := os.Stat(strings.TrimSuffix(path, ".json") + ".must"); err == nil && strings.HasSuffix(path, ".json") {
				continue
			}
			paths[path] = true
		}
	}
	var texts []string
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		texts = append(texts, string(text))
	}
	return texts
}
