// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package hostname compares host names with the names in certificates, as far
// as documents say how.
package hostname

import "strings"

// Match is how a pattern covers a name.
type Match uint8

const (
	None     Match = 0
	Exact    Match = 1 // the same name, without regard to case
	Wildcard Match = 2 // a wildcard as the whole left-most label, for one label
	Partial  Match = 3 // a wildcard beside other characters of the left-most label
)

// Compare says how the pattern of a certificate covers a host name. A
// wildcard stands for one label, never for none and never for two. Partial is
// for those who take it: RFC 6125 lets them, RFC 9525 does not.
func Compare(pattern, name string) Match {
	if pattern == "" || name == "" {
		return None
	}
	if equalFold(pattern, name) {
		return Exact
	}
	label, parent, ok := strings.Cut(pattern, ".")
	star := strings.IndexByte(label, '*')
	if !ok || star < 0 || parent == "" || strings.IndexByte(parent, '*') >= 0 {
		return None
	}
	first, rest, ok := strings.Cut(name, ".")
	if !ok || first == "" || !equalFold(parent, rest) {
		return None
	}
	if label == "*" {
		return Wildcard
	}
	before, after := label[:star], label[star+1:]
	if len(first) < len(before)+len(after) || strings.IndexByte(after, '*') >= 0 ||
		!equalFold(first[:len(before)], before) || !equalFold(first[len(first)-len(after):], after) {
		return None
	}
	return Partial
}

// Best returns the best match of any of the patterns: exact before wildcard
// before partial.
func Best(patterns []string, name string) Match {
	best := None
	for _, p := range patterns {
		if m := Compare(p, name); m != None && (best == None || m < best) {
			best = m
		}
	}
	return best
}

// equalFold compares as DNS does: ASCII letters without case, all else as it
// is.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// FirstLabel returns the part before the first dot.
func FirstLabel(name string) string {
	label, _, _ := strings.Cut(name, ".")
	return label
}

// SameHost reports whether two names are of one computer: equal, or one of
// them is the first label of the other.
func SameHost(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if strings.Contains(a, ".") && strings.Contains(b, ".") {
		return equalFold(a, b)
	}
	return equalFold(FirstLabel(a), FirstLabel(b))
}
