// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"encoding"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// EnumValue is what every enumeration of this module offers on its values.
type EnumValue interface {
	~uint8
	String() string
	encoding.TextAppender
	encoding.TextMarshaler
}

// Enum checks the enumeration T: its constants are numbered without gaps from
// zero, each has its own name and survives text and JSON by value, by pointer
// and as the key of a map, and the number after the last has no name.
func Enum[T EnumValue, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T) {
	t.Helper()
	kind := reflect.TypeFor[T]().Name()
	count := countConstants(t, kind)
	require.NotZero(t, count, "%s has constants", kind)
	seen := map[string]bool{}
	for i := range count {
		v := T(i)
		name := v.String()
		require.NotEmpty(t, name)
		require.False(t, strings.HasPrefix(name, "0x"), "%s %d has no name", kind, i)
		require.False(t, seen[name], "%s: name %q stands twice", kind, name)
		seen[name] = true
		text, err := v.AppendText([]byte("x"))
		require.NoError(t, err)
		require.Equal(t, "x"+name, string(text))
		roundTrip[T, P](t, v, name)
	}
	next := T(count).String()
	if want := "0x" + strconv.FormatInt(int64(count), 16); next != want {
		t.Errorf("%s: the number after the last constant prints as %q, want %q: a name without a constant?", kind, next, want)
	}
	var v T
	if P(&v).UnmarshalText([]byte("no such name")) == nil {
		t.Errorf("%s: an unknown name is accepted", kind)
	}
}

func roundTrip[T EnumValue, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, v T, name string) {
	t.Helper()
	for _, encoded := range []any{v, &v, struct{ V T }{v}.V, []T{v}[0]} {
		b, err := json.Marshal(encoded)
		require.NoError(t, err)
		require.Equal(t, strconv.Quote(name), string(b))
		var back T
		require.NoError(t, json.Unmarshal(b, P(&back)))
		require.Equal(t, v, back)
	}
	key := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[T](), reflect.TypeFor[int]()))
	key.SetMapIndex(reflect.ValueOf(v), reflect.ValueOf(1))
	b, err := json.Marshal(key.Interface())
	require.NoError(t, err)
	require.Equal(t, "{"+strconv.Quote(name)+":1}", string(b))
}

type constant struct{ name, value string }

// constants lists the constants of the named type that the package declares
// with their values as written.
func constants(t *testing.T, kind string) []constant {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var found []constant
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		for _, decl := range parsed.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				found = append(found, constantsOf(t, kind, spec.(*ast.ValueSpec))...)
			}
		}
	}
	return found
}

func constantsOf(t *testing.T, kind string, spec *ast.ValueSpec) []constant {
	t.Helper()
	if typeName(spec.Type) != kind {
		return nil
	}
	var found []constant
	for i, name := range spec.Names {
		require.Less(t, i, len(spec.Values), "%s has a value of its own: no iota", name.Name)
		lit, ok := spec.Values[i].(*ast.BasicLit)
		require.True(t, ok, "%s has a literal value", name.Name)
		value := lit.Value
		if lit.Kind == token.STRING {
			var err error
			value, err = strconv.Unquote(value)
			require.NoError(t, err)
		}
		found = append(found, constant{name.Name, value})
	}
	return found
}

// countConstants counts the constants of an enumeration and checks that they
// are numbered 0, 1, 2, ….
func countConstants(t *testing.T, kind string) int {
	t.Helper()
	numbers := map[int]string{}
	for _, c := range constants(t, kind) {
		n, err := strconv.Atoi(c.value)
		require.NoError(t, err)
		require.Empty(t, numbers[n], "%s and %s share the number %d", c.name, numbers[n], n)
		numbers[n] = c.name
	}
	for i := range len(numbers) {
		require.NotEmpty(t, numbers[i], "%s has no constant %d", kind, i)
	}
	return len(numbers)
}

func typeName(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
