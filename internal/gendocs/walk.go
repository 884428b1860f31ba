// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// walker goes through one function of one file.
type walker struct {
	*tracer
	dir      string
	imports  map[string]string
	function name
	receiver string
	types    map[string]string // of the receiver and the parameters
	locals   map[string]value
	keep     []kind         // what the results of the function can hold
	body     *ast.BlockStmt // of the function: its statements are run in any case
}

func (t *tracer) goThrough(dir string, file *ast.File) {
	w := &walker{tracer: t, dir: dir, imports: imports(file), locals: map[string]value{}}
	specs(file, func(_ *ast.GenDecl, spec *ast.ValueSpec) {
		for i, id := range spec.Names {
			if i < len(spec.Values) && declared(spec.Values[i]) == nil {
				put(t.vars, name{dir, id.Name}, w.value(spec.Values[i]))
			}
		}
	})
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Body != nil {
			w.enter(f)
		}
	}
}

// put adds to what is known of a name.
func put[K comparable](known map[K]value, key K, more value) {
	if known[key] == nil {
		known[key] = value{}
	}
	known[key].add(more)
}

func (w *walker) enter(f *ast.FuncDecl) {
	w.function, w.receiver, w.locals, w.types = name{w.dir, f.Name.Name}, "", map[string]value{}, map[string]string{}
	if f.Recv != nil {
		of := f.Recv.List[0]
		w.function.name = typeName(of.Type) + "." + f.Name.Name
		if len(of.Names) > 0 {
			w.receiver = of.Names[0].Name
			w.types[w.receiver] = typeName(of.Type)
		}
	}
	for _, field := range f.Type.Params.List {
		for _, id := range field.Names {
			w.types[id.Name] = typeName(field.Type)
			w.locals[id.Name] = value{}
			switch {
			case ident(field.Type) == "Rule":
				w.locals[id.Name] = value{{isWhich, ""}: true}
			case w.carries(w.dir, field.Type):
				w.locals[id.Name] = value{{isParam, ""}: true}
			}
		}
	}
	w.keep = []kind{isFinding}
	if f.Type.Results != nil && slices.ContainsFunc(f.Type.Results.List, func(r *ast.Field) bool { return w.carries(w.dir, r.Type) }) {
		w.keep = []kind{isFinding, isRule, isOutcome, isSettle, isEvent}
	}
	w.body = f.Body
	// Twice: a loop may use above what it sets below.
	w.statements(f.Body)
	w.statements(f.Body)
	if f.Type.Results != nil {
		for _, field := range f.Type.Results.List {
			for _, id := range field.Names {
				w.returns(w.locals[id.Name])
			}
		}
	}
}

// statements takes what each statement of a body says.
func (w *walker) statements(body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				v := w.value(n.Rhs[min(i, len(n.Rhs)-1)])
				if n.Tok == token.DEFINE {
					delete(w.locals, ident(left)) // a variable of its own, whatever has the name elsewhere
				} else if w.always(n) {
					w.replace(left, n.Rhs[min(i, len(n.Rhs)-1)])
				}
				w.assign(left, v)
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if i < len(n.Values) {
					w.assign(id, w.value(n.Values[i]))
				}
			}
		case *ast.RangeStmt:
			if n.Value != nil {
				w.assign(n.Value, w.value(n.X))
			}
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				w.returns(w.value(e))
			}
		case *ast.ExprStmt:
			w.value(n.X)
		case *ast.Ident:
			if rule := w.vars[name{w.dir, n.Name}].only(isRule); len(rule) > 0 && w.first[w.function] == nil {
				w.first[w.function] = rule
			}
		}
		return true
	})
}

func (w *walker) returns(v value) {
	put(w.results, w.function, v.only(w.keep...))
}

func (w *walker) assign(left ast.Expr, v value) {
	if field, ok := left.(*ast.SelectorExpr); ok && field.Sel.Name == "Events" {
		w.predict(w.value(field.X), v)
		return
	}
	if id := root(left); id != "" && id != "_" && id != w.receiver {
		put(w.locals, id, v)
	}
}

// always reports whether a statement of the function is under no condition.
func (w *walker) always(n ast.Stmt) bool {
	return slices.Contains(w.body.List, n)
}

// replace forgets what a field has held that is set to something else.
func (w *walker) replace(left, right ast.Expr) {
	field, ok := left.(*ast.SelectorExpr)
	if !ok || mentions(right, root(left)) {
		return
	}
	kinds := map[string]kind{"Outcomes": isOutcome, "Settle": isSettle}
	for e := range w.locals[root(left)] {
		if e.kind == kinds[field.Sel.Name] {
			delete(w.locals[root(left)], e)
		}
	}
}

// root returns the variable that an expression is a part of.
func root(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	}
	return ""
}

// predict notes events beside the findings of a rule; beside a finding that
// cannot be told, of the rule that the function names first.
func (w *walker) predict(of, events value) {
	rules := of.codes(isFinding)
	if len(rules) == 0 {
		rules = w.first[w.function].codes(isRule)
	}
	for _, code := range rules {
		put(w.events, code, events.only(isEvent))
	}
}

// value returns what can be in an expression, and notes what it concludes.
func (w *walker) value(e ast.Node) value {
	switch e := e.(type) {
	case *ast.Ident:
		if local, ok := w.locals[e.Name]; ok {
			return local
		}
		return value{}.add(w.vars[name{w.dir, e.Name}], w.results[name{w.dir, e.Name}])
	case *ast.SelectorExpr:
		if e.Sel.Name == "Code" {
			return nil // of a rule, to find or to compare it
		}
		if dir, ok := w.imports[ident(e.X)]; ok && w.locals[ident(e.X)] == nil {
			return value{}.add(w.vars[name{dir, e.Sel.Name}], w.results[name{dir, e.Sel.Name}])
		}
		return value{}.add(w.value(e.X), w.fields[name{w.dir, e.Sel.Name}], w.results[w.method(e)])
	case *ast.CallExpr:
		return w.call(e)
	case *ast.CompositeLit:
		return w.literal(e)
	case *ast.FuncLit:
		w.statements(e.Body)
		return w.parts(e.Body).only(isEvent)
	case *ast.BinaryExpr:
		if number, ok := e.Y.(*ast.BasicLit); ok && ident(e.X) == "ID" {
			return value{{isEvent, number.Value}: true}
		}
	}
	return w.parts(e)
}

// parts is the value of everything that an expression is made of.
func (w *walker) parts(e ast.Node) value {
	v := value{}
	ast.Inspect(e, func(n ast.Node) bool {
		if n == nil || n == e {
			return n != nil
		}
		if _, ok := n.(ast.Expr); ok {
			v.add(w.value(n))
			return false
		}
		return true
	})
	return v
}

// call is a conclusion if one of its arguments is a rule.
func (w *walker) call(e *ast.CallExpr) value {
	callee := w.callee(e)
	v, rules := value{}, value{}
	for _, arg := range e.Args {
		of := w.value(arg)
		if bare(arg) {
			rules.add(of.only(isRule, isWhich))
		}
		v.add(of)
	}
	v.add(w.results[callee], w.concludes[callee].only(isOutcome, isSettle))
	if number := eventNumber(e); number != "" {
		v[element{isEvent, number}] = true
	}
	if len(rules) > 0 {
		w.conclude(rules, v)
		return findings(rules)
	}
	if applied := w.concludes[callee].only(isRule); len(applied) > 0 {
		w.conclude(applied, v)
		return value{}
	}
	if fun, ok := e.Fun.(*ast.SelectorExpr); ok && w.imports[ident(fun.X)] == "" {
		v.add(w.value(fun.X))
	}
	return v
}

// bare reports whether an argument is a variable and nothing else.
func bare(arg ast.Expr) bool {
	switch arg := arg.(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return bare(arg.X)
	case *ast.StarExpr:
		return bare(arg.X)
	case *ast.UnaryExpr:
		return arg.Op == token.AND && bare(arg.X)
	}
	return false
}

func findings(rules value) value {
	v := value{}
	for _, code := range rules.codes(isRule) {
		v[element{isFinding, code}] = true
	}
	return v
}

func (w *walker) callee(e *ast.CallExpr) name {
	fun, ok := e.Fun.(*ast.SelectorExpr)
	if !ok {
		return name{w.dir, ident(e.Fun)}
	}
	if dir, ok := w.imports[ident(fun.X)]; ok {
		return name{dir, fun.Sel.Name}
	}
	return w.method(fun)
}

// method returns the method that is selected: of the receiver, of a parameter,
// of the type that is named, or of the only type that has one of that name.
func (w *walker) method(e *ast.SelectorExpr) name {
	types := w.methods[name{w.dir, e.Sel.Name}]
	of := w.types[ident(e.X)]
	switch {
	case of != "":
	case slices.Contains(types, ident(e.X)):
		of = ident(e.X)
	case len(types) == 1:
		of = types[0]
	}
	return name{w.dir, of + "." + e.Sel.Name}
}

// eventNumber is that of a call such as b.event(12014, …).
func eventNumber(e *ast.CallExpr) string {
	if ident(e.Fun) != "event" || len(e.Args) == 0 {
		return ""
	}
	if lit, ok := e.Args[0].(*ast.BasicLit); ok && lit.Kind == token.INT {
		return lit.Value
	}
	return ""
}

// literal is a conclusion if one of its elements is a rule, such as a row of a
// table of causes.
func (w *walker) literal(e *ast.CompositeLit) value {
	v, rules := value{}, value{}
	for _, part := range e.Elts {
		of := w.part(e.Type, part)
		if pair, keyed := part.(*ast.KeyValueExpr); keyed {
			part = pair.Value
		}
		if bare(part) {
			rules.add(of.only(isRule))
		}
		v.add(of)
	}
	if array, ok := e.Type.(*ast.ArrayType); ok && ident(array.Elt) == "Rule" {
		return v // a list of them says nothing
	}
	if len(rules) > 0 {
		w.conclude(rules, v)
	}
	for _, code := range rules.codes(isRule) {
		if v.has(isEvent) {
			put(w.events, code, v.only(isEvent))
		}
	}
	return v
}

// part is the value of an element of a literal.
func (w *walker) part(of, part ast.Expr) value {
	pair, keyed := part.(*ast.KeyValueExpr)
	if !keyed {
		return w.value(part)
	}
	key := ident(pair.Key)
	if number, ok := pair.Value.(*ast.BasicLit); ok && number.Kind == token.INT && (key == "ID" || key == "event") {
		return value{{isEvent, number.Value}: true}
	}
	v := w.value(pair.Value)
	if w.carriers[name{w.dir, ident(of)}] {
		put(w.fields, name{w.dir, key}, v.only(isOutcome, isSettle))
	}
	return v
}

// conclude notes that findings of the rules have the outcomes in v. Without one,
// but with something of the caller's, the callers decide.
func (w *walker) conclude(rules, v value) {
	switch {
	case !rules.has(isRule):
		put(w.concludes, w.function, v.only(isOutcome, isSettle))
		return
	case !v.has(isOutcome) && v.has(isParam):
		put(w.concludes, w.function, rules.only(isRule).add(v.only(isSettle)))
		return
	case !v.has(isOutcome) || !v.has(isSettle):
		return
	}
	q := question{rules.codes(isRule), v.codes(isOutcome), v.codes(isSettle)}
	w.questions[strings.Join(slices.Concat(q.rules, q.outcomes, q.settle), " ")] = q
}
