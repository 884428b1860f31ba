// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// move is what a stack does at one step of a handshake.
type move struct {
	action    ems.Action
	alert     ems.Alert     // with Abort; zero: none is sent, or none is known
	extension bool          // the hello of this end has the extension
	rule      schannel.Code // of the step
	silent    bool          // with Abort: it is known that no alert is sent
	departs   bool          // by a deviation whose action is known
}

// impossible is what cannot be done at a step, whatever a deviation says.
func impossible(rule schannel.Code) move { return move{rule: rule} }

// moveOf is what a stack does that keeps to its policy.
func moveOf(d ems.Decision) move {
	return move{action: d.Action, alert: d.Alert, extension: d.Extension, rule: d.Rule}
}

// offered is what the stack puts into a ClientHello.
func (s Stack) offered(h ems.Handshake, pick choose) move {
	h.Resumed = h.Resumed && !s.Unaware // RFC 7627, Section 5.4, says nothing to it
	m := moveOf(s.Client.Offer(h))
	dev, found := s.deviation(ems.Client, m.rule)
	switch {
	case !found:
		return m
	case m.rule == ems.CodeRenegotiationForbidden:
		return s.offeredNevertheless(h, m, dev, pick)
	}
	if dev.open() {
		among := []ems.Action{m.action, ems.Full}
		if h.Resumable {
			among = append(among, ems.Resume)
		}
		m.action = pick(s, m.rule, among)
		return m
	}
	if dev.Action == ems.Resume && !h.Resumable {
		return impossible(m.rule)
	}
	m.action, m.alert, m.silent, m.departs = dev.Action, dev.Alert, dev.silent(), true
	m.extension = m.extension && !dev.NoExtension
	return m
}

// offeredNevertheless is what a stack puts into its ClientHello that renegotiates
// after it has resumed a legacy session, as if it had not.
func (s Stack) offeredNevertheless(h ems.Handshake, m move, dev Deviation, pick choose) move {
	action := dev.Action
	if dev.open() {
		action = pick(s, m.rule, []ems.Action{ems.Abort, ems.Full})
	}
	if action == ems.Abort {
		return m
	}
	h.Resumed = false
	hello := s.offered(h, pick)
	hello.rule, hello.departs = m.rule, !dev.open()
	return hello
}

// answered is what the stack does with a ClientHello.
func (s Stack) answered(h ems.Handshake, pick choose) move {
	if s.Intolerant && h.ClientHello {
		return move{action: ems.Abort, rule: ruleStackIntolerant.Code}
	}
	return s.decided(ems.Server, h, s.Server.Server(h), pick)
}

// accepted is what the stack does with a ServerHello.
func (s Stack) accepted(h ems.Handshake, pick choose) move {
	return s.decided(ems.Client, h, s.Client.Client(h), pick)
}

// decided is what the stack does where its policy decides d.
func (s Stack) decided(side ems.Side, h ems.Handshake, d ems.Decision, pick choose) move {
	dev, found := s.deviation(side, d.Rule)
	if !found {
		return moveOf(d)
	}
	known := !dev.open()
	if !known {
		dev.Action, dev.Alert = pick(s, d.Rule, alternatives(side, h, d)), refusal(d)
	}
	m := s.departed(side, h, d, dev, pick)
	if m.rule == d.Rule { // else a step that follows from it has decided
		m.departs = known
	}
	return m
}

// silent reports whether it is known that the stack aborts without an alert.
func (d Deviation) silent() bool { return d.Silent && d.Alert == ems.NoAlert && d.Action == ems.Abort }

// open reports whether it is not known what the stack does.
func (d Deviation) open() bool { return d.Action < ems.Full || d.Action > ems.Abort }

func (s Stack) deviation(side ems.Side, at schannel.Code) (Deviation, bool) {
	for _, dev := range s.Deviations {
		if dev.Side == side && dev.At == at {
			return dev, true
		}
	}
	return Deviation{}, false
}

// alternatives is what a stack may do at a step where it is not known, what
// its policy says first: what conforms or, where that is a single action,
// whatever can be done at all.
func alternatives(side ems.Side, h ems.Handshake, d ems.Decision) []ems.Action {
	among := []ems.Action{d.Action}
	switch {
	case len(d.Allowed) > 1:
		return append(among, d.Allowed...)
	case side == ems.Server && h.Attempt == ems.Resume:
		return append(among, ems.Full, ems.Resume, ems.Abort)
	default:
		return append(among, h.Attempt, ems.Abort)
	}
}

// refusal is the alert of d, or the usual one where d refuses nothing.
func refusal(d ems.Decision) ems.Alert {
	if d.Action == ems.Abort {
		return d.Alert
	}
	return ems.HandshakeFailure
}

// departed changes d as a deviation says. The rule stays that of the step.
func (s Stack) departed(side ems.Side, h ems.Handshake, d ems.Decision, dev Deviation, pick choose) move {
	m := moveOf(d)
	m.action, m.alert = dev.Action, 0
	switch {
	case dev.Action == ems.Abort:
		m.alert, m.silent, m.extension = dev.Alert, dev.silent(), side == ems.Client && h.ClientHello
		return m
	case d.Rule == ems.CodeFullNonEmpty: // it does not look at the data
		h.NonEmpty = false
		return s.again(side, h, pick)
	case d.Rule == ems.CodeFullUnsolicited: // it does not look at the extension
		h.ServerHello = false
		return s.again(side, h, pick)
	case dev.Action != h.Attempt && (side == ems.Client || dev.Action == ems.Resume):
		// No session is there to be resumed, or it has been resumed already.
		return impossible(d.Rule)
	case side == ems.Server && dev.Action == ems.Full && h.Attempt == ems.Resume:
		h.Attempt = ems.Full
		m = s.again(side, h, pick)
		if m.action == ems.Full {
			m.rule = d.Rule
		}
		return m
	case side == ems.Server:
		m.extension = h.ClientHello && !s.Server.Disabled
	}
	return m
}

func (s Stack) again(side ems.Side, h ems.Handshake, pick choose) move {
	if side == ems.Server {
		return s.answered(h, pick)
	}
	return s.accepted(h, pick)
}

// remembers is what the stack knows of a session. In TLS 1.3 each counts as an
// extended one (RFC 8446, Appendix D).
func (s Stack) remembers(version schannel.TLSVersion, extended bool) ems.Session {
	if isTLS13(version) || extended && !s.Unaware {
		return ems.ExtendedSession
	}
	return ems.LegacySession
}

func isTLS13(version schannel.TLSVersion) bool {
	return version == schannel.TLS13 || version == schannel.DTLS13
}
