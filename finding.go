// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Rule is the fixed part of a finding.
type Rule struct {
	Code     Code     `json:"code"`
	Title    string   `json:"title"` // a short headline, without arguments
	Severity Severity `json:"severity"`
	Evidence Evidence `json:"evidence"`
	Sources  []Source `json:"sources"`

	// Message is the English text with {name} where an argument goes. A
	// translation replaces it by its own text with the same names.
	Message string `json:"-"`
}

// Finding is one conclusion. Make one with [NewFinding], then fill in what
// applies; empty fields are empty lists in JSON.
type Finding struct {
	Rule
	Certainty Certainty `json:"certainty"`
	Subject   Subject   `json:"subject"`
	Text      string    `json:"text"`     // Message with the arguments in place
	Args      []Arg     `json:"args"`     // in an order that is fixed for each rule
	Because   []Code    `json:"because"`  // the findings that cause this one, also of other packages
	Outcomes  []string  `json:"outcomes"` // if Undocumented: what may happen
	Settle    string    `json:"settle"`   // if Undocumented: the observation that would tell which
	Missing   []string  `json:"missing"`  // if InsufficientData: the inputs that are needed
	Events    []Event   `json:"events"`   // what Windows is expected to log
	Remedies  []Remedy  `json:"remedies"` // what helps, best first
}

// Subject is what a finding is about.
type Subject struct {
	Kind   string `json:"kind"`   // "list", "name", "certificate", "message", …
	Index  int    `json:"index"`  // position in the input, from 0; -1 for the whole
	Offset int    `json:"offset"` // byte offset in the input; -1 (NoOffset) where bytes are not concerned
}

// Whole returns the subject for an input of that kind as a whole.
func Whole(kind string) Subject { return Subject{Kind: kind, Index: -1, Offset: NoOffset} }

// Nth returns the subject for the item at position index, from 0.
func Nth(kind string, index int) Subject { return Subject{Kind: kind, Index: index, Offset: NoOffset} }

// Arg is a named argument of a finding or a parameter of an event.
type Arg struct {
	Name  string `json:"name"`
	Value string `json:"value"` // numbers in decimal, without grouping
}

// Text returns an argument whose value is a text.
func Text(name, value string) Arg { return Arg{name, value} }

// Number returns an argument whose value is a number.
func Number(name string, value int) Arg { return Arg{name, strconv.Itoa(value)} }

// NewFinding applies a rule to a case: it keeps the arguments in their order
// and makes the text from the rule's message.
func NewFinding(rule Rule, certainty Certainty, subject Subject, args ...Arg) Finding {
	return Finding{
		Rule:      rule,
		Certainty: certainty,
		Subject:   subject,
		Text:      Expand(rule.Message, args),
		Args:      args,
	}
}

// Expand replaces every {name} in message by the argument of that name. A
// name that no argument has stays as it is.
func Expand(message string, args []Arg) string {
	pairs := make([]string, 0, 2*len(args))
	for _, arg := range args {
		pairs = append(pairs, "{"+arg.Name+"}", arg.Value)
	}
	return strings.NewReplacer(pairs...).Replace(message)
}

// MarshalJSON writes every field, empty lists as lists.
func (f Finding) MarshalJSON() ([]byte, error) {
	type plain Finding
	p := plain(f)
	p.Sources = list(p.Sources)
	p.Args = list(p.Args)
	p.Because = list(p.Because)
	p.Outcomes = list(p.Outcomes)
	p.Missing = list(p.Missing)
	p.Events = list(p.Events)
	p.Remedies = list(p.Remedies)
	return json.Marshal(p)
}

// list returns s, or an empty slice for a nil one: null is not a list.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
