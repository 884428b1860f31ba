// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// Stack is an implementation of TLS, or a range of its versions, as far as
// the extension goes: a policy for each end, and the steps at which it departs
// from it. Which protocol versions it speaks, and whether its servers let a
// client renegotiate, is not part of it: see [Simulate].
type Stack struct {
	Name     string `json:"name"` // short and in lower case, such as "openssl-3"
	Product  string `json:"product"`
	Versions string `json:"versions"` // which versions, and how they are set up if not by default

	Client Policy `json:"client"`
	Server Policy `json:"server"`

	Unaware       bool        `json:"unaware"`        // it has no idea of the extension and takes every session for a legacy one
	Windows       bool        `json:"windows"`        // it is Schannel: it logs events and its errors are those of SSPI
	NoSessionIDs  bool        `json:"no_session_ids"` // it resumes by ticket only
	NoTickets     bool        `json:"no_tickets"`     // as a server it issues no tickets
	NoRenegotiate bool        `json:"no_renegotiate"` // it refuses to renegotiate
	Intolerant    bool        `json:"intolerant"`     // as a server it fails on a ClientHello that has the extension
	Deviations    []Deviation `json:"deviations"`

	Evidence schannel.Evidence `json:"evidence"`
	Sources  []schannel.Source `json:"sources"`
}

// Deviation is a step at which a stack does not do what its policy says.
type Deviation struct {
	Side Side
	At   schannel.Code // the Rule of the decision it departs from

	Action      Action // what it does instead; ActionUnspecified: that is not known
	Alert       Alert  // with Abort; zero: none is sent, or none is known
	NoExtension bool   // its ClientHello lacks the extension
}

// Stacks yields the stacks that are known here, ordered by name.
func Stacks() iter.Seq[Stack] { return slices.Values(stacks[:]) }

// StackByName finds a stack by its name.
func StackByName(name string) (Stack, bool) {
	i := slices.IndexFunc(stacks[:], func(s Stack) bool { return s.Name == name })
	if i < 0 {
		return Stack{}, false
	}
	return stacks[i], true
}

// offered is what the stack puts into a ClientHello.
func (s Stack) offered(h Handshake, pick choose) Decision {
	if h.Renegotiation && s.NoRenegotiate {
		return declined()
	}
	d := s.Client.Offer(h)
	dev, found := s.deviation(Client, d.Rule)
	if !found {
		return d
	}
	if dev.Action == ActionUnspecified {
		d.Action = pick(s, d.Rule, []Action{d.Action, Full, Resume})
		return d
	}
	d.Action = dev.Action
	d.Extension = d.Extension && !dev.NoExtension
	return d
}

// answered is what the stack does with a ClientHello.
func (s Stack) answered(h Handshake, pick choose) Decision {
	if h.Renegotiation && s.NoRenegotiate {
		return declined()
	}
	if s.Intolerant && h.ClientHello {
		return aborted(codeStackIntolerant, MustNot, 0, Full)
	}
	d := s.Server.Server(h)
	dev, found := s.deviation(Server, d.Rule)
	if !found {
		return d
	}
	if dev.Action == ActionUnspecified {
		dev.Action, dev.Alert = pick(s, d.Rule, alternatives(Server, h, d)), d.refusal()
	}
	return s.departed(Server, h, d, dev, pick)
}

// accepted is what the stack does with a ServerHello.
func (s Stack) accepted(h Handshake, pick choose) Decision {
	d := s.Client.Client(h)
	dev, found := s.deviation(Client, d.Rule)
	if !found {
		return d
	}
	if dev.Action == ActionUnspecified {
		dev.Action, dev.Alert = pick(s, d.Rule, alternatives(Client, h, d)), d.refusal()
	}
	return s.departed(Client, h, d, dev, pick)
}

func (s Stack) deviation(side Side, at schannel.Code) (Deviation, bool) {
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
func alternatives(side Side, h Handshake, d Decision) []Action {
	among := []Action{d.Action}
	switch {
	case len(d.Allowed) > 1:
		return append(among, d.Allowed...)
	case side == Server && h.Attempt == Resume:
		return append(among, Full, Resume, Abort)
	default:
		return append(among, h.Attempt, Abort)
	}
}

// refusal is the alert of d, or the usual one where d refuses nothing.
func (d Decision) refusal() Alert {
	if d.Action == Abort {
		return d.Alert
	}
	return HandshakeFailure
}

// departed changes d as a deviation says. The rule stays that of the step.
func (s Stack) departed(side Side, h Handshake, d Decision, dev Deviation, pick choose) Decision {
	changed := d
	changed.Action, changed.Alert, changed.Off = dev.Action, 0, Restrictions{}
	switch {
	case dev.Action == Abort:
		changed.Alert, changed.Extension, changed.Extended = dev.Alert, side == Client && h.ClientHello, false
		return changed
	case d.Rule == codeFullNonEmpty: // it does not look at the data
		h.NonEmpty = false
		return s.again(side, h, pick)
	case d.Rule == codeFullUnsolicited: // it does not look at the extension
		h.ServerHello = false
		return s.again(side, h, pick)
	case side == Server && dev.Action == Full && h.Attempt == Resume:
		h.Attempt = Full
		return s.again(side, h, pick).because(d.Rule, d.Level, d.Allowed...).finished(side, h)
	case side == Server:
		changed.Extension = h.ClientHello && !s.Server.Disabled
	}
	return changed.finished(side, h)
}

func (s Stack) again(side Side, h Handshake, pick choose) Decision {
	if side == Server {
		return s.answered(h, pick)
	}
	return s.accepted(h, pick)
}

// declined is what an end that does not renegotiate answers.
func declined() Decision {
	return aborted(codeStackNoRenegotiation, May, NoRenegotiation, Full, Abort)
}

// remembers is what the stack knows of a session.
func (s Stack) remembers(extended bool) Session {
	if extended && !s.Unaware {
		return ExtendedSession
	}
	return LegacySession
}

// MarshalJSON writes every field, no deviations as an empty list.
func (s Stack) MarshalJSON() ([]byte, error) {
	type plain Stack
	p := plain(s)
	if p.Deviations == nil {
		p.Deviations = []Deviation{}
	}
	if p.Sources == nil {
		p.Sources = []schannel.Source{}
	}
	return json.Marshal(p)
}

// MarshalJSON writes the alert as its number, or null.
func (d Deviation) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Side        Side          `json:"side"`
		At          schannel.Code `json:"at"`
		Action      Action        `json:"action"`
		Alert       *uint8        `json:"alert"`
		NoExtension bool          `json:"no_extension"`
	}{d.Side, d.At, d.Action, optional(d.Alert != 0, uint8(d.Alert)), d.NoExtension})
}
