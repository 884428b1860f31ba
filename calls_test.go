// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCalls calls every function and every method that others can call, but for
// those of the driver of tests: with zero values, and with values that nobody
// would make, as JSON from elsewhere may hold them. None panics or changes what it
// is given, and each gives the same answer again.
func TestCalls(t *testing.T) {
	t.Parallel()
	frame, err := os.ReadFile("testdata/calls.txt")
	require.NoError(t, err)
	list, functions, types := callList(sourceFiles(t))
	dir := outsider(t, string(frame))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "list.go"), []byte(list), 0o600))
	out, faults := goRun(t, dir)
	require.Empty(t, faults)
	require.Equal(t, fmt.Sprintln(functions, types), out)
	t.Logf("%d functions and the methods of %d types", functions, types)
}

// callList writes the second file of the program: the functions and the types of
// the module by their names.
func callList(files []sourceFile) (source string, functions, types int) {
	imports, calls, kinds := map[string]bool{}, map[string]string{}, map[string]string{}
	for _, f := range files {
		if !f.public() || f.dir() == driver {
			continue
		}
		alias := strings.ReplaceAll(listingName(f.dir()), "/", "_")
		alias = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(alias, "docs_api_"), ".txt"), "-", "_")
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() && d.Type.TypeParams == nil {
					calls[f.dir()+"."+d.Name.Name] = alias + "." + d.Name.Name
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if named, ok := spec.(*ast.TypeSpec); ok && d.Tok == token.TYPE && named.Name.IsExported() {
						kinds[f.dir()+"."+named.Name.Name] = "reflect.TypeFor[" + alias + "." + named.Name.Name + "]()"
					}
				}
			}
		}
		imports[alias+" \""+path.Join(module, f.dir())+"\""] = true
	}
	source = "package main\n\nimport (\n\t\"reflect\"\n\n\t" + strings.Join(slices.Sorted(maps.Keys(imports)), "\n\t") + "\n)\n\n" +
		"var functions = map[string]any{\n" + pairs(calls) + "}\n\nvar types = map[string]reflect.Type{\n" + pairs(kinds) + "}\n"
	return source, len(calls), len(kinds)
}

func pairs(of map[string]string) string {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(of)) {
		fmt.Fprintf(&b, "\t%q: %s,\n", key, of[key])
	}
	return b.String()
}
