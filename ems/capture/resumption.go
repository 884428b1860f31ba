// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"bytes"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// Mechanism is how a ClientHello offers a session.
type Mechanism uint8

const (
	NoMechanism Mechanism = 0 // "none": it offers none
	ByID        Mechanism = 1 // "id": by its session_id (RFC 5246, Section 7.3)
	ByTicket    Mechanism = 2 // "ticket": by a session ticket (RFC 5077)
)

// Resumption is how two connections relate to each other.
type Resumption struct {
	Resumed  schannel.Truth     `json:"resumed"`  // the second connection resumed the session of the first
	By       Mechanism          `json:"by"`       // how it did
	Offered  Mechanism          `json:"offered"`  // how the second ClientHello offers that session
	Session  ems.Session        `json:"session"`  // the kind of the first connection's session; unknown also where that was itself resumed
	Findings []schannel.Finding `json:"findings"` // that relation, and what follows for the second handshake
}

// Resumed tells whether the second of two connections resumed the session of
// the first, and what follows: the first one shows the kind of the session, by
// which the second can be judged, see [Capture.Findings].
//
// Session ids and tickets are compared byte for byte. In TLS 1.3 the server's
// tickets are encrypted, so it is unknown which session is resumed there. Where
// the first connection is the control connection of FTP, the second counts as
// one of its data connections.
func Resumed(first, second Capture) Resumption {
	l := link{first: first, second: second}
	l.Session = first.ownSession()
	l.compare()
	l.judge()
	l.Findings = append(l.findings(), l.second.Findings(l.known())...)
	return l.Resumption
}

// link is two connections that are being compared.
type link struct {
	Resumption
	first, second Capture
	same          schannel.Truth // the second offers the session of the first
}

// ownSession is the kind of session that a handshake has made.
func (c Capture) ownSession() ems.Session {
	switch {
	case c.Handshake != FullHandshake || !c.ClientHello.Seen || !c.ServerHello.Seen:
		return ems.UnknownSession
	case isTLS13(c.Version), c.ClientHello.EMS && c.ServerHello.EMS: // RFC 8446, Appendix D
		return ems.ExtendedSession
	}
	return ems.LegacySession
}

// compare finds out whether the second connection offers the session of the
// first.
func (l *link) compare() {
	offer := l.second.ClientHello
	id := l.first.ServerHello.SessionID
	switch {
	case !offer.Seen:
		l.same = schannel.Unknown
	case offer.PreSharedKey && (isTLS13(l.second.Version) || !l.second.ServerHello.Seen):
		l.same = schannel.Unknown // RFC 8446, Section 4.6.1: tickets come encrypted
	// RFC 5077, Section 3.4: a server that gets a ticket does not look at the
	// session_id.
	case len(offer.Offered) > 0:
		if l.same = l.first.hasTicket(offer.Offered); l.same == schannel.Yes {
			l.Offered = ByTicket
		}
	case len(offer.SessionID) > 0 && bytes.Equal(offer.SessionID, id):
		l.same, l.Offered = schannel.Yes, ByID
	case len(offer.SessionID) > 0 && !l.first.ServerHello.Seen:
		l.same = schannel.Unknown
	default:
		l.same = schannel.No
	}
}

// hasTicket reports whether a ticket is that of the connection's session. It is
// seen in clear where the server's stream is whole up to its ChangeCipherSpec.
func (c Capture) hasTicket(ticket []byte) schannel.Truth {
	switch {
	case bytes.Equal(ticket, c.NewTicket):
		return schannel.Yes
	// RFC 5077, Section 3.3: without a new one the old one stays in use.
	case c.Handshake == AbbreviatedHandshake && len(c.NewTicket) == 0 && bytes.Equal(ticket, c.ClientHello.Offered):
		return schannel.Yes
	case c.ServerHello.Seen && c.ServerFinished && (len(c.NewTicket) > 0 || !c.NewSessionTicket):
		return schannel.No
	}
	return schannel.Unknown
}

// judge says whether the session was resumed.
func (l *link) judge() {
	ended := l.second.refused() || l.second.abortedBy(ems.Server) && l.second.Handshake == UnknownHandshake
	switch {
	case l.same == schannel.No, l.second.Handshake == FullHandshake, ended:
		l.Resumed = schannel.No
	case l.same == schannel.Yes && l.second.Handshake == AbbreviatedHandshake:
		l.Resumed, l.By = schannel.Yes, l.Offered
	default:
		l.Resumed = schannel.Unknown
	}
}

// known is what is known of the session that the second connection offers.
func (l *link) known() ems.Session {
	if l.same == schannel.Yes && l.Session != ems.UnknownSession {
		return l.Session
	}
	return ems.NoSession
}

var pairSubject = schannel.Subject{Kind: "connections", Index: -1, Offset: schannel.NoOffset}

// What a comparison may lack.
var (
	missingKind   = schannel.Phrase{Code: "ems.capture.missing.kind", Text: "whether the second handshake is an abbreviated one"}
	missingOffer  = schannel.Phrase{Code: "ems.capture.missing.offer", Text: "the ClientHello of the second connection"}
	missingTicket = schannel.Phrase{Code: "ems.capture.missing.ticket", Text: "the session id or ticket of the first connection in clear"}
)

// findings says what the two connections have to do with each other.
func (l *link) findings() []schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.Certain}
	var f schannel.Finding
	switch {
	case l.Resumed == schannel.Yes:
		f = schannel.NewFinding(ruleResumed, basis, pairSubject, schannel.Word("by", l.By))
	case l.Resumed == schannel.Unknown:
		basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: l.missing()}
		return []schannel.Finding{schannel.NewFinding(ruleResumedUnknown, basis, pairSubject)}
	case l.same == schannel.Yes:
		f = schannel.NewFinding(ruleDeclined, basis, pairSubject, schannel.Word("by", l.Offered))
	case l.same == schannel.No:
		f = schannel.NewFinding(ruleNotOffered, basis, pairSubject)
	default:
		f = schannel.NewFinding(ruleNotResumed, basis, pairSubject)
	}
	findings := []schannel.Finding{f}
	if l.Resumed == schannel.No && l.isFTP() {
		refused := schannel.Basis{Certainty: schannel.Likely, Premises: findings}
		findings = append(findings, schannel.NewFinding(ruleFTPReuse, refused, pairSubject))
	}
	return findings
}

func (l *link) missing() []schannel.Phrase {
	var missing []schannel.Phrase
	switch {
	case !l.second.ClientHello.Seen:
		missing = append(missing, missingOffer)
	case l.same == schannel.Unknown:
		missing = append(missing, missingTicket)
	}
	if l.second.Handshake == UnknownHandshake {
		missing = append(missing, missingKind)
	}
	return missing
}

// isFTP reports whether the first connection began as the control connection
// of FTP, and the second one, as data connections do, with TLS.
func (l *link) isFTP() bool {
	return slices.ContainsFunc(l.first.Outside, func(s Stretch) bool { return s.Protocol == prelude.FTP.String() }) && len(l.second.Outside) == 0
}

var ruleResumed = schannel.Rule{
	Code:     "ems.capture.resumed",
	Title:    "The second connection resumed the session of the first",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "The second connection resumed the session of the first, by its {by}.",
	Excludes: []schannel.Code{"ems.capture.declined", "ems.capture.not_offered", "ems.capture.not_resumed", "ems.capture.resumed_unknown"},
}

var ruleDeclined = schannel.Rule{
	Code:     "ems.capture.declined",
	Title:    "The server did not resume the session that it was offered",
	Severity: schannel.Warning,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "The second connection offers the session of the first by its {by}, and the server does not resume it.",
	Excludes: []schannel.Code{"ems.capture.not_offered", "ems.capture.not_resumed", "ems.capture.resumed_unknown"},
}

var ruleNotOffered = schannel.Rule{
	Code:     "ems.capture.not_offered",
	Title:    "The second connection does not offer the session of the first",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.2"}},
	Message:  "The ClientHello of the second connection offers no session, or another one than that of the first.",
	Excludes: []schannel.Code{"ems.capture.not_resumed", "ems.capture.resumed_unknown"},
}

var ruleNotResumed = schannel.Rule{
	Code:     "ems.capture.not_resumed",
	Title:    "The second connection resumed nothing",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "The second connection resumed no session; whether it offered that of the first was not captured.",
	Excludes: []schannel.Code{"ems.capture.resumed_unknown"},
}

var ruleResumedUnknown = schannel.Rule{
	Code:     "ems.capture.resumed_unknown",
	Title:    "The captures do not show whether the session was resumed",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "It was not captured whether the second connection resumed the session of the first.",
}

var ruleFTPReuse = schannel.Rule{
	Code:     "ems.capture.ftp_reuse",
	Title:    "A data connection of FTP does not resume the session of its control connection",
	Severity: schannel.Warning,
	Evidence: schannel.Reported,
	Sources: []schannel.Source{
		{Document: "KB4528489", Section: "Advanced information for administrators, item 3"},
		{Document: "proftpd/proftpd#1175"},
		{Document: "robinrodricks/FluentFTP#236"},
	},
	Message: "The data connection does not resume the session of the control connection: a server that demands it refuses the transfer.",
}
