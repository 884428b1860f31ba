// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"

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
			o.Works, o.Certainty, o.Connections = false, schannel.InsufficientData, jsonlist.Of(r.links)
			o.Findings = append(o.Findings, r.stuck.impossible())
			return o
		}
	}
	if slices.ContainsFunc(runs, (*run).open) {
		o.Certainty = max(o.Certainty, schannel.Likely)
	}
	if ends := fork(runs); len(ends) > 1 {
		o.Certainty = schannel.Undocumented
		o.Findings = append(o.Findings, undocumented(runs, ends))
		return o
	}
	for i, p := range first.parties {
		o.Findings = append(o.Findings, p.findings(i, first.links[i], o.Certainty)...)
	}
	if first.unasked {
		o.Findings = append(o.Findings, first.neverAsks(o.Certainty))
	}
	o.Findings = append(o.Findings, first.reuse(o.Certainty, o.Findings)...)
	if first.scenario.Course == DataChannel && isTLS13(first.scenario.Version) && first.demanded() && o.Works {
		o.Certainty = schannel.Undocumented
		o.Findings = append(o.Findings, first.reuse13())
	}
	return o
}

// open reports whether something that is not known had a part in the run: a
// step, or the alert that a stack sends.
func (r *run) open() bool {
	return len(r.asked) > 0 || slices.ContainsFunc(r.links, func(c Connection) bool {
		return c.Result == ems.Abort && c.Alert == ems.NoAlert && !c.Silent
	})
}

// neverAsks says that the renegotiation does not come about.
func (r *run) neverAsks(certainty schannel.Certainty) schannel.Finding {
	last := len(r.parties) - 1
	p := r.parties[last]
	return schannel.NewFinding(ruleStackUnasked, p.basis(certainty), schannel.Nth("connection", last), schannel.Text("stack", p.unasked))
}

// reuse13 says that a resumed data connection of TLS 1.3 is refused all the same
// in several reports, none of which finds out why.
func (r *run) reuse13() schannel.Finding {
	p := r.parties[len(r.parties)-1]
	basis := p.basis(schannel.Undocumented)
	basis.Outcomes = []schannel.Phrase{outcomeTransfer, outcomeRefused}
	basis.Settle = []schannel.Phrase{settleReply.With(schannel.Text("server", p.server.Name))}
	return schannel.NewFinding(ruleStackReuseTLS13, basis, schannel.Nth("connection", len(r.links)-1))
}

// certainty is that of the weakest profile that had a part in it.
func (r *run) certainty() schannel.Certainty {
	for _, p := range r.parties {
		if p.basis(schannel.Certain).Certainty == schannel.Likely {
			return schannel.Likely
		}
	}
	if len(r.parties) == 0 {
		return schannel.Certain
	}
	demand := r.parties[len(r.parties)-1].server.FTP.Demand
	if r.scenario.Course == DataChannel && demand != DemandAlways && demand != DemandNever {
		return schannel.Likely // a setting decides, or nothing is known of the server
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
	if p.taken() {
		b.Certainty = max(b.Certainty, schannel.Likely)
	}
	return b
}

// taken reports whether it is taken for granted that an end speaks the version,
// or that a stack sends the alert that the RFCs have for what a device did.
func (p parties) taken() bool {
	none := Protocols{}
	unnamed := p.cut.move.rule == CodeKeysDiffer || p.cut.move.rule == CodeTranscriptsDiffer
	return p.client.ClientSpeaks == none || p.server.ServerSpeaks == none || unnamed
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
	outcomeSilent = schannel.Phrase{Code: "ems.stack.outcome.silent", Text: "connection {number}, {client} with {server}: the {side} ends it without an alert"}
	outcomeMade   = schannel.Phrase{Code: "ems.stack.outcome.made", Text: "connection {number}, {client} with {server}: {result}, extended master secret: {extended}"}

	outcomeTransfer = schannel.Phrase{Code: "ems.stack.outcome.transfer", Text: "the server takes the data connection, which resumes the session"}
	outcomeRefused  = schannel.Phrase{Code: "ems.stack.outcome.refused", Text: "the server refuses the data connection although it resumes the session: a ticket of TLS 1.3 serves once"}

	settleReply   = schannel.Phrase{Code: "ems.stack.settle.reply", Text: "the reply of {server} on the control connection of TLS 1.3"}
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
	case c.Silent:
		return outcomeSilent.With(append(args, schannel.Word("side", c.By))...)
	case c.Alert == ems.NoAlert:
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
	ends, _ := p.sides(p.cut.by)
	for _, d := range [...]struct {
		stack    Stack
		side     ems.Side
		decision move
	}{{p.client, ems.Client, p.offer}, {p.server, ems.Server, p.answer}, {p.client, ems.Client, p.end}, {ends, p.cut.by, p.cut.move}} {
		if dev, found := d.stack.deviation(d.side, d.decision.rule); found && d.decision.departs {
			findings = append(findings, departure(subject, certainty, d.stack, d.side, d.decision, dev, decided))
		}
	}
	if p.foreign {
		findings = append(findings, schannel.NewFinding(ruleStackForeignSession, basis, subject, schannel.Text("stack", p.server.Name)))
	}
	if c.Result == ems.Abort && !p.warned(c) {
		findings = append(findings, p.failure(subject, basis, c, decided))
	}
	return findings
}

// clause states the rule of a step, of this package or of package ems.
func clause(code schannel.Code, basis schannel.Basis, subject schannel.Subject) schannel.Finding {
	for _, rule := range [...]*schannel.Rule{
		&ruleStackGivesUp, &ruleStackIntolerant, &ruleStackKeysDiffer, &ruleStackNoCommonVersion, &ruleStackNoRenegotiation,
		&ruleStackRenegotiationEnds, &ruleStackRenegotiationIgnored, &ruleStackRenegotiationInsecure, &ruleStackTranscriptsDiffer,
	} {
		if rule.Code == code {
			return schannel.NewFinding(*rule, basis, subject)
		}
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
	if p.withheld() && c.Result == ems.Full && p.answer.rule != c.Rule {
		return []schannel.Code{c.Rule, p.answer.rule}
	}
	if p.cut.after != "" {
		return []schannel.Code{p.cut.after, c.Rule}
	}
	return []schannel.Code{c.Rule}
}

// departure says what a stack does instead of what its policy says at a step.
func departure(subject schannel.Subject, certainty schannel.Certainty, s Stack, side ems.Side, d move, dev Deviation, decided []schannel.Finding) schannel.Finding {
	basis := parties{client: s, server: s}.basis(certainty)
	basis.Premises = of(decided, d.rule)
	args := []schannel.Arg{schannel.Text("stack", s.Name), schannel.Word("side", side)}
	switch {
	case d.silent:
		return schannel.NewFinding(ruleStackDepartsSilent, basis, subject, args...)
	case d.action == ems.Abort && d.alert != 0:
		return schannel.NewFinding(ruleStackDepartsWith, basis, subject, append(args, schannel.Word("alert", d.alert))...)
	case dev.NoExtension:
		return schannel.NewFinding(ruleStackDepartsWithout, basis, subject, append(args, schannel.Word("action", d.action))...)
	}
	return schannel.NewFinding(ruleStackDeparts, basis, subject, append(args, schannel.Word("action", d.action))...)
}

// failure says who ends a connection, and what a Windows end shows of it.
func (p parties) failure(subject schannel.Subject, basis schannel.Basis, c Connection, decided []schannel.Finding) schannel.Finding {
	sender, receiver := p.sides(c.By)
	basis.Premises = of(decided, c.Rule)
	args := []schannel.Arg{schannel.Text("stack", sender.Name), schannel.Word("side", c.By)}
	if c.Silent {
		return schannel.NewFinding(ruleStackCloses, basis, subject, args...)
	}
	if c.Alert == ems.NoAlert {
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
	renegotiated := r.scenario.Course == Renegotiation || r.scenario.Course == RenegotiationOfResumed && last == 2
	if last == 0 || r.links[last].Result != ems.Full || renegotiated {
		return nil
	}
	subject := schannel.Nth("connection", last)
	p := r.parties[last]
	basis := p.basis(certainty)
	for _, code := range p.because(r.links[last]) {
		about := slices.DeleteFunc(of(findings, code), func(f schannel.Finding) bool { return f.Subject != subject })
		basis.Premises = append(basis.Premises, about...)
	}
	if !r.demanded() {
		return []schannel.Finding{schannel.NewFinding(ruleStackNotResumed, basis, subject)}
	}
	f := schannel.NewFinding(ruleStackReuseMissing, basis, subject)
	remedy, _ := winhost.RemedyByCode(winhost.RemedyFTPReuse)
	var known schannel.Scope
	if p.server.FTP.Server != "" {
		known.Products = []string{p.server.FTP.Server}
	}
	if fitting, ok := remedy.For(known, nil); ok && p.server.FTP.Demand != DemandAlways { // or nothing can be switched off
		f.Remedies = []schannel.Remedy{fitting}
	}
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

var ruleStackCloses = schannel.Rule{
	Code:     "ems.stack.closes",
	Title:    "A stack closes the connection without an alert",
	Severity: schannel.Failure,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "{stack}, the {side}, closes the connection without an alert: the other end sees a reset or the end of the stream.",
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

var ruleStackDepartsSilent = schannel.Rule{
	Code:     "ems.stack.departs_silent",
	Title:    "A stack departs from the rule without an alert",
	Severity: schannel.Warning,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "{stack}, the {side}, departs from the rule: it aborts without an alert.",
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

var ruleStackForeignSession = schannel.Rule{
	Code:     "ems.stack.foreign_session",
	Title:    "A node cannot read the session of another",
	Severity: schannel.Info,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}, {Document: "RFC 5077", Section: "Section 3.1"}},
	Message:  "{stack} cannot read the session that the other node made, and handles it as one that it does not know.",
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

var ruleStackNoCommonVersion = schannel.Rule{
	Code:     "ems.stack.no_common_version",
	Title:    "The two ends do not both speak the version",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "RFC 8446", Section: "Section 6.2"}},
	Message:  "At least one of the two ends does not speak the version of this course: there is no handshake.",
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
	Sources:  []schannel.Source{{Document: "KB4528489"}, {Document: "proftpd/proftpd#1175"}, {Document: "robinrodricks/FluentFTP#1738"}},
	Message:  "The data connection makes a full handshake: a server that demands the session of the control connection refuses the transfer.",
}

var ruleStackReuseTLS13 = schannel.Rule{
	Code:     "ems.stack.reuse_tls13",
	Title:    "Whether a resumed data connection of TLS 1.3 is taken is not documented",
	Severity: schannel.Warning,
	Evidence: schannel.Reported,
	Sources:  []schannel.Source{{Document: "curl/curl#4654"}, {Document: "robinrodricks/FluentFTP#856"}, {Document: "curl/curl#22225"}},
	Message:  "The data connection resumes the session in TLS 1.3; servers that demand it are reported to refuse it all the same, though they take it in TLS 1.2.",
	Excludes: []schannel.Code{"ems.stack.reuse_missing"},
}

var ruleStackUndocumented = schannel.Rule{
	Code:     "ems.stack.undocumented",
	Title:    "It is not documented what a stack does",
	Severity: schannel.Warning,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "What {stacks} does at a step of this course is not documented, and the course depends on it.",
}
