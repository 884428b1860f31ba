// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/symptom"
)

// mostRows is how many different symptoms a package is asked about that answers
// each of them by itself.
const mostRows = 500

// rowsOf is the symptoms with rows that mean nothing in the place of those that
// stand there again, at another time or on another computer: a log says the
// same thing many times. Places stay as they are.
func rowsOf(rows []symptom.Row) []symptom.Row {
	seen := map[string]bool{}
	out := make([]symptom.Row, len(rows))
	for i, row := range rows {
		key := keyOf(row)
		if row.IsZero() || seen[key] || len(seen) == mostRows {
			continue
		}
		seen[key] = true
		out[i] = row
	}
	return out
}

// keyOf is the same for rows that say the same.
func keyOf(row symptom.Row) string {
	e := &row.Event
	e.Record, e.Time, e.Date, e.Computer, e.Other = 0, time.Time{}, "", "", nil
	text, err := json.Marshal(row)
	if err != nil {
		return row.Text
	}
	return string(text)
}

// spread gives rows that were left out the answer of the one that says the
// same.
func spread(rows []symptom.Row, taken symptom.Taken) symptom.Taken {
	byKey := map[string]bool{}
	for i, row := range rows {
		if taken[i] {
			byKey[keyOf(row)] = true
		}
	}
	all := make(symptom.Taken, len(rows))
	for i, row := range rows {
		all[i] = byKey[keyOf(row)]
	}
	return all
}

var ruleUnknown = schannel.Rule{
	Code: "diagnose.symptom.unknown", Title: "Symptoms that no package knows",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{count} of the symptoms are known to none of the packages that were asked: nothing is concluded from them.",
	Sources: []schannel.Source{{Document: "Schannel events"}},
}

// unknownRows makes the one finding of the symptoms that no family took.
func unknownRows(rows []symptom.Row, answers []answer) []schannel.Finding {
	const shown = 5
	var taken []symptom.Taken
	for _, a := range answers {
		taken = append(taken, a.taken...)
	}
	var items []schannel.Subject
	count := 0
	for i := range symptom.Untaken(rows, taken...) {
		if count++; len(items) < shown {
			items = append(items, schannel.Nth("symptom", i))
		}
	}
	if count == 0 {
		return nil
	}
	f := schannel.NewFinding(ruleUnknown, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("unknown_symptoms"), schannel.Number("count", count))
	f.Items = items
	return []schannel.Finding{f}
}

// named reports whether an event says that it is of the computer with one of
// the names.
func named(row symptom.Row, names ...string) bool {
	computer := shortName(row.Event.Computer)
	for _, name := range names {
		if name != "" && shortName(name) == computer {
			return true
		}
	}
	return false
}

// shortName is the host name without its domain, in lower case.
func shortName(name string) string {
	short, _, _ := strings.Cut(strings.ToLower(name), ".")
	return short
}

func refused(reason schannel.Phrase, err error) casefile.LeftOut {
	return casefile.LeftOut{Reason: reason, Error: errorOf(err)}
}
