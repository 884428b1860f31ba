// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package jsonschema

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// Docs is the comments of types, of their fields and of the constants of
// enumerations, by "path/of/package.Type", "path/of/package.Type.Field" and
// "path/of/package.Type=text".
type Docs map[string]string

// ReadDocs reads the comments of every type of the module that a form holds,
// from the source of the module.
func ReadDocs(source fs.FS, form *Form) (Docs, error) {
	docs := Docs{}
	read := map[string]bool{}
	for t := range types(form) {
		dir, ours := strings.CutPrefix(t.PkgPath(), Module)
		if !ours || read[dir] {
			continue
		}
		read[dir] = true
		if err := docs.addPackage(source, t.PkgPath(), path.Join(".", dir)); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

func (d Docs) addPackage(source fs.FS, pkg, dir string) error {
	names, err := fs.Glob(source, path.Join(dir, "*.go"))
	if err == nil && len(names) == 0 {
		err = errors.New("no Go files")
	}
	for _, name := range names {
		if err == nil && !strings.HasSuffix(name, "_test.go") {
			err = d.addFile(source, pkg, name)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	return nil
}

func (d Docs) addFile(source fs.FS, pkg, name string) error {
	text, err := fs.ReadFile(source, name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok {
			d.addDecl(pkg, gen)
		}
	}
	return nil
}

func (d Docs) addDecl(pkg string, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			doc := spec.Doc
			if doc == nil {
				doc = decl.Doc
			}
			d.add(pkg+"."+spec.Name.Name, doc, spec.Comment)
			if s, ok := spec.Type.(*ast.StructType); ok {
				d.addFields(pkg+"."+spec.Name.Name, s)
			}
		case *ast.ValueSpec:
			d.addConstant(pkg, spec)
		}
	}
}

func (d Docs) addFields(kind string, s *ast.StructType) {
	for _, field := range s.Fields.List {
		for _, name := range field.Names {
			d.add(kind+"."+name.Name, field.Doc, field.Comment)
		}
	}
}

// addConstant adds what stands behind the text of a constant of an
// enumeration: // "error": something fails.
func (d Docs) addConstant(pkg string, spec *ast.ValueSpec) {
	kind, ok := spec.Type.(*ast.Ident)
	comment := oneLine(spec.Comment)
	quoted, err := strconv.QuotedPrefix(comment)
	if !ok || err != nil {
		return
	}
	if text, err := strconv.Unquote(quoted); err == nil {
		d[pkg+"."+kind.Name+"="+text] = strings.TrimPrefix(comment[len(quoted):], ": ")
	}
}

func (d Docs) add(key string, comments ...*ast.CommentGroup) {
	var parts []string
	for _, c := range comments {
		if text := oneLine(c); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) > 0 {
		d[key] = strings.Join(parts, " ")
	}
}

var link = regexp.MustCompile(`\[(\*?[A-Za-z][\w.]*)\]`)

// oneLine is a comment on one line, without the brackets of links.
func oneLine(c *ast.CommentGroup) string {
	return link.ReplaceAllString(strings.Join(strings.Fields(c.Text()), " "), "$1")
}

func (d Docs) ofType(t reflect.Type) string { return d[t.PkgPath()+"."+t.Name()] }

func (d Docs) ofField(f Field) string {
	if f.Owner == nil {
		return ""
	}
	return d[f.Owner.PkgPath()+"."+f.Owner.Name()+"."+f.GoName]
}

func (d Docs) ofText(t reflect.Type, text string) string {
	return d[t.PkgPath()+"."+t.Name()+"="+text]
}
