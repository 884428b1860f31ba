// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// textReader reads Format-List and Format-Table, which may follow each other,
// with prompts and what people write in between.
type textReader struct {
	lines  lines
	out    *sink
	double bool // every line is followed by an empty one, as web pages make of it
	empty  int  // empty lines before this one
	quotes bool // typographic quotation marks were reported

	list  *list
	table *table
	wrap  wrapping
	alike int // how many properties the object before had: the next one has as many
}

func readText(text textfile.Text, out *sink) {
	r := &textReader{lines: lines{text: text, quoted: isQuoted(text.String)}, out: out, double: doubleSpaced(text.String)}
	for !out.done {
		l, ok := r.lines.next()
		if !ok {
			break
		}
		if l.blank() {
			r.empty++
			continue
		}
		if r.empty > 1 || r.empty == 1 && !r.double {
			r.finish()
		}
		r.empty = 0
		r.take(r.plain(l))
	}
	r.finish()
}

// doubleSpaced reports whether no two lines of a text of some length follow
// each other without an empty one between them.
func doubleSpaced(text string) bool {
	filled, before := 0, false
	for l := range strings.Lines(text) {
		now := strings.TrimSpace(l) != ""
		if now && before {
			return false
		}
		if now {
			filled++
		}
		before = now
	}
	return filled > 3
}

func (r *textReader) plain(l line) line {
	text, replaced := plainQuotes(l.text)
	if replaced && !r.quotes {
		r.quotes = true
		r.out.defect(codeQuotes, "text", r.lines.offset(l, 0), "line %d has typographic quotation marks", l.number)
	}
	l.text = text
	return l
}

// take takes a line that is not empty.
func (r *textReader) take(l line) {
	if isPrompt(l.text) || textfile.IsFence(l.text) {
		r.finish()
		return
	}
	if l.text == stars {
		if n := r.lines.banner(); n > 0 {
			r.finish()
			for range n {
				r.lines.next()
			}
			if next, ok := r.lines.peek(); ok && namesFile(next.text) {
				r.lines.next()
			}
			return
		}
	}
	if columns, ok := r.heading(l); ok {
		r.finish()
		if r.out.spend(r.lines.offset(l, 0)) {
			r.table = &table{heading: l.number, columns: columns}
		}
		r.lines.next() // the hyphens
		return
	}
	if r.table != nil {
		r.row(l)
		return
	}
	r.listLine(l)
}

// finish ends the object or the table that is being read.
func (r *textReader) finish() {
	if r.list != nil {
		r.list.join(&r.wrap)
		r.alike = len(r.list.object.Properties)
		r.out.object(r.list.object)
		r.list = nil
	}
	if r.table != nil {
		r.table.flush(r.out)
		r.table = nil
	}
}
