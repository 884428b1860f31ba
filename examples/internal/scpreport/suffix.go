// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpreport

import (
	"net/netip"
	"strings"
)

// suffixes is the rules of a list of public suffixes in the form of
// publicsuffix.org: a suffix, *. and a suffix, or ! and an exception.
type suffixes map[string]bool

// PublicSuffix returns a function that gives the public suffix of a host by
// such rules.
func PublicSuffix(rules []string) func(host string) string {
	return parseSuffixes(strings.Join(rules, "\n")).of
}

func parseSuffixes(list string) suffixes {
	s := suffixes{}
	for _, line := range linesOf(list) {
		rule, _, _ := strings.Cut(line, " ")
		s[strings.ToLower(strings.Trim(rule, "."))] = true
	}
	delete(s, "")
	return s
}

// of returns the public suffix of a host: by the exception or else the longest
// rule that fits it, and by the rule * where none does. An address has none.
func (s suffixes) of(host string) string {
	host = strings.TrimSuffix(host, ".")
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return host
	}
	for rest := host; ; {
		_, parent, more := strings.Cut(rest, ".")
		name := strings.ToLower(rest)
		switch {
		case s["!"+name]:
			return parent
		case s[name], !more:
			return rest
		case s["*."+strings.ToLower(parent)]:
			return rest
		}
		rest = parent
	}
}
