// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// policies writes each type Policy of a package with what can be chosen.
func policies(b *strings.Builder, m module) {
	for _, dir := range slices.Sorted(maps.Keys(m)) {
		if strings.Contains("/"+dir+"/", "/internal/") {
			continue
		}
		for _, file := range m[dir] {
			specs(file, func(decl *ast.GenDecl, spec *ast.TypeSpec) {
				if spec.Name.Name == "Policy" {
					fmt.Fprintf(b, "\n### %s.Policy\n\n%s\n", packageName(dir), prose(decl.Doc))
					m.policy(b, dir, spec)
				}
			})
		}
	}
}

// policy writes the fields of a structure, or the values of an enumeration. An
// enumeration that several fields have is told once.
func (m module) policy(b *strings.Builder, dir string, spec *ast.TypeSpec) {
	structure, ok := spec.Type.(*ast.StructType)
	if !ok {
		_, values := m.enumeration(dir, spec.Name.Name)
		fmt.Fprintf(b, "\n%s", bullets(values))
		return
	}
	told := map[string]string{}
	for _, field := range structure.Fields.List {
		kind := ident(field.Type)
		doc, values := m.enumeration(dir, kind)
		for _, id := range field.Names {
			fmt.Fprintf(b, "\n**%s**%s\n", id.Name, strings.TrimPrefix(cmp.Or(prose(field.Doc), doc), id.Name))
			switch {
			case told[kind] != "":
				fmt.Fprintf(b, "The values are those of %s.\n", told[kind])
			case len(values) > 0:
				told[kind] = id.Name
				fmt.Fprintf(b, "\n%s", bullets(values))
			}
		}
	}
}

func bullets(lines []string) string { return "- " + strings.Join(lines, "\n- ") + "\n" }

// enumeration returns what the comment of a type says, and lists its constants:
// the text of each, and what its comment says behind it.
func (m module) enumeration(dir, kind string) (doc string, values []string) {
	for _, file := range m[dir] {
		specs(file, func(decl *ast.GenDecl, spec *ast.TypeSpec) {
			if spec.Name.Name == kind {
				doc = prose(decl.Doc)
			}
		})
		specs(file, func(_ *ast.GenDecl, spec *ast.ValueSpec) {
			if spec.Comment == nil || ident(spec.Type) != kind {
				return
			}
			comment := strings.TrimSpace(spec.Comment.Text())
			quoted, err := strconv.QuotedPrefix(comment)
			if err != nil {
				return
			}
			text, _ := strconv.Unquote(quoted)
			values = append(values, code(text)+escape(strings.TrimPrefix(comment, quoted)))
		})
	}
	return doc, values
}

// prose is a doc comment as running text.
func prose(doc *ast.CommentGroup) string {
	return escape(strings.Join(strings.Fields(doc.Text()), " "))
}
