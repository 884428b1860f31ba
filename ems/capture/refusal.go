// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capture

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/internal/prelude"
)

// refused reports whether the server ended the handshake at the ClientHello:
// then there is no ServerHello that the capture could lack.
func (c Capture) refused() bool {
	return c.ClientHello.Seen && !c.ServerHello.Seen && !slices.Contains(c.Late, ems.Server) && c.abortedBy(ems.Server) && !c.gapBefore(ems.Server, 0)
}

// offer is the handshake that the ClientHello asks for, as a server sees it
// that chooses no TLS 1.3.
func (c Capture) offer() ems.Handshake {
	h := ems.Handshake{
		Version: c.ClientHello.Version, Attempt: ems.Full, Resumable: true,
		ClientHello: c.ClientHello.EMS, NonEmpty: c.ClientHello.EMSData > 0,
	}
	switch {
	case h.Version.IsDTLS():
		h.Version = max(h.Version, schannel.DTLS12) // they count down
	default:
		h.Version = min(h.Version, schannel.TLS12)
	}
	if c.ClientHello.OffersSession() == schannel.Yes {
		h.Attempt = ems.Resume
	}
	return h
}

// refusal explains a server that ended the handshake at the ClientHello by a
// clause that makes it do so; nil if none does. Which session was offered can
// be concluded from the alert, if it is not known, and only likely so: another
// cause may have the same alert.
func (c Capture) refusal(session ems.Session) []schannel.Finding {
	if !c.refused() {
		return nil
	}
	h := c.offer()
	if d := (ems.Policy{}).Server(h); d.Rule == ems.CodeFullNonEmpty {
		// That it has data is seen, whatever the reason of the server was.
		return reading{rule: d.Rule, breaches: []breach{{ems.Client, ruleViolationData.Code, d.Rule}}}.findings(schannel.Certain)
	}
	basis := schannel.Basis{Certainty: schannel.Certain}
	h.Session = session
	known := session == ems.ExtendedSession || session == ems.LegacySession
	if !known {
		basis.Certainty = schannel.Likely
		h.Session = ems.ExtendedSession
	}
	d := ems.Policy{}.Server(h)
	alert := c.alertOf(ems.Server)
	conforms := slices.Contains(d.Alerts, alert)
	switch {
	case d.Action != ems.Abort:
		return nil
	case known && d.Level == ems.Must: // whatever the alert, it had to end the handshake
	case d.Rule == ems.CodeResumeDowngrade && slices.Contains(downgradeAlerts[:], alert):
		basis.Evidence = schannel.Implemented
	case !conforms:
		return nil
	}
	if d.Level != ems.Must {
		basis.Certainty = schannel.Likely // a server may also go on
	}
	findings := []schannel.Finding{ems.NewFinding(d.Rule, basis, handshakeSubject)}
	if !known && dependsOnSession(h) {
		findings = append(findings, sessionUnknown(h.Session, schannel.Yes))
	}
	return findings
}

// downgradeAlerts are what stacks send instead of handshake_failure to a client
// that offers an extended session without the extension: OpenSSL before 2026
// (ssl/ssl_sess.c; openssl/openssl#29706) and rustls the first, s2n-tls the
// second.
var downgradeAlerts = [...]ems.Alert{ems.IllegalParameter, ems.MissingExtension}

// due tells of a server that has to end the handshake, and of whose answer
// nothing was captured: some close without an alert.
func (c Capture) due(session ems.Session) []schannel.Finding {
	h := c.offer()
	h.Session = session
	d := ems.Policy{}.Server(h)
	if c.ServerHello.Seen || d.Action != ems.Abort || d.Level != ems.Must {
		return nil
	}
	return []schannel.Finding{ems.NewFinding(d.Rule, schannel.Basis{Certainty: schannel.Certain}, handshakeSubject)}
}

// dependsOnSession reports whether another kind of session is another case.
func dependsOnSession(h ems.Handshake) bool {
	var rules [2]schannel.Code
	for i, kind := range [...]ems.Session{ems.ExtendedSession, ems.LegacySession} {
		h.Session = kind
		rules[i] = ems.Policy{}.Server(h).Rule
	}
	return rules[0] != rules[1]
}

// FatalAlert returns the alert that ended the handshake: the first one that is
// fatal and can be read, unless bytes are missing before it.
func (c Capture) FatalAlert() (alert SentAlert, found bool) {
	i := slices.IndexFunc(c.Alerts, func(a SentAlert) bool { return a.Fatal && !a.BehindGap })
	if i < 0 {
		return SentAlert{}, false
	}
	return c.Alerts[i], true
}

// alertOf returns the fatal alert of a side, or none.
func (c Capture) alertOf(side ems.Side) ems.Alert {
	for _, a := range c.Alerts {
		if a.Sender == side && a.Fatal && !a.BehindGap {
			return a.Alert
		}
	}
	return ems.NoAlert
}

// clearAnswer tells of a server that answers a ClientHello with bytes that are
// no TLS.
func (c Capture) clearAnswer() []schannel.Finding {
	if !c.ClientHello.Seen || c.ServerHello.Seen || c.refused() || slices.Contains(c.Late, ems.Server) {
		return nil // TLS follows what is none: the stream begins within a record
	}
	for _, s := range c.Outside {
		if s.Sender != ems.Server || !c.answers(s) || c.gapBefore(ems.Server, s.Offset) {
			continue
		}
		subject := schannel.Subject{Kind: "stream", Index: -1, Offset: s.Offset, Name: s.Sender.String()}
		return []schannel.Finding{schannel.NewFinding(ruleClearAnswer, schannel.Basis{Certainty: schannel.Certain}, subject,
			schannel.Text("protocol", s.Protocol))}
	}
	return nil
}

// answers reports whether a stretch of the server stands where its TLS would
// be: it is no dialogue that leads to TLS, or the client sends none.
func (c Capture) answers(s Stretch) bool {
	var p prelude.Protocol
	_ = p.UnmarshalText([]byte(s.Protocol)) // of one that nobody here knows: unknown
	if !p.LeadsToTLS() {
		return true
	}
	return !slices.ContainsFunc(c.Outside, func(o Stretch) bool { return o.Sender == ems.Client })
}

var ruleClearAnswer = schannel.Rule{
	Code:     "ems.capture.clear_answer",
	Title:    "The server answered a ClientHello in clear",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.4.1.3"}},
	Excludes: []schannel.Code{"ems.capture.incomplete", "ems.capture.well"},
	Message:  "The server answered the ClientHello with bytes that are not TLS; they look like this protocol: {protocol}.",
}
