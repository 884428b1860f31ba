// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"slices"

	"github.com/schanneltrust/schannel"
)

// versions is every version on which a decision is possible.
var versions = [...]schannel.TLSVersion{
	schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13,
	schannel.DTLS10, schannel.DTLS12, schannel.DTLS13,
}

// admitted is the one gate to decisions and to [Cases]: it returns h without
// what means nothing in its state, and whether an end can be in that state.
func (h Handshake) admitted(side Side) (Handshake, bool) {
	known := h.Session <= UnknownSession && slices.Contains(versions[:], h.Version)
	if !known || h.Attempt != Full && h.Attempt != Resume {
		return h, false
	}
	if side == Server {
		h.ServerHello = false // not sent yet
	}
	h = h.ofVersion(side)
	if h.NonEmpty && !h.received(side) || !h.possibleInPlace() {
		return h, false
	}
	if side == Server {
		return h.offeredSession(), true
	}
	return h.acceptedSession()
}

// received reports whether the hello that this end received has the extension.
func (h Handshake) received(side Side) bool {
	if side == Server {
		return h.ClientHello
	}
	return h.ServerHello
}

// ofVersion drops what a version does not have: SSL 3.0 has neither extensions
// nor sessions with an extended master secret, TLS 1.3 has no renegotiation, and
// a client that must not renegotiate sends no hello and gets none.
func (h Handshake) ofVersion(side Side) Handshake {
	switch {
	case h.Version == schannel.SSL30:
		h.ServerHello, h.NonEmpty = false, false
		h.Session, h.InPlace = h.Session.inSSL30(), h.InPlace.inSSL30()
	case h.isTLS13() && h.Renegotiation:
		h.Attempt, h.Session, h.Resumable, h.Resumed = Full, NoSession, false, false
		h.ServerHello, h.NonEmpty = false, false
		h.ClientHello = h.ClientHello && side == Server
	}
	if side == Client && h.mustNotRenegotiate() {
		h.Attempt, h.Session, h.Resumable = Full, NoSession, false
		h.ClientHello, h.ServerHello, h.NonEmpty = false, false, false
	}
	return h
}

func (s Session) inSSL30() Session {
	if s == ExtendedSession {
		return LegacySession
	}
	return s
}

// possibleInPlace: only under a renegotiation is a connection in place. The
// master secret of one of TLS 1.3 counts as extended.
func (h Handshake) possibleInPlace() bool {
	switch {
	case !h.Renegotiation:
		return h.InPlace == NoSession && !h.Resumed
	case h.isTLS13():
		return h.InPlace == ExtendedSession
	default:
		return h.InPlace.made()
	}
}

// made reports whether the session is one that a handshake has made.
func (s Session) made() bool { return s == ExtendedSession || s == LegacySession }

// offeredSession is h of a server: nothing is known of a session that is not
// offered, and one of which the server knows nothing cannot be resumed.
func (h Handshake) offeredSession() Handshake {
	switch {
	case h.Attempt == Full:
		h.Session = NoSession
	case h.Session == NoSession:
		h.Session = UnknownSession
	}
	h.Resumable = h.Resumable && h.Session.made()
	return h
}

// acceptedSession is h of a client, which knows the session that it offered.
// One that the server has accepted is resumable.
func (h Handshake) acceptedSession() (Handshake, bool) {
	h.Resumable = h.Attempt == Resume
	switch {
	case h.Attempt == Full:
		return h, h.Session != UnknownSession
	case h.isTLS13():
		return h, h.Session == ExtendedSession
	default:
		return h, h.Session.made()
	}
}

// offerable is the gate of [Policy.Offer], where no hello has been sent and no
// attempt made. A session that is not known to the client cannot be offered.
func (h Handshake) offerable() (Handshake, bool) {
	h.Attempt, h.ClientHello, h.ServerHello, h.NonEmpty = Full, false, false, false
	session, resumable := h.Session, h.Resumable
	h, ok := h.admitted(Server)
	if h.Version == schannel.SSL30 {
		session = session.inSSL30()
	}
	h.Session, h.Resumable = session, resumable && session.made()
	return h, ok
}

func (h Handshake) isTLS13() bool {
	return h.Version == schannel.TLS13 || h.Version == schannel.DTLS13
}

// mustNotRenegotiate: RFC 7627, Section 5.4, for a client on a connection that
// resumed a legacy session.
func (h Handshake) mustNotRenegotiate() bool {
	return h.Renegotiation && h.Resumed && h.InPlace == LegacySession
}
