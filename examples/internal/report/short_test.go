// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestProblem: a problem has the numbers of its findings and of all that helps
// with one of them.
func TestProblem(t *testing.T) {
	t.Parallel()
	a := Answer{Findings: []Entry{
		{Number: 1, Code: "first", Helps: []Reference{{Number: 1}, {Number: 3}}},
		{Number: 2, Code: "second", Helps: []Reference{{Number: 2}, {Number: 3}}},
	}}
	for _, row := range []struct {
		name, why string
		places    []int
		code      string
		findings  []int
		helps     []int
	}{
		{"one", "", []int{0}, "first", []int{1}, []int{1, 3}},
		{"two", "the first of them stands for both; a remedy is told once", []int{1, 0}, "second", []int{2, 1}, []int{1, 2, 3}},
		{"not-shown", "of a long report the first findings are shown", []int{7, 1}, "second", []int{2}, []int{2, 3}},
		{"nothing-shown", "", []int{7, -1}, "", nil, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			p, ok := a.Problem(row.places)
			have := []any{ok, p.Code, numbersOf(p.Findings), numbersOf(p.Helps)}
			if diff := cmp.Diff([]any{row.code != "", row.code, row.findings, row.helps}, have); diff != "" {
				t.Errorf("%s (-want +have):\n%s", row.why, diff)
			}
		})
	}
}

func numbersOf(all []Reference) []int {
	var numbers []int
	for _, r := range all {
		numbers = append(numbers, r.Number)
	}
	return numbers
}
