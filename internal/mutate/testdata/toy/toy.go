// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package toy has every kind of fault that mutate makes.
package toy

const answer = 6 * 7

// Grade has a boundary and a negation; its tests leave the boundary out.
func Grade(points int) string {
	if points < 50 {
		return "fail"
	}
	return "pass"
}

// Both has a logical operator; a test with one false side kills it.
func Both(a, b bool) bool { return a && b }

// Area has arithmetic that the tests know.
func Area(width, height int) int { return width * height }

// Count has a step that never arrives when it goes the other way.
func Count(limit int) (n int) {
	for i := 0; i < limit; i++ {
		n = n + 1
	}
	return n
}

// Known has a condition and two booleans that are returned; no test asks for what
// is unknown.
func Known(names map[string]bool, name string) bool {
	known, ok := names[name]
	if ok {
		return known
	}
	return false
}

// Opposite has a sign that no test looks at, and a constant that is left alone.
func Opposite(n int) int {
	if n == answer {
		return 0
	}
	return -n
}
