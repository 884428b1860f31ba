// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// source is a package with its types: they tell where a fault still compiles.
type source struct {
	dir   string
	name  string
	fset  *token.FileSet
	files []*ast.File
	data  map[string][]byte // by the file's absolute path
	info  *types.Info
}

// load reads the files of a package other than its tests.
func load(dir string) (*source, error) {
	listed, exports, err := list(dir)
	if err != nil {
		return nil, err
	}
	s := &source{
		dir: listed.Dir, name: listed.Name, fset: token.NewFileSet(), data: map[string][]byte{},
		info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}},
	}
	for _, name := range listed.GoFiles {
		path := filepath.Join(s.dir, name)
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(s.fset, path, data, 0)
		if err != nil {
			return nil, err
		}
		s.data[path] = data
		s.files = append(s.files, file)
	}
	config := types.Config{Importer: importer.ForCompiler(s.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})}
	_, err = config.Check(listed.ImportPath, s.fset, s.files, s.info)
	return s, err
}

// listing is what go list tells of a package.
type listing struct {
	Dir, Name, ImportPath, Export string
	GoFiles                       []string
	DepOnly                       bool
}

// list asks for the package of a folder, and where the compiled forms stand of
// those that it imports.
func list(dir string) (*listing, map[string]string, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=Dir,Name,ImportPath,Export,GoFiles,DepOnly", ".")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	var asked *listing
	exports := map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listing
		err := decoder.Decode(&l)
		if errors.Is(err, io.EOF) {
			return asked, exports, nil
		}
		if err != nil {
			return nil, nil, err
		}
		exports[l.ImportPath] = l.Export
		if !l.DepOnly {
			asked = &l
		}
	}
}
