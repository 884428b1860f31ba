// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// value is an exported constant of an enumeration.
type value struct {
	dir, kind, name, text string
}

// TestEveryValueIsExpected: each value of each enumeration is named in the tests
// of its own package or of one above, or its text stands there as a word. In a
// package above, a plain word could be another's, and counts only as the end of a
// code. Zero values that stand for nothing given are left out: a row expects them
// by saying nothing.
func TestEveryValueIsExpected(t *testing.T) {
	t.Parallel()
	files := sourceFiles(t)
	named, said := usedByTests(t, files)
	above := importers(files)
	count, nothing := 0, 0
	for _, f := range files {
		for _, v := range valuesOf(f) {
			if strings.HasSuffix(v.name, "Unspecified") {
				nothing++
				continue
			}
			count++
			found := named[v.dir+"."+v.name] || isSaid(said[v.dir], v.text)
			for dir := range above[v.dir] {
				found = found || isSaid(said[dir], qualified(v.text))
			}
			if !found {
				t.Errorf("%s: %s.%s, %q, is the expectation of no test", v.dir, v.kind, v.name, v.text)
			}
		}
	}
	require.NotZero(t, count)
	t.Logf("expected: %d values of enumerations; %d stand for nothing given", count, nothing)
}

var plainWord = regexp.MustCompile(`^[A-Z]?[a-z]+$`)

// qualified is the text as it has to stand in a package above.
func qualified(text string) string {
	if plainWord.MatchString(text) {
		return "." + text
	}
	return text
}

var valueText = regexp.MustCompile(`^//\s*"([^"]+)"`)

// valuesOf returns the exported constants whose comments begin with their texts.
func valuesOf(f sourceFile) []value {
	if f.test() {
		return nil
	}
	var values []value
	for _, decl := range f.ast.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		for _, spec := range gen.Specs {
			constant := spec.(*ast.ValueSpec)
			kind, ok := constant.Type.(*ast.Ident)
			if !ok || constant.Comment == nil || !constant.Names[0].IsExported() {
				continue
			}
			if text := valueText.FindStringSubmatch(constant.Comment.List[0].Text); text != nil {
				values = append(values, value{f.dir(), kind.Name, constant.Names[0].Name, text[1]})
			}
		}
	}
	return values
}

// usedByTests returns the constants that tests name, as "folder.Name", and the
// texts that the tests in each folder hold.
func usedByTests(t *testing.T, files []sourceFile) (named map[string]bool, said map[string][]string) {
	t.Helper()
	named, said = map[string]bool{}, map[string][]string{}
	for _, f := range files {
		if !f.test() {
			continue
		}
		if said[f.dir()] == nil {
			said[f.dir()] = lists(t, f.dir())
		}
		folders := importedFolders(f)
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				key, ok := n.Key.(*ast.Ident)
				return !ok || key.Name != "why"
			case *ast.SelectorExpr:
				if from, ok := n.X.(*ast.Ident); ok && folders[from.Name] != "" {
					named[folders[from.Name]+"."+n.Sel.Name] = true
				}
			case *ast.Ident:
				if !strings.HasSuffix(f.ast.Name.Name, "_test") {
					named[f.dir()+"."+n.Name] = true
				}
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					text, _ := strconv.Unquote(n.Value)
					said[f.dir()] = append(said[f.dir()], text)
				}
			}
			return true
		})
	}
	return named, said
}

// lists returns the tables of a folder's testdata, which nothing here writes.
func lists(t *testing.T, dir string) []string {
	t.Helper()
	texts := []string{}
	for _, pattern := range []string{"*.must", "*.tsv", "ews-order.json"} {
		names, err := filepath.Glob(filepath.Join(dir, "testdata", pattern))
		require.NoError(t, err)
		for _, name := range names {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			texts = append(texts, string(text))
		}
	}
	return texts
}

// importers maps each folder to those whose files import it.
func importers(files []sourceFile) map[string]map[string]bool {
	above := map[string]map[string]bool{}
	for _, f := range files {
		for _, dir := range importedFolders(f) {
			if above[dir] == nil {
				above[dir] = map[string]bool{}
			}
			above[dir][f.dir()] = true
		}
	}
	return above
}

// importedFolders maps the names of this module's packages in a file to their
// folders.
func importedFolders(f sourceFile) map[string]string {
	folders := map[string]string{}
	for _, i := range f.ast.Imports {
		imported, _ := strconv.Unquote(i.Path.Value)
		folder, ok := strings.CutPrefix(imported, module)
		if !ok {
			continue
		}
		name := path.Base(imported)
		if i.Name != nil {
			name = i.Name.Name
		}
		folders[name] = path.Clean(strings.TrimPrefix(folder, "/"))
	}
	return folders
}

// isSaid reports whether one of the texts has the word, between characters that
// belong to no word; before a dot anything may stand.
func isSaid(texts []string, word string) bool {
	before := `(^|[^\w-])`
	if strings.HasPrefix(word, ".") {
		before = ""
	}
	whole := regexp.MustCompile(before + regexp.QuoteMeta(word) + `($|[^\w-])`)
	return slices.ContainsFunc(texts, whole.MatchString)
}

var parserName = regexp.MustCompile(`^(Parse|Read)`)

// TestEveryParserHasATarget: what reads a text or bytes of others is called by
// a file of its folder's tests that has a fuzz target. What the programs below
// examples read is left out, and the look-up of a name in a table.
func TestEveryParserHasATarget(t *testing.T) {
	t.Parallel()
	parsers, fuzzed := map[string]bool{}, map[string]bool{}
	for _, f := range sourceFiles(t) {
		switch {
		case f.test() && hasTarget(f.ast):
			ast.Inspect(f.ast, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					fuzzed[f.dir()+"."+id.Name] = true
				}
				return true
			})
		case f.importable() && f.dir() != "internal/enum":
			for _, decl := range f.ast.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && parserName.MatchString(fn.Name.Name) && readsText(fn) {
					parsers[f.dir()+"."+fn.Name.Name] = true
				}
			}
		}
	}
	require.NotEmpty(t, parsers)
	for name := range parsers {
		if !fuzzed[name] {
			t.Errorf("%s has no fuzz target", name)
		}
	}
	t.Logf("%d parsers, each with a target", len(parsers))
}

func hasTarget(file *ast.File) bool {
	return slices.ContainsFunc(file.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		return ok && strings.HasPrefix(fn.Name.Name, "Fuzz")
	})
}

// readsText reports whether a parameter is a text or bytes, or several.
func readsText(fn *ast.FuncDecl) bool {
	return slices.ContainsFunc(fn.Type.Params.List, func(p *ast.Field) bool {
		kind := p.Type
		for {
			switch k := kind.(type) {
			case *ast.ArrayType:
				kind = k.Elt
				continue
			case *ast.Ellipsis:
				kind = k.Elt
				continue
			}
			break
		}
		name, ok := kind.(*ast.Ident)
		return ok && (name.Name == "string" || name.Name == "byte") && ast.IsExported(fn.Name.Name)
	})
}
