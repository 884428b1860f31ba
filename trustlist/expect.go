// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleExpectMissing = schannel.Rule{
	Code: "trustlist.expect.missing", Title: "Names that must be in the list are not",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "Names that must be in the list and are not: {count}, the first of them {name}. Clients whose certificates chain to no other authority of the list have nothing to offer.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

var ruleExpectReencoded = schannel.Rule{
	Code: "trustlist.expect.reencoded", Title: "Names that must be in the list are there in other bytes",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message: "Names that must be in the list and are there in other bytes: {count}. The first of them, {name}, is entry no. {number} ({reason}). Clients that compare bytes do not find it.",
	Sources: []schannel.Source{{Document: "RFC 5280", Section: "Section 7.1"}},
}

var ruleExpectUnwanted = schannel.Rule{
	Code: "trustlist.expect.unwanted", Title: "Names that must not be in the list are",
	Severity: schannel.Failure, Evidence: schannel.Specified,
	Message: "Names that must not be in the list and are: {count}. The first of them, {name}, is entry no. {number}.",
	Sources: []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.4"}},
}

// Expect checks a list against names that must be in it and names that must
// not. It returns nothing where all is as expected. A name that is there with
// other bytes does not count as there, because most clients compare bytes; it
// is reported as such.
func Expect(list, present, absent List) []schannel.Finding {
	e := newExpectation(list)
	var missing, reencoded, unwanted []schannel.Subject
	for i, name := range present {
		subject := schannel.Nth("present", i)
		if _, found := e.exact[string(name)]; found {
			continue
		}
		if _, similar := e.folded[name.folded()]; similar {
			reencoded = append(reencoded, subject)
			continue
		}
		missing = append(missing, subject)
	}
	for i, name := range absent {
		if _, found := e.find(name); found {
			unwanted = append(unwanted, schannel.Nth("absent", i))
		}
	}
	return e.findings(list, present, absent, missing, reencoded, unwanted)
}

var ruleExpectCut = schannel.Rule{
	Code: "trustlist.expect.cut", Title: "Names that must be in the list are cut off",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "Names that must be in the list, stand in it and are cut off: {count}. The first of them, {name}, is entry no. {number}.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleExpectAtRisk = schannel.Rule{
	Code: "trustlist.expect.at_risk", Title: "Names that must be in the list may be cut off",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "Names that must be in the list, stand in it and may be cut off: {count}. The first of them, {name}, is entry no. {number}. Which names of a list that is cut are sent depends on its order and on choices that no document settles.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var (
	outcomeExpectedSent = schannel.Phrase{Code: "trustlist.outcome.expected_sent", Text: "they are sent"}
	outcomeExpectedCut  = schannel.Phrase{Code: "trustlist.outcome.expected_cut", Text: "they are cut off"}
)

// Expect is the function Expect for the list that the report is about, before it
// is cut: a name that must be in it and is cut off, or may be, is reported as
// such.
func (r Report) Expect(list, present, absent List) []schannel.Finding {
	findings := Expect(list, present, absent)
	e, fates := newExpectation(list), Fates(list, r.Profile)
	var lost, risky []schannel.Subject
	for i, name := range present {
		at, there := e.exact[string(name)]
		if !there {
			continue
		}
		switch fates[at].Fate {
		case Lost:
			lost = append(lost, schannel.Nth("present", i))
		case AtRisk:
			risky = append(risky, schannel.Nth("present", i))
		case Safe, FateUnspecified:
		}
	}
	add := func(rule schannel.Rule, basis schannel.Basis, subjects []schannel.Subject) {
		if len(subjects) == 0 {
			return
		}
		basis.Premises = r.cutting()
		name := present[subjects[0].Index]
		f := schannel.NewFinding(rule, basis, wholeList(), schannel.Number("count", len(subjects)),
			schannel.Text("name", name.String()), schannel.Number("number", e.exact[string(name)]+1))
		findings = append(findings, say.Counted(f, subjects))
	}
	add(ruleExpectCut, schannel.Basis{Certainty: schannel.Certain}, lost)
	add(ruleExpectAtRisk, schannel.Basis{
		Certainty: schannel.Undocumented, Outcomes: []schannel.Phrase{outcomeExpectedSent, outcomeExpectedCut}, Settle: []schannel.Phrase{say.Capture},
	}, risky)
	return findings
}

// cutting is what the report knows by which the list is cut.
func (r Report) cutting() []schannel.Finding {
	var premises []schannel.Finding
	for _, f := range r.Findings {
		if f.Code == ruleListTruncated.Code || f.Code == ruleListFits.Code {
			premises = append(premises, f)
		}
	}
	return premises
}

// expectation is where each name of a list stands first, by its bytes and
// folded.
type expectation struct {
	exact, folded map[string]int
}

func newExpectation(list List) expectation {
	e := expectation{exact: make(map[string]int, len(list)), folded: make(map[string]int, len(list))}
	for i, name := range slices.Backward(list) {
		e.exact[string(name)] = i
		e.folded[name.folded()] = i
	}
	delete(e.folded, "")
	return e
}

func (e expectation) find(name Name) (at int, found bool) {
	if at, found = e.exact[string(name)]; !found {
		at, found = e.folded[name.folded()]
	}
	return at, found
}

func (e expectation) findings(list, present, absent List, missing, reencoded, unwanted []schannel.Subject) []schannel.Finding {
	findings := []schannel.Finding{}
	add := func(rule schannel.Rule, subjects []schannel.Subject, args ...schannel.Arg) {
		args = append([]schannel.Arg{schannel.Number("count", len(subjects))}, args...)
		f := schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Certain}, wholeList(), args...)
		findings = append(findings, say.Counted(f, subjects))
	}
	if len(reencoded) > 0 {
		name := present[reencoded[0].Index]
		at, _ := e.find(name)
		add(ruleExpectReencoded, reencoded, schannel.Text("name", name.String()), schannel.Number("number", at+1),
			schannel.Word("reason", Compare(name, list[at]).Reason))
	}
	if len(missing) > 0 {
		add(ruleExpectMissing, missing, schannel.Text("name", present[missing[0].Index].String()))
	}
	if len(unwanted) > 0 {
		name := absent[unwanted[0].Index]
		at, _ := e.find(name)
		add(ruleExpectUnwanted, unwanted, schannel.Text("name", name.String()), schannel.Number("number", at+1))
	}
	return findings
}
