// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import "strings"

// wrapping is what the lines of a file have shown of how it was wrapped.
type wrapping struct {
	trailing bool // blanks at the end of lines are still there
	width    int  // of the widest line that was wrapped, in cells
}

// narrowest is how narrow the column of values is at least.
const narrowest = 16

// join puts the values together that were printed on several lines.
func (l *list) join(how *wrapping) {
	how.width = max(how.width, narrowest)
	for _, w := range l.wraps {
		for _, p := range w.pieces[:len(w.pieces)-1] {
			how.trailing = how.trailing || p.trailing && p.text != ""
			how.width = max(how.width, cells(p.text))
		}
	}
	for _, w := range l.wraps {
		v := &l.object.Properties[w.property].Value
		joined := printed(how.joined(w.pieces))
		joined.Line, joined.Offset, joined.Wrapped = v.Line, v.Offset, true
		*v = joined
	}
}

func (how wrapping) joined(pieces []piece) string {
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 && b.Len() > 0 && how.blankBetween(pieces[i-1], p) {
			b.WriteByte(' ')
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// blankBetween reports whether a blank stood where two lines meet. PowerShell
// wraps behind a blank, which stays at the end of the line, and cuts only a
// word that is longer than a line. Where people's programs took the blanks
// from the ends, the lengths tell the two apart, and a comma, which in lists and
// names has a blank behind it.
func (how wrapping) blankBetween(before, after piece) bool {
	if before.trailing || strings.HasSuffix(before.text, ",") {
		return true
	}
	if how.trailing {
		return false
	}
	first, _, _ := strings.Cut(after.text, " ")
	last := before.text[strings.LastIndexByte(before.text, ' ')+1:]
	return cells(before.text) < how.width || cells(last)+cells(first) <= how.width
}
