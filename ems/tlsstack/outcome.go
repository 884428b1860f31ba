// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// conclude makes one outcome of every way in which a course can go.
func conclude(runs []*run) Outcome {
	first := runs[0]
	o := Outcome{
		Course: first.scenario.Course, Works: first.works(), Certainty: first.certainty(),
		Connections: first.links, Findings: []schannel.Finding{},
	}
	for _, r := range runs {
		if r.stuck != nil {
			o.Works, o.Certainty, o.Connections = false, schannel.InsufficientData, list(r.links)
			o.Findings = append(o.Findings, r.stuck.impossible())
			return o
		}
	}
	if ends := fork(runs); len(ends) > 1 {
		o.Certainty = schannel.Undocumented
		o.Findings = append(o.Findings, undocumented(runs, ends))
		return o
	}
	for i, p := range first.parties {
		o.Findings = append(o.Findings, p.findings(i, first.links[i], o.Certainty)...)
	}
	o.Findings = append(o.Findings, first.reuse(o.Certainty, o.Findings)...)
	return o
}

// certainty is that of the weakest profile that had a part in it.
func (r *run) certainty() schannel.Certainty {
	for _, p := range r.parties {
		if p.basis(schannel.Certain).Certainty == schannel.Likely {
			return schannel.Likely
		}
	}
	return schannel.Certain
}

// basis is that of what follows from the profiles of the two stacks. A profile
// of which nobody says how it is known is not better than one that is reported.
func (p parties) basis(certainty schannel.Certainty) schannel.Basis {
	b := schannel.Basis{Certainty: certainty, Sources: slices.Concat(p.client.Sources, p.server.Sources)}
	for _, s := range [...]Stack{p.client, p.server} {
		evidence := s.Evidence
		if evidence == schannel.EvidenceUnspecified {
			evidence = schannel.Reported
		}
		if evidence > schannel.Implemented {
			b.Certainty = max(b.Certainty, schannel.Likely)
		}
		b.Evidence = max(b.Evidence, evidence)
	}
	return b
}

// impossible says that a stack cannot do what it is said to do.
func (q question) impossible() schannel.Finding {
	args := []schannel.Arg{schannel.Text("stack", q.stack), schannel.Word("step", q.at)}
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingStep.With(args...)}}
	return schannel.NewFinding(ruleStackImpossible, basis, schannel.Whole("course"), args...)
}

// fork returns what the connection can come to at which the runs part; no more
// than one end if they do not.
func fork(runs []*run) []schannel.Phrase {
	for i := range runs[0].links {
		var ends []schannel.Phrase
		for _, r := range runs {
			end := r.links[i].end(i)
			if !slices.ContainsFunc(ends, func(p schannel.Phrase) bool { return p.Code == end.Code && slices.Equal(p.Args, end.Args) }) {
				ends = append(ends, end)
			}
		}
		if len(ends) > 1 {
			slices.SortFunc(ends[1:], func(a, b schannel.Phrase) int { return strings.Compare(a.Text, b.Text) })
			return ends
		}
	}
	return nil
}

// What a connection comes to.
var (
	outcomeAborts = schannel.Phrase{Code: "ems.stack.outcome.aborts", Text: "connection {number}, {client} with {server}: the {side} aborts with {alert}"}
	outcomeEnds   = schannel.Phrase{Code: "ems.stack.outcome.ends", Text: "connection {number}, {client} with {server}: the {side} aborts, with no alert that is known"}
	outcomeMade   = schannel.Phrase{Code: "ems.stack.outcome.made", Text: "connection {number}, {client} with {server}: {result}, extended master secret: {extended}"}

	settleCapture = schannel.Phrase{Code: "ems.stack.settle.capture", Text: "a capture of {stack} at the step {step}"}
)

// end says what the connection of that index comes to.
func (c Connection) end(index int) schannel.Phrase {
	args := []schannel.Arg{schannel.Number("number", index+1), schannel.Text("client", c.Client), schannel.Text("server", c.Server)}
	switch {
	case c.Result != ems.Abort:
		extended := schannel.No
		if c.Extended {
			extended = schannel.Yes
		}
		return outcomeMade.With(append(args, schannel.Word("result", c.Result), schannel.Word("extended", extended))...)
	case c.Alert == 0:
		return outcomeEnds.With(append(args, schannel.Word("side", c.By))...)
	}
	return outcomeAborts.With(append(args, schannel.Word("side", c.By), schannel.Word("alert", c.Alert))...)
}

// undocumented lists how the course can go and what would settle it.
func undocumented(runs []*run, ends []schannel.Phrase) schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.Undocumented, Outcomes: ends}
	var stacks []string
	for _, r := range runs {
		for _, q := range r.asked {
			step := settleCapture.With(schannel.Text("stack", q.stack), schannel.Word("step", q.at))
			if !slices.ContainsFunc(basis.Settle, func(p schannel.Phrase) bool { return p.Text == step.Text }) {
				basis.Settle = append(basis.Settle, step)
			}
			stacks = append(stacks, q.stack)
		}
	}
	slices.SortFunc(basis.Settle, func(a, b schannel.Phrase) int { return strings.Compare(a.Text, b.Text) })
	slices.Sort(stacks)
	return schannel.NewFinding(ruleStackUndocumented, basis, schannel.Whole("course"),
		schannel.Text("stacks", strings.Join(slices.Compact(stacks), ", ")))
}

// findings says what decided a connection, who departed from his policy, and
// how it failed.
func (p parties) findings(i int, c Connection, certainty schannel.Certainty) []schannel.Finding {
	subject := schannel.Nth("connection", i)
	basis := p.basis(certainty)
	var findings []schannel.Finding
	for _, code := range p.because(c) {
		findings = append(findings, clause(code, basis, subject))
	}
	decided := findings
	for _, d := range [...]struct {
		stack    Stack
		side     ems.Side
		decision move
	}{{p.client, ems.Client, p.offer}, {p.server, ems.Server, p.answer}, {p.client, ems.Client, p.end}} {
		if dev, found := d.stack.deviation(d.side, d.decision.rule); found && d.decision.departs {
			findings = append(findings, departure(subject, certainty, d.stack, d.side, d.decision, dev, decided))
		}
	}
	if c.Result == ems.Abort && c.Alert != ems.NoRenegotiation { // which is a warning
		findings = append(findings, p.failure(subject, basis, c, decided))
	}
	return findings
}

// clause states the rule of a step, of this package or of package ems.
func clause(code schannel.Code, basis schannel.Basis, subject schannel.Subject) schannel.Finding {
	switch code {
	case ruleStackIntolerant.Code:
		return schannel.NewFinding(ruleStackIntolerant, basis, subject)
	case ruleStackNoRenegotiation.Code:
		return schannel.NewFinding(ruleStackNoRenegotiation, basis, subject)
	}
	return ems.NewFinding(code, basis, subject)
}

// of returns the findings of that code.
func of(findings []schannel.Finding, code schannel.Code) []schannel.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f schannel.Finding) bool { return f.Code != code })
}

// because is the rules that decided a connection: where a session was not
// offered that one, and what followed.
func (p parties) because(c Connection) []schannel.Code {
	if p.withheld() && c.Result == ems.Full {
		return []schannel.Code{c.Rule, p.answer.rule}
	}
	return []schannel.Code{c.Rule}
}

// departure says what a stack does instead of what its policy says at a step.
func departure(subject schannel.Subject, certainty schannel.Certainty, s Stack, side ems.Side, d move, dev Deviation, decided []schannel.Finding) schannel.Finding {
	basis := parties{client: s, server: s}.basis(certainty)
	basis.Premises = of(decided, d.rule)
	args := []schannel.Arg{schannel.Text("stack", s.Name), schannel.Word("side", side)}
	switch {
	case d.action == ems.Abort && d.alert != 0:
		return schannel.NewFinding(ruleStackDepartsWith, basis, subject, append(args, schannel.Word("alert", d.alert))...)
	case dev.NoExtension:
		return schannel.NewFinding(ruleStackDepartsWithout, basis, subject, append(args, schannel.Word("action", d.action))...)
	}
	return schannel.NewFinding(ruleStackDeparts, basis, subject, append(args, schannel.Word("action", d.action))...)
}

// failure says who ends a connection, and what a Windows end shows of it.
func (p parties) failure(subject schannel.Subject, basis schannel.Basis, c Connection, decided []schannel.Finding) schannel.Finding {
	sender, receiver := p.client, p.server
	if c.By == ems.Server {
		sender, receiver = p.server, p.client
	}
	basis.Premises = of(decided, c.Rule)
	args := []schannel.Arg{schannel.Text("stack", sender.Name), schannel.Word("side", c.By)}
	if c.Alert == 0 {
		return schannel.NewFinding(ruleStackEnds, basis, subject, args...)
	}
	f := schannel.NewFinding(ruleStackAborts, basis, subject, append(args, schannel.Word("alert", c.Alert))...)
	if sender.Windows {
		f.Events = append(f.Events, winhost.AlertEvent(winhost.EventAlertSent, c.Alert))
	}
	if receiver.Windows {
		f.Events = append(f.Events, winhost.AlertEvent(winhost.EventAlertReceived, c.Alert))
	}
	return f
}

// reuse says what a full handshake means where a session was to be resumed.
func (r *run) reuse(certainty schannel.Certainty, findings []schannel.Finding) []schannel.Finding {
	last := len(r.links) - 1
	if last == 0 || r.links[last].Result != ems.Full || r.scenario.Course == Renegotiation {
		return nil
	}
	subject := schannel.Nth("connection", last)
	p := r.parties[last]
	basis := p.basis(certainty)
	for _, code := range p.because(r.links[last]) {
		about := slices.DeleteFunc(of(findings, code), func(f schannel.Finding) bool { return f.Subject != subject })
		basis.Premises = append(basis.Premises, about...)
	}
	if r.scenario.Course != DataChannel {
		return []schannel.Finding{schannel.NewFinding(ruleStackNotResumed, basis, subject)}
	}
	f := schannel.NewFinding(ruleStackReuseMissing, basis, subject)
	remedy, _ := winhost.RemedyByCode(winhost.RemedyFTPReuse)
	f.Remedies = []schannel.Remedy{remedy}
	return []schannel.Finding{f}
}

var ruleStackAborts = schannel.Rule{
	Code:     "ems.stack.aborts",
	Title:    "A stack ends the connection",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "Schannel events", Section: "Event ID 36887"}},
	Message:  "{stack}, the {side}, ends the connection with {alert}.",
	Excludes: []schannel.Code{"ems.stack.ends", "ems.stack.not_resumed", "ems.stack.reuse_missing"},
}

var ruleStackDeparts = schannel.Rule{
	Code:     "ems.stack.departs",
	Title:    "A stack departs from the rule",
	Severity: schannel.Warning,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "{stack}, the {side}, departs from the rule: {action}.",
}

var ruleStackDepartsWith = schannel.Rule{
	Code:     "ems.stack.departs_with",
	Title:    "A stack departs from the rule with an alert",
	Severity: schannel.Warning,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "{stack}, the {side}, departs from the rule: it aborts with {alert}.",
}

var ruleStackDepartsWithout = schannel.Rule{
	Code:     "ems.stack.departs_without",
	Title:    "A stack departs from the rule without the extension in its hello",
	Severity: schannel.Warning,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "{stack}, the {side}, departs from the rule: {action}, without the extension in its hello.",
}

var ruleStackEnds = schannel.Rule{
	Code:     "ems.stack.ends",
	Title:    "A stack ends the connection without an alert",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "{stack}, the {side}, ends the connection with no alert that is known.",
	Excludes: []schannel.Code{"ems.stack.not_resumed", "ems.stack.reuse_missing"},
}

var ruleStackImpossible = schannel.Rule{
	Code:     "ems.stack.impossible",
	Title:    "A stack is said to do what cannot be done",
	Severity: schannel.Warning,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "What {stack} is said to do at the step {step} cannot be done there.",
}

var ruleStackIntolerant = schannel.Rule{
	Code:     "ems.stack.intolerant",
	Title:    "A server cannot cope with the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Reported,
	Sources:  []schannel.Source{{Document: "openssl/openssl#3910"}, {Document: "RFC 5246", Section: "Section 7.4.1.4.1"}},
	Message:  "The server fails on a ClientHello with the extension, which it should have ignored.",
}

var ruleStackNoRenegotiation = schannel.Rule{
	Code:     "ems.stack.no_renegotiation",
	Title:    "A stack does not renegotiate",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "A renegotiation is asked for, and one end declines it; the connection in place goes on if the other end lets it.",
}

var ruleStackNotResumed = schannel.Rule{
	Code:     "ems.stack.not_resumed",
	Title:    "A full handshake instead of a resumed session",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "The session is not resumed: a full handshake takes place, which costs time and computation on both ends.",
	Excludes: []schannel.Code{"ems.stack.reuse_missing"},
}

var ruleStackQuestion = schannel.Rule{
	Code:     "ems.stack.question",
	Title:    "The course cannot be run",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "Something that the course takes is missing: nothing is concluded.",
}

var ruleStackReuseMissing = schannel.Rule{
	Code:     "ems.stack.reuse_missing",
	Title:    "A data connection does not resume the session",
	Severity: schannel.Failure,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489"}, {Document: "proftpd/proftpd#1175"}},
	Message:  "The data connection makes a full handshake: a server that demands the session of the control connection refuses the transfer.",
}

var ruleStackUndocumented = schannel.Rule{
	Code:     "ems.stack.undocumented",
	Title:    "It is not documented what a stack does",
	Severity: schannel.Warning,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "What {stacks} does at a step of this course is not documented, and the course depends on it.",
}
