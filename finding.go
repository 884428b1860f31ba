// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Finding is one conclusion about one case. Make one with [NewFinding], which
// keeps it from being surer than what it rests on; then add the events and
// remedies that apply. Empty fields are empty lists in JSON.
type Finding struct {
	Code     Code     `json:"code"` // of its rule, with the rule's title and severity
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	Evidence Evidence `json:"evidence"` // the weakest of the rule's, the premises' and the data's
	Sources  []Source `json:"sources"`  // those of the data first, then the rule's

	Certainty Certainty `json:"certainty"`
	Subject   Subject   `json:"subject"`
	Text      string    `json:"text"`     // the rule's message with the arguments in place
	Args      []Arg     `json:"args"`     // in an order that is fixed for each rule
	Items     []Subject `json:"items"`    // of a finding that counts many things: the first few
	Because   []Code    `json:"because"`  // the findings of the same answer that it follows from
	Outcomes  []Phrase  `json:"outcomes"` // if Undocumented: what may happen
	Settle    []Phrase  `json:"settle"`   // if Undocumented: the observations that would tell which
	Missing   []Phrase  `json:"missing"`  // if InsufficientData: the inputs that are needed, most useful first
	Events    []Event   `json:"events"`   // what Windows is expected to log
	Remedies  []Remedy  `json:"remedies"` // what helps in this case, best first
}

// Basis is what a finding rests on beside its rule.
type Basis struct {
	Certainty Certainty // of the conclusion, if its premises are certain
	Premises  []Finding // the findings of the same answer that it follows from
	Evidence  Evidence  // of the data that was used, such as a row of a table; zero: none beside the rule's
	Sources   []Source  // of that data

	Outcomes []Phrase // if Certainty is Undocumented: what may happen
	Settle   []Phrase // if Certainty is Undocumented: the observations that would tell which
	Missing  []Phrase // if Certainty is InsufficientData: the inputs that are needed
}

// Subject is what a finding is about.
type Subject struct {
	Kind   string `json:"kind"`   // "list", "name", "certificate", "message", …
	Index  int    `json:"index"`  // position in the input, from 0; -1 for the whole
	Offset int    `json:"offset"` // byte offset in the input; -1 (NoOffset) where bytes are not concerned
	Name   string `json:"name"`   // of a thing that is known by one: a family of clients, a connector, a host
}

// Whole returns the subject for an input of that kind as a whole.
func Whole(kind string) Subject { return Subject{Kind: kind, Index: -1, Offset: NoOffset} }

// Nth returns the subject for the item at position index, from 0.
func Nth(kind string, index int) Subject { return Subject{Kind: kind, Index: index, Offset: NoOffset} }

// Named returns s for the thing of that name.
func (s Subject) Named(name string) Subject {
	s.Name = name
	return s
}

// NewFinding applies a rule to a case. It makes the text from the rule's
// message, names the premises in Because, and caps the conclusion: the
// certainty is the least sure of the basis and its premises, the evidence the
// weakest of the rule, the data and the premises. A finding that is capped at
// [Undocumented] or [InsufficientData] by a premise inherits the outcomes and
// what would settle them, or the missing inputs.
//
// A basis without a certainty gives a finding without one.
func NewFinding(rule Rule, basis Basis, subject Subject, args ...Arg) Finding {
	f := Finding{
		Code: rule.Code, Title: rule.Title, Severity: rule.Severity,
		Evidence:  max(rule.Evidence, basis.Evidence),
		Sources:   appendNew(slices.Clone(basis.Sources), rule.Sources),
		Certainty: basis.Certainty, Subject: subject,
		Text: expand(rule.Message, args), Args: args,
	}
	for _, p := range basis.Premises {
		f.Because = appendNew(f.Because, []Code{p.Code})
		f.Evidence = max(f.Evidence, p.Evidence)
		f.Certainty = lessSure(f.Certainty, p.Certainty)
	}
	switch f.Certainty {
	case Undocumented:
		f.Outcomes = open(basis.Outcomes, basis.Premises, func(p Finding) []Phrase { return p.Outcomes })
		f.Settle = open(basis.Settle, basis.Premises, func(p Finding) []Phrase { return p.Settle })
	case InsufficientData:
		f.Missing = open(basis.Missing, basis.Premises, func(p Finding) []Phrase { return p.Missing })
	case CertaintyUnspecified, Certain, Likely:
	}
	return f
}

// lessSure returns the less sure of two certainties. Unspecified is none at
// all.
func lessSure(a, b Certainty) Certainty {
	if a == CertaintyUnspecified || b == CertaintyUnspecified {
		return CertaintyUnspecified
	}
	return max(a, b)
}

// open returns what a basis itself leaves open in one respect, or, where it
// leaves nothing open, what its premises do.
func open(own []Phrase, premises []Finding, of func(Finding) []Phrase) []Phrase {
	if len(own) > 0 {
		return clonePhrases(own)
	}
	var inherited []Phrase
	for _, p := range premises {
		for _, phrase := range of(p) {
			if !slices.ContainsFunc(inherited, phrase.equal) {
				inherited = append(inherited, phrase)
			}
		}
	}
	return clonePhrases(inherited)
}

func (p Phrase) equal(q Phrase) bool { return p.Code == q.Code && slices.Equal(p.Args, q.Args) }

// appendNew appends what is not there yet.
func appendNew[T comparable](to, more []T) []T {
	for _, v := range more {
		if !slices.Contains(to, v) {
			to = append(to, v)
		}
	}
	return to
}

// MarshalJSON writes every field, empty lists as lists.
func (f Finding) MarshalJSON() ([]byte, error) {
	type plain Finding
	p := plain(f)
	p.Sources, p.Args, p.Items, p.Because = jsonlist.Of(p.Sources), jsonlist.Of(p.Args), jsonlist.Of(p.Items), jsonlist.Of(p.Because)
	p.Outcomes, p.Settle, p.Missing = jsonlist.Of(p.Outcomes), jsonlist.Of(p.Settle), jsonlist.Of(p.Missing)
	p.Events, p.Remedies = jsonlist.Of(p.Events), jsonlist.Of(p.Remedies)
	return json.Marshal(p)
}
