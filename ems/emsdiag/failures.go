// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/symptom"
)

// maxFailures is how many failures are told apart; symptoms of others are
// counted.
const maxFailures = 16

// failure is what the symptoms of one failure say together.
type failure struct {
	seen     seen
	computer string // that logged them, if they tell
	rows     []int
}

// sorting puts rows to failures.
type sorting struct {
	rows     []symptom.Row
	sights   []sight
	owner    []int // the failure of each row; -1 for none
	failures []failure
	more     []int // rows of failures beyond those that are told apart
}

// The order in which rows are put to failures: what tells most comes first.
const (
	passAlert = iota
	passNoSuite
	passStatus
	passRest
)

// sorted reads the rows and tells apart the failures that they are of. Where
// they tell nothing, there is one failure of which nothing was seen.
func sorted(rows []symptom.Row) *sorting {
	s := &sorting{rows: rows, sights: make([]sight, len(rows)), owner: make([]int, len(rows))}
	for i, row := range rows {
		s.sights[i], s.owner[i] = read(row), -1
	}
	for pass := passAlert; pass <= passRest; pass++ {
		before := -1 // the failure of the last row before
		for i, one := range s.sights {
			if one.taken && one.pass() == pass {
				s.put(i, s.choose(i, before))
			}
			if s.owner[i] >= 0 {
				before = s.owner[i]
			}
		}
	}
	if len(s.failures) == 0 {
		s.failures = []failure{{}}
	}
	return s
}

func (s *sorting) taken() symptom.Taken {
	taken := make(symptom.Taken, len(s.sights))
	for i, one := range s.sights {
		taken[i] = one.taken
	}
	return taken
}

// put gives a row to a failure, or to a new one.
func (s *sorting) put(i, k int) {
	if k < 0 && len(s.failures) == maxFailures {
		s.more = append(s.more, i)
		return
	}
	if k < 0 {
		k = len(s.failures)
		s.failures = append(s.failures, failure{})
	}
	f := &s.failures[k]
	f.seen = f.seen.with(s.sights[i])
	f.rows = append(f.rows, i)
	if f.computer == "" {
		f.computer = s.rows[i].Event.Computer
	}
	s.owner[i] = k
}

// choose returns the failure that a row is of: one that it confirms, or the one
// of the row before it, or the first that it does not contradict; -1 if it
// contradicts each. A code that confirms none of several failures is of none.
func (s *sorting) choose(i, before int) int {
	one, computer := s.sights[i], s.rows[i].Event.Computer
	first := -1
	for k, f := range s.failures {
		switch {
		case !f.admits(one, computer):
		case f.seen.confirms(one):
			return k
		case first < 0 || k == before:
			first = k
		}
	}
	if one.pass() == passStatus && len(s.failures) > 1 {
		return -1
	}
	return first
}

func (one sight) pass() int {
	switch {
	case one.alert != ems.NoAlert:
		return passAlert
	case one.lacksSuite():
		return passNoSuite
	case one.status != 0:
		return passStatus
	}
	return passRest
}

// admits tells whether a row may be of the failure: the same computer logged it,
// and it is about the same alert, in the same direction, as far as both tell. A
// fatal alert ends a connection, so that there is one (RFC 5246, Section 7.2.2).
func (f failure) admits(one sight, computer string) bool {
	s := f.seen
	alert := s.alert()
	switch {
	case computer != "" && f.computer != "" && !strings.EqualFold(computer, f.computer):
		return false
	case one.alert != ems.NoAlert && alert != ems.NoAlert && one.alert != alert:
		return false
	case one.event == winhost.EventAlertSent && s.alertReceived, one.event == winhost.EventAlertReceived && s.alertSent:
		return false
	case one.status != 0 && s.status != 0 && one.status != s.status:
		return false
	case one.lacksSuite():
		return alert == ems.NoAlert || meansNoSuite(alert)
	}
	return one.alert == ems.NoAlert || !s.noSuite || meansNoSuite(one.alert)
}

// lacksSuite tells whether a row says that no cipher suite is common to both ends.
func (one sight) lacksSuite() bool { return one.noSuite || one.event == winhost.EventNoSuite }

// meansNoSuite: RFC 5246, Section 7.2.2, has these two for ends without a
// common cipher suite.
func meansNoSuite(a ems.Alert) bool {
	return a == ems.HandshakeFailure || a == ems.InsufficientSecurity
}

// alert returns the alert that was seen, whoever sent it.
func (s seen) alert() ems.Alert {
	if s.received != ems.NoAlert {
		return s.received
	}
	return s.sent
}

// confirms tells whether a row says of the alert what is known already.
func (s seen) confirms(one sight) bool {
	switch {
	case one.alert != ems.NoAlert:
		return one.alert == s.alert()
	case one.status != 0:
		return one.status == s.status || s.received != ems.NoAlert && winhost.StatusOf(s.received) == one.status
	}
	return false
}

// apart says which symptoms are taken for those of the failure at position k.
func (s *sorting) apart(k int) schannel.Finding {
	rows := slices.Sorted(slices.Values(s.failures[k].rows))
	f := schannel.NewFinding(ruleFailureApart, schannel.Basis{Certainty: schannel.Likely}, schannel.Nth("connection", k),
		schannel.Number("count", len(rows)), schannel.Number("number", k+1), schannel.Number("failures", len(s.failures)))
	f.Items = firstOf(rows)
	return f
}

// beyond counts the symptoms of failures that are not told apart.
func (s *sorting) beyond() []schannel.Finding {
	if len(s.more) == 0 {
		return nil
	}
	f := schannel.NewFinding(ruleFailureMore, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("symptoms"),
		schannel.Number("count", len(s.more)), schannel.Number("failures", maxFailures))
	f.Items = firstOf(slices.Sorted(slices.Values(s.more)))
	return []schannel.Finding{f}
}

// firstOf names the first few of the symptoms at these positions.
func firstOf(rows []int) []schannel.Subject {
	const shown = 5
	var items []schannel.Subject
	for _, i := range rows[:min(len(rows), shown)] {
		items = append(items, schannel.Nth("symptom", i))
	}
	return items
}

var ruleFailureApart = schannel.Rule{
	Code:     CodeFailureApart,
	Title:    "The symptoms are of several failures",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "Schannel events"}},
	Message:  "{count} of the symptoms are taken for those of failure {number} of {failures}: they agree on the alert, on who sent it and on the computer, as far as they tell, and a connection ends with one fatal alert.",
}

var ruleFailureMore = schannel.Rule{
	Code:     "ems.windows.failure.more",
	Title:    "Symptoms of further failures",
	Severity: schannel.Warning,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "{count} of the symptoms are of further failures than the {failures} that are explained; nothing is concluded from them.",
}
