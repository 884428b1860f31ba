// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
	"github.com/schanneltrust/schannel/internal/eventtext"
	"github.com/schanneltrust/schannel/symptom"
)

// sight is what one row says. What was not seen is zero.
type sight struct {
	event    int       // of source Schannel in the System log, or a text that says the same
	alert    ems.Alert // that the row names
	status   winhost.Status
	timedOut bool
	reset    bool   // the other end closed or reset the connection
	failed   bool   // the handshake failed, and no more is said
	differs  bool   // the other end says that it found session and hello to differ
	demands  bool   // the other end says that it wants the extension
	noSuite  bool   // a text says that the two ends have no cipher suite in common
	ftp      bool   // a server wants its data connections resumed
	server   string // which FTP server says so, as remedies name it
	taken    bool   // something of the row is known here
}

// The codes of Windows Sockets that mean what the texts mean.
const (
	socketReset    = 10054
	socketTimedOut = 10060
	channelError   = 12157 // of WinINet and WinHTTP: what no other of their codes says
)

// read says what a row means: by provider, number and data first, then by its
// text in any of the languages that are known.
func read(row symptom.Row) sight {
	var s sight
	e := row.Event
	if schannelEvent(e) {
		s.event, s.taken = e.ID, true
		s.alert = alertOf(e)
	}
	if n, ok := row.Code.Number(0); ok {
		s = s.code(row.Code.Kind, n)
	}
	for _, text := range [...]string{e.Message, row.Text} {
		text = strings.ToLower(text)
		s = s.text(unwrapped(text, " "))
		if strings.Contains(text, "\n") {
			s = s.text(unwrapped(text, "")) // what is written without blanks
		}
	}
	return s
}

// unwrapped puts the lines of a text together, as a terminal or a mail has
// wrapped them, with something in between.
func unwrapped(text, between string) string {
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		gap := between
		for word := range strings.FieldsSeq(strings.TrimLeft(line, "> \t")) {
			if b.Len() > 0 {
				b.WriteString(gap)
			}
			b.WriteString(word)
			gap = " "
		}
	}
	return b.String()
}

// schannelEvent tells whether a record is one that is read here; a person who
// names the number alone means it.
func schannelEvent(e symptom.Event) bool {
	known := e.ID == winhost.EventNoSuite || e.ID == winhost.EventAlertReceived || e.ID == winhost.EventAlertSent
	return known && (e.Provider == "" || strings.Contains(strings.ToLower(e.Provider), "schannel"))
}

// alertOf reads the alert of a record: by its name, or as the first of the
// values without one.
func alertOf(e symptom.Event) ems.Alert {
	if e.ID == winhost.EventNoSuite {
		return 0
	}
	if text, ok := e.Value("AlertDesc"); ok {
		return leadingNumber(text)
	}
	if len(e.Data) > 0 && e.Data[0].Name == "" {
		return leadingNumber(e.Data[0].Value)
	}
	return 0
}

// code adds what a code says.
func (s sight) code(kind symptom.CodeKind, number uint32) sight {
	switch status := winhost.Status(number); {
	case kind == symptom.CodeAlert && number < 256:
		s.alert, s.taken = ems.AlertOf(uint8(number)), true
	case kind != symptom.CodeStatus:
	case number&0xffff == socketReset && sockets(number):
		s.reset, s.taken = true, true
	case number&0xffff == socketTimedOut && sockets(number):
		s.timedOut, s.taken = true, true
	case number&0xffff == channelError && sockets(number):
		s.failed, s.taken = true, true
	case slices.Contains(slices.Collect(winhost.Statuses()), status):
		s.status, s.taken = status, true
	}
	return s
}

// sockets tells whether a number is a Win32 code, as it is or as an HRESULT.
func sockets(number uint32) bool { return number>>16 == 0 || number>>16 == 0x8007 }

// namedAlert reads an alert out of the message of a program, and the event that
// says the same.
func namedAlert(text string) (ems.Alert, int) {
	text = strings.ReplaceAll(text, "_", " ")
	for _, in := range introductions {
		_, after, found := strings.Cut(text, in.before)
		if !found {
			continue
		}
		if alert := alertCalled(after, in.behind); alert != ems.NoAlert {
			return alert, in.event
		}
	}
	return curlAlert(text), 0
}

// alertCalled reads the number or the name of an alert at the beginning of a
// text; of several names the longest one. A close_notify is no failure.
func alertCalled(text, behind string) ems.Alert {
	if alert := leadingNumber(text); alert != ems.NoAlert && behind == "" {
		return alert
	}
	const longest = 64
	letters := lettersOf(text[:min(len(text), longest)])
	found, length := ems.NoAlert, 0
	try := func(name string, alert ems.Alert) {
		if len(name) > length && strings.HasPrefix(letters, name+behind) {
			found, length = alert, len(name)
		}
	}
	for number := range 255 {
		alert := ems.AlertOf(uint8(number + 1))
		try(lettersOf(alert.String()), alert)
	}
	for _, other := range otherNames {
		try(other.name, other.alert)
	}
	return found
}

// lettersOf leaves out what stands between the words of a name.
func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, name)
}

// curlAlert reads an alert out of a line of curl -v, "(IN), TLS alert, " with its
// name and, in brackets, its level and number as one.
func curlAlert(text string) ems.Alert {
	const fatal = 2
	_, after, _ := strings.Cut(text, "), tls alert, ")
	_, after, _ = strings.Cut(after, "(")
	digits, _, closed := strings.Cut(after, ")")
	number, err := strconv.ParseUint(digits, 10, 16)
	if !closed || err != nil || number>>8 != fatal {
		return ems.NoAlert
	}
	return ems.AlertOf(uint8(number))
}

// opensslReason reads the reason in an error code of OpenSSL: "error:" and eight
// hexadecimal digits, of which the upper ones name the library, 20 for TLS.
// Releases before 3.0 have eight bits for the library and twelve for the reason.
func opensslReason(text string) (reason uint64, ok bool) {
	const digits = 8
	const library uint64 = 20
	_, after, found := strings.Cut(text, "error:")
	if !found || len(after) < digits {
		return 0, false
	}
	code, err := strconv.ParseUint(after[:digits], 16, 32)
	switch {
	case err != nil:
		return 0, false
	case code>>24 == library:
		return code & 0xfff, true
	case code>>23 == library:
		return code & (1<<23 - 1), true
	}
	return 0, false
}

// opensslAlert reads an alert that was received out of an error code of OpenSSL:
// its reason is 1000 and the number of the alert.
func opensslAlert(text string) ems.Alert {
	const offset = 1000
	reason, ok := opensslReason(text)
	if !ok || reason <= offset || reason > offset+255 { // close_notify is no failure
		return ems.NoAlert
	}
	return ems.AlertOf(uint8(reason - offset))
}

// text adds what a text in lower case says; what is known already stays.
func (s sight) text(text string) sight {
	for _, p := range phrases {
		if strings.Contains(text, p.phrase) {
			s = s.also(p.says)
		}
	}
	for _, c := range socketCodes {
		if hasCode(text, c.code) {
			s = s.also(c.says)
		}
	}
	if reason, ok := opensslReason(text); ok {
		for _, known := range opensslReasons {
			if known.reason == reason {
				s = s.also(known.says)
			}
		}
	}
	if event := eventIn(text); event != 0 && s.event == 0 {
		s.event, s.taken = event, true
	}
	if alert, event := s.alertIn(text); alert != ems.NoAlert && s.alert == ems.NoAlert {
		s.alert, s.event, s.taken = alert, cmp.Or(s.event, event), true
	}
	if status := securityStatus(text); status != 0 && s.status == 0 {
		s.status, s.taken = status, true
	}
	return s
}

// also adds what else is said.
func (s sight) also(says sight) sight {
	s.taken = true
	s.event, s.alert = cmp.Or(s.event, says.event), cmp.Or(s.alert, says.alert)
	s.server = cmp.Or(s.server, says.server)
	s.reset, s.timedOut = s.reset || says.reset, s.timedOut || says.timedOut
	s.failed, s.ftp = s.failed || says.failed, s.ftp || says.ftp
	s.differs, s.demands = s.differs || says.differs, s.demands || says.demands
	s.noSuite = s.noSuite || says.noSuite
	return s
}

// hasCode reports whether a number stands in a text in lower case by itself, and
// behind a word that says that it is a code.
func hasCode(text, code string) bool {
	const near = 24
	return hasNumber(text, code, func(before string) bool {
		context := before[max(0, len(before)-near):]
		return slices.ContainsFunc(codeWords[:], func(word string) bool { return strings.Contains(context, word) })
	})
}

// hasNumber reports whether a number stands in a text in lower case, no part of
// a longer one, and behind what fits.
func hasNumber(text, number string, fits func(before string) bool) bool {
	part := func(at int) bool {
		return at >= 0 && at < len(text) && strings.IndexByte("0123456789abcdefx", text[at]) >= 0
	}
	for at := 0; ; {
		next := strings.Index(text[at:], number)
		if next < 0 {
			return false
		}
		start, end := at+next, at+next+len(number)
		if !part(start-1) && !part(end) && fits(text[:start]) {
			return true
		}
		at = end
	}
}

// eventIn returns the event that a text in lower case speaks of by its number;
// zero if there is none, or more than one.
func eventIn(text string) int {
	found := 0
	for _, id := range [...]int{winhost.EventNoSuite, winhost.EventAlertReceived, winhost.EventAlertSent} {
		if !eventtext.Names(text, id) {
			continue
		}
		if found != 0 {
			return 0
		}
		found = id
	}
	return found
}

// alertIn reads an alert out of a text in lower case, and the event that says the
// same, if it tells who sent it.
func (s sight) alertIn(text string) (ems.Alert, int) {
	after := func(phrase string) ems.Alert {
		_, rest, _ := strings.Cut(text, phrase)
		return leadingNumber(rest)
	}
	for _, phrase := range alertPhrases {
		if alert := after(phrase); alert != ems.NoAlert {
			return alert, 0
		}
	}
	for _, phrase := range codePhrases {
		if alert := after(phrase); alert != ems.NoAlert && s.event != 0 && s.event != winhost.EventNoSuite {
			return alert, 0
		}
	}
	if alert, event := namedAlert(text); alert != ems.NoAlert {
		return alert, event
	}
	if s.event != 0 && s.event != winhost.EventNoSuite {
		if alert, ok := eventtext.Alert(text, s.event); ok {
			return ems.AlertOf(alert), 0
		}
	}
	return opensslAlert(text), 0
}

// leadingNumber reads the alert number that text begins with.
func leadingNumber(text string) ems.Alert {
	text = strings.TrimLeft(text, " :：、")
	end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(text)
	}
	number, err := strconv.ParseUint(text[:end], 10, 8)
	if err != nil {
		return 0
	}
	return ems.AlertOf(uint8(number))
}

// securityStatus finds the name or the number of a status in a text in lower
// case, of those that are known: in hexadecimal, or as a decimal number with a
// sign, as .NET has an HResult, or without.
func securityStatus(text string) winhost.Status {
	for known := range winhost.Statuses() {
		for _, form := range [...]string{
			strings.ToLower(known.String()), strconv.FormatUint(uint64(known), 16),
			strconv.FormatInt(int64(int32(known)), 10), strconv.FormatUint(uint64(known), 10),
		} {
			if strings.Contains(text, form) {
				return known
			}
		}
	}
	for _, t := range statusTexts {
		if strings.Contains(text, t.text) {
			return t.status
		}
	}
	return 0
}

// row is how a sight looks as a symptom, for what has one.
func (s sight) row() symptom.Row {
	switch {
	case s.event != 0:
		data := []symptom.Field{{Name: "AlertDesc", Value: strconv.Itoa(int(s.alert.Number()))}}
		return symptom.Row{Event: symptom.Event{Log: "System", Provider: "Schannel", ID: s.event, UserData: data}}
	case s.status != 0:
		return symptom.Row{Code: symptom.StatusCode(uint32(s.status))}
	case s.reset:
		return symptom.Row{Text: "An existing connection was forcibly closed by the remote host"}
	case s.timedOut:
		return symptom.Row{Text: "The operation has timed out"}
	case s.ftp:
		return symptom.Row{Text: "TLS session of data connection has not resumed or the session does not match the control connection"}
	}
	return symptom.Row{Text: "The request was aborted: Could not create SSL/TLS secure channel"}
}
