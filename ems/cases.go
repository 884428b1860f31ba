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

// Cases yields a case for every state on which [Policy.Server] and
// [Policy.Client] decide and every policy that makes a difference to it, in an
// order that does not change: servers, then clients, and by version. A client's
// case begins with the ServerHello; for what it offers see [Policy.Offer].
func Cases() iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for _, side := range [...]Side{Server, Client} {
			for _, version := range versions {
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

// policies yields the policies that make a difference: what has no influence
// on a handshake keeps its zero value, and nothing that is not supported is
// required.
func policies(side Side, h Handshake) iter.Seq[Policy] {
	return func(yield func(Policy) bool) {
		for bits := range bitset(1 << 8) {
			p := Policy{
				Disabled: bits.has(0), Require: bits.has(1), ResumeLegacy: bits.has(2), DeclineLegacy: bits.has(3),
				CheckFirst: bits.has(4), AllowDowngrade: bits.has(5), RefuseUpgrade: bits.has(6), AllowSSL30: bits.has(7),
			}
			if !p.matters(side, h) {
				continue
			}
			p.OfferLegacy = side == Client && h.Session == LegacySession
			if !yield(p) {
				return
			}
		}
	}
}

// bitset is a number whose bits are read as booleans.
type bitset uint

func (b bitset) has(i int) bool { return b>>i&1 == 1 }

// matters reports whether every setting of p that is not zero can change what
// is decided on h.
func (p Policy) matters(side Side, h Handshake) bool {
	if h.Version == schannel.SSL30 {
		return p.mattersSSL30(side, h)
	}
	legacyOffer := h.Attempt == Resume && h.Session == LegacySession && !h.isTLS13() && (h.Resumable || p.CheckFirst)
	change := h.Renegotiation && !h.isTLS13()
	switch {
	case p.Disabled && p.Require, p.AllowSSL30,
		p.ResumeLegacy && !legacyOffer,
		p.DeclineLegacy && (!legacyOffer || side == Client || p.ResumeLegacy || h.ClientHello),
		p.CheckFirst && (side == Client || h.Attempt == Full || !h.Session.made() || h.Resumable || h.isTLS13()),
		p.AllowDowngrade && (!change || h.InPlace != ExtendedSession),
		p.RefuseUpgrade && (!change || h.InPlace != LegacySession):
		return false
	case side == Client && h.helloSent():
		// RFC 7627, Section 5.2: the extension is in every ClientHello
		return p.Disabled == !h.ClientHello
	default:
		return side == Server || !p.Disabled
	}
}

// mattersSSL30: there a policy says whether the version is served, and whether
// its sessions are resumed.
func (p Policy) mattersSSL30(side Side, h Handshake) bool {
	resumes := h.Attempt == Resume && h.Resumable
	read := Policy{
		Disabled:     side == Client && h.helloSent() && !h.ClientHello,
		AllowSSL30:   p.AllowSSL30 && (side == Server || h.helloSent()),
		ResumeLegacy: p.ResumeLegacy && p.AllowSSL30 && resumes,
	}
	return p == read
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
