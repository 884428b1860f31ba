// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/symptom"
)

// mostRows is how many different symptoms a package is asked about that answers
// each of them by itself.
const mostRows = 500

// symptoms are those of a case, and which of them say the same.
type symptoms struct {
	rows []symptom.Row
	same []int // of each row, the place of the first one that says the same

	// distinct has rows that mean nothing in the place of those that stand there
	// again, at another time or on another computer: a log says the same thing
	// many times. Places stay as they are.
	distinct []symptom.Row
}

func symptomsOf(rows []symptom.Row) symptoms {
	s := symptoms{rows: rows, same: make([]int, len(rows)), distinct: make([]symptom.Row, len(rows))}
	first := map[string]int{}
	for i, row := range rows {
		if row.IsZero() {
			s.same[i] = i
			continue
		}
		key := keyOf(row)
		at, known := first[key]
		if !known {
			at = i
			first[key] = i
			if len(first) <= mostRows {
				s.distinct[i] = row
			}
		}
		s.same[i] = at
	}
	return s
}

// keyOf is the same for rows that say the same.
func keyOf(row symptom.Row) string {
	var b strings.Builder
	add := func(texts ...string) {
		for _, text := range texts {
			b.WriteString(strconv.Itoa(len(text)))
			b.WriteByte(' ')
			b.WriteString(text)
		}
	}
	e := row.Event
	add(row.Text, row.Code.String(), e.Log, e.Provider, strconv.Itoa(e.ID), e.Message, strconv.Itoa(len(e.Data)))
	for _, f := range e.Data {
		add(f.Name, f.Value)
	}
	for _, f := range e.UserData {
		add(f.Name, f.Value)
	}
	return b.String()
}

// spread gives rows that say the same the same answer. Of those of which too
// many differ, nobody was asked: they count as known, for nobody can say that
// they are not.
func (s symptoms) spread(taken symptom.Taken) symptom.Taken {
	all := make(symptom.Taken, len(s.rows))
	for i, at := range s.same {
		all[i] = taken[at] || s.distinct[at].IsZero() && !s.rows[at].IsZero()
	}
	return all
}

// unasked is how many different symptoms nobody was asked about.
func (s symptoms) unasked() int {
	count := 0
	for i, at := range s.same {
		if i == at && s.distinct[i].IsZero() && !s.rows[i].IsZero() {
			count++
		}
	}
	return count
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

func refused(reason schannel.Phrase, err error) casefile.LeftOut {
	return casefile.LeftOut{Reason: reason, Error: errorOf(err)}
}
