// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// preamble declares what the rows of TestTrace are about.
const preamble = `package p

import "github.com/schanneltrust/schannel"

var (
	ruleA      = schannel.Rule{Code: "p.rule.a"}
	ruleB      = schannel.Rule{Code: "p.rule.b"}
	outcomeX   = schannel.Phrase{Code: "p.outcome.x"}
	outcomeY   = schannel.Phrase{Code: "p.outcome.y"}
	settleLog  = schannel.Phrase{Code: "p.settle.log"}
	settleWire = schannel.Phrase{Code: "p.settle.wire"}
)

const EventSent = 36888
`

const logXY = "p.outcome.x p.outcome.y: p.settle.log"

var traceRows = []struct{ name, source, questions, events, why string }{
	{
		"a literal", `func f() { schannel.NewFinding(ruleA, schannel.Basis{Outcomes: []schannel.Phrase{outcomeX, outcomeY}, Settle: []schannel.Phrase{settleLog}}) }`,
		"p.rule.a: " + logXY, "", "the basis stands beside the rule",
	},
	{
		"a variable, under a condition", `func f(c bool) {
			basis := schannel.Basis{}
			if c {
				basis.Outcomes = []schannel.Phrase{outcomeX.With(schannel.Text("a", "b")), outcomeY}
				basis.Settle = []schannel.Phrase{settleLog}
			}
			schannel.NewFinding(ruleA, basis)
			schannel.NewFinding(ruleB, schannel.Basis{})
		}`,
		"p.rule.a: " + logXY, "", "the condition may hold; the other rule has a basis of its own",
	},
	{
		"a function that makes the basis", `func f() { schannel.NewFinding(ruleA, open(outcomeX, outcomeY)) }
		func open(outcomes ...schannel.Phrase) schannel.Basis { return schannel.Basis{Outcomes: outcomes, Settle: []schannel.Phrase{settleLog}} }`,
		"p.rule.a: " + logXY, "", "arguments and results of a function that returns a Basis",
	},
	{
		"a function that is given the outcomes", `func f() { about(outcomeX, outcomeY) }
		func about(outcomes ...schannel.Phrase) { schannel.NewFinding(ruleA, schannel.Basis{Outcomes: outcomes, Settle: []schannel.Phrase{settleLog}}) }`,
		"p.rule.a: " + logXY, "", "the caller decides",
	},
	{
		"a function that is given the rule", `func f() { about(ruleA) }
		func about(rule schannel.Rule) { schannel.NewFinding(rule, schannel.Basis{Outcomes: []schannel.Phrase{outcomeX, outcomeY}, Settle: []schannel.Phrase{settleLog}}) }`,
		"p.rule.a: " + logXY, "", "the caller decides",
	},
	{
		"a method of that name of another type", `type a struct{}
		type b struct{}
		func (x a) add(rule schannel.Rule) { schannel.NewFinding(rule, schannel.Basis{Outcomes: []schannel.Phrase{outcomeX, outcomeY}, Settle: []schannel.Phrase{settleLog}}) }
		func (x b) add(rule schannel.Rule) { schannel.NewFinding(rule, schannel.Basis{}) }
		func (x a) f() { x.add(ruleA) }
		func (x b) f() { x.add(ruleB) }`,
		"p.rule.a: " + logXY, "", "the receiver tells which",
	},
	{
		"two questions of one rule", `func f() {
			about(outcomeX, settleLog)
			about(outcomeY, settleWire)
		}
		func about(outcome, settle schannel.Phrase) { schannel.NewFinding(ruleA, schannel.Basis{Outcomes: []schannel.Phrase{outcome}, Settle: []schannel.Phrase{settle}}) }`,
		"p.rule.a: p.outcome.x: p.settle.log; p.rule.a: p.outcome.y: p.settle.wire", "", "each call is a question of its own",
	},
	{
		"what is set anew", `func f(c bool) {
			basis := schannel.Basis{Outcomes: []schannel.Phrase{outcomeX, outcomeY}, Settle: []schannel.Phrase{settleWire}}
			basis.Settle = []schannel.Phrase{settleLog}
			schannel.NewFinding(ruleA, basis)
		}`,
		"p.rule.a: " + logXY, "", "under no condition: the first is gone",
	},
	{
		"what may be set anew", `func f(c bool) {
			basis := schannel.Basis{Outcomes: []schannel.Phrase{outcomeX, outcomeY}, Settle: []schannel.Phrase{settleLog}}
			if c {
				basis.Settle = []schannel.Phrase{settleWire}
			}
			schannel.NewFinding(ruleA, basis)
		}`,
		"p.rule.a: " + logXY + " p.settle.wire", "", "under a condition: both may be",
	},
	{
		"a rule that is only compared", `func f(r schannel.Rule) schannel.Basis {
			if r.Code == ruleB.Code { return schannel.Basis{} }
			return schannel.Basis{Outcomes: []schannel.Phrase{outcomeX, outcomeY}, Settle: []schannel.Phrase{settleLog}}
		}
		func g() { schannel.NewFinding(ruleA, f(ruleA)) }`,
		"p.rule.a: " + logXY, "", "a code is no conclusion",
	},
	{
		"events beside a finding", `func f() {
			d := schannel.NewFinding(ruleA, schannel.Basis{})
			d.Events = []schannel.Event{{ID: 12015}, event(12016), alert(EventSent)}
			e := schannel.NewFinding(ruleB, schannel.Basis{})
			_ = e
		}
		func event(id int) schannel.Event { return schannel.Event{ID: id} }
		func alert(id int) schannel.Event { return schannel.Event{ID: id} }`,
		"", "p.rule.a: 12015 12016 36888", "literals, numbers of calls and constants",
	},
}

func TestTrace(t *testing.T) {
	t.Parallel()
	for _, row := range traceRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			file, err := parser.ParseFile(token.NewFileSet(), "p.go", preamble+row.source, parser.ParseComments)
			require.NoError(t, err)
			found := trace(module{"p": {file}})
			var questions, events []string
			for _, q := range found.questions {
				questions = append(questions, strings.Join(q.rules, " ")+": "+strings.Join(q.outcomes, " ")+": "+strings.Join(q.settle, " "))
			}
			for code, numbers := range found.events {
				events = append(events, code+": "+strings.Join(numbers, " "))
			}
			if diff := cmp.Diff(row.questions, strings.Join(questions, "; ")); diff != "" {
				t.Errorf("%s: questions (-want +have):\n%s", row.why, diff)
			}
			if diff := cmp.Diff(row.events, strings.Join(events, "; ")); diff != "" {
				t.Errorf("%s: events (-want +have):\n%s", row.why, diff)
			}
		})
	}
}
