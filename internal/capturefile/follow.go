// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import "strings"

// segment returns the digits of a line, and of which end they are: a tab stands
// before those of the second.
func segment(line string) (digits string, who int) {
	line = strings.TrimRight(line, " \t")
	if digits, second := strings.CutPrefix(line, "\t"); second {
		return digits, 1
	}
	return line, 0
}

// tabbed reports whether lines of digits are those of two ends, as tshark prints
// them, without its headings.
func tabbed(t text) bool {
	var lines [2]int
	for line := range t.Lines() {
		digits, who := segment(line.Text)
		if strings.Trim(digits, hexDigits) != "" {
			return false
		}
		if digits != "" {
			lines[who]++
		}
	}
	return lines[0] > 0 && lines[1] > 0
}

// follow reads what tshark -z follow,tcp,raw prints: a segment a line.
func (r *reader) follow() {
	var broken [2]bool
	for line := range r.text.Lines() {
		digits, who := segment(line.Text)
		if strings.Trim(digits, hexDigits) != "" || broken[who] {
			continue // a heading, or what would be read at a wrong place
		}
		columns := r.text.columns(line)
		for n := 0; n+1 < len(digits); n += 2 {
			r.ways[who].add(digit(digits[n])<<4|digit(digits[n+1]), columns.place(who+n), 2*r.text.unit)
		}
		if len(digits)%2 != 0 {
			r.defects.Note(codeShort, "segment", line.Offset, "it ends with half a byte: what follows in its direction is left out")
			broken[who] = true
		}
	}
}
