// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

var codePattern = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+){2,}$`)

// sentence is what a finding says: it begins like one, or with a value, and ends
// like one.
var sentence = regexp.MustCompile(`^[\p{Lu}\p{N}{"].*[.?]$`)

// Catalog checks the catalogue of the package: its entries are whole, belong
// to the family and are ordered by code; they are the codes that the package's
// source declares, those that testdata/codes.txt commits to, and each is
// expected by a row of a test or of a hand-written list, with every clause that
// is cited for it. Whoever changes an entry changes no other.
func Catalog(t *testing.T, family string, catalog iter.Seq[schannel.CatalogEntry]) {
	t.Helper()
	var have []string
	for e := range catalog {
		checkEntry(t, family, e)
		// Errors of what several families read, such as records of TLS, stand
		// in the catalogue of each; their contract and their rows are below.
		if e.Code.Family() == family {
			have = append(have, string(e.Code))
		}
	}
	require.NotEmpty(t, have, "the package has codes")
	require.True(t, slices.IsSorted(have), "entries are ordered by code")
	require.Equal(t, slices.Compact(slices.Clone(have)), have, "each code stands once")
	if diff := cmp.Diff(committedCodes(t), have); diff != "" {
		t.Errorf("codes are a contract; testdata/codes.txt (-) and the catalogue (+) differ:\n%s", diff)
	}
	for code := range declaredCodes(t) {
		if _, found := slices.BinarySearch(have, code); !found && schannel.Code(code).Family() == family {
			t.Errorf("%s is declared and not in the catalogue", code)
		}
	}
	expectEach(t, family, catalog)
	entries, mine := slices.Collect(catalog), slices.Collect(catalog)
	Spoil(mine)
	if diff := cmp.Diff(entries, slices.Collect(catalog)); diff != "" {
		t.Errorf("an entry shares memory with the package (-before +after a change of it):\n%s", diff)
	}
}

func checkEntry(t *testing.T, family string, e schannel.CatalogEntry) {
	t.Helper()
	require.Regexp(t, codePattern, string(e.Code))
	require.Contains(t, []string{family, "schannel"}, e.Code.Family(), "%s", e.Code)
	require.NotEmpty(t, e.Texts, "%s has a text", e.Code)
	for _, text := range e.Texts {
		require.NotEmpty(t, text, "%s", e.Code)
	}
	switch e.Kind {
	case "rule":
		require.NotEmpty(t, e.Title, "%s", e.Code)
		require.NotZero(t, e.Severity, "%s", e.Code)
		require.NotZero(t, e.Evidence, "%s", e.Code)
		for _, text := range e.Texts {
			require.Regexp(t, sentence, text, "%s says so in sentences", e.Code)
		}
		Sources(t, string(e.Code), e.Sources)
	case "remedy":
		require.NotEmpty(t, e.Title, "%s", e.Code)
		Sources(t, string(e.Code), e.Sources)
	case "phrase", "error":
		require.Len(t, e.Texts, 1, "%s", e.Code)
	default:
		t.Errorf("%s: unknown kind %q", e.Code, e.Kind)
	}
}

// Sources checks that there are sources and that their documents are known.
func Sources(t *testing.T, what string, sources []schannel.Source) {
	t.Helper()
	require.NotEmpty(t, sources, "%s has no source", what)
	for _, s := range sources {
		_, ok := s.Cited()
		require.True(t, ok, "%s cites the unknown document %q", what, s.Document)
	}
}

// committedCodes reads testdata/codes.txt, in which a code may be marked as
// retired by a trailing " retired".
func committedCodes(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "codes.txt"))
	require.NoError(t, err)
	var codes []string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || strings.HasSuffix(line, " retired") {
			continue
		}
		codes = append(codes, line)
	}
	require.True(t, slices.IsSorted(codes), "testdata/codes.txt is sorted")
	return codes
}

// declaredCodes returns every code that a rule, a phrase, a remedy or a
// constant of the package declares: the string behind "Code:" in a literal, and
// the constants of type Code.
func declaredCodes(t *testing.T) map[string]bool {
	t.Helper()
	codes := map[string]bool{}
	for _, c := range constants(t, "Code") {
		codes[c.value] = true
	}
	for _, file := range parsedSource(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && identName(pair.Key) == "Code" {
				if literal, ok := pair.Value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					code, _ := strconv.Unquote(literal.Value)
					codes[code] = true
				}
			}
			return true
		})
	}
	return codes
}

func identName(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// parsedSource is the package's own source without its tests.
func parsedSource(t *testing.T) []*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		files = append(files, parsed)
	}
	return files
}
