// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// What the findings about a capture are, besides the rule that decides.
const (
	codeCaptureAborted    schannel.Code = "ems.capture.aborted"
	codeCaptureIncomplete schannel.Code = "ems.capture.incomplete"
	codeCaptureKeysDiffer schannel.Code = "ems.capture.keys_differ"
	codeCaptureSession    schannel.Code = "ems.capture.session_unknown"
	codeCaptureViolation  schannel.Code = "ems.capture.violation"
	codeCaptureWell       schannel.Code = "ems.capture.well"
)

// Findings says which rule decides about the handshake in the capture, who
// broke one, and which alert ended it; or that all is well.
//
// Whether a session that was resumed has an extended master secret cannot be
// seen in a capture. Pass it if it is known, or [ems.NoSession]: then the
// findings are those of the reading in which fewer rules are broken, and only
// likely where the other one gives others. Another finding then names what is
// not known, and what the reading takes the session and the server to be. That
// all is well is no more certain than the rest.
func (c Capture) Findings(session ems.Session) []schannel.Finding {
	var findings []schannel.Finding
	if missing := c.missing(); len(missing) > 0 {
		f := newFinding(codeCaptureIncomplete, schannel.InsufficientData, handshakeSubject)
		f.Missing = missing
		findings = append(findings, f)
	} else {
		findings = c.verdict(session)
	}
	findings = append(findings, c.alertFindings()...)
	for _, f := range findings {
		if f.Severity == schannel.Failure || f.Code == codeCaptureIncomplete {
			return findings
		}
	}
	certainty := schannel.Certain
	if slices.ContainsFunc(findings, func(f schannel.Finding) bool { return f.Certainty == schannel.Likely }) {
		certainty = schannel.Likely
	}
	return append(findings, newFinding(codeCaptureWell, certainty, handshakeSubject))
}

var handshakeSubject = schannel.Subject{Kind: "handshake", Index: -1, Offset: schannel.NoOffset}

// missing names what a verdict needs and the capture lacks.
func (c Capture) missing() []string {
	var missing []string
	if !c.ClientHello.Seen {
		missing = append(missing, "ClientHello")
	}
	if !c.ServerHello.Seen {
		missing = append(missing, "ServerHello")
	}
	switch {
	case len(missing) > 0:
	case !decides(c.Version):
		missing = append(missing, "a version that is known here")
	case c.contradicts():
		missing = append(missing, "the two directions of one connection: only one of the streams shows a full handshake")
	case c.Handshake == UnknownHandshake:
		missing = append(missing, "what the server sends after its ServerHello")
	}
	return missing
}

// decides reports whether there are rules for a version.
func decides(version schannel.TLSVersion) bool {
	d := ems.Policy{}.Server(ems.Handshake{Version: version, Attempt: ems.Full})
	return d.Action != ems.ActionUnspecified
}

func isTLS13(version schannel.TLSVersion) bool {
	return version == schannel.TLS13 || version == schannel.DTLS13
}

// reading is what a capture says if the session resumed is of a certain kind.
type reading struct {
	session  ems.Session
	rule     schannel.Code // that decides
	breaches []breach
	unforced bool // the client ended the handshake and did not have to
}

// breach is what an end did against a rule.
type breach struct {
	side ems.Side
	deed string
	rule schannel.Code
}

func (r reading) cost() int {
	if r.unforced {
		return len(r.breaches) + 1
	}
	return len(r.breaches)
}

// verdict needs both hellos and the kind of handshake.
func (c Capture) verdict(session ems.Session) []schannel.Finding {
	if c.Handshake == FullHandshake || c.Version == schannel.TLS13 {
		return c.read(ems.NoSession).findings(schannel.Certain)
	}
	if session == ems.ExtendedSession || session == ems.LegacySession {
		return c.read(session).findings(schannel.Certain)
	}
	best, other := c.read(ems.ExtendedSession), c.read(ems.LegacySession)
	if other.cost() < best.cost() {
		best, other = other, best
	}
	if best.rule == other.rule && slices.Equal(best.breaches, other.breaches) {
		return best.findings(schannel.Certain)
	}
	return append(best.findings(schannel.Likely), c.sessionUnknown(best))
}

// sessionUnknown says what a reading takes for granted.
func (c Capture) sessionUnknown(r reading) schannel.Finding {
	session := "a session without the extension"
	if r.session == ems.ExtendedSession {
		session = "an extended one"
	}
	server := "a server that has the extension"
	aware := c.ServerHello.EMS || slices.ContainsFunc(r.breaches, func(b breach) bool { return b.side == ems.Server })
	switch {
	case aware:
	case c.ClientHello.EMS:
		server = "a server that does not know the extension"
	default:
		server = "a server with the extension or without it"
	}
	f := newFinding(codeCaptureSession, schannel.InsufficientData, handshakeSubject, schannel.Text("session", session), schannel.Text("server", server))
	f.Missing = []string{"whether the session is an extended one"}
	return f
}

func (c Capture) read(session ems.Session) reading {
	h := ems.Handshake{
		Version: c.Version, Attempt: ems.Full, Session: session, Resumable: true,
		ClientHello: c.ClientHello.EMS, NonEmpty: c.ClientHello.EMSData > 0,
	}
	if c.Handshake == AbbreviatedHandshake {
		h.Attempt = ems.Resume
		if c.Version == schannel.TLS13 {
			h.Session = ems.ExtendedSession // RFC 8446, Appendix D
		}
	}
	server, serverBreaches := c.readServer(h)
	h.ServerHello, h.NonEmpty = c.ServerHello.EMS, c.ServerHello.EMSData > 0
	client := ems.Policy{ResumeLegacy: true}.Client(h)
	r := reading{session: h.Session, rule: client.Rule, breaches: serverBreaches}
	if !h.ClientHello && !h.ServerHello {
		r.rule = server.Rule
	}
	if c.ClientHello.EMSData > 0 {
		r.breaches = append(r.breaches, breach{ems.Client, "put data into the extension", ems.CodeFullNonEmpty})
	}
	if c.ServerHello.EMSData > 0 {
		r.breaches = append(r.breaches, breach{ems.Server, "put data into the extension", ems.CodeFullNonEmpty})
	}
	mayGoOn := slices.Contains(client.Allowed, h.Attempt)
	switch {
	case c.clientWentOn() && !mayGoOn:
		r.breaches = append(r.breaches, breach{ems.Client, "went on with the handshake", client.Rule})
	case c.abortedBy(ems.Client) && mayGoOn:
		r.unforced = true
	}
	return r
}

// readServer returns what a server decides that supports the extension, and
// what the one in the capture did that no server may: neither one that does
// nor one that has never heard of it.
func (c Capture) readServer(h ems.Handshake) (ems.Decision, []breach) {
	aware := ems.Policy{ResumeLegacy: true}.Server(h)
	unaware := ems.Policy{ResumeLegacy: true, Disabled: true}.Server(h)
	echo := h.ClientHello && !isTLS13(h.Version) && h.Version != schannel.SSL30
	switch {
	case c.ServerHello.EMS && !echo:
		h.ServerHello = true
		return aware, []breach{{ems.Server, "sent the extension", ems.Policy{}.Client(h).Rule}}
	case !c.ServerHello.EMS && slices.Contains(unaware.Allowed, h.Attempt):
		return aware, nil
	case !slices.Contains(aware.Allowed, h.Attempt):
		return aware, []breach{{ems.Server, "went on with the handshake", aware.Rule}}
	case c.ServerHello.EMS != echo:
		return aware, []breach{{ems.Server, "left the extension out", aware.Rule}}
	}
	return aware, nil
}

// clientWentOn reports whether the client accepted the ServerHello.
func (c Capture) clientWentOn() bool { return c.clientKeyExchange || c.ClientFinished }

func (c Capture) abortedBy(side ems.Side) bool {
	return slices.ContainsFunc(c.Alerts, func(a SentAlert) bool { return a.Sender == side && a.Fatal })
}

func (r reading) findings(certainty schannel.Certainty) []schannel.Finding {
	findings := []schannel.Finding{newFinding(r.rule, certainty, handshakeSubject)}
	for _, b := range r.breaches {
		rule, _ := ems.RuleByCode(b.rule)
		findings = append(findings, because(newFinding(codeCaptureViolation, certainty, schannel.Whole(b.side.String()),
			schannel.Text("side", b.side.String()), schannel.Text("deed", b.deed),
			schannel.Text("clause", rule.Sources[0].String())), b.rule))
	}
	return findings
}

// alertFindings explains the fatal alerts that can be read.
func (c Capture) alertFindings() []schannel.Finding {
	var findings []schannel.Finding
	for _, a := range c.Alerts {
		if !a.Fatal || a.Encrypted {
			continue
		}
		subject := schannel.Subject{Kind: a.Sender.String() + " stream", Index: -1, Offset: a.Offset}
		args := []schannel.Arg{
			schannel.Text("side", a.Sender.String()), schannel.Text("alert", a.Alert.String()), schannel.Number("number", int(a.Alert)),
		}
		findings = append(findings, because(newFinding(codeCaptureAborted, schannel.Certain, subject, args...), c.reasons(a)...))
		// RFC 5246, Section 7.2.2: the first record under the new keys, which
		// is the other end's Finished, does not decrypt.
		if a.Alert == ems.BadRecordMAC && c.finished(a.Sender.Other()) {
			findings = append(findings, because(newFinding(codeCaptureKeysDiffer, schannel.Likely, subject, args...), codeCaptureAborted))
		}
	}
	return findings
}

func (c Capture) finished(side ems.Side) bool {
	return side == ems.Client && c.ClientFinished || side == ems.Server && c.ServerFinished
}

// reasons lists the rules by which an end that keeps to RFC 7627 sends such an
// alert in such a handshake.
func (c Capture) reasons(a SentAlert) []schannel.Code {
	h := ems.Handshake{
		Version: c.Version, Attempt: ems.Full, Resumable: true,
		ClientHello: c.ClientHello.EMS, NonEmpty: c.ClientHello.EMSData > 0,
	}
	decide := ems.Policy.Server
	switch {
	case a.Sender == ems.Client && c.ServerHello.Seen:
		decide = ems.Policy.Client
		h.ServerHello, h.NonEmpty = c.ServerHello.EMS, c.ServerHello.EMSData > 0
		if c.Handshake == AbbreviatedHandshake {
			h.Attempt = ems.Resume
		}
	case a.Sender == ems.Server && c.ClientHello.Seen && !c.ServerHello.Seen:
		h.Version = min(c.ClientHello.Version, schannel.TLS12)
		if c.ClientHello.TicketLen > 0 || len(c.ClientHello.SessionID) > 0 {
			h.Attempt = ems.Resume
		}
	default:
		return nil
	}
	var codes []schannel.Code
	for _, policy := range [...]ems.Policy{{}, {Require: true}} {
		for _, h.Session = range [...]ems.Session{ems.NoSession, ems.ExtendedSession, ems.LegacySession} {
			if d := decide(policy, h); d.Action == ems.Abort && d.Alert == a.Alert {
				codes = append(codes, d.Rule)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
