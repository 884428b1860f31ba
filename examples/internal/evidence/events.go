// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"errors"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/emsdiag"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

const (
	maxSymptoms = 10_000
	maxAsked    = 100 // texts of a file about which the families are asked
)

// events reads events, codes and messages. A file that may be anything is one
// of those only if it has an event, a code, or a message that a family knows.
func (c *collector) events(f file, content []byte, sure bool) bool {
	var rows []symptom.Row
	var defects []*schannel.Error
	for row, err := range symptom.ReadLenient(content) {
		var defect *schannel.Error
		switch {
		case errors.As(err, &defect):
			defects = append(defects, defect)
		case len(c.out.Symptoms)+len(rows) < maxSymptoms:
			rows = append(rows, row)
		default:
			c.moreSymptoms++
		}
	}
	kind := kindOfRows(rows)
	if !sure && (kind == Unknown || kind == EventText && !known(rows)) {
		return false
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
	return true
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

// known reports whether rows without an event have a code, or a text that a
// family takes.
func known(rows []symptom.Row) bool {
	for _, row := range rows {
		if !row.Code.IsZero() {
			return true
		}
	}
	rows = rows[:min(len(rows), maxAsked)]
	taken := []symptom.Taken{
		trustdiag.Diagnose(trustdiag.Incident{Symptoms: rows, Shared: true}).Taken,
		exchangediag.Diagnose(exchangediag.Incident{Symptoms: rows}).Taken,
	}
	if d, err := emsdiag.Diagnose(emsdiag.Incident{Symptoms: rows}); err == nil {
		taken = append(taken, d.Taken)
	}
	untaken := 0
	for range symptom.Untaken(rows, taken...) {
		untaken++
	}
	return untaken < len(rows)
}
