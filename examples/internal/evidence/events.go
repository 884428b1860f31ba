// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

const (
	maxSymptoms = 10_000
	maxAsked    = 100 // texts of a file about which the families are asked
)

// likeness is how much a file looks like one of events.
type likeness uint8

const (
	isEvents  likeness = iota // by its form or its role
	mayEvents                 // it may be anything: texts count if a family knows them
	hasEvents                 // it is something else, and may have events between
)

// events reads events, codes and messages. It reports whether there are any.
func (c *collector) events(f file, content []byte, like likeness) bool {
	var rows []symptom.Row
	var defects []*schannel.Error
	for row, err := range symptom.ReadLenient(content) {
		var defect *schannel.Error
		switch {
		case errors.As(err, &defect):
			defects = append(defects, defect)
		case len(c.out.Symptoms)+len(rows) < maxSymptoms:
			rows = append(rows, c.dated(row))
		default:
			c.moreSymptoms++
		}
	}
	rows, lines := withoutLines(rows)
	texts := 0
	switch like {
	case isEvents:
	case mayEvents:
		rows, texts = meaningful(rows)
	case hasEvents:
		rows = slices.DeleteFunc(rows, func(r symptom.Row) bool { return r.Event.ID == 0 })
	}
	if like != isEvents && len(rows) == 0 {
		return false
	}
	kind := kindOfRows(rows)
	if kind == EventXML && !hasEventXML(content) {
		kind = EventText
	}
	c.defects(f, defects)
	if len(rows) == 0 && len(defects) > 0 {
		return false
	}
	if kind == Unknown {
		kind = EventText
	}
	c.out.Symptoms = append(c.out.Symptoms, rows...)
	c.origin(f, kind, len(rows))
	if lines > 0 {
		c.leave(f.shown, leftLines.With(schannel.Number("count", lines)))
	}
	if texts > 0 {
		c.leave(f.shown, leftTexts.With(schannel.Number("count", texts)))
	}
	return true
}

// dated reads the date of an event that was pasted. If nothing tells in which
// zone that was, it is kept for [collector.wallTime].
func (c *collector) dated(row symptom.Row) symptom.Row {
	if row.Event.Date == "" || !row.Event.Time.IsZero() {
		return row
	}
	culture, err := pstext.FindCulture(c.told.culture.Name)
	if err != nil {
		return row
	}
	moment, err := culture.Parse(row.Event.Date)
	if err != nil {
		return row
	}
	t, known, err := moment.In(c.told.culture.Zone)
	switch {
	case err != nil:
	case known:
		row.Event.Time = t.UTC()
	case t.After(c.wall):
		c.wall = t
	}
	return row
}

// withoutLines leaves out the lines of a log whose status no family takes: most
// of them tell of no failure. It returns how many those are.
func withoutLines(rows []symptom.Row) (kept []symptom.Row, lines int) {
	ofLog := func(r symptom.Row) bool { return r.Code.Kind == symptom.CodeHTTP && r.Text != "" }
	known := map[string]bool{}
	var asked []symptom.Row
	for _, row := range rows {
		if _, again := known[row.Code.String()]; ofLog(row) && !again && len(asked) < maxAsked {
			known[row.Code.String()] = false
			asked = append(asked, row)
		}
	}
	for i, taken := range takenOf(asked) {
		known[asked[i].Code.String()] = taken
	}
	kept = slices.DeleteFunc(rows, func(r symptom.Row) bool { return ofLog(r) && !known[r.Code.String()] })
	return kept, len(rows) - len(kept)
}

// listsEvents reports whether a text is CSV with events: the Event Viewer and
// Export-Csv save such lists.
func listsEvents(content []byte) bool {
	if foreign, ok := foreignText(textfile.Decode(content[:min(len(content), 1<<12)]).String); !ok || foreign.Code != foreignCSV.Code {
		return false
	}
	return beginsEvent(content)
}

// beginsEvent reports whether the first row of a file is an event.
func beginsEvent(content []byte) bool {
	for row, err := range symptom.ReadLenient(content[:min(len(content), 1<<16)]) {
		return err == nil && row.Event.ID != 0
	}
	return false
}

// hasEventXML reports whether events stand as XML in a text, which may be UTF-16.
// Others were pasted.
func hasEventXML(content []byte) bool {
	return bytes.Contains(bytes.ReplaceAll(content, []byte{0}, nil), []byte("<Event"))
}

// kindOfRows tells the log that rows are of.
func kindOfRows(rows []symptom.Row) Kind {
	kind := Unknown
	for _, row := range rows {
		of := EventText
		switch log := row.Event.Log; {
		case row.Event.ID == 0:
		case strings.EqualFold(log, "System"):
			of = SystemLog
		case strings.EqualFold(log, "Application"):
			of = ApplicationLog
		default:
			of = EventXML
		}
		switch {
		case kind == Unknown, kind == EventText:
			kind = of
		case kind != of && of != EventText:
			kind = EventXML
		}
	}
	return kind
}

// meaningful leaves out the texts of rows that no family takes: a file that may
// be anything has them beside what was seen. It returns how many those are.
func meaningful(rows []symptom.Row) (kept []symptom.Row, texts int) {
	var asked []symptom.Row
	for _, row := range rows {
		if row.Event.ID == 0 && row.Code.IsZero() && len(asked) < maxAsked {
			asked = append(asked, row)
		}
	}
	taken := takenOf(asked)
	next := 0
	for _, row := range rows {
		if row.Event.ID == 0 && row.Code.IsZero() {
			next++
			if next > len(asked) || !taken[next-1] {
				texts++
				continue
			}
		}
		kept = append(kept, row)
	}
	return kept, texts
}

// takenOf asks the families which texts they know.
func takenOf(rows []symptom.Row) symptom.Taken {
	taken := []symptom.Taken{
		trustdiag.Diagnose(trustdiag.Incident{Symptoms: rows}).Taken,
		exchangediag.Diagnose(exchangediag.Incident{Symptoms: rows}).Taken,
	}
	_, windows := prompt.Seen(rows)
	taken = append(taken, windows)
	if d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: rows}); err == nil {
		taken = append(taken, d.Taken)
	}
	all := make(symptom.Taken, len(rows))
	for i := range all {
		for _, t := range taken {
			all[i] = all[i] || i < len(t) && t[i]
		}
	}
	return all
}
