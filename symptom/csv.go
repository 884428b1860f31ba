// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// savedList is a list of events as the Event Viewer and Export-Csv save it, with
// the names of its columns first.
type savedList struct {
	columns []label
	comma   byte
	start   int // of the rows in the text
}

// newSavedList recognises a list by its heading: events have a number, and a
// provider or a level.
func newSavedList(text string) (savedList, bool) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n\ufeff"))
	if strings.HasPrefix(text[start:], "#TYPE ") { // of Export-Csv
		start = behindLine(text, start)
	}
	end := behindLine(text, start)
	for _, comma := range [...]byte{',', ';', '\t'} {
		list := savedList{comma: comma, start: end}
		names, _ := list.row(nil, text[start:end])
		for _, name := range names {
			list.columns = append(list.columns, columnLabel(textfile.Trim(name)))
		}
		has := func(f field) bool {
			return slices.ContainsFunc(list.columns, func(l label) bool { return l.field == f })
		}
		if len(names) > 2 && slices.ContainsFunc(list.columns, isNumber) && (has(fieldProvider) || has(fieldLevel)) {
			return list, true
		}
	}
	return savedList{}, false
}

// behindLine is where the next line begins.
func behindLine(text string, from int) int {
	line, _, _ := strings.Cut(text[from:], "\n")
	return min(from+len(line)+1, len(text))
}

// row splits the first row of a text (RFC 4180) and returns where the next one
// begins. What stands behind the columns is passed over but for one value. A
// quotation mark that nothing ends goes on to the end.
func (l *savedList) row(values []string, text string) (row []string, next int) {
	most := len(l.columns) + 1
	if most == 1 {
		most = maxColumns
	}
	for at := 0; ; at++ {
		value, end := l.value(text[at:])
		if at += end; len(values) < most {
			values = append(values, value)
		}
		if at >= len(text) || text[at] != l.comma {
			return values, at + 1
		}
	}
}

// value reads a value and returns where it ends: at a separator, a line feed or
// the end.
func (l *savedList) value(text string) (value string, end int) {
	if text == "" || text[0] != '"' {
		for end < len(text) && text[end] != l.comma && text[end] != '\n' {
			end++
		}
		return text[:end], end
	}
	for end = 1; end < len(text); end++ {
		switch {
		case text[end] != '"':
		case end+1 < len(text) && text[end+1] == '"':
			end++
		default:
			value = strings.ReplaceAll(text[1:end], `""`, `"`)
			end++
			for end < len(text) && text[end] != l.comma && text[end] != '\n' {
				end++
			}
			return value, end
		}
	}
	return text[1:], len(text)
}

// read yields an event for each row. The Event Viewer gives no name to the last
// column, which has the message.
func (l *savedList) read(text textfile.Text, out *output) {
	budget := freeRecords + len(text.String)/recordBytes
	var values []string
	for at := l.start; at < len(text.String) && !out.stopped; {
		if budget--; budget < 0 {
			out.refuse(text.Offset(text.Advance(textfile.Place{}, at)), "more events than a text of this length holds")
			return
		}
		var next int
		values, next = l.row(values[:0], text.String[at:])
		at += next
		r := &record{}
		for i, value := range values {
			column := label{field: fieldMessage}
			if i < len(l.columns) {
				column = l.columns[i]
			}
			r.setCell(column, textfile.Trim(strings.ReplaceAll(value, "\r\n", "\n")))
		}
		if r.done() {
			out.row(Row{Event: r.event})
		}
	}
}
