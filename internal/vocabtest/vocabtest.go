// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package vocabtest holds the checks that keep the vocabulary of this module
// true in every package: enumerations complete, codes listed, citations known,
// findings whole. It is used by tests only.
//
// Functions that look at source read the package in the current directory,
// which in a test is the package under test.
package vocabtest

import (
	"encoding"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
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

// Codes compares the constants of type Code in the package with its committed
// list, testdata/codes.txt, in which a code may be marked as retired by a
// trailing " retired".
func Codes(t *testing.T) {
	t.Helper()
	var have []string
	for _, c := range constants(t, "Code") {
		have = append(have, c.value)
	}
	slices.Sort(have)
	require.Equal(t, slices.Compact(slices.Clone(have)), have, "each code stands once")
	raw, err := os.ReadFile(filepath.Join("testdata", "codes.txt"))
	require.NoError(t, err)
	var want []string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || strings.HasSuffix(line, " retired") {
			continue
		}
		want = append(want, line)
	}
	require.True(t, slices.IsSorted(want), "testdata/codes.txt is sorted")
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("codes are a contract; testdata/codes.txt (-) and the source (+) differ:\n%s", diff)
	}
}

var codePattern = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+){2,}$`)

// Rules checks a package's table of rules: every rule is whole, its code
// belongs to the package, and find returns it by its code.
func Rules(t *testing.T, pkg string, rules iter.Seq[schannel.Rule], find func(schannel.Code) (schannel.Rule, bool)) {
	t.Helper()
	var last schannel.Code
	for r := range rules {
		require.Regexp(t, codePattern, string(r.Code))
		require.Equal(t, pkg, r.Code.Package(), "%s", r.Code)
		require.Less(t, string(last), string(r.Code), "rules are ordered by code")
		last = r.Code
		require.NotEmpty(t, r.Title, "%s", r.Code)
		require.NotEmpty(t, r.Message, "%s", r.Code)
		require.NotZero(t, r.Severity, "%s", r.Code)
		require.NotZero(t, r.Evidence, "%s", r.Code)
		Sources(t, string(r.Code), r.Sources)
		got, ok := find(r.Code)
		require.True(t, ok, "%s is found by its code", r.Code)
		require.Equal(t, r, got)
	}
	require.NotEmpty(t, last, "there are rules")
	_, ok := find("no.such.rule")
	require.False(t, ok)
}

// Sources checks that there are sources and that their documents are known.
func Sources(t *testing.T, what string, sources []schannel.Source) {
	t.Helper()
	require.NotEmpty(t, sources, "%s has no source", what)
	for _, s := range sources {
		_, ok := schannel.DocumentByID(s.Document)
		require.True(t, ok, "%s cites the unknown document %q", what, s.Document)
	}
}

var placeholder = regexp.MustCompile(`\{[a-z_0-9]+\}`)

// Findings checks that every finding is whole: a text without open places,
// outcomes and a settling observation if and only if it is undocumented, and
// the missing inputs if and only if data is insufficient.
func Findings(t *testing.T, findings []schannel.Finding) {
	t.Helper()
	for _, f := range findings {
		require.NotZero(t, f.Certainty, "%s", f.Code)
		require.NotEmpty(t, f.Text, "%s", f.Code)
		require.Empty(t, placeholder.FindAllString(f.Text, -1), "%s: places left open in its text", f.Code)
		require.NotEmpty(t, f.Subject.Kind, "%s", f.Code)
		require.Equal(t, f.Certainty == schannel.Undocumented, len(f.Outcomes) > 1, "%s: outcomes", f.Code)
		require.Equal(t, f.Certainty == schannel.Undocumented, f.Settle != "", "%s: what would settle it", f.Code)
		require.Equal(t, f.Certainty == schannel.InsufficientData, len(f.Missing) > 0, "%s: missing inputs", f.Code)
		Sources(t, string(f.Code), f.Sources)
		for _, e := range f.Events {
			require.NotEmpty(t, e.Log)
			require.NotEmpty(t, e.Provider)
			require.NotZero(t, e.ID)
			require.NotZero(t, e.Level)
		}
		for _, r := range f.Remedies {
			Remedy(t, r)
		}
	}
}

// Remedy checks that a remedy is whole.
func Remedy(t *testing.T, r schannel.Remedy) {
	t.Helper()
	require.Regexp(t, codePattern, string(r.Code))
	require.NotEmpty(t, r.Title, "%s", r.Code)
	require.NotEmpty(t, r.Rights, "%s", r.Code)
	require.NotEmpty(t, r.Steps, "%s", r.Code)
	for _, s := range r.Steps {
		require.NotEmpty(t, s.Text, "%s", r.Code)
	}
	Sources(t, string(r.Code), r.Sources)
}

// Holds checks findings against a list that is written by hand and that no
// -update touches. A line of it is "code C", "event LOG PROVIDER ID LEVEL",
// "remedy C" or "count undocumented N", and behind a # the paragraph of the
// source. Every line must be in the findings, and every code in the list.
func Holds(t *testing.T, list string, findings []schannel.Finding) {
	t.Helper()
	raw, err := os.ReadFile(list)
	require.NoError(t, err)
	have := map[string]int{}
	undocumented := 0
	for _, f := range findings {
		have["code "+string(f.Code)]++
		for _, e := range f.Events {
			have[fmt.Sprintf("event %s %s %d %s", e.Log, e.Provider, e.ID, e.Level)]++
		}
		for _, r := range f.Remedies {
			have["remedy "+string(r.Code)]++
		}
		if f.Certainty == schannel.Undocumented {
			undocumented++
		}
	}
	have[fmt.Sprintf("count undocumented %d", undocumented)]++
	var wanted []string
	for line := range strings.Lines(string(raw)) {
		line, why, ok := strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		require.True(t, ok && strings.TrimSpace(why) != "", "%q gives its source", line)
		require.NotZero(t, have[line], "%s: not in the answer", line)
		wanted = append(wanted, line)
	}
	require.True(t, slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(w, "count undocumented") }))
	for line := range have {
		if strings.HasPrefix(line, "code ") {
			require.Contains(t, wanted, line, "a finding that the list does not expect")
		}
	}
}

// FindCodes returns the codes of findings, in their order.
func FindCodes(findings []schannel.Finding) []string {
	codes := []string{}
	for _, f := range findings {
		codes = append(codes, string(f.Code))
	}
	return codes
}

var fuzzTarget = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// Seeds compares the seeds of every fuzz target of the package, the files
// below testdata/fuzz, with the numbers given: a target that lost its seeds
// still passes, and nobody would see it.
func Seeds(t *testing.T, want map[string]int) {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	have := map[string]int{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range fuzzTarget.FindAllSubmatch(source, -1) {
			seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", string(match[1]), "*"))
			require.NoError(t, err)
			have[string(match[1])] = len(seeds)
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("seeds of the fuzz targets (-want +have):\n%s", diff)
	}
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
