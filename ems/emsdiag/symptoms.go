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
	"github.com/schanneltrust/schannel/symptom"
)

// sight is what one row says. What was not seen is zero.
type sight struct {
	event    int       // of source Schannel in the System log
	alert    ems.Alert // that the row names
	status   winhost.Status
	timedOut bool
	reset    bool   // the other end closed or reset the connection
	failed   bool   // the handshake failed, and no more is said
	differs  bool   // the other end says that it found session and hello to differ
	demands  bool   // the other end says that it wants the extension
	ftp      bool   // a server wants its data connections resumed
	server   string // which FTP server says so, as remedies name it
	taken    bool   // something of the row is known here
}

// The codes of Windows Sockets that mean what the texts mean.
const (
	socketReset    = 10054
	socketTimedOut = 10060
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
		s = s.text(strings.ToLower(text))
	}
	return s
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
	case slices.Contains(slices.Collect(winhost.Statuses()), status):
		s.status, s.taken = status, true
	}
	return s
}

// sockets tells whether a number is a Win32 code, as it is or as an HRESULT.
func sockets(number uint32) bool { return number>>16 == 0 || number>>16 == 0x8007 }

// What the articles and their readers quote, in lower case: a text that holds
// the phrase says what stands beside it.
var phrases = [...]struct {
	phrase string
	says   sight
}{
	{"fatal alert was received", sight{event: winhost.EventAlertReceived}},
	{"警告を受け取り", sight{event: winhost.EventAlertReceived}},
	{"fatal alert was generated", sight{event: winhost.EventAlertSent}},
	{"警告が生成され", sight{event: winhost.EventAlertSent}},
	{"none of the cipher suites supported by the client application are supported by the server", sight{event: winhost.EventNoSuite}},
	{"forcibly closed by the remote host", sight{reset: true}},
	{"remote party has closed the transport stream", sight{reset: true}},
	{"timed out", sight{timedOut: true}},
	{"タイムアウト", sight{timedOut: true}},
	{"could not create ssl/tls secure channel", sight{failed: true}},
	{"ssl/tls のセキュリティで保護されたチャネルを作成できませんでした", sight{failed: true}},
	{"ssl/tls のセキュリティで保護されているチャネルを作成できませんでした", sight{failed: true}},
	{"未能创建 ssl/tls 安全通道", sight{failed: true}},
	{"impossibile creare un canale sicuro ssl/tls", sight{failed: true}},
	{"не удалось создать защищенный канал ssl/tls", sight{failed: true}},
	{"session supported extended_master_secret but client does not", sight{differs: true}}, // Go, which closes without an alert
	{"server resumed a session with a different ems extension", sight{differs: true}},      // Go as a client
	{"inconsistent extms", sight{differs: true}},                                           // OpenSSL
	{"ems not enabled", sight{demands: true}},                                              // OpenSSL, with the check of its FIPS provider
	{"session does not match the control connection", sight{ftp: true, server: "filezilla-server-0.9"}},
	{"tls session of data connection not resumed", sight{ftp: true, server: "filezilla-server-1"}},
	{"tls session of data connection", sight{ftp: true}},
	{"session reuse required", sight{ftp: true, server: "vsftpd"}},
	{"client did not reuse tls session", sight{ftp: true, server: "proftpd"}},
	{"client did not reuse ssl session", sight{ftp: true, server: "proftpd"}},
	{"unable to build data connection: operation not permitted", sight{ftp: true, server: "proftpd"}},
}

// alertPhrases are those behind which the number of the alert stands.
var alertPhrases = [...]string{
	"defined fatal alert code is", "defined fatal error code is", "alert was received:", "alert was generated:",
	"ssl alert number", "tls-protokoll definierten code:", "warnung empfangen:", "warnung generiert:",
	"警告のコードは", "警告のコード:", "警告コードは", "警告を受け取りました:", "警告が生成されました:",
	"received alert [", // gnutls-cli
}

// codePhrases are those behind which it stands in a text that is one of the
// events.
var codePhrases = [...]string{"コードは", "コード:"}

// statusTexts is what the system says for a code, in lower case: .NET prints it
// without the code.
var statusTexts = [...]struct {
	text   string
	status winhost.Status
}{
	{"the message or signature supplied for verification has been altered", winhost.StatusMessageAltered},
	{"the buffers supplied to a function was too small", winhost.StatusBufferTooSmall},
	{"the message received was unexpected or badly formatted", winhost.StatusIllegalMessage},
	{"cannot communicate, because they do not possess a common algorithm", winhost.StatusAlgorithmMismatch},
	{"the specified data could not be decrypted", winhost.StatusDecryptFailure},
}

// alertTexts is what programs say of an alert that they received, in lower
// case, behind their introductions.
var alertTexts = [...]struct {
	text  string
	alert ems.Alert
}{
	{"unexpected message", ems.UnexpectedMessage},
	{"bad record mac", ems.BadRecordMAC},
	{"handshake failure", ems.HandshakeFailure},
	{"illegal parameter", ems.IllegalParameter},
	{"error decoding message", ems.DecodeError}, // Go
	{"decode error", ems.DecodeError},
	{"error decrypting message", ems.DecryptError}, // Go
	{"decrypt error", ems.DecryptError},
	{"protocol version", ems.ProtocolVersion},
	{"insufficient security", ems.InsufficientSecurity},
	{"internal error", ems.InternalError},
	{"no renegotiation", ems.NoRenegotiation},
	{"missing extension", ems.MissingExtension},
	{"unsupported extension", ems.UnsupportedExtension},
}

// introductions are what stands before the name of an alert: in crypto/tls,
// OpenSSL and the JDK, which writes the names of the RFCs.
var introductions = [...]string{
	"remote error: tls: ", "ssl/tls alert ", "sslv3 alert ", "tlsv1 alert ", "tlsv13 alert ", "received fatal alert: ",
}

// namedAlert reads an alert out of the message of a program.
func namedAlert(text string) ems.Alert {
	for _, introduction := range introductions {
		_, after, found := strings.Cut(text, introduction)
		if !found {
			continue
		}
		after = strings.ReplaceAll(after, "_", " ")
		for _, a := range alertTexts {
			if strings.HasPrefix(after, a.text) {
				return a.alert
			}
		}
	}
	return ems.NoAlert
}

// opensslAlert reads an alert out of an error code of OpenSSL: "error:" and
// eight hexadecimal digits, of which the upper ones name the library, 20 for
// TLS, and the lower ones the reason: for an alert that was received 1000 and
// its number. Releases before 3.0 have eight bits for the library.
func opensslAlert(text string) ems.Alert {
	const digits, offset = 8, 1000
	const library uint64 = 20
	_, after, found := strings.Cut(text, "error:")
	if !found || len(after) < digits {
		return ems.NoAlert
	}
	code, err := strconv.ParseUint(after[:digits], 16, 32)
	if err != nil {
		return ems.NoAlert
	}
	reason := code & 0xfff
	switch library {
	case code >> 24:
	case code >> 23:
		reason = code & (1<<23 - 1)
	default:
		return ems.NoAlert
	}
	if reason < offset || reason > offset+255 {
		return ems.NoAlert
	}
	return ems.AlertOf(uint8(reason - offset))
}

// text adds what a text in lower case says; what is known already stays.
func (s sight) text(text string) sight {
	for _, p := range phrases {
		if !strings.Contains(text, p.phrase) {
			continue
		}
		s.taken = true
		if s.event == 0 {
			s.event = p.says.event
		}
		if s.server == "" {
			s.server = p.says.server
		}
		s.reset, s.timedOut = s.reset || p.says.reset, s.timedOut || p.says.timedOut
		s.failed, s.ftp = s.failed || p.says.failed, s.ftp || p.says.ftp
		s.differs, s.demands = s.differs || p.says.differs, s.demands || p.says.demands
	}
	if alert := s.alertIn(text); alert != ems.NoAlert && s.alert == ems.NoAlert {
		s.alert, s.taken = alert, true
	}
	if status := securityStatus(text); status != 0 && s.status == 0 {
		s.status, s.taken = status, true
	}
	return s
}

// alertIn reads an alert out of a text in lower case.
func (s sight) alertIn(text string) ems.Alert {
	after := func(phrase string) ems.Alert {
		_, rest, _ := strings.Cut(text, phrase)
		return leadingNumber(rest)
	}
	for _, phrase := range alertPhrases {
		if alert := after(phrase); alert != ems.NoAlert {
			return alert
		}
	}
	for _, phrase := range codePhrases {
		if alert := after(phrase); alert != ems.NoAlert && s.event != 0 && s.event != winhost.EventNoSuite {
			return alert
		}
	}
	return cmp.Or(namedAlert(text), opensslAlert(text))
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
