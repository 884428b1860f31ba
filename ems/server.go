// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"slices"

	"github.com/schanneltrust/schannel"
)

// Server decides for a server that has received a ClientHello.
func (p Policy) Server(h Handshake) Decision {
	h, ok := h.admitted(Server)
	if !ok {
		return Decision{}
	}
	return p.server(h).finished(Server, h)
}

func (p Policy) server(h Handshake) Decision {
	switch {
	case h.Version == schannel.SSL30:
		return p.ssl30(Server, h)
	case h.isTLS13():
		return p.server13(h)
	case h.ClientHello && h.NonEmpty && !p.Disabled:
		// RFC 7627, Section 5.1: the extension has no data
		return aborted(CodeFullNonEmpty, Must, DecodeError, Abort)
	case h.Session.made():
		return p.unchanged(h, p.serverResume(h))
	default:
		return p.serverFull(h)
	}
}

func (p Policy) serverFull(h Handshake) Decision {
	extended := h.ClientHello && !p.Disabled
	switch {
	case h.downgrades(extended) && !p.AllowDowngrade:
		return aborted(CodeRenegotiationDowngrade, May, HandshakeFailure, Full, Abort)
	case h.upgrades(extended) && p.RefuseUpgrade:
		return aborted(CodeRenegotiationUpgrade, May, HandshakeFailure, Full, Abort)
	case extended:
		// RFC 7627, Section 5.2: MUST include the extension in ServerHello
		return decided(CodeFullExtended, Must, Full, Full).echoing()
	case p.Require:
		// RFC 7627, Section 5.2: SHOULD abort if legacy clients are unwanted
		return aborted(CodeFullLegacyClient, Should, HandshakeFailure, Full, Abort)
	case p.Disabled:
		return decided(CodeFullUnsupported, Must, Full, Full)
	default:
		// RFC 7627, Section 5.2: if it continues, MUST NOT include it
		return decided(CodeFullLegacyClient, MustNot, Full, Full, Abort)
	}
}

// serverResume decides on a session that the server knows.
func (p Policy) serverResume(h Handshake) Decision {
	switch {
	case !h.Resumable && !p.CheckFirst:
		return p.serverFull(h)
	case h.Session == ExtendedSession && !h.ClientHello && p.Disabled:
		// What is switched off has nothing to abort for: a full handshake
		// conforms as well.
		return aborted(CodeResumeDowngrade, Must, HandshakeFailure, Full, Abort)
	case h.Session == ExtendedSession && !h.ClientHello:
		// RFC 7627, Section 5.3: MUST abort
		return aborted(CodeResumeDowngrade, Must, HandshakeFailure, h.unlessResumable(Abort)...)
	case h.Session == ExtendedSession && p.Disabled:
		// RFC 7627, Section 5.3: an abbreviated handshake MUST echo
		return p.serverFull(h).because(CodeResumeSwitchedOff, Must, Full, Abort)
	case h.Session == ExtendedSession && h.Resumable:
		return decided(CodeResumeExtended, Must, Resume, Full, Resume).echoing()
	case h.Session == ExtendedSession:
		return p.serverFull(h)
	case h.ClientHello && p.Disabled:
		return p.serverUnaware(h)
	case h.ClientHello:
		// RFC 7627, Section 5.3: MUST NOT resume, SHOULD continue in full
		return p.serverFull(h).because(CodeResumeUpgrade, MustNot, Full, Abort)
	default:
		return p.serverLegacy(h)
	}
}

// serverUnaware decides on a legacy session and a ClientHello with the
// extension for a server without it, to which RFC 5246 alone applies.
func (p Policy) serverUnaware(h Handshake) Decision {
	if p.ResumeLegacy && !p.Require && h.Resumable {
		// RFC 5246, Section 7.3: if it is willing to
		return decided(CodeResumeUnaware, May, Resume, Full, Resume)
	}
	if !h.Resumable {
		return p.serverFull(h)
	}
	return p.serverFull(h).because(CodeResumeUnaware, May, Full, Resume)
}

// serverLegacy decides where neither the session nor the ClientHello has the
// extension.
func (p Policy) serverLegacy(h Handshake) Decision {
	allowed := h.unlessResumable(Full, Resume, Abort)
	switch {
	case p.ResumeLegacy && !p.Require && h.Resumable:
		return decided(CodeResumeLegacy, May, Resume, allowed...)
	case p.ResumeLegacy && !p.Require:
		return p.serverFull(h).allowing(allowed...)
	case p.Require || !p.DeclineLegacy:
		// RFC 7627, Section 5.3: SHOULD abort
		return aborted(CodeResumeLegacy, Should, HandshakeFailure, allowed...)
	default:
		return p.serverFull(h).because(CodeResumeLegacy, May, allowed...)
	}
}

// server13 decides in TLS 1.3, where the extension has no meaning: sessions
// of TLS 1.3 are resumed without it, older ones not at all.
func (p Policy) server13(h Handshake) Decision {
	switch {
	case h.Renegotiation:
		// RFC 8446, Section 4.1.2: a ClientHello at any other time
		return aborted(CodeVersionTLS13Renegotiation, Must, UnexpectedMessage, Abort)
	case h.ClientHello && h.NonEmpty && !p.Disabled:
		if h.resumes13() {
			return aborted(CodeVersionTLS13NonEmpty, Must, DecodeError, Full, Resume, Abort)
		}
		return aborted(CodeVersionTLS13NonEmpty, Must, DecodeError, Full, Abort)
	case h.resumes13():
		return decided(CodeVersionTLS13, Should, Resume, Full, Resume)
	default:
		return decided(CodeVersionTLS13, Should, Full, Full)
	}
}

// resumes13 reports whether a session of TLS 1.3, which counts as an extended
// one, is there to be resumed.
func (h Handshake) resumes13() bool {
	return h.Attempt == Resume && h.Session == ExtendedSession && h.Resumable
}

// unlessResumable returns the actions that conform for a session that is
// known and resumable; for one that is not, Resume is none of them and Full is.
func (h Handshake) unlessResumable(allowed ...Action) []Action {
	if h.Resumable {
		return allowed
	}
	return []Action{Full, Abort}
}

// because gives a full handshake the rule that led to it. What conforms under
// that rule conforms even where the full handshake is refused for another reason.
func (d Decision) because(code schannel.Code, level Level, allowed ...Action) Decision {
	if d.Action != Full {
		return d.allowing(allowed...)
	}
	full := decided(code, level, Full, allowed...)
	full.Extension = d.Extension
	return full
}

// allowing adds actions that conform.
func (d Decision) allowing(actions ...Action) Decision {
	d.Allowed = slices.Compact(slices.Sorted(slices.Values(slices.Concat(d.Allowed, actions))))
	return d
}

func (d Decision) echoing() Decision {
	d.Extension = true
	return d
}
