// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"iter"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Case is one decision of an end on what it has received.
type Case struct {
	Name      string // unique; lower-case letters, digits and dashes
	Side      Side
	Policy    Policy
	Handshake Handshake
	Decision  Decision
}

// Cases yields a case for everything that an end can receive and every policy
// that makes a difference to it, in an order that does not change: servers,
// then clients, and by version. A client's case begins with the ServerHello;
// for what it offers see [Policy.Offer]. SSL 3.0 is left out.
func Cases() iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for _, side := range [...]Side{Server, Client} {
			for _, version := range versions[1:] {
				for h := range handshakes(side, version) {
					for p := range policies(side, h) {
						if !yield(newCase(side, p, h)) {
							return
						}
					}
				}
			}
		}
	}
}

func newCase(side Side, p Policy, h Handshake) Case {
	c := Case{Name: caseName(side, p, h), Side: side, Policy: p, Handshake: h}
	if side == Server {
		c.Decision = p.Server(h)
	} else {
		c.Decision = p.Client(h)
	}
	return c
}

// handshakes yields what can be received: every combination, less those that
// contradict themselves.
func handshakes(side Side, version schannel.TLSVersion) iter.Seq[Handshake] {
	return func(yield func(Handshake) bool) {
		for _, attempt := range [...]Action{Full, Resume} {
			for session := NoSession; session <= UnknownSession; session++ {
				for bits := range bitset(1 << 6) {
					h := Handshake{
						Version: version, Attempt: attempt, Session: session,
						ClientHello: bits.has(0), ServerHello: bits.has(1), NonEmpty: bits.has(2),
						Resumable: bits.has(3), Renegotiation: bits.has(4), Resumed: bits.has(5),
					}
					if h.possible(side) && !yield(h) {
						return
					}
				}
			}
		}
	}
}

// policies yields the policies that make a difference: what has no influence
// on a handshake keeps its zero value, and nothing that is not supported is
// required.
func policies(side Side, h Handshake) iter.Seq[Policy] {
	return func(yield func(Policy) bool) {
		for bits := range bitset(1 << 7) {
			p := Policy{
				Disabled: bits.has(0), Require: bits.has(1), ResumeLegacy: bits.has(2), DeclineLegacy: bits.has(3),
				CheckFirst: bits.has(4), AllowDowngrade: bits.has(5), RefuseUpgrade: bits.has(6),
			}
			if !p.matters(side, h) {
				continue
			}
			p.OfferLegacy = side == Client && h.Session == LegacySession && h.known() && !h.mustNotRenegotiate()
			if !yield(p) {
				return
			}
		}
	}
}

// bitset is a number whose bits are read as booleans.
type bitset uint

func (b bitset) has(i int) bool { return b>>i&1 == 1 }

// known reports whether the handshake is about a session that was offered.
func (h Handshake) known() bool {
	return h.Session != NoSession && (h.Attempt == Resume || !h.Renegotiation)
}

// possible reports whether an end can be in this state.
func (h Handshake) possible(side Side) bool {
	received := h.ClientHello
	if side == Client {
		received = h.ServerHello
	}
	switch {
	case h.NonEmpty && (!received || h.Renegotiation):
		return false
	case h.Renegotiation:
		return h.possibleRenegotiation(side)
	case h.Resumed:
		return false
	case side == Server:
		return h.possibleServer()
	default:
		return h.possibleClient()
	}
}

func (h Handshake) possibleServer() bool {
	offered := h.Session != NoSession
	usable := h.Session == ExtendedSession || h.Session == LegacySession
	return !h.ServerHello && offered == (h.Attempt == Resume) && (usable && offered || !h.Resumable)
}

func (h Handshake) possibleClient() bool {
	switch {
	case h.Attempt == Full:
		return h.Session != UnknownSession && !h.Resumable
	case h.isTLS13():
		return h.Session == ExtendedSession && h.Resumable
	default:
		return (h.Session == ExtendedSession || h.Session == LegacySession) && h.Resumable
	}
}

// possibleRenegotiation: the connection in place has a session, which can be
// resumed. A client that must not renegotiate has no hellos.
func (h Handshake) possibleRenegotiation(side Side) bool {
	silent := h.Attempt == Full && !h.ClientHello && !h.ServerHello
	switch {
	case h.Session != ExtendedSession && h.Session != LegacySession, h.Resumable != (h.Attempt == Resume):
		return false
	case h.isTLS13():
		return h.Session == ExtendedSession && h.Attempt == Full && !h.ServerHello && !h.Resumed && (side == Server || silent)
	case side == Server:
		return !h.ServerHello && !h.Resumed
	case h.Resumed:
		return h.Session == LegacySession && silent
	default:
		return h.ClientHello || !h.ServerHello
	}
}

// matters reports whether every setting of p that is not zero can change what
// is decided on h.
func (p Policy) matters(side Side, h Handshake) bool {
	legacyOffer := h.Attempt == Resume && h.Session == LegacySession && !h.isTLS13() && (h.Resumable || p.CheckFirst)
	change := h.Renegotiation && !h.isTLS13()
	known := h.Session == ExtendedSession || h.Session == LegacySession
	switch {
	case p.Disabled && p.Require,
		p.ResumeLegacy && !legacyOffer,
		p.DeclineLegacy && (!legacyOffer || side == Client || p.ResumeLegacy || h.ClientHello),
		p.CheckFirst && (side == Client || h.Attempt == Full || !known || h.Resumable || h.isTLS13()),
		p.AllowDowngrade && (!change || h.Session != ExtendedSession),
		p.RefuseUpgrade && (!change || h.Session != LegacySession):
		return false
	case side == Client && h.helloSent():
		// RFC 7627, Section 5.2: the extension is in every ClientHello
		return p.Disabled == !h.ClientHello
	default:
		return side == Server || !p.Disabled
	}
}

// helloSent reports whether a client has sent its hello: not if it was only
// asked to renegotiate, and must not.
func (h Handshake) helloSent() bool {
	asked := h.Renegotiation && h.isTLS13()
	return !asked && !h.mustNotRenegotiate()
}

// event returns the word for what is special about a handshake.
func (h Handshake) event() string {
	switch {
	case h.Renegotiation:
		return "renegotiation"
	case h.ServerHello && !h.ClientHello:
		return "unsolicited"
	case h.NonEmpty:
		return "non-empty"
	default:
		return "none"
	}
}

// caseName joins what distinguishes a case.
func caseName(side Side, p Policy, h Handshake) string {
	version := strings.NewReplacer(" ", "", ".", "").Replace(strings.ToLower(h.Version.String()))
	parts := []string{side.String(), version, h.Attempt.String(), h.Session.String()}
	for _, part := range [...]struct {
		holds bool
		name  string
	}{
		{h.Attempt == Resume && !h.Resumable && h.Session != UnknownSession, "unusable"},
		{h.ClientHello, "ch"},
		{h.ServerHello, "sh"},
		{h.NonEmpty, "nonempty"},
		{h.Renegotiation, "renegotiation"},
		{h.Resumed, "resumed"},
		{p.Disabled, "disabled"},
		{p.Require, "require"},
		{p.ResumeLegacy, "resumelegacy"},
		{p.DeclineLegacy, "declinelegacy"},
		{p.CheckFirst, "checkfirst"},
		{p.AllowDowngrade, "allowdowngrade"},
		{p.RefuseUpgrade, "refuseupgrade"},
	} {
		if part.holds {
			parts = append(parts, part.name)
		}
	}
	return strings.Join(parts, "-")
}
