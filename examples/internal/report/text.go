// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Findings writes each finding with everything it rests on.
func (p Printer) Findings(a Answer) {
	for _, e := range a.Findings {
		p.finding(e)
		p.Blank()
	}
	if a.More > 0 {
		p.Rest(a.More)
		p.Blank()
	}
}

// Problems writes the answer in short.
func (p Printer) Problems(all []Problem) {
	for i, problem := range all {
		number := fmt.Sprintf("%d. ", i+1)
		mark := strings.ToUpper(problem.Severity)
		p.paragraph(number, len(number), mark+p.colon()+problem.Title.Text, marked(mark, problem.Level))
		p.Labelled(len(number), "certainty", problem.Certainty)
		p.Labelled(len(number), "short_findings", numbers(problem.Findings))
		p.references(len(number), "helps", problem.Helps)
		p.Blank()
	}
}

func (p Printer) finding(e Entry) {
	number := fmt.Sprintf("%d. ", e.Number)
	indent := len(number)
	mark := strings.ToUpper(e.Severity)
	p.paragraph(number, indent, mark+p.colon()+e.Title.Text, marked(mark, e.Level))
	p.Paragraph(strings.Repeat(" ", indent), e.Message.Text)
	p.Labelled(indent, "about", e.About)
	p.Labelled(indent, "items", p.items(e))
	p.Group(indent, "outcomes", e.Outcomes)
	p.Group(indent, "settle", e.Settle)
	p.Group(indent, "missing", e.Missing)
	for _, event := range e.Events {
		p.event(indent, event)
	}
	p.references(indent, "because", e.Because)
	p.references(indent, "caused_by", e.CausedBy)
	p.references(indent, "causes", e.Causes)
	p.Labelled(indent, "helps_numbers", numbers(e.Helps))
	p.paragraph(strings.Repeat(" ", indent), indent+2, p.Language.Label(
		"grounds", schannel.Text("certainty", e.Certainty), schannel.Text("evidence", e.Evidence),
		schannel.Text("sources", Citations(e.Sources)), schannel.Text("code", e.Code),
	), plain)
}

func (p Printer) items(e Entry) string {
	all := e.Items
	if e.MoreItems > 0 {
		all = append(slices.Clip(all), p.Language.Label("more", schannel.Number("count", e.MoreItems)))
	}
	return p.Language.join(all)
}

func (p Printer) event(indent int, e EventEntry) {
	p.Labelled(indent, "events", e.Text)
	for _, param := range e.Params {
		p.Paragraph(strings.Repeat(" ", indent+2)+"- ", param.Name+p.colon()+param.Value)
	}
	p.Group(indent+2, "event_if", e.Conditions)
}

// references writes what else of the answer belongs to a finding.
func (p Printer) references(indent int, label string, all []Reference) {
	for _, r := range all {
		p.Labelled(indent, label, p.Language.Reference(r))
	}
}

// numbers returns the numbers of references.
func numbers(all []Reference) string {
	var texts []string
	for _, r := range all {
		texts = append(texts, strconv.Itoa(r.Number))
	}
	return strings.Join(texts, ", ")
}

// Reference returns the number and the title of a finding or a remedy.
func (l Language) Reference(r Reference) string {
	if r.Number == 0 {
		return r.Title.Text
	}
	return l.Label("reference", schannel.Number("number", r.Number), schannel.Text("title", r.Title.Text))
}

// Citations puts sources on one line.
func Citations(all []Citation) string {
	var texts []string
	for _, c := range all {
		texts = append(texts, c.Text)
	}
	return strings.Join(texts, "; ")
}

// Remedies writes the remedies as numbered lists of steps.
func (p Printer) Remedies(a Answer) {
	for _, h := range a.Remedies {
		p.remedy(h)
		p.Blank()
	}
	if a.MoreRemedies > 0 {
		p.Rest(a.MoreRemedies)
		p.Blank()
	}
}

func (p Printer) remedy(h Help) {
	number := fmt.Sprintf("%d. ", h.Number)
	indent := len(number)
	p.paragraph(number, indent, h.Title.Text, bold)
	p.Labelled(indent, "helps_with_numbers", numbers(h.For))
	p.Labelled(indent, "scope", h.Scope)
	p.Group(indent, "scope_if", h.Conditions)
	p.Group(indent, "rights", h.Rights)
	p.Paragraph(strings.Repeat(" ", indent), p.Language.Label("steps")+strings.TrimRight(p.colon(), " "))
	for n, s := range h.Steps {
		p.step(indent+2, fmt.Sprintf("%d) ", n+1), s)
	}
	p.Group(indent, "side_effects", h.SideEffects)
	p.Labelled(indent, "restarts", h.Restarts)
	p.Labelled(indent, "sources", Citations(h.Sources))
}

// step writes an action; its command and its registry value stand on lines of
// their own, which are not broken, so that they can be copied.
func (p Printer) step(indent int, number string, s StepEntry) {
	p.Paragraph(strings.Repeat(" ", indent)+number, s.Text.Text)
	indent += len(number)
	p.Labelled(indent, "step_scope", s.Scope)
	p.Group(indent, "scope_if", s.Conditions)
	if s.Command != "" {
		p.Line(indent, "> "+s.Command)
	}
	if r := s.Registry; r != nil {
		colon := p.colon()
		p.Line(indent, p.Language.Label("registry_key")+colon+r.Key)
		p.Line(indent, p.Language.Label("registry_name")+colon+r.Name+" ("+r.Type+")")
		p.Line(indent, p.Language.Label("registry_data")+colon+r.Data)
	}
}
