// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/printer"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var updateAPI = flag.Bool("update-api", false, "write docs/api anew")

// TestAPI compares what every package exports with its committed listing in
// docs/api, so that a change of the API is a change that somebody sees.
func TestAPI(t *testing.T) {
	t.Parallel()
	listings := map[string][]string{}
	for _, f := range sourceFiles(t) {
		if f.public() {
			listings[f.dir()] = append(listings[f.dir()], exported(t, f)...)
		}
	}
	files := map[string]bool{}
	for dir, listing := range listings {
		slices.Sort(listing)
		name := listingName(dir)
		files[name] = true
		got := strings.Join(listing, "\n") + "\n"
		if *updateAPI {
			require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755)) //nolint:gosec // documentation is for everybody
			require.NoError(t, os.WriteFile(name, []byte(got), 0o644)) //nolint:gosec // documentation is for everybody
		}
		want, err := os.ReadFile(name)
		require.NoError(t, err, "go test . -run TestAPI -update-api")
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-listing +source; go test . -run TestAPI -update-api):\n%s", name, diff)
		}
	}
	have, err := filepath.Glob("docs/api/*.txt")
	require.NoError(t, err)
	for _, name := range have {
		require.True(t, files[filepath.ToSlash(name)], "%s belongs to no package", name)
	}
}

func listingName(dir string) string {
	if dir == "." {
		dir = "schannel"
	}
	return path.Join("docs", "api", strings.ReplaceAll(dir, "/", "-")+".txt")
}

// exported returns the exported declarations of a file, a text each.
func exported(t *testing.T, f sourceFile) []string {
	t.Helper()
	if !ast.FileExports(f.ast) {
		return nil
	}
	var texts []string
	for _, decl := range f.ast.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil && !ast.IsExported(receiver(d)) {
				continue
			}
			d.Body, d.Doc = nil, nil
			texts = append(texts, printed(t, d))
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			for _, spec := range d.Specs {
				texts = append(texts, d.Tok.String()+" "+printed(t, withoutComments(spec)))
			}
		}
	}
	return texts
}

// receiver returns the name of the type that a method is of.
func receiver(method *ast.FuncDecl) string {
	kind := method.Recv.List[0].Type
	if pointer, ok := kind.(*ast.StarExpr); ok {
		kind = pointer.X
	}
	id, _ := kind.(*ast.Ident)
	return id.Name
}

func withoutComments(spec ast.Spec) ast.Spec {
	ast.Inspect(spec, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			n.Doc, n.Comment = nil, nil
		case *ast.ValueSpec:
			n.Doc, n.Comment = nil, nil
		case *ast.TypeSpec:
			n.Doc, n.Comment = nil, nil
		}
		return true
	})
	return spec
}

// printed is a declaration on lines of its own, with the blanks between its
// parts as the printer sets them for a node without a place.
func printed(t *testing.T, node any) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, (&printer.Config{Mode: printer.UseSpaces, Tabwidth: 4}).Fprint(&b, token.NewFileSet(), node))
	return b.String()
}
