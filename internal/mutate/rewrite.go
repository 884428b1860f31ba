// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// rewriter writes a file anew with every mutant in it, each behind its number.
type rewriter struct {
	*source
	file    *token.File
	data    []byte
	mutants *[]mutant
}

// mutate returns all mutants of the chosen files, and these files with the
// mutants in them, by path.
func (s *source) mutate(chosen func(path string) bool) (all []mutant, files map[string]string) {
	files = map[string]string{}
	for _, f := range s.files {
		file := s.fset.File(f.Pos())
		path := file.Name()
		if !chosen(path) {
			continue
		}
		data := s.data[path]
		r := rewriter{s, file, data, &all}
		start, end := file.Offset(f.Package), file.Offset(f.End())
		files[path] = string(data[:start]) + r.below(f) + string(data[end:])
	}
	return all, files
}

func (r rewriter) text(n ast.Node) string {
	return string(r.data[r.file.Offset(n.Pos()):r.file.Offset(n.End())])
}

// add notes a mutant and returns its number.
func (r rewriter) add(at token.Pos, kind string, n ast.Node) int {
	m := mutant{len(*r.mutants) + 1, r.fset.Position(at), kind, strings.Join(strings.Fields(r.text(n)), " ")}
	*r.mutants = append(*r.mutants, m)
	return m.number
}

// below writes a node as it is, with what stands below it mutated.
func (r rewriter) below(n ast.Node) string {
	var out strings.Builder
	at, end := r.file.Offset(n.Pos()), r.file.Offset(n.End())
	ast.Inspect(n, func(child ast.Node) bool {
		if child == n {
			return true
		}
		if child == nil {
			return false
		}
		from, to := r.file.Offset(child.Pos()), r.file.Offset(child.End())
		if from < at || to > end { // a declaration's node that a group shares
			return false
		}
		out.Write(r.data[at:from])
		out.WriteString(r.node(child))
		at = to
		return false
	})
	out.Write(r.data[at:end])
	return out.String()
}

// node writes a node with its mutants and those below it.
func (r rewriter) node(n ast.Node) string {
	switch n := n.(type) {
	case *ast.GenDecl:
		if n.Tok != token.VAR {
			return r.text(n) // types and constants have nothing that runs
		}
	case *ast.BinaryExpr:
		return r.binary(n)
	case *ast.UnaryExpr:
		if n.Op == token.SUB && !r.isConstant(n) && r.isInteger(n) {
			return fmt.Sprintf("mutantNeg(%d, %s)", r.add(n.Pos(), "negative", n), r.node(n.X))
		}
	case *ast.IncDecStmt:
		return r.step(n)
	case *ast.IfStmt:
		return r.condition(n)
	case *ast.ReturnStmt:
		return r.returned(n)
	}
	return r.below(n)
}

func (r rewriter) binary(n *ast.BinaryExpr) string {
	if r.isConstant(n) {
		return r.text(n)
	}
	if _, ok := negation[n.Op]; ok && r.isBool(n) {
		return r.comparison(n)
	}
	if (n.Op == token.LAND || n.Op == token.LOR) && r.isBool(n) {
		return r.logical(n)
	}
	if helper, ok := arithmetic[n.Op]; ok && r.isInteger(n) {
		return fmt.Sprintf("%s(%d, %s, %s)", helper, r.add(n.OpPos, "arithmetic", n), r.node(n.X), r.node(n.Y))
	}
	return r.below(n)
}

func (r rewriter) comparison(n *ast.BinaryExpr) string {
	x, y := r.node(n.X), r.node(n.Y)
	var cases strings.Builder
	for _, m := range []struct {
		kind string
		ops  map[token.Token]token.Token
	}{{"boundary", boundary}, {"negation", negation}} {
		if op, ok := m.ops[n.Op]; ok {
			fmt.Fprintf(&cases, "case %d: return %s %s %s; ", r.add(n.OpPos, m.kind, n), x, op, y)
		}
	}
	return fmt.Sprintf("func() bool { switch mutantOn { %s}; return %s %s %s }()", cases.String(), x, n.Op, y)
}

// logical exchanges && and ||, which decide after the left side on opposite values.
func (r rewriter) logical(n *ast.BinaryExpr) string {
	decides := "=="
	if n.Op == token.LOR {
		decides = "!="
	}
	number := r.add(n.OpPos, "logical", n)
	return fmt.Sprintf("func() bool { if x := bool(%s); x %s mutantIs(%d) { return x }; return %s }()",
		r.node(n.X), decides, number, r.node(n.Y))
}

func (r rewriter) step(n *ast.IncDecStmt) string {
	if !r.isInteger(n.X) {
		return r.below(n)
	}
	helper := arithmetic[token.ADD]
	if n.Tok == token.DEC {
		helper = arithmetic[token.SUB]
	}
	number, x := r.add(n.Pos(), "step", n), r.below(n.X)
	return fmt.Sprintf("%s = %s(%d, %s, 1)", x, helper, number, x)
}

// condition turns a condition round that has no operator of its own.
func (r rewriter) condition(n *ast.IfStmt) string {
	if isComparison(n.Cond) || !r.isBool(n.Cond) {
		return r.below(n)
	}
	number := r.add(n.Cond.Pos(), "condition", n.Cond)
	out := "if "
	if n.Init != nil {
		out += r.node(n.Init) + "; "
	}
	out += fmt.Sprintf("mutantBool(%d, %s) ", number, r.node(n.Cond)) + r.node(n.Body)
	if n.Else != nil {
		out += " else " + r.node(n.Else)
	}
	return out
}

// returned turns a boolean round that is returned and has no operator of its own.
func (r rewriter) returned(n *ast.ReturnStmt) string {
	results := make([]string, len(n.Results))
	for i, e := range n.Results {
		results[i] = r.node(e)
		if r.isBool(e) && !isComparison(e) {
			results[i] = fmt.Sprintf("mutantBool(%d, %s)", r.add(e.Pos(), "return", e), results[i])
		}
	}
	return strings.TrimSuffix("return "+strings.Join(results, ", "), " ")
}
