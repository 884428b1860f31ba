// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"encoding/json"
	"fmt"
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
	var texts []string
	for _, r := range runs {
		texts = append(texts, r.text())
	}
	slices.Sort(texts[1:])
	if texts = slices.Compact(texts); len(texts) > 1 {
		o.Certainty = schannel.Undocumented
		o.Findings = append(o.Findings, undocumented(runs, texts))
		return o
	}
	for i, p := range first.parties {
		o.Findings = append(o.Findings, p.findings(i, first.links[i], o.Certainty)...)
	}
	o.Findings = append(o.Findings, first.reuse(o.Certainty)...)
	return o
}

// certainty is that of the weakest profile that had a part in it.
func (r *run) certainty() schannel.Certainty {
	for _, p := range r.parties {
		for _, s := range [...]Stack{p.client, p.server} {
			if s.Evidence > schannel.Implemented {
				return schannel.Likely
			}
		}
	}
	return schannel.Certain
}

// text says in a line how a run went.
func (r *run) text() string {
	var b strings.Builder
	for i, c := range r.links {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(c.text())
	}
	return b.String()
}

func (c Connection) text() string {
	if c.Result == ems.Abort {
		return fmt.Sprintf("%s with %s: the %s aborts with %s", c.Client, c.Server, c.By, sent(c.Alert))
	}
	with := "without"
	if c.Extended {
		with = "with"
	}
	return fmt.Sprintf("%s with %s: %s, %s the extended master secret", c.Client, c.Server, c.Result, with)
}

// sent is the name of an alert in a sentence.
func sent(a ems.Alert) string {
	if a == ems.CloseNotify {
		return "no alert that is known"
	}
	return a.String()
}

// undocumented lists how the course can go and what would settle it.
func undocumented(runs []*run, texts []string) schannel.Finding {
	var steps []string
	var missing []string
	for _, r := range runs {
		for _, q := range r.asked {
			rule, _ := ems.RuleByCode(q.at)
			steps = append(steps, fmt.Sprintf("of %s where this holds: %s", q.stack, rule.Title))
			missing = append(missing, q.stack)
		}
	}
	slices.Sort(steps)
	slices.Sort(missing)
	f := newFinding(codeStackUndocumented, schannel.Undocumented, schannel.Whole("course"),
		schannel.Text("stacks", strings.Join(slices.Compact(missing), ", ")))
	f.Outcomes = texts
	f.Settle = "a capture " + strings.Join(slices.Compact(steps), ", and ")
	return f
}

// findings says what decided a connection, who departed from his policy, and
// how it failed.
func (p parties) findings(i int, c Connection, certainty schannel.Certainty) []schannel.Finding {
	subject := schannel.Nth("connection", i)
	var findings []schannel.Finding
	for _, code := range p.because(c) {
		findings = append(findings, newFinding(code, certainty, subject))
	}
	for _, d := range [...]struct {
		stack    Stack
		side     ems.Side
		decision move
	}{{p.client, ems.Client, p.offer}, {p.server, ems.Server, p.answer}, {p.client, ems.Client, p.end}} {
		dev, found := d.stack.deviation(d.side, d.decision.rule)
		if found && dev.Action != ems.ActionUnspecified {
			findings = append(findings, departure(subject, certainty, d.stack, d.side, d.decision, dev))
		}
	}
	if c.Result == ems.Abort && c.Alert != ems.NoRenegotiation { // which is a warning
		findings = append(findings, p.failure(subject, certainty, c))
	}
	return findings
}

// because is the rules that decided a connection: where a session was not
// offered that one, and what followed.
func (p parties) because(c Connection) []schannel.Code {
	if c.Result == ems.ActionUnspecified {
		return nil
	}
	if p.withheld() && c.Result == ems.Full {
		return []schannel.Code{c.Rule, p.answer.rule}
	}
	return []schannel.Code{c.Rule}
}

func departure(subject schannel.Subject, certainty schannel.Certainty, s Stack, side ems.Side, d move, dev Deviation) schannel.Finding {
	does := d.action.String()
	switch {
	case d.action == ems.Abort:
		does += " with " + sent(d.alert)
	case dev.NoExtension:
		does += " without the extension in its hello"
	}
	f := newFinding(codeStackDeparts, certainty, subject,
		schannel.Text("stack", s.Name), schannel.Text("side", side.String()), schannel.Text("does", does))
	f.Evidence, f.Sources = s.Evidence, s.Sources
	f.Because = []schannel.Code{d.rule}
	return f
}

// failure says who ends a connection, and what a Windows end shows of it.
func (p parties) failure(subject schannel.Subject, certainty schannel.Certainty, c Connection) schannel.Finding {
	sender, receiver := p.client, p.server
	if c.By == ems.Server {
		sender, receiver = p.server, p.client
	}
	f := newFinding(codeStackAborts, certainty, subject,
		schannel.Text("stack", sender.Name), schannel.Text("side", c.By.String()), schannel.Text("alert", sent(c.Alert)))
	f.Because = []schannel.Code{c.Rule}
	if c.Alert == 0 {
		return f
	}
	if sender.Windows {
		f.Events = append(f.Events, winhost.AlertEvent(winhost.EventAlertSent, c.Alert))
	}
	if receiver.Windows {
		f.Events = append(f.Events, winhost.AlertEvent(winhost.EventAlertReceived, c.Alert))
	}
	return f
}

// reuse says what a full handshake means where a session was to be resumed.
func (r *run) reuse(certainty schannel.Certainty) []schannel.Finding {
	last := len(r.links) - 1
	if last == 0 || r.links[last].Result != ems.Full || r.scenario.Course == Renegotiation {
		return nil
	}
	subject := schannel.Nth("connection", last)
	f := newFinding(codeStackNotResumed, certainty, subject)
	if r.scenario.Course == DataChannel {
		f = newFinding(codeStackReuseMissing, certainty, subject)
		remedy, _ := winhost.RemedyByCode(winhost.RemedyFTPReuse)
		f.Remedies = []schannel.Remedy{remedy}
	}
	f.Because = r.parties[last].because(r.links[last])
	return []schannel.Finding{f}
}

// MarshalJSON writes an alert as its number; what there is none of is null.
func (c Connection) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Client      string          `json:"client"`
		Server      string          `json:"server"`
		Result      ems.Action      `json:"result"`
		ClientHello bool            `json:"client_hello_ems"`
		ServerHello bool            `json:"server_hello_ems"`
		Extended    bool            `json:"extended"`
		By          *ems.Side       `json:"by"`
		Alert       *uint8          `json:"alert"`
		Status      *winhost.Status `json:"status"`
		Rule        schannel.Code   `json:"rule"`
	}{
		c.Client, c.Server, c.Result, c.ClientHello, c.ServerHello, c.Extended,
		optional(c.By != ems.SideUnspecified, c.By), optional(c.Alert != 0, uint8(c.Alert)), optional(c.Status != 0, c.Status), c.Rule,
	})
}
