// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import "strings"

// arrays reads arrays of C. Wireshark names those of the two ends peer0 and
// peer1.
func (r *reader) arrays() {
	ends := [2]Direction{}
	who, inside := 0, false
	for line := range r.text.Lines() {
		s, columns := line.Text, r.text.columns(line)
		at := 0
		if i := strings.Index(s, "[] = {"); i >= 0 {
			who, inside = 0, true
			if strings.Contains(s[:i], "peer1") {
				who = 1
			}
			at = i + len("[] = {")
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
