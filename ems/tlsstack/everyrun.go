// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// choose picks an action where it is not known what a stack does.
type choose func(stack Stack, at schannel.Code, among []ems.Action) ems.Action

// everyRun calls play once for every way in which the unknown steps can go;
// the first way is the one that all policies say.
func everyRun(play func(choose) *run) []*run {
	var runs []*run
	var script []int // which of the alternatives each question gets
	for {
		var sizes []int
		var asked []question
		pick := func(stack Stack, at schannel.Code, among []ems.Action) ems.Action {
			among = distinct(among)
			for _, q := range asked { // a stack does the same thing each time
				if q.stack == stack.Name && q.at == at {
					return q.answer
				}
			}
			n := len(sizes)
			sizes = append(sizes, len(among))
			if n == len(script) {
				script = append(script, 0)
			}
			asked = append(asked, question{stack.Name, at, among[script[n]]})
			return among[script[n]]
		}
		r := play(pick)
		r.asked = asked
		runs = append(runs, r)
		if script = nextScript(script, sizes); script == nil {
			return runs
		}
	}
}

// question is an unknown step and what was assumed.
type question struct {
	stack  string
	at     schannel.Code
	answer ems.Action
}

// nextScript counts script up, its last place first; nil if that was all.
func nextScript(script, sizes []int) []int {
	for i := len(script) - 1; i >= 0; i-- {
		if script[i]+1 < sizes[i] {
			script[i]++
			return script[:i+1]
		}
	}
	return nil
}

// distinct drops what stands twice and keeps the order.
func distinct(actions []ems.Action) []ems.Action {
	var once []ems.Action
	for _, a := range actions {
		if !slices.Contains(once, a) {
			once = append(once, a)
		}
	}
	return once
}
