// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"slices"

	"github.com/schanneltrust/schannel"
)

// Policy is what an end is set up to do where RFC 7627 leaves it a choice. The
// zero value follows the recommendations of its Section 5: the extension is
// supported, peers without it are served, sessions without it are neither
// offered nor resumed. Section 4 goes further: for that, set Require.
type Policy struct {
	// Disabled: the extension is not supported, or switched off. RFC 7627
	// still holds for sessions that are known to be extended ones; a stack
	// that has never heard of it takes every session for a legacy one.
	Disabled bool

	// Require: no connection without an extended master secret. Both ends
	// SHOULD refuse one if they do not wish to interoperate with legacy
	// peers (RFC 7627, Section 5.2), and SHOULD NOT accept it anyway (Section
	// 4). Zero: legacy peers are served.
	Require bool

	// OfferLegacy: a client offers to resume sessions without an extended
	// master secret, which it SHOULD NOT (RFC 7627, Section 5.3). Zero: it
	// offers a full handshake.
	OfferLegacy bool

	// ResumeLegacy: a server resumes, and a client goes on with, a session
	// without an extended master secret, which RFC 7627, Section 5.3, calls
	// legacy insecure resumption. Zero: neither does.
	ResumeLegacy bool

	// DeclineLegacy: a server that does not resume a legacy session for a
	// client without the extension continues with a full handshake. Zero: it
	// aborts, which it SHOULD (RFC 7627, Section 5.3).
	DeclineLegacy bool

	// CheckFirst: a server checks the extension before it asks whether the
	// session is usable otherwise, so that an unusable session can still end
	// the handshake. Zero: the extension is checked last.
	CheckFirst bool

	// AllowDowngrade: a renegotiation without the extension is accepted on
	// a connection with an extended master secret. Zero: it is refused, because
	// it would end the protection that the connection has.
	AllowDowngrade bool

	// RefuseUpgrade: a renegotiation with the extension is refused on a
	// connection without an extended master secret. Zero: it is accepted.
	RefuseUpgrade bool

	// AllowSSL30: SSL 3.0 is served, with the legacy master secret (RFC 7627,
	// Section 6.4). Zero: it is refused, as it SHOULD be.
	AllowSSL30 bool
}

// Handshake is what an end has seen of a handshake when it decides.
type Handshake struct {
	Version schannel.TLSVersion `json:"version"` // the version negotiated

	// Attempt is Full, or Resume: on a server, that the client offers a
	// session; on a client, that the server has accepted the one offered.
	Attempt Action `json:"attempt"`

	Session   Session `json:"session"`   // the session that is offered, as this end knows it; in SSL 3.0 each is a legacy one
	Resumable bool    `json:"resumable"` // nothing but the extension stands against resuming it

	ClientHello bool `json:"client_hello_ems"` // the ClientHello has the extension
	ServerHello bool `json:"server_hello_ems"` // so has the ServerHello; on a server: not sent yet
	NonEmpty    bool `json:"non_empty"`        // the extension received has data, which it must not

	Renegotiation bool    `json:"renegotiation"`      // on top of a connection
	InPlace       Session `json:"in_place"`           // in a renegotiation: the session of that connection
	Resumed       bool    `json:"connection_resumed"` // in a renegotiation: that connection was itself resumed
}

// Decision is what an end does, and why. It is the zero value for a state in which
// no end can be, such as an attempt that is neither Full nor Resume, or a session
// in place without a renegotiation.
type Decision struct {
	Action Action `json:"action"` // what the policy picks

	// Allowed is every action that conforms in the state, in the order Full,
	// Resume, Abort. Of the policy it depends on Disabled and CheckFirst alone.
	Allowed []Action `json:"allowed"`

	Alert     Alert   `json:"alert"`     // to be sent; zero for none
	Alerts    []Alert `json:"alerts"`    // all that conform where Abort does; empty where it does not
	Extension bool    `json:"extension"` // the hello of this end has the extension
	Extended  bool    `json:"extended"`  // the master secret of the connection is an extended one; TLS 1.3 counts as such

	Rule   schannel.Code   `json:"rule"`   // the rule of this package that decides
	Clause schannel.Source `json:"clause"` // its clause
	Level  Level           `json:"level"`  // its keyword; where it has two, that of the demand or ban: MUST NOT of "MUST NOT resume, SHOULD continue in full"

	Off Restrictions `json:"off"`
}

// Restrictions is what a connection without an extended master secret must not
// be used for (RFC 7627, Section 5.4).
type Restrictions struct {
	Exporters     bool `json:"exporters"`     // keying material exporters (RFC 5705)
	EAP           bool `json:"eap"`           // EAP methods that rely on compound authentication
	KeyMaterial   bool `json:"key_material"`  // any other key material from the master secret, for authentication in the application
	TLSUnique     bool `json:"tls_unique"`    // the tls-unique channel binding, or verify_data for anything alike
	Renegotiation bool `json:"renegotiation"` // renegotiation, by a client
}

// decided returns a decision by a rule; the clause is the rule's first source.
func decided(code schannel.Code, level Level, action Action, allowed ...Action) Decision {
	return Decision{Action: action, Allowed: allowed, Rule: code, Clause: ruleOf(code).Sources[0], Level: level}
}

// aborted is decided for Abort with an alert.
func aborted(code schannel.Code, level Level, alert Alert, allowed ...Action) Decision {
	d := decided(code, level, Abort, allowed...)
	d.Alert = alert
	return d
}

// ssl30 is what both ends do with SSL 3.0. RFC 7627, Section 6.4: they SHOULD
// refuse it; if not, its sessions MUST use the legacy master secret.
func (p Policy) ssl30(side Side, h Handshake) Decision {
	allowed := []Action{Full, Abort}
	if h.Attempt == Resume && h.Resumable {
		allowed = []Action{Full, Resume, Abort}
	}
	if side == Client && h.Attempt == Resume {
		allowed = []Action{Resume, Abort} // the server has resumed it already
	}
	resumes := h.Attempt == Resume && h.Resumable && p.ResumeLegacy
	switch {
	case !p.AllowSSL30 || p.Require, side == Client && h.Attempt == Resume && !resumes:
		return aborted(CodeVersionSSL30, Should, HandshakeFailure, allowed...)
	case resumes:
		return decided(CodeVersionSSL30, Must, Resume, allowed...)
	default:
		return decided(CodeVersionSSL30, Must, Full, allowed...)
	}
}

// downgrades reports whether a handshake takes the extended master secret away
// from a connection that has it.
func (h Handshake) downgrades(extended bool) bool {
	return h.InPlace == ExtendedSession && !extended
}

// upgrades reports whether a handshake gives an extended master secret to a
// connection that has none.
func (h Handshake) upgrades(extended bool) bool {
	return h.InPlace == LegacySession && extended
}

// unchanged is d, unless it resumes a session whose master secret is of another
// kind than that of the connection in place, and the policy has something
// against that.
func (p Policy) unchanged(h Handshake, d Decision) Decision {
	extended := h.Session == ExtendedSession
	switch {
	case d.Action != Resume:
		return d
	case h.downgrades(extended) && !p.AllowDowngrade:
		return aborted(CodeRenegotiationDowngrade, May, HandshakeFailure, d.Allowed...)
	case h.upgrades(extended) && p.RefuseUpgrade:
		return aborted(CodeRenegotiationUpgrade, May, HandshakeFailure, d.Allowed...)
	}
	return d
}

// finished adds what follows from the action.
func (d Decision) finished(side Side, h Handshake) Decision {
	// RFC 5246, Section 7.2.2: either end may decline a renegotiation. An end
	// that has the extension switched off may still know that it has no data.
	if (h.Renegotiation || h.NonEmpty) && !slices.Contains(d.Allowed, Abort) {
		d.Allowed = append(d.Allowed, Abort)
	}
	if slices.Contains(d.Allowed, Abort) {
		d.Alerts = d.alerts(side, h)
	}
	if side == Client {
		d.Extension = h.ClientHello
	}
	if d.Action == Abort {
		return d
	}
	switch {
	case h.isTLS13():
		// RFC 8446, Appendix D: as if the extension were always in use
		d.Extended = true
	case d.Action == Resume:
		d.Extended = h.Session == ExtendedSession
	case side == Server:
		d.Extended = d.Extension
	default:
		d.Extended = h.ServerHello
	}
	if !d.Extended {
		d.Off = restrictions(side, d.Action)
	}
	return d
}

// restrictions follows RFC 7627, Section 5.4: exporters and EAP after any
// handshake without the extension, what rests on verify_data after a resumed
// one, and there renegotiation on the client.
func restrictions(side Side, action Action) Restrictions {
	resumed := action == Resume
	return Restrictions{Exporters: true, EAP: true, KeyMaterial: true, TLSUnique: resumed, Renegotiation: resumed && side == Client}
}
