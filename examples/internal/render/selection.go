// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/exchangecert"
)

const (
	maxSelections = 40
	maxTraces     = 400 // certificates in all tables together
)

// selectionPicture is which certificate is chosen, and why the others are not.
type selectionPicture struct {
	Purpose string
	Facts   []pair
	Rows    []candidateRow
	More    int
}

// candidateRow is a certificate on its way through the steps.
type candidateRow struct {
	Thumbprint string
	Verdict    string
	Won        bool
	Reason     report.Said
	Steps      []stepVerdict
}

// stepVerdict is one test of a certificate.
type stepVerdict struct {
	Rule    report.Said
	Verdict string
}

func readSelections(l report.Language, all []exchangecert.Selection, more map[string]int) []selectionPicture {
	var pictures []selectionPicture
	left := min(maxTraces, 2*l.Rows())
	for _, s := range first(all, min(maxSelections, l.Rows()), more, "selections") {
		p := selectionPicture{Purpose: l.Value("purpose", s.Purpose), Facts: selectionFacts(l, s)}
		for i, c := range s.Trace {
			if left == 0 {
				p.More = len(s.Trace) - i
				break
			}
			left--
			p.Rows = append(p.Rows, candidate(l, c))
		}
		pictures = append(pictures, p)
	}
	return pictures
}

func selectionFacts(l report.Language, s exchangecert.Selection) []pair {
	var facts []pair
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, pair{l.Label(label), value})
		}
	}
	add("selection_server", l.Safe(s.Server))
	add("selection_connector", l.Safe(s.Connector))
	add("selection_name", l.Safe(s.Name))
	add("selection_winner", winner(l, s.Winner)+l.Label("separator")+l.Value("certainty", s.Certainty))
	if s.Offered != schannel.Unknown {
		add("selection_offered", l.Value("truth", s.Offered))
	}
	for _, a := range s.Alternatives {
		if len(facts) > maxOpens {
			break
		}
		add("selection_other", winner(l, a.Winner)+l.Label("colon")+readings(l, a.Policy))
	}
	return facts
}

// winner names a certificate, or says that there is none.
func winner(l report.Language, t *schannel.Thumbprint) string {
	if t == nil {
		return l.Label("selection_none")
	}
	return thumbprint(*t)
}

// thumbprint writes it as Windows shows it.
func thumbprint(t schannel.Thumbprint) string { return strings.ToUpper(t.String()) }

// readings are the fields of a policy that are set.
func readings(l report.Language, p exchangecert.Policy) string {
	var set []string
	add := func(field string, open bool, reading fmt.Stringer) {
		if !open {
			set = append(set, l.Reading(field, reading.String()))
		}
	}
	add("missing_flag", p.MissingFlag == exchangecert.ReadingOpen, p.MissingFlag)
	add("missing_key", p.MissingKey == exchangecert.ReadingOpen, p.MissingKey)
	add("status", p.Status == exchangecert.ReadingOpen, p.Status)
	add("dates", p.Dates == exchangecert.ReadingOpen, p.Dates)
	add("wildcard", p.Wildcard == exchangecert.ReadingOpen, p.Wildcard)
	add("ranking", p.Ranking == exchangecert.RankingOpen, p.Ranking)
	return strings.Join(set, l.Label("separator"))
}

func candidate(l report.Language, c exchangecert.Candidate) candidateRow {
	row := candidateRow{
		Thumbprint: thumbprint(c.Thumbprint), Verdict: l.Value("verdict", c.Verdict),
		Won: c.Verdict == exchangecert.Won, Reason: l.Phrase(c.Because),
	}
	for _, s := range c.Steps {
		row.Steps = append(row.Steps, stepVerdict{named(l, s.Rule), l.Value("verdict", s.Verdict)})
	}
	return row
}
