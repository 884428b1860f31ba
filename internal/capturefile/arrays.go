// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import "strings"

// How arrays begin in C, Go and C#.
const (
	arrayOfC           = "[] = {"
	arrayOfGo          = "[]byte{"
	arrayOfCSharp      = "byte[] {"
	arrayOfCSharpTight = "byte[]{"
)

// arrayBegin returns where an array begins in a line, and where its bytes do; -1
// if none does.
func arrayBegin(line string) (at, behind int) {
	for _, begin := range [...]string{arrayOfC, arrayOfGo, arrayOfCSharp, arrayOfCSharpTight} {
		if i := strings.Index(line, begin); i >= 0 {
			return i, i + len(begin)
		}
	}
	return -1, -1
}

// arrays reads arrays of bytes. Wireshark names those of the two ends peer0 and
// peer1.
func (r *reader) arrays() {
	ends := [2]Direction{}
	who, inside := 0, false
	for line := range r.text.Lines() {
		s, columns := line.Text, r.text.columns(line)
		at := 0
		if begin, behind := arrayBegin(s); begin >= 0 {
			who, inside, at = 0, true, behind
			if strings.Contains(s[:begin], "peer1") {
				who = 1
			}
		}
		for inside && at < len(s) {
			switch {
			case strings.HasPrefix(s[at:], "/*"):
				_, rest, _ := strings.Cut(s[at:], "*/")
				at = len(s) - len(rest)
			case s[at] == '}':
				inside = false
			case at+3 < len(s) && s[at] == '0' && (s[at+1] == 'x' || s[at+1] == 'X') && isHex(s[at+2]) && isHex(s[at+3]):
				ends[who].add(digit(s[at+2])<<4|digit(s[at+3]), columns.place(at), 4*r.text.unit)
				at += 4
			default:
				at++
			}
		}
	}
	r.ways[0], r.ways[1] = ends[0], ends[1]
	r.pairWays()
}
