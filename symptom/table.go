// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// table is what Get-WinEvent and Get-EventLog print if nobody asks for a list: a
// heading, hyphens below it, and a row for each event. What does not fit into
// the window is cut off.
type table struct {
	columns  []column
	provider string // of all rows: Get-WinEvent writes it above the heading
	parts    []string
}

// maxColumns is how many columns a table or a list has at most.
const maxColumns = 64

// column begins where its hyphens do, in cells of the window.
type column struct {
	label label
	start int
}

// isRule recognises the line of hyphens below a heading.
func isRule(line string) bool {
	return strings.Contains(line, "--") && strings.Trim(line, "- \t\r") == ""
}

// newTable reads a heading. Events have a number.
func newTable(heading, rule string) (table, bool) {
	var t table
	for at := 0; at < len(rule) && len(t.columns) < maxColumns; {
		at += len(rule[at:]) - len(strings.TrimLeft(rule[at:], " \t\r"))
		width := len(rule[at:]) - len(strings.TrimLeft(rule[at:], "-"))
		if width > 0 {
			t.columns = append(t.columns, column{start: at})
		}
		at += max(width, 1)
	}
	numbered := false
	for i, name := range t.cut(heading) {
		t.columns[i].label = columnLabel(name)
		numbered = numbered || isNumber(t.columns[i].label)
	}
	return t, numbered
}

// columnLabel is the label that a column has as its name.
func columnLabel(name string) label {
	const longest = 256 // bytes; what is longer is no name, such as a file of XML in one line
	if len(name) <= longest {
		if l, known := labelOf(strings.ToLower(strings.ReplaceAll(name, " ", ""))); known {
			return l
		}
	}
	return label{field: fieldUnspecified, name: name}
}

func isNumber(l label) bool { return l.field == fieldID || l.field == fieldInstance }

// cut takes a line apart at the columns. A value that begins before the hyphens
// of its column, as numbers do, begins behind the last blank before them. Where
// the line ends before the hyphens, the column is empty.
func (t *table) cut(line string) []string {
	t.parts = slices.Grow(t.parts[:0], len(t.columns))[:len(t.columns)]
	parts := t.parts
	from, cell := 0, 0
	to := func(at, target int) int {
		for at < len(line) && cell < target {
			r, size := utf8.DecodeRuneInString(line[at:])
			at += size
			cell += cells(r)
		}
		return at
	}
	for i := range t.columns {
		next := len(line)
		if i+1 < len(t.columns) {
			next = to(from, t.columns[i+1].start)
		}
		if blank := strings.LastIndexByte(line[from:next], ' '); blank >= 0 && next < len(line) {
			for _, r := range line[from+blank+1 : next] {
				cell -= cells(r)
			}
			next = from + blank + 1
		}
		parts[i] = strings.TrimSpace(line[from:next])
		from = next
	}
	return parts
}

// cells is how wide a character is: those of East Asia take two cells.
func cells(r rune) int {
	if r >= cjk && (r < 0xff61 || r > 0xffdc) {
		return 2
	}
	return 1
}

// group is the line that Get-WinEvent writes above the heading of a table. Until
// the heading comes it may be anything.
type group struct {
	line     textfile.Line
	provider string // empty: there is none
	spaced   bool   // empty lines follow it
}

// takeGroup holds such a line back.
func (p *paste) takeGroup(line textfile.Line) bool {
	text := textfile.Trim(line.Text)
	if p.group.provider != "" && text == "" {
		p.group.spaced = true
		return true
	}
	provider, ok := strings.CutPrefix(text, "ProviderName: ")
	if !ok || p.record != nil || p.xml.Len() > 0 {
		return false
	}
	p.releaseGroup()
	p.group = group{line: line, provider: textfile.Trim(provider)}
	return true
}

// releaseGroup takes the line, and an empty one behind it, as what they are
// without a table.
func (p *paste) releaseGroup() {
	held := p.group
	p.group = group{}
	if held.provider != "" {
		p.takeLine(held.line)
	}
	if held.spaced {
		p.takeLine(textfile.Line{})
	}
}

// beginTable begins a table with its heading, if it is one of events.
func (p *paste) beginTable(heading, rule string) bool {
	if p.budget <= 0 {
		return false
	}
	t, ok := newTable(heading, rule)
	if !ok {
		return false
	}
	t.provider, p.group = p.group.provider, group{}
	p.flush()
	p.budget--
	p.table = &t
	return true
}

// takeRow takes a line of the table. An empty one ends it.
func (p *paste) takeRow(line textfile.Line) bool {
	if textfile.Trim(line.Text) == "" {
		p.table = nil
		p.closeRecord()
		return false
	}
	parts := p.table.cut(line.Text)
	numbered := func(c column) bool { return isNumber(c.label) }
	if at := slices.IndexFunc(p.table.columns, numbered); parts[at] == "" && p.record != nil {
		p.record.goOn(textfile.Trim(line.Text)) // the message was broken (Format-Table -Wrap)
		return true
	}
	r := &record{}
	r.event.Provider = p.table.provider
	for i, c := range p.table.columns {
		r.setCell(c.label, parts[i])
	}
	p.begin(r, line)
	return true
}

// setCell takes a value of a table or a list. A name that is cut off is none.
func (r *record) setCell(l label, value string) {
	isName := l.field == fieldProvider || l.field == fieldLog || l.field == fieldComputer
	switch {
	case value == "":
	case isName && (strings.HasSuffix(value, "...") || strings.HasSuffix(value, "…")):
		r.other(l.text, value)
	default:
		r.setOne(l, value)
		r.seen[l.field] = true
	}
}
