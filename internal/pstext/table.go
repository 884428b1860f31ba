// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import "strings"

// column is a column of Format-Table, in cells of the console.
type column struct {
	name       string
	start, end int // of its line of hyphens
}

// table is a table that is being read. Its last row waits for lines that
// belong to it too.
type table struct {
	heading int // its line
	columns []column
	row     Object
	waiting bool
	lines   int       // of the row
	wraps   [][]piece // of a row of several lines, by column
}

// heading reports whether a line is the heading of a table: the next one then
// has nothing but hyphens.
func (r *textReader) heading(l line) ([]column, bool) {
	next, ok := r.lines.peek()
	if !ok || !isRule(next.text) {
		return nil, false
	}
	columns := columnsOf(next.text)
	if len(columns) > maxColumns {
		return nil, false
	}
	names, _ := cut(l.text, columns)
	for i := range columns {
		columns[i].name = names[i]
	}
	return columns, true
}

func isRule(text string) bool {
	return strings.Contains(text, "--") && strings.Trim(text, "- ") == ""
}

// maxColumns is how many columns a table has at most.
const maxColumns = 256

func columnsOf(rule string) []column {
	var columns []column
	for at := 0; at < len(rule) && len(columns) <= maxColumns; {
		at += len(rule[at:]) - len(strings.TrimLeft(rule[at:], " "))
		width := len(rule[at:]) - len(strings.TrimLeft(rule[at:], "-"))
		if width > 0 {
			columns = append(columns, column{start: at, end: at + width})
		}
		at += width
	}
	return columns
}

// cut takes a line apart at the columns. What stands in a gap between two of
// them belongs to the right one if it reaches it, as numbers do, otherwise to
// the left one. A word from the left cell into the right one, which no shell
// prints, means that the row is shifted, as in text that was pasted without its
// blanks: torn is the first cell that begins inside such a word.
func cut(text string, columns []column) (parts []string, torn int) {
	parts, torn = make([]string, len(columns)), len(columns)+1
	at := cursor{text: text}
	for i := range columns {
		from := at.byte
		if i+1 == len(columns) {
			parts[i] = strings.TrimSpace(text[from:])
			break
		}
		at.to(columns[i].end)
		gap := at.byte
		at.to(columns[i+1].start)
		if reached := at.cell >= columns[i+1].start; reached && at.byte > gap && gap > 0 && text[at.byte-1] != ' ' {
			if blank := strings.LastIndexByte(text[gap-1:at.byte], ' '); blank >= 0 {
				at.back(gap + blank)
			} else if at.byte < len(text) && text[at.byte] != ' ' {
				torn = min(torn, i+1)
			}
		}
		parts[i] = strings.TrimSpace(text[from:at.byte])
	}
	return parts, torn
}

// cursor goes through a text by cells.
type cursor struct {
	text       string
	byte, cell int
}

func (c *cursor) to(cell int) {
	for i, r := range c.text[c.byte:] {
		if c.cell >= cell {
			c.byte += i
			return
		}
		c.cell += cellsOf(r)
	}
	c.byte = len(c.text)
}

func (c *cursor) back(at int) {
	c.cell -= cells(c.text[at:c.byte])
	c.byte = at
}

// row takes a row. One with nothing in the first column goes on with the row
// before it.
func (r *textReader) row(l line) {
	t := r.table
	parts, torn := cut(l.text, t.columns)
	if parts[0] == "" && t.waiting && t.lines < maxRowLines {
		if r.out.spend(r.lines.offset(l, 0)) {
			t.extend(parts)
		}
		return
	}
	t.flush(r.out)
	offset := r.lines.offset(l, 0)
	o := Object{Line: l.number, Offset: offset, Heading: t.heading, Properties: make([]Property, 0, len(parts))}
	for i, part := range parts {
		if !r.out.spend(offset) {
			return
		}
		v := printed(part)
		_, v.Cut = withoutEllipsis(part)
		v.Cut = v.Cut || i+1 >= torn || strings.HasPrefix(part, "{") && !strings.HasSuffix(part, "}")
		v.Line, v.Offset = l.number, offset
		o.Properties = append(o.Properties, Property{t.columns[i].name, v})
	}
	t.row, t.waiting, t.lines = o, true, 1
}

// maxRowLines is how many lines a row has at most.
const maxRowLines = 16

// extend adds a line to the row.
func (t *table) extend(parts []string) {
	if t.lines++; t.wraps == nil {
		t.wraps = make([][]piece, len(t.columns))
		for i, p := range t.row.Properties {
			t.wraps[i] = []piece{{text: p.Value.Text}}
		}
	}
	for i, part := range parts {
		if part != "" {
			t.wraps[i] = append(t.wraps[i], piece{text: part})
		}
	}
}

// join puts the cells together that stood on several lines.
func (t *table) join() {
	for i, pieces := range t.wraps {
		if len(pieces) < 2 {
			continue
		}
		var how wrapping
		if i+1 < len(t.columns) {
			how.width = t.columns[i+1].start - t.columns[i].start - 1
		}
		for _, p := range pieces {
			how.width = max(how.width, cells(p.text)) // of the last column nothing else is known
		}
		v := &t.row.Properties[i].Value
		joined := printed(how.joined(pieces))
		joined.Line, joined.Offset, joined.Wrapped = v.Line, v.Offset, true
		*v = joined
	}
	t.wraps = nil
}

func (t *table) flush(out *sink) {
	if t.waiting {
		t.join()
		out.object(t.row)
		t.waiting = false
	}
}
