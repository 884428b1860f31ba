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
	event    int       // of source Schannel in the System log, or a text that says the same
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
// the phrase says what stands beside it. Languages other than English are those
// of Microsoft's own translations of KB4528489, and of .NET.
var phrases = [...]struct {
	phrase string
	says   sight
}{
	{"fatal alert was received", sight{event: winhost.EventAlertReceived}},
	{"警告を受け取り", sight{event: winhost.EventAlertReceived}},
	{"schwerwiegende warnung vom remoteendpunkt empfangen", sight{event: winhost.EventAlertReceived}},
	{"alerte irrécupérable a été reçue du point de terminaison distant", sight{event: winhost.EventAlertReceived}},
	{"ricevuto avviso di errore irreversibile dall'endpoint remoto", sight{event: winhost.EventAlertReceived}},
	{"odebrano alert krytyczny ze zdalnego punktu końcowego", sight{event: winhost.EventAlertReceived}},
	{"allvarligt fel returnerades från fjärrslutpunkten", sight{event: winhost.EventAlertReceived}},
	{"ειδοποίηση για ανεπανόρθωτο σφάλμα από το απομακρυσμένο τελικό σημείο", sight{event: winhost.EventAlertReceived}},
	{"fatāls brīdinājums tika saņemts no attālā galapunkta", sight{event: winhost.EventAlertReceived}},
	{"fatal alert was generated", sight{event: winhost.EventAlertSent}},
	{"警告が生成され", sight{event: winhost.EventAlertSent}},
	{"none of the cipher suites supported by the client application are supported by the server", sight{event: winhost.EventNoSuite}},
	{"forcibly closed by the remote host", sight{reset: true}},
	{"remote party has closed the transport stream", sight{reset: true}},
	{"unexpected eof or 0 bytes from the transport stream", sight{reset: true}},
	{"timed out", sight{timedOut: true}},
	{"タイムアウト", sight{timedOut: true}},
	{"could not create ssl/tls secure channel", sight{failed: true}},
	{"ssl/tls のセキュリティで保護されたチャネルを作成できませんでした", sight{failed: true}},
	{"ssl/tls のセキュリティで保護されているチャネルを作成できませんでした", sight{failed: true}},
	{"kein geschützter ssl/tls-kanal erstellt werden", sight{failed: true}},
	{"impossible de créer un canal sécurisé ssl/tls", sight{failed: true}},
	{"det gick inte att skapa en säker ssl/tls-kanal", sight{failed: true}},
	{"δεν ήταν δυνατή η δημιουργία ασφαλούς καναλιού ssl/tls", sight{failed: true}},
	{"nevarēja izveidot drošu ssl/tls kanālu", sight{failed: true}},
	{"未能创建 ssl/tls 安全通道", sight{failed: true}},
	{"creare un canale sicuro ssl/tls", sight{failed: true}},
	{"не удалось создать защищенный канал ssl/tls", sight{failed: true}},
	{"session supported extended_master_secret but client does not", sight{differs: true}},   // Go, which closes without an alert
	{"server resumed a session with a different ems extension", sight{differs: true}},        // Go as a client
	{"decryption failed or bad record mac", sight{alert: ems.BadRecordMAC}},                  // OpenSSL, which then sends the alert
	{"ssl_error_bad_mac_read", sight{alert: ems.BadRecordMAC}},                               // NSS, too
	{"inconsistent extms", sight{differs: true}},                                             // OpenSSL
	{"missing extended master secret extension on session resumption", sight{differs: true}}, // JDK
	{"extended master secret extension is required", sight{demands: true}},                   // JDK
	{"ssl_error_missing_extended_master_secret", sight{demands: true}},                       // NSS
	{"ems not enabled", sight{demands: true}},                                                // OpenSSL, with the check of its FIPS provider
	{"session does not match the control connection", sight{ftp: true, server: "filezilla-server-0.9"}},
	{"tls session of data connection not resumed", sight{ftp: true, server: "filezilla-server-1"}},
	{"tls session of data connection", sight{ftp: true}},
	{"was not resumed from the control connection", sight{ftp: true}}, // Bitvise
	{"session reuse required", sight{ftp: true, server: "vsftpd"}},
	{"client did not reuse tls session", sight{ftp: true, server: "proftpd"}},
	{"client did not reuse ssl session", sight{ftp: true, server: "proftpd"}},
	{"unable to build data connection: operation not permitted", sight{ftp: true, server: "proftpd"}},
}

// alertPhrases are those behind which the number of the alert stands.
var alertPhrases = [...]string{
	"defined fatal alert code is", "defined fatal error code is", "alert was received:", "alert was generated:",
	"ssl alert number", "tls-protokoll definierten code:", "défini par protocole de tls est",
	"definito dal protocollo tls:", "zdefiniowany przez protokół tls to", "definieras i tls-protokollet är",
	"ορίζεται με πρωτόκολλο tls είναι", "noteikts fatāla brīdinājuma kods ir",
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

// otherNames are what programs call an alert, where they do not use the name of
// the RFCs, as letters alone.
var otherNames = [...]struct {
	name  string
	alert ems.Alert
}{
	{"errordecodingmessage", ems.DecodeError},    // Go
	{"errordecryptingmessage", ems.DecryptError}, // Go
	{"badmac", ems.BadRecordMAC},                 // NSS
	{"handshakeunexpected", ems.UnexpectedMessage},
	{"handshakefailed", ems.HandshakeFailure}, // GnuTLS
}

// introductions are what stands before the name of an alert, or before its
// number, and in some programs behind it, in lower case and with blanks for
// underscores.
var introductions = [...]struct {
	before, behind string
	event          int // if this end says so: received or sent
}{
	{before: "remote error: tls: "}, // Go
	{before: "local error: tls: "},
	{before: "ssl/tls alert "}, // OpenSSL
	{before: "sslv3 alert "},
	{before: "tlsv1 alert "},
	{before: "tlsv13 alert "},
	{before: " alert read:fatal:"},
	{before: " alert write:fatal:"},
	{before: "received fatal alert: "},           // JDK, rustls
	{before: "ssl error ", behind: "alert"},      // NSS
	{before: "err ssl ", behind: "alert"},        // Chromium
	{before: "received server alert: fatal - "},  // Erlang
	{before: "received client alert: fatal - "},  //
	{before: "generated server alert: fatal - "}, //
	{before: "generated client alert: fatal - "}, //
	{before: "tlsfatalalertreceived: "},          // Bouncy Castle
	{before: "tlsfatalalert: "},
	{before: "received tls alert from the server: "},                                // FileZilla
	{before: "remote party sent a tls alert: '", event: winhost.EventAlertReceived}, // SslStream of .NET
}

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
	_, after, found := strings.Cut(text, "), tls alert, ")
	_, after, open := strings.Cut(after, "(")
	digits, _, closed := strings.Cut(after, ")")
	number, err := strconv.ParseUint(digits, 10, 16)
	if !found || !open || !closed || err != nil || number>>8 != fatal {
		return ems.NoAlert
	}
	return ems.AlertOf(uint8(number))
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
		s.alert = cmp.Or(s.alert, p.says.alert)
	}
	if alert, event := s.alertIn(text); alert != ems.NoAlert && s.alert == ems.NoAlert {
		s.alert, s.event, s.taken = alert, cmp.Or(s.event, event), true
	}
	if status := securityStatus(text); status != 0 && s.status == 0 {
		s.status, s.taken = status, true
	}
	return s
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
