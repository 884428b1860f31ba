// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"iter"
	"slices"
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

// Cases yields a case for every state on which [Policy.Server] and
// [Policy.Client] decide and every policy that makes a difference there: each
// setting that it has changes the decision. Whatever policy an end has, one of the
// cases of a state shows what it decides. The order never changes: servers, then
// clients, each by version. A client's case begins with the ServerHello; for what
// it offers see [Policy.Offer].
func Cases() iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for _, side := range [...]Side{Server, Client} {
			for _, version := range versions {
				for h := range handshakes(side, version) {
					for p, d := range policies(side, h) {
						if !yield(Case{Name: caseName(side, p, h), Side: side, Policy: p, Handshake: h, Decision: d}) {
							return
						}
					}
				}
			}
		}
	}
}

// handshakes yields the states that the gate admits as they are.
func handshakes(side Side, version schannel.TLSVersion) iter.Seq[Handshake] {
	return func(yield func(Handshake) bool) {
		for _, attempt := range [...]Action{Full, Resume} {
			for session := NoSession; session <= UnknownSession; session++ {
				for place := NoSession; place <= LegacySession; place++ {
					for bits := range bitset(1 << 6) {
						h := Handshake{
							Version: version, Attempt: attempt, Session: session, InPlace: place,
							ClientHello: bits.has(0), ServerHello: bits.has(1), NonEmpty: bits.has(2),
							Resumable: bits.has(3), Renegotiation: bits.has(4), Resumed: bits.has(5),
						}
						same, ok := h.admitted(side)
						if ok && same == h && !yield(h) {
							return
						}
					}
				}
			}
		}
	}
}

// policies yields the policies that make a difference, with what they decide. A
// client that offers a legacy session is set up to, and one whose hello lacks the
// extension has it disabled; nothing that is disabled is required.
func policies(side Side, h Handshake) iter.Seq2[Policy, Decision] {
	base := Policy{
		Disabled:    side == Client && h.helloSent() && !h.ClientHello, // RFC 7627, Section 5.2: in every ClientHello
		OfferLegacy: side == Client && h.Session == LegacySession,
	}
	read := h.settings(side)
	return func(yield func(Policy, Decision) bool) {
		var decisions [1 << choices]Decision
		for bits := range bitset(1 << choices) {
			if bits&^read != 0 {
				continue
			}
			p := base.with(side, bits)
			d := p.decide(side, h)
			decisions[bits] = d
			matters := bits.each(func(bit bitset) bool { return !d.equal(decisions[bits&^bit]) })
			if !matters || p.Disabled && p.Require {
				continue
			}
			if !yield(p, d) {
				return
			}
		}
	}
}

// choices is how many settings a policy may choose in a state.
const choices = 8

// settings is those that a decision may read in a state, as the bits of
// [Policy.with]: what is said of resuming, of renegotiation and of SSL 3.0 is read
// there alone.
func (h Handshake) settings(side Side) bitset {
	const server, always, resuming, offered, renegotiating, old = 1 << 0, 1 << 1, 1 << 2, 1<<3 | 1<<4, 1<<5 | 1<<6, 1 << 7
	read := bitset(always)
	if side == Server {
		read |= server
	}
	if h.Attempt == Resume {
		read |= resuming
		if side == Server {
			read |= offered
		}
	}
	if h.Renegotiation {
		read |= renegotiating
	}
	if h.Version == schannel.SSL30 {
		read |= old
	}
	return read
}

// with is p with the settings of bits.
func (p Policy) with(side Side, bits bitset) Policy {
	p.Disabled = p.Disabled || side == Server && bits.has(0)
	p.Require, p.ResumeLegacy, p.DeclineLegacy, p.CheckFirst = bits.has(1), bits.has(2), bits.has(3), bits.has(4)
	p.AllowDowngrade, p.RefuseUpgrade, p.AllowSSL30 = bits.has(5), bits.has(6), bits.has(7)
	return p
}

func (p Policy) decide(side Side, h Handshake) Decision {
	if side == Server {
		return p.Server(h)
	}
	return p.Client(h)
}

// equal reports whether two decisions on the same state are the same one: what is
// not compared follows from the state and from what is.
func (d Decision) equal(other Decision) bool {
	return d.Action == other.Action && d.Rule == other.Rule && d.Level == other.Level && slices.Equal(d.Allowed, other.Allowed)
}

// bitset is a number whose bits are read as booleans.
type bitset uint

func (b bitset) has(i int) bool { return b>>i&1 == 1 }

// each reports whether something holds of each bit that is set.
func (b bitset) each(holds func(bit bitset) bool) bool {
	for rest := b; rest != 0; rest &= rest - 1 {
		if !holds(rest & -rest) {
			return false
		}
	}
	return true
}

// helloSent reports whether a client has sent its hello: not if it was only
// asked to renegotiate, and must not.
func (h Handshake) helloSent() bool {
	asked := h.Renegotiation && h.isTLS13()
	return !asked && !h.mustNotRenegotiate()
}

// event returns the word for what is special about a handshake: what is wrong
// with an extension, or else that it is a renegotiation.
func (h Handshake) event() string {
	switch {
	case h.ServerHello && !h.ClientHello:
		return "unsolicited"
	case h.NonEmpty:
		return "non-empty"
	case h.Renegotiation:
		return "renegotiation"
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
		{h.Renegotiation, "on-" + h.InPlace.String()},
		{h.Resumed, "resumed"},
		{p.Disabled, "disabled"},
		{p.Require, "require"},
		{p.ResumeLegacy, "resumelegacy"},
		{p.DeclineLegacy, "declinelegacy"},
		{p.CheckFirst, "checkfirst"},
		{p.AllowDowngrade, "allowdowngrade"},
		{p.RefuseUpgrade, "refuseupgrade"},
		{p.AllowSSL30, "allowssl30"},
	} {
		if part.holds {
			parts = append(parts, part.name)
		}
	}
	return strings.Join(parts, "-")
}
