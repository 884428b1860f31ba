// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"math"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// Findings says which rule decides about the captured handshake, who broke one,
// and which alert ended it; or that all is well.
//
// A capture does not show whether a session that was resumed has an extended
// master secret. Pass the kind of session if it is known, or else
// [ems.NoSession]: the findings are then those of the reading that breaks fewer
// rules, and only likely where the other reading gives others. A further finding
// names what is not known, and what that reading assumes of session and server.
// That all is well is no more certain than the rest.
func (c Capture) Findings(session ems.Session) []schannel.Finding {
	var findings []schannel.Finding
	missing := c.missing()
	if answer := append(c.refusal(session), c.clearAnswer()...); len(answer) > 0 {
		findings, missing = answer, nil // there is no ServerHello that the capture could lack
	} else if len(missing) > 0 {
		findings = append(findings, schannel.NewFinding(ruleIncomplete,
			schannel.Basis{Certainty: schannel.InsufficientData, Missing: missing}, handshakeSubject))
		findings = append(findings, c.due(session)...)
	} else {
		findings = c.verdict(session)
	}
	findings = append(findings, c.alertFindings(findings)...)
	findings = append(findings, c.unfinishedFindings(findings)...)
	findings = append(findings, c.gapFindings()...)
	failed := slices.ContainsFunc(findings, func(f schannel.Finding) bool { return f.Severity == schannel.Failure })
	if failed || len(missing) > 0 {
		return findings
	}
	well := schannel.Basis{Certainty: schannel.Certain, Premises: findings[:1:1]}
	return append(findings, schannel.NewFinding(ruleWell, well, handshakeSubject))
}

var handshakeSubject = schannel.Subject{Kind: "handshake", Index: -1, Offset: schannel.NoOffset}

// What a verdict may lack.
var (
	missingAfterHello  = schannel.Phrase{Code: "ems.capture.missing.after_hello", Text: "what the server sends after its ServerHello"}
	missingBeginning   = schannel.Phrase{Code: "ems.capture.missing.beginning", Text: "the beginning of the connection: the stream of the {side} begins later"}
	missingClientHello = schannel.Phrase{Code: "ems.capture.missing.client_hello", Text: "ClientHello"}
	missingDirections  = schannel.Phrase{Code: "ems.capture.missing.directions", Text: "the two directions of one connection: only one of the streams shows a full handshake"}
	missingGap         = schannel.Phrase{Code: "ems.capture.missing.gap", Text: "the bytes that the stream of the {side} lacks"}
	missingReason      = schannel.Phrase{Code: "ems.capture.missing.reason", Text: "the reason of the server, which its own log may tell"}
	missingServerHello = schannel.Phrase{Code: "ems.capture.missing.server_hello", Text: "ServerHello"}
	missingSession     = schannel.Phrase{Code: "ems.capture.missing.session", Text: "whether the session is an extended one"}
	missingVersion     = schannel.Phrase{Code: "ems.capture.missing.version", Text: "a version that is known here"}
)

// missing names what a verdict needs and the capture lacks.
func (c Capture) missing() []schannel.Phrase {
	var missing []schannel.Phrase
	if !c.ClientHello.Seen {
		missing = append(missing, missingClientHello)
	}
	switch {
	case c.ServerHello.Seen:
	case c.refused():
		missing = append(missing, missingReason) // there is no ServerHello
	default:
		missing = append(missing, missingServerHello)
	}
	for _, side := range c.Late {
		if side == ems.Client && !c.ClientHello.Seen || side == ems.Server && !c.ServerHello.Seen {
			missing = append(missing, missingBeginning.With(schannel.Word("side", side)))
		}
	}
	for _, side := range [...]ems.Side{ems.Client, ems.Server} {
		if len(missing) > 0 && c.gapBefore(side, math.MaxInt) {
			missing = append(missing, missingGap.With(schannel.Word("side", side)))
		}
	}
	switch {
	case len(missing) > 0:
	case !decides(c.Version):
		missing = append(missing, missingVersion)
	case c.contradicts():
		missing = append(missing, missingDirections)
	case c.Handshake == UnknownHandshake:
		missing = append(missing, missingAfterHello)
	}
	return missing
}

// decides reports whether there are rules for a version.
func decides(version schannel.TLSVersion) bool {
	d := ems.Policy{}.Server(ems.Handshake{Version: ruled(version), Attempt: ems.Full})
	return d.Action != ems.ActionUnspecified
}

func isTLS13(version schannel.TLSVersion) bool { return tlswire.IsTLS13(version) }

// ruled returns the version by whose rules a version is judged: drafts of TLS
// 1.3 are like it in what counts here.
func ruled(version schannel.TLSVersion) schannel.TLSVersion {
	if isTLS13(version) && !version.IsDTLS() {
		return schannel.TLS13
	}
	return version
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
	side   ems.Side
	deed   schannel.Code // the rule of this package that states it
	clause schannel.Code // the rule of package ems that it is against
}

func (r reading) cost() int {
	if r.unforced {
		return len(r.breaches) + 1
	}
	return len(r.breaches)
}

// verdict needs both hellos and the kind of handshake.
func (c Capture) verdict(session ems.Session) []schannel.Finding {
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
	aware := c.ServerHello.EMS || slices.ContainsFunc(r.breaches, func(b breach) bool { return b.side == ems.Server })
	switch {
	case aware:
		return sessionUnknown(r.session, schannel.Yes)
	case c.ClientHello.EMS:
		return sessionUnknown(r.session, schannel.No)
	}
	return sessionUnknown(r.session, schannel.Unknown)
}

func sessionUnknown(session ems.Session, server schannel.Truth) schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingSession}}
	return schannel.NewFinding(ruleSessionUnknown, basis, handshakeSubject,
		schannel.Word("session", session), schannel.Word("server", server))
}

func (c Capture) read(session ems.Session) reading {
	h := ems.Handshake{
		Version: ruled(c.Version), Attempt: ems.Full, Session: session, Resumable: true,
		ClientHello: c.ClientHello.EMS, NonEmpty: c.ClientHello.EMSData > 0,
	}
	if c.Handshake == AbbreviatedHandshake {
		h.Attempt = ems.Resume
		if isTLS13(c.Version) {
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
		r.breaches = append(r.breaches, breach{ems.Client, ruleViolationData.Code, ems.CodeFullNonEmpty})
	}
	if c.ServerHello.EMSData > 0 {
		r.breaches = append(r.breaches, breach{ems.Server, ruleViolationData.Code, ems.CodeFullNonEmpty})
	}
	mayGoOn := slices.Contains(client.Allowed, h.Attempt)
	switch {
	case c.clientWentOn() && !mayGoOn:
		r.breaches = append(r.breaches, breach{ems.Client, ruleViolationWentOn.Code, client.Rule})
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
		return aware, []breach{{ems.Server, ruleViolationSent.Code, ems.Policy{}.Client(h).Rule}}
	case !c.ServerHello.EMS && slices.Contains(unaware.Allowed, h.Attempt):
		return aware, nil
	case !slices.Contains(aware.Allowed, h.Attempt):
		return aware, []breach{{ems.Server, ruleViolationWentOn.Code, aware.Rule}}
	case c.ServerHello.EMS != echo:
		return aware, []breach{{ems.Server, ruleViolationLeftOut.Code, aware.Rule}}
	}
	return aware, nil
}

// clientWentOn reports whether the client accepted the ServerHello.
func (c Capture) clientWentOn() bool { return c.ClientKeyExchange || c.ClientFinished }

func (c Capture) abortedBy(side ems.Side) bool {
	return slices.ContainsFunc(c.Alerts, func(a SentAlert) bool { return a.Sender == side && a.Fatal && !a.BehindGap })
}

// findings states the clause that decides, and who broke which. A breach of
// another clause does not follow from the one that decides.
func (r reading) findings(certainty schannel.Certainty) []schannel.Finding {
	basis := schannel.Basis{Certainty: certainty}
	decides := ems.NewFinding(r.rule, basis, handshakeSubject)
	findings := []schannel.Finding{decides}
	for _, b := range r.breaches {
		against := ems.NewFinding(b.clause, basis, handshakeSubject)
		breach := basis
		if b.clause == r.rule {
			breach.Premises = []schannel.Finding{decides}
		}
		clause := against.Sources[0]
		if b.deed == ruleViolationData.Code {
			clause = ruleViolationData.Sources[0] // that of the rule says what the other end does about it
		}
		findings = append(findings, schannel.NewFinding(violation(b.deed), breach, schannel.Whole(b.side.String()),
			schannel.Word("side", b.side), schannel.Text("clause", clause.String())))
	}
	return findings
}

func violation(deed schannel.Code) schannel.Rule {
	for _, rule := range [...]*schannel.Rule{&ruleViolationData, &ruleViolationSent, &ruleViolationLeftOut} {
		if rule.Code == deed {
			return *rule
		}
	}
	return ruleViolationWentOn
}

// alertFindings explains the fatal alerts that can be read; a stream has at
// most one. Of the findings before them, those that are certain and make an end
// send such an alert are its reason.
func (c Capture) alertFindings(before []schannel.Finding) []schannel.Finding {
	var findings []schannel.Finding
	for _, a := range c.Alerts {
		if !a.Fatal || a.Encrypted {
			continue
		}
		subject := schannel.Subject{Kind: "stream", Index: -1, Offset: a.Offset, Name: a.Sender.String()}
		args := []schannel.Arg{
			schannel.Word("side", a.Sender), schannel.Word("alert", a.Alert), schannel.Number("number", int(a.Alert.Number())),
		}
		var reasons []schannel.Code
		if !a.BehindGap {
			reasons = c.reasons(a)
		}
		basis := schannel.Basis{Certainty: schannel.Certain}
		for _, f := range before {
			if f.Certainty == schannel.Certain && slices.Contains(reasons, f.Code) {
				basis.Premises = append(basis.Premises, f)
			}
		}
		aborted := schannel.NewFinding(ruleAborted, basis, subject, args...)
		findings = append(findings, aborted)
		// RFC 5246, Section 7.2.2: the first record under the new keys, which
		// is the other end's Finished, does not decrypt.
		if a.Alert == ems.BadRecordMAC && c.finished(a.Sender.Other()) && !a.BehindGap {
			differ := schannel.Basis{Certainty: schannel.Likely, Premises: []schannel.Finding{aborted}}
			findings = append(findings, schannel.NewFinding(ruleKeysDiffer, differ, subject, args...))
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
		Version: ruled(c.Version), Attempt: ems.Full, Resumable: true,
		ClientHello: c.ClientHello.EMS,
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
		h = c.offer()
	default:
		return nil
	}
	var codes []schannel.Code
	for _, policy := range [...]ems.Policy{{}, {Require: true}} {
		for _, h.Session = range [...]ems.Session{ems.NoSession, ems.ExtendedSession, ems.LegacySession} {
			if d := decide(policy, h); d.Action == ems.Abort && slices.Contains(d.Alerts, a.Alert) {
				codes = append(codes, d.Rule)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

var ruleAborted = schannel.Rule{
	Code:     "ems.capture.aborted",
	Title:    "A fatal alert ended the handshake",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The {side} sent the fatal alert {alert} ({number}).",
	CausedBy: []schannel.Code{
		ems.CodeFullLegacyClient, ems.CodeFullLegacyServer, ems.CodeFullNonEmpty, ems.CodeFullUnsolicited,
		ems.CodeResumeAcceptedDowngrade, ems.CodeResumeAcceptedLegacy, ems.CodeResumeAcceptedUpgrade,
		ems.CodeResumeDowngrade, ems.CodeResumeLegacy,
		ems.CodeVersionSSL30, ems.CodeVersionTLS13Extension, ems.CodeVersionTLS13Unsolicited,
	},
}

var ruleIncomplete = schannel.Rule{
	Code:     "ems.capture.incomplete",
	Title:    "The capture does not show enough for a verdict",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.3"}},
	Message:  "The capture lacks a message on which the verdict rests.",
}

var ruleKeysDiffer = schannel.Rule{
	Code:     "ems.capture.keys_differ",
	Title:    "The two ends have different keys",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The {side} could not decrypt the first record under the new keys, the Finished of the other end ({alert}, {number}): the master secrets differ, or the record was changed on its way.",
}

var ruleSessionUnknown = schannel.Rule{
	Code:     "ems.capture.session_unknown",
	Title:    "The verdict depends on the session that was resumed",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}},
	Message:  "A capture does not show what kind of session was resumed; this verdict assumes one of kind {session}. The server has the extension: {server}.",
}

var ruleWell = schannel.Rule{
	Code:     "ems.capture.well",
	Title:    "No rule was broken",
	Severity: schannel.Info,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "The capture shows nothing that RFC 7627 does not allow.",
	Excludes: []schannel.Code{"ems.capture.incomplete"},
}

var ruleViolationData = schannel.Rule{
	Code:     "ems.capture.violation.data",
	Title:    "One end put data into the extension",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5.1"}},
	Message:  "The {side} put data into the extension, against {clause}.",
}

var ruleViolationLeftOut = schannel.Rule{
	Code:     "ems.capture.violation.left_out",
	Title:    "A server left the extension out",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "The {side} left the extension out, against {clause}.",
}

var ruleViolationSent = schannel.Rule{
	Code:     "ems.capture.violation.sent",
	Excludes: []schannel.Code{"ems.capture.violation.left_out"},
	Title:    "A server sent the extension where it must not",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "The {side} sent the extension, against {clause}.",
}

var ruleViolationWentOn = schannel.Rule{
	Code:     "ems.capture.violation.went_on",
	Title:    "One end went on with a handshake that it had to end",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 7627", Section: "Section 5"}},
	Message:  "The {side} went on with the handshake, against {clause}.",
}
