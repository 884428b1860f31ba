// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import "strings"

// tabbed reports whether lines of digits are those of two ends, as tshark prints
// them, without its headings: some stand behind a tab, and others do not.
func tabbed(t text) bool {
	var lines [2]int
	for line := range t.Lines() {
		digits, second := strings.CutPrefix(line.Text, "\t")
		switch {
		case digits == "":
		case strings.Trim(digits, hexDigits) != "":
			return false
		case second:
			lines[1]++
		default:
			lines[0]++
		}
	}
	return lines[0] > 0 && lines[1] > 0
}

// follow reads what tshark -z follow,tcp,raw prints: a segment a line, those of
// the second end behind a tab.
func (r *reader) follow() {
	var broken [2]bool
	for line := range r.text.Lines() {
		digits, second := strings.CutPrefix(line.Text, "\t")
		who := 0
		if second {
			who = 1
		}
		if strings.Trim(digits, hexDigits) != "" || broken[who] {
			continue // a heading, or what would be read at a wrong place
		}
		columns := r.text.columns(line)
		for at := len(line.Text) - len(digits); at+1 < len(line.Text); at += 2 {
			r.ways[who].add(digit(line.Text[at])<<4|digit(line.Text[at+1]), columns.place(at), 2*r.text.unit)
		}
		if len(digits)%2 != 0 {
			r.defects.Note(codeShort, "segment", line.Offset, "it ends with half a byte: what follows in its direction is left out")
			broken[who] = true
		}
	}
}
