// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import "github.com/schanneltrust/schannel"

// Client decides for a client that has received a ServerHello.
func (p Policy) Client(h Handshake) Decision {
	return p.client(h).finished(Client, h)
}

// Offer decides for a client that is about to send a ClientHello: Full, Resume
// if it offers the session, or Abort if it must not renegotiate. Attempt and
// what is said of hellos are not looked at. Of the Restrictions nothing is
// known yet.
func (p Policy) Offer(h Handshake) Decision {
	h.Attempt = Full
	if !h.decidable() {
		return Decision{}
	}
	d := p.offer(h)
	// RFC 7627, Section 5.2: MUST be in every ClientHello
	d.Extension = !p.Disabled && d.Action != Abort
	return d
}

func (p Policy) offer(h Handshake) Decision {
	knows := h.Session == ExtendedSession || h.Session == LegacySession
	switch {
	case h.Version == schannel.SSL30:
		return refusedSSL30(h)
	case h.mustNotRenegotiate():
		return forbiddenRenegotiation()
	case !h.Resumable || !knows:
		return decided(CodeFullOffer, Must, Full, Full)
	case h.Session == LegacySession && p.OfferLegacy && !p.Require:
		return decided(CodeResumeOfferLegacy, ShouldNot, Resume, Full, Resume)
	case h.Session == LegacySession:
		// RFC 7627, Section 5.3: SHOULD NOT offer it
		return decided(CodeResumeOfferLegacy, ShouldNot, Full, Full, Resume)
	case p.Disabled:
		// RFC 7627, Section 5.3: MUST send the extension when offering
		return decided(CodeResumeOffer, Must, Full, Full)
	default:
		return decided(CodeResumeOffer, Must, Resume, Full, Resume)
	}
}

func (p Policy) client(h Handshake) Decision {
	switch {
	case !h.decidable():
		return Decision{}
	case h.Version == schannel.SSL30:
		return refusedSSL30(h)
	case h.isTLS13():
		return p.client13(h)
	case h.mustNotRenegotiate():
		return forbiddenRenegotiation()
	case h.ServerHello && !h.ClientHello:
		// RFC 5246, Section 7.4.1.4: an extension that was not asked for
		return aborted(CodeFullUnsolicited, Must, UnsupportedExtension, Abort)
	case h.ServerHello && h.NonEmpty:
		// RFC 7627, Section 5.1: the extension has no data
		return aborted(CodeFullNonEmpty, Must, DecodeError, Abort)
	case h.Attempt == Resume:
		return p.clientResume(h)
	default:
		return p.clientFull(h)
	}
}

func (p Policy) clientFull(h Handshake) Decision {
	switch {
	case h.downgrades(h.ServerHello) && !p.AllowDowngrade:
		return aborted(CodeRenegotiationDowngrade, May, HandshakeFailure, Full, Abort)
	case h.upgrades(h.ServerHello) && p.RefuseUpgrade:
		return aborted(CodeRenegotiationUpgrade, May, HandshakeFailure, Full, Abort)
	case h.ServerHello:
		return decided(CodeFullExtended, Must, Full, Full)
	case p.Require:
		// RFC 7627, Section 5.2: SHOULD abort if legacy servers are unwanted
		return aborted(CodeFullLegacyServer, Should, HandshakeFailure, Full, Abort)
	case p.Disabled:
		return decided(CodeFullUnsupported, Must, Full, Full)
	default:
		// RFC 7627, Section 5.2: if it continues, MUST use the standard
		// derivation
		return decided(CodeFullLegacyServer, Must, Full, Full, Abort)
	}
}

// clientResume decides on a session that the server has accepted.
func (p Policy) clientResume(h Handshake) Decision {
	switch {
	case h.Session == LegacySession && h.ServerHello:
		// RFC 7627, Section 5.3: MUST abort
		return aborted(CodeResumeAcceptedUpgrade, Must, HandshakeFailure, Abort)
	case h.Session == ExtendedSession && !h.ServerHello:
		// RFC 7627, Section 5.3: MUST abort
		return aborted(CodeResumeAcceptedDowngrade, Must, HandshakeFailure, Abort)
	case h.Session == ExtendedSession:
		return decided(CodeResumeExtended, Must, Resume, Resume)
	case h.Session == LegacySession && p.ResumeLegacy && !p.Require:
		return decided(CodeResumeAcceptedLegacy, May, Resume, Resume, Abort)
	case h.Session == LegacySession:
		return aborted(CodeResumeAcceptedLegacy, ShouldNot, HandshakeFailure, Resume, Abort)
	default:
		return Decision{} // no session of the client's was there to be accepted
	}
}

// client13 decides in TLS 1.3, where the extension has no meaning.
func (p Policy) client13(h Handshake) Decision {
	switch {
	case h.Renegotiation:
		// RFC 8446, Section 4: a HelloRequest is out of order
		return aborted(CodeVersionTLS13HelloRequest, Must, UnexpectedMessage, Abort)
	case h.ServerHello && !h.ClientHello:
		// RFC 8446, Section 4.2: a response that was not requested
		return aborted(CodeVersionTLS13Unsolicited, Must, UnsupportedExtension, Abort)
	case h.ServerHello:
		// RFC 8446, Section 4.2: not specified for this message
		return aborted(CodeVersionTLS13Extension, Must, IllegalParameter, Abort)
	case h.Attempt == Resume:
		return decided(CodeVersionTLS13, Should, Resume, Resume)
	default:
		return decided(CodeVersionTLS13, Should, Full, Full)
	}
}

// mustNotRenegotiate: RFC 7627, Section 5.4, for a client on a connection that
// resumed a legacy session.
func (h Handshake) mustNotRenegotiate() bool {
	return h.Renegotiation && h.Resumed && h.Session == LegacySession
}

func forbiddenRenegotiation() Decision {
	return aborted(CodeRenegotiationForbidden, Must, NoRenegotiation, Abort)
}
