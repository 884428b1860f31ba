// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// Symptom is one thing that was seen when a connection failed, on the end that
// runs Windows. Fields that were not seen stay zero.
type Symptom struct {
	Event    int            `json:"event"`     // ID of an event of source Schannel in the System log: 36887 (alert received) or 36888 (alert generated)
	Alert    ems.Alert      `json:"alert"`     // the alert code that it names
	Status   winhost.Status `json:"status"`    // the error code that SSPI or the application gave
	Text     string         `json:"text"`      // the text of an event or an error message; what it says need not be repeated in other fields
	TimedOut bool           `json:"timed_out"` // the connection attempt ran into a time-out
	Reset    bool           `json:"reset"`     // the other end closed or reset the connection, and no alert is known of
}

// What the articles and their readers quote, in lower case: if a text holds
// the phrase, it says what the symptom says. Phrases that end where a number
// follows give the alert.
var phrases = [...]struct {
	phrase  string
	symptom Symptom
	alert   bool // the alert's number follows
	failed  bool // the handshake failed, for whatever reason
}{
	{phrase: "fatal alert was received from the remote endpoint", symptom: Symptom{Event: winhost.EventAlertReceived}},
	{phrase: "リモート エンドポイントから致命的な警告を受け取りました", symptom: Symptom{Event: winhost.EventAlertReceived}},
	{phrase: "fatal alert was generated", symptom: Symptom{Event: winhost.EventAlertSent}},
	{phrase: "defined fatal alert code is", alert: true},
	{phrase: "defined fatal error code is", alert: true},
	{phrase: "alert was generated:", alert: true},
	{phrase: "致命的な警告のコードは", alert: true},
	{phrase: "forcibly closed by the remote host", symptom: Symptom{Reset: true}},
	{phrase: "timed out", symptom: Symptom{TimedOut: true}},
	{phrase: "タイムアウト", symptom: Symptom{TimedOut: true}},
	{phrase: "could not create ssl/tls secure channel", failed: true},
	{phrase: "ssl/tls のセキュリティで保護されたチャネルを作成できませんでした", failed: true},
}

// Texts that belong to one cause alone.
const (
	phraseFTP = "tls session of data connection" // what FileZilla Server answers
)

// read returns s with what its text says put in where nothing else was, and
// whether the text says that the handshake failed.
func (s Symptom) read() (read Symptom, failed bool) {
	text := strings.ToLower(s.Text)
	for _, p := range phrases {
		_, after, found := strings.Cut(text, p.phrase)
		if !found {
			continue
		}
		if s.Event == 0 {
			s.Event = p.symptom.Event
		}
		if p.alert && s.Alert == 0 {
			s.Alert = leadingNumber(after)
		}
		s.Reset = s.Reset || p.symptom.Reset
		s.TimedOut = s.TimedOut || p.symptom.TimedOut
		failed = failed || p.failed
	}
	if s.Status == 0 {
		s.Status = securityStatus(text)
	}
	return s, failed
}

// isFTP tells whether the text is what a server answers that wants its data
// connections resumed.
func (s Symptom) isFTP() bool { return strings.Contains(strings.ToLower(s.Text), phraseFTP) }

// unread tells whether there is a text of which nothing is understood.
func (s Symptom) unread() bool {
	alone := Symptom{Text: s.Text}
	read, failed := alone.read()
	return s.Text != "" && read == alone && !failed && !s.isFTP()
}

// leadingNumber reads the alert number that text begins with.
func leadingNumber(text string) ems.Alert {
	text = strings.TrimLeft(text, " :")
	end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(text)
	}
	number, err := strconv.ParseUint(text[:end], 10, 8)
	if err != nil {
		return 0
	}
	return ems.Alert(number)
}

// securityStatus finds the name of a status in a text in lower case, or the
// first code of the security facility: 0x8009 and four digits more.
func securityStatus(text string) winhost.Status {
	for known := range winhost.Statuses() {
		if strings.Contains(text, strings.ToLower(known.String())) {
			return known
		}
	}
	const prefix = "0x8009"
	for {
		_, after, found := strings.Cut(text, prefix)
		if !found {
			return 0
		}
		if len(after) >= 4 {
			if low, err := strconv.ParseUint(after[:4], 16, 16); err == nil {
				return winhost.Status(0x80090000 | uint32(low))
			}
		}
		text = after
	}
}

// seen is what all symptoms of an incident say together.
type seen struct {
	received      ems.Alert // from the other end; 0 if none is known
	sent          ems.Alert // by this end
	alertReceived bool      // the event for it was logged, whatever the alert
	alertSent     bool
	status        winhost.Status
	timedOut      bool
	reset         bool
	failed        bool // a text says that the handshake failed, and no more
	ftp           bool // the text of a server that wants its data connections resumed
	unread        bool // there is a text of which nothing is understood
	other         int  // an event that tells of no alert
}

func look(symptoms []Symptom) (seen, error) {
	var s seen
	for i, symptom := range symptoms {
		s.unread = s.unread || symptom.unread()
		symptom, failed := symptom.read()
		if s.differs(symptom) {
			return seen{}, malformed(codeSymptomsDiffer, fmt.Sprintf("symptoms[%d]", i), errors.New("another alert or error code than before: not one and the same failure"))
		}
		switch {
		case symptom.Event != 0 && symptom.Event != winhost.EventAlertReceived && symptom.Event != winhost.EventAlertSent:
			s.other = symptom.Event
			continue
		case symptom.Event == winhost.EventAlertSent:
			s.alertSent, s.sent = true, cmp.Or(symptom.Alert, s.sent)
		case symptom.Event == winhost.EventAlertReceived || symptom.Alert != 0:
			s.alertReceived, s.received = true, cmp.Or(symptom.Alert, s.received)
		}
		s.status = cmp.Or(symptom.Status, s.status)
		s.timedOut = s.timedOut || symptom.TimedOut
		s.reset = s.reset || symptom.Reset
		s.failed = s.failed || failed
		s.ftp = s.ftp || symptom.isFTP()
	}
	return s, nil
}

// differs tells whether the symptom names another alert or code than those
// before it.
func (s seen) differs(symptom Symptom) bool {
	before := s.received
	if symptom.Event == winhost.EventAlertSent {
		before = s.sent
	}
	return before != 0 && symptom.Alert != 0 && symptom.Alert != before ||
		s.status != 0 && symptom.Status != 0 && symptom.Status != s.status
}

// telling tells whether something was seen that speaks for or against a cause.
func (s seen) telling() bool {
	return s.alertReceived || s.alertSent || s.timedOut || s.reset || s.failed || s.ftp ||
		s.status == winhost.StatusBufferTooSmall || len(alertsOf(s.status)) > 0
}

// silent tells whether nothing names an alert, not even in its general form.
func (s seen) silent() bool { return !s.alertReceived && !s.alertSent && s.status == 0 }

// failedOnly tells whether no more is known than that the handshake failed.
func (s seen) failedOnly() bool { return s.failed && s.silent() && !s.reset && !s.timedOut }

// missingCode tells whether there was an alert and nothing says which.
func (s seen) missingCode() bool {
	return s.alertSent && s.sent == 0 || s.alertReceived && s.received == 0 && s.status == 0
}

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

// findings states what the symptoms say by themselves.
func (s seen) findings() []schannel.Finding {
	var findings []schannel.Finding
	subject := schannel.Whole("symptoms")
	if s.other != 0 {
		code := codeEventUnknown
		if s.other == winhost.EventNoSuite {
			code = codeEventOther
		}
		findings = append(findings, newFinding(code, schannel.Certain, subject, schannel.Number("event", s.other)))
	}
	if s.unread {
		findings = append(findings, newFinding(codeTextUnknown, schannel.Certain, subject))
	}
	if s.received != 0 {
		findings = append(findings, newFinding(codeAlertReceived, schannel.Certain, subject, alertArgs(s.received)...))
	}
	if s.sent != 0 {
		findings = append(findings, newFinding(codeAlertSent, schannel.Certain, subject, alertArgs(s.sent)...))
	}
	if s.status != 0 {
		findings = append(findings, s.statusFinding(subject))
	}
	if s.keysDiffer() {
		differ := newFinding(codeKeysDiffer, schannel.Likely, subject)
		differ.Because = codesOf(findings)
		findings = append(findings, differ)
	}
	return findings
}

func alertArgs(a ems.Alert) []schannel.Arg {
	return []schannel.Arg{schannel.Number("number", int(a)), schannel.Text("alert", a.String())}
}

// alertsOf names the alerts for which Schannel returns the code.
func alertsOf(s winhost.Status) []string {
	var alerts []string
	for number := range 256 {
		if a := ems.Alert(number); a.String()[0] != '0' && a != ems.CloseNotify && winhost.StatusOf(a) == s {
			alerts = append(alerts, a.String())
		}
	}
	return alerts
}

// statusFinding says what the code stands for.
func (s seen) statusFinding(subject schannel.Subject) schannel.Finding {
	code := schannel.Text("code", s.status.String())
	alerts := alertsOf(s.status)
	if len(alerts) == 0 {
		return newFinding(codeStatusOther, schannel.Certain, subject, code)
	}
	return newFinding(codeStatusAlerts, schannel.Certain, subject, code, schannel.Text("alerts", strings.Join(alerts, ", ")))
}

func codesOf(findings []schannel.Finding) []schannel.Code {
	var codes []schannel.Code
	for _, f := range findings {
		codes = append(codes, f.Code)
	}
	return codes
}
