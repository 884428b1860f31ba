// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// renegotiate is a handshake on top of the connection in place: one end asks,
// the other answers, and only if both take part does the extension matter.
func (r *run) renegotiate(resumed bool) {
	s := r.scenario
	asker := cmp.Or(s.Asker, ems.Client)
	h := ems.Handshake{
		Version: s.Version, Renegotiation: true, Resumed: resumed,
		InPlace: s.Next.remembers(s.Version, r.extended),
	}
	p := parties{client: s.Next, server: s.Node}
	switch {
	case isTLS13(s.Version):
		p = p.outOfOrder(asker, h, r.pick)
		if m := p.cut.move; m.departs && m.action != ems.Abort {
			r.stuck = &question{stack: p.asked(asker).Name, at: m.rule}
			return
		}
		r.add(p)
	case p.asks(asker).Asks == schannel.No:
		r.unasked = true
		r.parties[len(r.parties)-1].unasked = p.asks(asker).Name
	default:
		p.cut = r.refusal(p, asker)
		if p.cut.by != ems.SideUnspecified {
			r.add(p)
			return
		}
		r.shake(p.client, p.server, h, s.Node.remembers(s.Version, r.extended))
	}
}

// asks is the stack that asks, asked the other one.
func (p parties) asks(asker ems.Side) Stack {
	if asker == ems.Server {
		return p.server
	}
	return p.client
}

func (p parties) asked(asker ems.Side) Stack { return p.asks(asker.Other()) }

// outOfOrder is what the end that is asked does in TLS 1.3, which has neither a
// second ClientHello nor a HelloRequest (RFC 8446, Sections 4 and 4.1.2).
func (p parties) outOfOrder(asker ems.Side, h ems.Handshake, pick choose) parties {
	h.Attempt = ems.Full
	if asker == ems.Server {
		p.cut = cut{by: ems.Client, move: p.client.accepted(h, pick)}
		return p
	}
	h.ClientHello = !p.client.Client.Disabled
	p.offer = move{action: ems.Full, extension: h.ClientHello}
	p.cut = cut{by: ems.Server, move: p.server.answered(h, pick)}
	return p
}

// refusal is how the end that is asked refuses; the zero value if it takes part.
func (r *run) refusal(p parties, asker ems.Side) cut {
	stack := p.asked(asker)
	asked := stack.ServerAsked
	if asker == ems.Server {
		asked = stack.ClientAsked
	}
	answer := asked.Answer
	if r.scenario.SwitchedOn && asked.Setting != "" {
		answer = AnswerRenegotiates
	}
	if answer == AnswerUnknown {
		answer = AnswerRenegotiates
		if r.pick(stack, ruleStackNoRenegotiation.Code, []ems.Action{ems.Full, ems.Abort}) == ems.Abort {
			answer = AnswerDeclines
		}
	}
	refuses := cut{by: asker.Other(), move: move{action: ems.Abort, rule: ruleStackNoRenegotiation.Code}, goesOn: true}
	switch {
	case answer == AnswerAborts:
		refuses.goesOn, refuses.move.alert, refuses.move.rule = false, asked.Alert, ruleStackRenegotiationEnds.Code
		return refuses
	case answer == AnswerIgnores:
		refuses.move.rule, refuses.move.silent = ruleStackRenegotiationIgnored.Code, true
		return refuses
	case answer == AnswerRenegotiates && p.client.Insecure == p.server.Insecure:
		return cut{}
	case answer == AnswerRenegotiates:
		// RFC 5746, Sections 4.2 and 4.4: what comes before the extension
		refuses.move.rule = ruleStackRenegotiationInsecure.Code
	}
	refuses.move.alert = ems.NoRenegotiation
	if asker == ems.Client && p.client.GivesUp != 0 {
		return cut{by: ems.Client, after: refuses.move.rule, move: move{action: ems.Abort, alert: p.client.GivesUp, rule: ruleStackGivesUp.Code}}
	}
	return refuses
}

var ruleStackGivesUp = schannel.Rule{
	Code:     "ems.stack.gives_up",
	Title:    "A client ends the connection because it may not renegotiate",
	Severity: schannel.Failure,
	Evidence: schannel.Observed,
	Sources:  []schannel.Source{{Document: "OpenSSL"}, {Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The client asked for a renegotiation, the server declined with a warning, and the client ends the connection.",
}

var ruleStackNoRenegotiation = schannel.Rule{
	Code:     "ems.stack.no_renegotiation",
	Title:    "A stack does not renegotiate",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "A renegotiation is asked for, and one end declines it with a warning; the connection in place goes on if the other end lets it.",
}

var ruleStackRenegotiationEnds = schannel.Rule{
	Code:     "ems.stack.renegotiation_ends",
	Title:    "A stack ends the connection when it is asked to renegotiate",
	Severity: schannel.Failure,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "A renegotiation is asked for, and the end that is asked does not decline it with a warning but ends the connection.",
	Excludes: []schannel.Code{"ems.stack.no_renegotiation"},
}

var ruleStackRenegotiationIgnored = schannel.Rule{
	Code:     "ems.stack.renegotiation_ignored",
	Title:    "A stack does not listen when it is asked to renegotiate",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.1"}},
	Message:  "A renegotiation is asked for, and the end that is asked goes on as if it had not been.",
	Excludes: []schannel.Code{"ems.stack.no_renegotiation"},
}

var ruleStackRenegotiationInsecure = schannel.Rule{
	Code:     "ems.stack.renegotiation_insecure",
	Title:    "One end lacks the renegotiation indication",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5746", Section: "Section 4"}},
	Message:  "One end lacks the renegotiation indication of RFC 5746 and the other has it: the renegotiation is declined before the extension is looked at.",
	Excludes: []schannel.Code{"ems.stack.no_renegotiation"},
}

var ruleStackUnasked = schannel.Rule{
	Code:     "ems.stack.unasked",
	Title:    "A stack never asks for a renegotiation",
	Severity: schannel.Info,
	Evidence: schannel.Implemented,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.1"}},
	Message:  "{stack} does not ask for a renegotiation: this course does not come about.",
}
