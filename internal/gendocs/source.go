// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

const modulePath = "github.com/schanneltrust/schannel"

// module is the source of the packages that can have codes, by folder.
type module map[string][]*ast.File

// readModule parses the module below root, without tests, examples and programs.
func readModule(root string) (module, error) {
	m := module{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && skipped(d.Name()) {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err == nil && file.Name.Name != "main" {
			m[filepath.ToSlash(dir)] = append(m[filepath.ToSlash(dir)], file)
		}
		return err
	})
	return m, err
}

func skipped(dir string) bool {
	return strings.HasPrefix(dir, ".") || slices.Contains([]string{"testdata", "examples", "docs", "vocabtest"}, dir)
}

// imports maps the names by which a file knows other packages of the module to
// their folders.
func imports(file *ast.File) map[string]string {
	known := map[string]string{}
	for _, spec := range file.Imports {
		path, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), modulePath)
		if !ours {
			continue
		}
		dir := strings.TrimPrefix(path, "/")
		name := dir[strings.LastIndex(dir, "/")+1:]
		if dir == "" {
			dir, name = ".", "schannel"
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		known[name] = dir
	}
	return known
}

// specs yields the declarations of variables, constants or types in a file.
func specs[T ast.Spec](file *ast.File, yield func(*ast.GenDecl, T)) {
	for _, decl := range file.Decls {
		if general, ok := decl.(*ast.GenDecl); ok {
			for _, spec := range general.Specs {
				if s, ok := spec.(T); ok {
					yield(general, s)
				}
			}
		}
	}
}
