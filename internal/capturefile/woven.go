// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"iter"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// otherOutput is how the lines begin that s_client writes to its other output:
// those of the verification (apps/lib/s_cb.c, verify_callback) and a few more.
var otherOutput = [...]string{
	"depth=", "verify error:", "verify return:", "issuer=", "notBefore=", "notAfter=", "verify depth is ",
	"Can't use SSL_get_servername", "DONE",
}

// otherOutputAt returns where a line of the other output begins in a line, or
// -1. An error of the library begins with the number of its thread.
func otherOutputAt(line string) int {
	const longest = 16
	first := strings.Index(line, ":error:")
	for end := first; first > 0 && end-first < longest && strings.IndexByte("0123456789ABCDEF", line[first-1]) >= 0; {
		first--
	}
	for _, begin := range otherOutput {
		if at := strings.Index(line, begin); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// joined is a line that may have been torn.
type joined struct {
	textfile.Line
	rest textfile.Line // what stands elsewhere in the file, from the column cut on
	cut  int           // 0: the line is whole
}

// joinedLines yields the lines of a log of openssl, those that were torn put
// together. A log comes in pieces of a buffer, the other output at once: where
// both go to one file, a line of the log may end anywhere and go on behind lines
// of the other. Torn reports whether a beginning lacks what is read of a line.
// What cannot be put together stays as it is.
func (t text) joinedLines(torn func(begin string) bool) iter.Seq[joined] {
	return func(yield func(joined) bool) {
		var held textfile.Line
		for line := range t.Lines() {
			at := otherOutputAt(line.Text)
			if at == 0 {
				continue
			}
			if at > 0 {
				line.Text = line.Text[:at]
			}
			next := joined{Line: line}
			if whole := held.Text + line.Text; held.Text != "" && !torn(whole) {
				next = joined{textfile.Line{Text: whole, Offset: held.Offset}, line, len(held.Text)}
			} else if held.Text != "" && !yield(joined{Line: held}) {
				return
			}
			held = textfile.Line{}
			if at > 0 && next.cut == 0 && torn(line.Text) {
				held = line
				continue
			}
			if !yield(next) {
				return
			}
		}
		if held.Text != "" {
			yield(joined{Line: held})
		}
	}
}

// addJoined appends bytes that stand as pairs of digits in a line.
func (t text) addJoined(d *Direction, line joined, values []byte, places []int) {
	n := len(values)
	for n > 0 && line.cut > 0 && places[n-1] >= line.cut {
		n--
		places[n] -= line.cut
	}
	t.addAll(d, line.Line, values[:n], places[:n])
	t.addAll(d, line.rest, values[n:], places[n:])
}

// beginAlike reports whether one of the texts begins with the other.
func beginAlike(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }
