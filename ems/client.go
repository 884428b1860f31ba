// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"slices"

	"github.com/schanneltrust/schannel"
)

// Client decides for a client that has received a ServerHello.
func (p Policy) Client(h Handshake) Decision {
	h, ok := h.admitted(Client)
	if !ok {
		return Decision{}
	}
	return p.client(h).finished(Client, h)
}

// Offer decides for a client that is about to send a ClientHello: Full, Resume
// if it offers the session, or Abort if it must not renegotiate. Attempt and the
// fields about hellos are ignored. Nothing is known of the Restrictions yet.
func (p Policy) Offer(h Handshake) Decision {
	h, ok := h.offerable()
	if !ok {
		return Decision{}
	}
	d := p.offer(h)
	// RFC 7627, Section 5.2: MUST be in every ClientHello
	d.Extension = !p.Disabled && d.Action != Abort
	if slices.Contains(d.Allowed, Abort) {
		d.Alerts = d.alerts(Client, h)
	}
	return d
}

func (p Policy) offer(h Handshake) Decision {
	switch {
	case h.Version == schannel.SSL30:
		return p.offerSSL30(h)
	case h.mustNotRenegotiate():
		return forbiddenRenegotiation()
	case h.isTLS13():
		return h.offer13()
	case !h.Resumable:
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

// offerSSL30: a session of SSL 3.0 is a legacy one, which a client SHOULD NOT
// offer (RFC 7627, Section 5.3), in a version that it SHOULD NOT have.
func (p Policy) offerSSL30(h Handshake) Decision {
	switch {
	case !p.AllowSSL30 || p.Require:
		return aborted(CodeVersionSSL30, Should, HandshakeFailure, Full, Resume, Abort)
	case h.mustNotRenegotiate():
		return forbiddenRenegotiation()
	case h.Resumable && p.OfferLegacy:
		return decided(CodeVersionSSL30, Must, Resume, Full, Resume, Abort)
	default:
		return decided(CodeVersionSSL30, Must, Full, Full, Resume, Abort)
	}
}

// offer13: the extension has no part in what TLS 1.3 resumes, and nothing is
// renegotiated there.
func (h Handshake) offer13() Decision {
	switch {
	case h.Renegotiation:
		// RFC 8446, Section 4.1.2: no ClientHello at any other time
		return aborted(CodeVersionTLS13Renegotiation, Must, UnexpectedMessage, Abort)
	case h.Resumable && h.Session == ExtendedSession:
		return decided(CodeVersionTLS13, Should, Resume, Full, Resume)
	default:
		return decided(CodeVersionTLS13, Should, Full, Full)
	}
}

func (p Policy) client(h Handshake) Decision {
	switch {
	case h.Version == schannel.SSL30 && !h.mustNotRenegotiate():
		return p.ssl30(Client, h)
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
		return p.unchanged(h, p.clientResume(h))
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
	default:
		return aborted(CodeResumeAcceptedLegacy, ShouldNot, HandshakeFailure, Resume, Abort)
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

func forbiddenRenegotiation() Decision {
	return aborted(CodeRenegotiationForbidden, Must, NoRenegotiation, Abort)
}
