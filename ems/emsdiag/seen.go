// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/symptom"
)

// seen is what all symptoms of a failure say together.
type seen struct {
	received      ems.Alert // from the other end; 0 if none is known
	sent          ems.Alert // by this end
	alertReceived bool      // the event for it was logged, whatever the alert
	alertSent     bool
	undirected    bool // the alert in received was seen, and not who sent it
	status        winhost.Status
	timedOut      bool
	reset         bool
	failed        bool   // a text says that the handshake failed, and no more
	ftp           bool   // the text of a server that wants its data connections resumed
	server        string // which FTP server that is, if it is known
	noSuite       bool   // no cipher suite is common to both ends
	suiteEvent    bool   // and that is what the event for it says
	differs       bool   // the other end says that it found session and hello to differ
	demands       bool   // the other end says that it wants the extension
}

// with adds what a row says.
func (s seen) with(one sight) seen {
	switch {
	case one.event == winhost.EventNoSuite:
		s.noSuite, s.suiteEvent = true, true
	case one.event == winhost.EventAlertSent:
		s.alertSent, s.sent = true, cmp.Or(one.alert, s.sent)
	case one.event == winhost.EventAlertReceived:
		s.alertReceived, s.received, s.undirected = true, cmp.Or(one.alert, s.received), false
	case one.alert != 0 && s.alertReceived:
		s.received = cmp.Or(s.received, one.alert)
	case one.alert != 0:
		s.undirected, s.received = true, one.alert
	}
	s.status = cmp.Or(one.status, s.status)
	s.timedOut = s.timedOut || one.timedOut
	s.reset = s.reset || one.reset
	s.failed = s.failed || one.failed
	s.ftp = s.ftp || one.ftp
	s.differs, s.demands = s.differs || one.differs, s.demands || one.demands
	s.noSuite = s.noSuite || one.noSuite
	s.server = cmp.Or(s.server, one.server)
	return s
}

// settled is s where the alert of which nobody says who sent it is the one that
// this end sent.
func (s seen) settled() seen {
	if s.undirected && s.alertSent {
		s.sent, s.received, s.undirected = cmp.Or(s.sent, s.received), 0, false
	}
	return s
}

// telling tells whether something was seen that speaks for or against a cause.
func (s seen) telling() bool {
	return s.alerted() || s.timedOut || s.reset || s.failed || s.ftp || s.noSuite || s.status != 0 || s.differs || s.demands
}

// alerted tells whether an alert was seen, or the event of one.
func (s seen) alerted() bool { return s.alertReceived || s.alertSent || s.undirected }

// silent tells whether nothing names an alert, not even in its general form.
func (s seen) silent() bool { return !s.alerted() && s.status == 0 }

// failedOnly tells whether no more is known than that the handshake failed.
func (s seen) failedOnly() bool { return s.failed && s.silent() && !s.reset && !s.timedOut }

// missingCode tells whether there was an alert and nothing says which.
func (s seen) missingCode() bool {
	return s.alertSent && s.sent == 0 || s.alertReceived && s.received == 0 && s.status == 0
}

// codeOnly tells whether nothing but an error code speaks of an alert. Schannel
// returns the same codes for faults of its own end, with no alert on the way.
func (s seen) codeOnly() bool { return s.status != 0 && !s.alerted() }

// may tells whether the other end may have sent the alert: it is the one that
// was logged, or nothing was logged and the SSPI code is that of the alert, or
// nothing is known at all.
func (s seen) may(alerts ...ems.Alert) bool {
	switch {
	case s.received != 0:
		return slices.Contains(alerts, s.received)
	case s.alertSent && !s.alertReceived:
		return false
	case s.status != 0:
		return slices.ContainsFunc(alerts, func(a ems.Alert) bool { return winhost.StatusOf(a) == s.status })
	}
	return true
}

// maySend tells whether this end may have sent the alert.
func (s seen) maySend(alerts ...ems.Alert) bool {
	return s.alertSent && (s.sent == 0 || slices.Contains(alerts, s.sent))
}

// keysDiffer tells whether a record arrived that did not decrypt, at either
// end: bad_record_mac (RFC 5246, Section 7.2.2).
func (s seen) keysDiffer() bool { return s.received == ems.BadRecordMAC || s.sent == ems.BadRecordMAC }

// transcriptsDiffer tells whether an end found the Finished message to be wrong,
// or a signature: decrypt_error (RFC 5246, Section 7.2.2).
func (s seen) transcriptsDiffer() bool {
	return s.received == ems.DecryptError || s.sent == ems.DecryptError
}

// general tells whether the alert is the most general one there is.
func (s seen) general() bool {
	return s.received == ems.HandshakeFailure || s.sent == ems.HandshakeFailure
}

// findings states what the symptoms say by themselves.
func (s seen) findings(subject schannel.Subject) []schannel.Finding {
	var findings []schannel.Finding
	certain := schannel.Basis{Certainty: schannel.Certain}
	if s.suiteEvent {
		findings = append(findings, schannel.NewFinding(ruleEventOther, certain, subject, schannel.Number("event", winhost.EventNoSuite)))
	}
	var alerts []schannel.Finding
	if s.received != 0 {
		rule := ruleAlertReceived
		if s.undirected {
			rule = ruleAlertSeen
		}
		alerts = append(alerts, schannel.NewFinding(rule, certain, subject, alertArgs(s.received)...))
	}
	if s.sent != 0 {
		alerts = append(alerts, schannel.NewFinding(ruleAlertSent, certain, subject, alertArgs(s.sent)...))
	}
	findings = append(findings, alerts...)
	if s.status != 0 {
		findings = append(findings, s.statusFinding(subject))
	}
	if s.keysDiffer() {
		premises := slices.DeleteFunc(slices.Clone(alerts), func(f schannel.Finding) bool { return f.Args[0].Value != "20" })
		basis := schannel.Basis{Certainty: schannel.Likely, Premises: premises}
		findings = append(findings, schannel.NewFinding(ruleKeysDiffer, basis, subject))
	}
	return findings
}

// otherSymptoms counts the rows that mean something and are not known.
func otherSymptoms(rows []symptom.Row, taken symptom.Taken) []schannel.Finding {
	unknown := slices.Collect(symptom.Untaken(rows, taken))
	if len(unknown) == 0 {
		return nil
	}
	f := schannel.NewFinding(ruleSymptomUnknown, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("unknown_symptoms"), schannel.Number("count", len(unknown)))
	f.Items = firstOf(unknown)
	return []schannel.Finding{f}
}

func alertArgs(a ems.Alert) []schannel.Arg {
	return []schannel.Arg{schannel.Number("number", int(a.Number())), schannel.Word("alert", a)}
}

// alertsOf names the alerts for which Schannel returns the code, of those that
// have a name.
func alertsOf(s winhost.Status) []string {
	var alerts []string
	for number := range 256 {
		if a := ems.AlertOf(uint8(number)); a.String()[0] != '0' && winhost.StatusOf(a) == s {
			alerts = append(alerts, a.String())
		}
	}
	return alerts
}

// statusFinding says what the code may stand for.
func (s seen) statusFinding(subject schannel.Subject) schannel.Finding {
	certain := schannel.Basis{Certainty: schannel.Certain}
	code := schannel.Word("code", s.status)
	alerts := alertsOf(s.status)
	if len(alerts) == 0 {
		return schannel.NewFinding(ruleStatusOther, certain, subject, code)
	}
	return schannel.NewFinding(ruleStatusAlerts, certain, subject, code, schannel.Text("alerts", strings.Join(alerts, ", ")))
}

var ruleAlertReceived = schannel.Rule{
	Code:     "ems.windows.alert.received",
	Title:    "The other end ended the connection with an alert",
	Severity: schannel.Failure,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Schannel events", Section: "Event ID 36887"}, {Document: "Schannel error codes"}},
	Message:  "The other end sent the fatal alert {alert} ({number}).",
}

var ruleAlertSeen = schannel.Rule{
	Code:     "ems.windows.alert.seen",
	Title:    "An alert was seen",
	Severity: schannel.Failure,
	Evidence: schannel.Specified,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}},
	Message:  "The fatal alert {alert} ({number}) was seen; which end sent it is not said.",
	Excludes: []schannel.Code{"ems.windows.alert.received"},
}

var ruleAlertSent = schannel.Rule{
	Code:     "ems.windows.alert.sent",
	Title:    "This end ended the connection with an alert",
	Severity: schannel.Failure,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Schannel events", Section: "Event ID 36888"}},
	Message:  "This end sent the fatal alert {alert} ({number}).",
}

var ruleEventOther = schannel.Rule{
	Code:     "ems.windows.event.other",
	Title:    "The event reports no alert",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Schannel events"}},
	Message:  "Event {event} reports no alert, but that the two ends have no cipher suite in common.",
}

var ruleKeysDiffer = schannel.Rule{
	Code:     "ems.windows.keys.differ",
	Title:    "The keys of the two ends differ",
	Severity: schannel.Failure,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "RFC 5246", Section: "Section 7.2.2"}, {Document: "TLS handshake failing, 36888"}},
	Message:  "A record did not decrypt: the two ends derived different keys.",
}

var ruleStatusAlerts = schannel.Rule{
	Code:     "ems.windows.status.alerts",
	Title:    "The code may stand for an alert of the other end",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Schannel error codes"}, {Document: "dotnet/MQTTnet#1095"}, {Document: "curl/curl#5488"}},
	Message:  "{code} is what Schannel returns after one of these alerts: {alerts}. It also returns it for faults of its own end, with no alert on the wire.",
	Excludes: []schannel.Code{"ems.windows.status.other"},
}

var ruleStatusOther = schannel.Rule{
	Code:     "ems.windows.status.other",
	Title:    "The code stands for no alert",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "Schannel error codes"}},
	Message:  "{code} is not what Schannel returns after an alert.",
}

var ruleSymptomUnknown = schannel.Rule{
	Code:     CodeSymptomUnknown,
	Title:    "Symptoms that are not recognised",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Symptoms"}, {Document: "Schannel events"}},
	Message:  "{count} of the symptoms are not recognised: nothing is concluded from them.",
}
