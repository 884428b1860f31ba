// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"encoding/csv"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// savedList is a list of events as the Event Viewer and Export-Csv save it, with
// the names of its columns first.
type savedList struct {
	columns []label
	comma   rune
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
	heading := text[start:end]
	for _, comma := range [...]rune{',', ';', '\t'} {
		if len(heading) > maxLine || strings.Count(heading, string(comma)) < 2 {
			continue
		}
		names, err := csvReader(heading, comma).Read()
		if err != nil {
			continue
		}
		list := savedList{comma: comma, start: end}
		for _, name := range names {
			list.columns = append(list.columns, columnLabel(textfile.Trim(name)))
		}
		has := func(f field) bool {
			return slices.ContainsFunc(list.columns, func(l label) bool { return l.field == f })
		}
		if slices.ContainsFunc(list.columns, isNumber) && (has(fieldProvider) || has(fieldLevel)) {
			return list, true
		}
	}
	return savedList{}, false
}

// behindLine is where the next line begins.
func behindLine(text string, from int) int {
	if end := strings.IndexByte(text[from:], '\n'); end >= 0 {
		return from + end + 1
	}
	return len(text)
}

func csvReader(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	return r
}

// read yields an event for each row. The Event Viewer gives no name to the last
// column, which has the message.
func (l savedList) read(text textfile.Text, out *output) {
	rows := csvReader(text.String[l.start:], l.comma)
	budget := freeRecords + len(text.String)/recordBytes
	for !out.stopped {
		begin := rows.InputOffset()
		values, err := rows.Read()
		if err != nil {
			return
		}
		if budget--; budget < 0 {
			out.refuse(text.Offset(text.Advance(textfile.Place{}, l.start+int(begin))), "more events than a text of this length holds")
			return
		}
		r := &record{}
		for i, value := range values[:min(len(values), len(l.columns)+1)] {
			column := label{field: fieldMessage}
			if i < len(l.columns) {
				column = l.columns[i]
			}
			r.setCell(column, textfile.Trim(value))
		}
		if r.done() {
			out.row(Row{Event: r.event})
		}
	}
}
