// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
)

// mutant is one small fault.
type mutant struct {
	number int // from 1, as the test program is told it
	at     token.Position
	kind   string
	code   string // the expression before the fault, on one line
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d:%d %s %s", filepath.Base(m.at.Filename), m.at.Line, m.at.Column, m.kind, m.code)
}

// boundary and negation are what a comparison becomes.
var (
	boundary = map[token.Token]token.Token{
		token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	}
	negation = map[token.Token]token.Token{
		token.LSS: token.GEQ, token.LEQ: token.GTR, token.GTR: token.LEQ, token.GEQ: token.LSS,
		token.EQL: token.NEQ, token.NEQ: token.EQL,
	}
)

// arithmetic names the helper that computes an operation, or its opposite.
var arithmetic = map[token.Token]string{
	token.ADD: "mutantAdd", token.SUB: "mutantSub", token.MUL: "mutantMul", token.QUO: "mutantQuo", token.REM: "mutantRem",
}

// helpers is the file that goes with a mutated package.
const helpers = `package %s

import (
	"os"
	"strconv"
)

var mutantOn, _ = strconv.Atoi(os.Getenv("MUTANT"))

type mutantInteger interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

func mutantIs(n int) bool           { return mutantOn == n }
func mutantBool(n int, b bool) bool { return b != (mutantOn == n) }

func mutantNeg[T mutantInteger](n int, a T) T {
	if mutantOn == n { return a }
	return -a
}
func mutantAdd[T mutantInteger](n int, a, b T) T {
	if mutantOn == n { return a - b }
	return a + b
}
func mutantSub[T mutantInteger](n int, a, b T) T {
	if mutantOn == n { return a + b }
	return a - b
}
func mutantMul[T mutantInteger](n int, a, b T) T {
	if mutantOn == n { return a / b }
	return a * b
}
func mutantQuo[T mutantInteger](n int, a, b T) T {
	if mutantOn == n { return a * b }
	return a / b
}
func mutantRem[T mutantInteger](n int, a, b T) T {
	if mutantOn == n { return a * b }
	return a %% b
}
`

func (s *source) isConstant(e ast.Expr) bool { return s.info.Types[e].Value != nil }

// isBool says whether an expression is a plain boolean: a helper returns bool,
// which is not assigned to a type of another name.
func (s *source) isBool(e ast.Expr) bool {
	basic, ok := s.info.Types[e].Type.(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

func (s *source) isInteger(e ast.Expr) bool {
	t := s.info.Types[e].Type
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// isComparison says whether the operator at the top of an expression, below its
// parentheses, has mutants of its own.
func isComparison(e ast.Expr) bool {
	_, binary := ast.Unparen(e).(*ast.BinaryExpr)
	return binary
}
