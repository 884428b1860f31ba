// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"cmp"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// Which outcomes, which observations and which events the code puts beside the
// findings of a rule is not in the catalogues. It is traced through the source:
// a value is the set of codes and events that can be in it, in the order in
// which statements stand, whatever a condition says. So the answer may have too
// much where one function serves several rules; what it has is in the code.

// question is something that documents leave open: rules whose findings list
// these outcomes and what would settle which.
type question struct {
	rules, outcomes, settle []string
}

// traced is what the trace finds.
type traced struct {
	questions []question
	events    map[string][]string // numbers by the code of the rule
}

// kind says what an element of a value is.
type kind byte

const (
	isRule    kind = 'R' // a rule by itself
	isFinding kind = 'F' // a finding of a rule
	isOutcome kind = 'O'
	isSettle  kind = 'S'
	isEvent   kind = 'E'
	isParam   kind = 'P' // whatever the caller gives, other than a rule
	isWhich   kind = 'W' // the rule that the caller gives
)

type element struct {
	kind kind
	code string
}

type value map[element]bool

func (v value) add(others ...value) value {
	for _, o := range others {
		maps.Copy(v, o)
	}
	return v
}

func (v value) has(k kind) bool { return len(v.codes(k)) > 0 }

func (v value) codes(kinds ...kind) []string {
	var codes []string
	for e := range v {
		if slices.Contains(kinds, e.kind) {
			codes = append(codes, e.code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func (v value) only(kinds ...kind) value {
	kept := value{}
	for e := range v {
		if slices.Contains(kinds, e.kind) {
			kept[e] = true
		}
	}
	return kept
}

// name is what a package declares: of a method, "Type.Method".
type name struct{ dir, name string }

// tracer holds what is known of the module so far.
type tracer struct {
	vars      map[name]value    // package variables and constants
	results   map[name]value    // of functions, without what their arguments give
	first     map[name]value    // the rule that the body of a function names first
	concludes map[name]value    // what a function applies to what its caller gives: rules, or outcomes and what settles
	fields    map[name]value    // of carriers, by the name of the field
	carriers  map[name]bool     // structures that hold phrases, such as one reading of several
	methods   map[name][]string // the types that have a method of that name
	questions map[string]question
	events    map[string]value // by the code of the rule
}

// rounds is how often all functions are gone through: as often as the longest
// chain of calls through which a code passes, and once more.
const rounds = 4

func trace(m module) traced {
	t := &tracer{
		vars: map[name]value{}, results: map[name]value{}, first: map[name]value{}, methods: map[name][]string{},
		concludes: map[name]value{}, fields: map[name]value{}, carriers: map[name]bool{}, questions: map[string]question{}, events: map[string]value{},
	}
	dirs := slices.Sorted(maps.Keys(m))
	for _, dir := range dirs {
		for _, file := range m[dir] {
			t.declare(dir, file)
		}
	}
	for range rounds {
		for _, dir := range dirs {
			for _, file := range m[dir] {
				t.goThrough(dir, file)
			}
		}
	}
	return t.found()
}

// settled are rules that share a function with those that are asked about, and
// are never open themselves.
var settled = []string{
	"exchangecert.expiry.starttls_kept", // the page on which documents differ is about the other one
	"trustlist.offer.always",            // a client that does not look at the list
	"trustlist.offer.any",               // no name of the list is concerned
	"trustlist.offer.unknown",           // nothing is known of the client
	"trustlist.preflight.unsent",        // of a product that sends: its limit is its own
}

func (t *tracer) found() traced {
	out := traced{events: map[string][]string{}}
	for code, events := range t.events {
		out.events[code] = events.codes(isEvent)
	}
	for _, key := range slices.Sorted(maps.Keys(t.questions)) {
		q := t.questions[key]
		q.rules = slices.DeleteFunc(q.rules, func(code string) bool { return slices.Contains(settled, code) })
		covered := func(o question) bool { return o.covers(q) && !q.covers(o) }
		if len(q.rules) > 0 && !slices.ContainsFunc(slices.Collect(maps.Values(t.questions)), covered) {
			out.questions = append(out.questions, q)
		}
	}
	slices.SortFunc(out.questions, func(a, b question) int {
		return cmp.Or(slices.Compare(a.rules, b.rules), slices.Compare(a.outcomes, b.outcomes), slices.Compare(a.settle, b.settle))
	})
	return out
}

// covers reports whether q says all that o does.
func (q question) covers(o question) bool {
	all := func(have, want []string) bool {
		return !slices.ContainsFunc(want, func(s string) bool { return !slices.Contains(have, s) })
	}
	return all(q.rules, o.rules) && all(q.outcomes, o.outcomes) && all(q.settle, o.settle)
}

// declare takes the variables with codes, the numbers of events and the names of
// the functions of a file.
func (t *tracer) declare(dir string, file *ast.File) {
	specs(file, func(decl *ast.GenDecl, spec *ast.ValueSpec) {
		for i, id := range spec.Names {
			if i >= len(spec.Values) {
				break
			}
			v := value{}
			switch lit, constant := spec.Values[i].(*ast.BasicLit); {
			case constant && decl.Tok == token.CONST && strings.HasPrefix(id.Name, "Event"):
				v[element{isEvent, lit.Value}] = true
			default:
				v.add(declared(spec.Values[i]))
			}
			t.vars[name{dir, id.Name}] = v
		}
	})
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil {
			method := name{dir, f.Name.Name}
			t.methods[method] = append(t.methods[method], typeName(f.Recv.List[0].Type))
		}
	}
	specs(file, func(_ *ast.GenDecl, spec *ast.TypeSpec) {
		if structure, ok := spec.Type.(*ast.StructType); ok && !ast.IsExported(spec.Name.Name) {
			for _, field := range structure.Fields.List {
				if mentions(field.Type, "Phrase") && strings.HasPrefix(field.Names[0].Name, "outcome") {
					t.carriers[name{dir, spec.Name.Name}] = true
				}
			}
		}
	})
}

// mentions reports whether an expression or a type has one of the names in it.
func mentions(e ast.Expr, names ...string) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && slices.Contains(names, id.Name) {
			found = true
		}
		return true
	})
	return found
}

// carries reports whether a value of the type can hold what a question is made
// of.
func (t *tracer) carries(dir string, kind ast.Expr) bool {
	if mentions(kind, "Basis", "Phrase", "Rule", "Event") {
		return true
	}
	for c := range t.carriers {
		if c.dir == dir && mentions(kind, c.name) {
			return true
		}
	}
	return false
}

// declared is the code of a literal of a rule or a phrase.
func declared(e ast.Expr) value {
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	code := ""
	for _, part := range lit.Elts {
		if pair, ok := part.(*ast.KeyValueExpr); ok && ident(pair.Key) == "Code" {
			if text, ok := pair.Value.(*ast.BasicLit); ok {
				code = strings.Trim(text.Value, `"`)
			}
		}
	}
	switch selected := ident(lit.Type); {
	case code == "":
		return nil
	case selected == "Rule":
		return value{{isRule, code}: true}
	case selected == "Phrase" && kindOfPhrase(code, "outcome"):
		return value{{isOutcome, code}: true}
	case selected == "Phrase" && kindOfPhrase(code, "settle"):
		return value{{isSettle, code}: true}
	}
	return nil
}

// kindOfPhrase goes by the code: "trustlist.outcome.cut", "autodiscover.answer.settle_watch".
func kindOfPhrase(code, word string) bool {
	return strings.Contains(code, "."+word+".") || strings.Contains(code, "."+word+"_")
}

// typeName returns the name of a type or of what it points to.
func typeName(e ast.Expr) string {
	if pointer, ok := e.(*ast.StarExpr); ok {
		return ident(pointer.X)
	}
	return ident(e)
}

// ident returns the name of an identifier, or of what a selector selects.
func ident(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
