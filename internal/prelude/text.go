// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prelude

import (
	"bytes"
	"strings"
)

// textRun returns how many bytes at the start of data are text: up to a control
// byte that no line has (every TLS record begins with one), or to TLS that
// begins with another byte behind a line, as a hello of SSL 2.0 does.
func textRun(data []byte, begins func([]byte) bool) int {
	for i, b := range data {
		if b < ' ' && b != '\r' && b != '\n' && b != '\t' {
			return i
		}
		if b >= 0x80 && i > 0 && data[i-1] == '\n' && begins(data[i:]) {
			return i
		}
	}
	return len(data)
}

// How much of a dialogue is looked at to find its name.
const (
	maxLines   = 64
	maxLineLen = 256
)

// nameText names lines by the first of them that only one protocol has.
func nameText(data []byte) (Protocol, Side) {
	if len(data) < 3 {
		return UnknownProtocol, UnknownSide
	}
	weak, weakSide := UnknownProtocol, UnknownSide
	if bytes.IndexByte(data, '\n') >= 0 || len(data) > 16 {
		weak = Text
	}
	for range maxLines {
		line, rest, more := bytes.Cut(data, []byte("\n"))
		text := strings.ToUpper(strings.TrimRight(string(line[:min(len(line), maxLineLen)]), "\r"))
		protocol, side, sure := nameLine(text)
		if sure {
			return protocol, side
		}
		if protocol != UnknownProtocol && (weak == UnknownProtocol || weak == Text) {
			weak, weakSide = protocol, side
		}
		if !more {
			break
		}
		data = rest
	}
	return weak, weakSide
}

// nameLine names one line in upper case. Unless sure, other lines may know
// better.
func nameLine(line string) (protocol Protocol, side Side, sure bool) {
	for _, row := range marks {
		if strings.HasPrefix(line, row.prefix) && strings.Contains(line, row.within) {
			return row.protocol, row.side, !row.weak
		}
	}
	if method, rest, ok := strings.Cut(line, " "); ok && strings.Contains(rest, " HTTP/1.") && isWord(method) {
		return HTTP, Client, true
	}
	return nameTagged(line)
}

// nameTagged recognises the tagged lines of IMAP (RFC 9051, Section 2.2).
func nameTagged(line string) (protocol Protocol, side Side, sure bool) {
	words := strings.Fields(line)
	if len(words) < 2 || len(words[0]) > 16 || !isTag(words[0]) {
		return UnknownProtocol, UnknownSide, false
	}
	switch words[1] {
	case "STARTTLS", "CAPABILITY", "LOGIN", "AUTHENTICATE", "LOGOUT", "NOOP", "ID":
		return IMAP, Client, true
	case "OK", "NO", "BAD":
		return IMAP, Server, true
	}
	return UnknownProtocol, UnknownSide, false
}

func isTag(word string) bool {
	digit := false
	for _, c := range []byte(word) {
		switch {
		case c >= '0' && c <= '9':
			digit = true
		case c != '.' && (c < 'A' || c > 'Z'):
			return false
		}
	}
	return digit
}

func isWord(word string) bool {
	return word != "" && len(word) < 20 && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == ""
}

// marks are beginnings of lines, the surer ones first. A weak one stands for
// the protocol only if no other line of the dialogue is surer.
var marks = [...]struct {
	prefix, within string
	protocol       Protocol
	side           Side
	weak           bool
}{
	{"CONNECT ", " HTTP/1.", HTTPConnect, Client, false},
	{"HTTP/1.", " 200", HTTPConnect, Server, true}, // only what follows tells it from an answer in clear
	{"HTTP/", "", HTTP, Server, false},
	{"SIP/2.0 ", "", SIP, Server, false},
	{"", " SIP/2.0", SIP, Client, false},
	{"RTSP/1.", "", RTSP, Server, false},
	{"", " RTSP/1.", RTSP, Client, false},
	{"PROXY TCP", "", Proxy, Client, false},
	{"PROXY UNKNOWN", "", Proxy, Client, false},
	{"SSH-", "", SSH, UnknownSide, false},
	{"<?XML", "", XMPP, UnknownSide, true},
	{"<STREAM:", "", XMPP, UnknownSide, false},
	{"<STARTTLS", "", XMPP, Client, false},
	{"<PROCEED", "", XMPP, Server, false},
	{"EHLO", "", SMTP, Client, false},
	{"HELO ", "", SMTP, Client, false},
	{"LHLO ", "", SMTP, Client, false},
	{"MAIL FROM:", "", SMTP, Client, false},
	{"220", "SMTP", SMTP, Server, false},
	{"220", "FTP", FTP, Server, false},
	{"220", "", SMTP, Server, true},
	{"250", "CWD", FTP, Server, false},
	{"250", "", SMTP, Server, true}, // FTP has it too (RFC 959, Section 4.2)
	{"234", "", FTP, Server, false},
	{"211", "", FTP, Server, true},
	{"331 ", "", FTP, Server, false},
	{"230", "", FTP, Server, false},
	{"530", "", FTP, Server, true},
	{"227 ", "", FTP, Server, false},
	{"229 ", "", FTP, Server, false},
	{"226", "", FTP, Server, false},
	{"150 ", "", FTP, Server, true},
	{"AUTH TLS", "", FTP, Client, false},
	{"AUTH SSL", "", FTP, Client, false},
	{"USER ", "", FTP, Client, true}, // POP3 has it too
	{"PASV", "", FTP, Client, false},
	{"EPSV", "", FTP, Client, false},
	{"PBSZ ", "", FTP, Client, false},
	{"PROT ", "", FTP, Client, false},
	{"STOR ", "", FTP, Client, false},
	{"RETR ", "", FTP, Client, true},
	{"FEAT", "", FTP, Client, false},
	{"CCC", "", FTP, Client, false},
	{"STLS", "", POP3, Client, false},
	{"CAPA", "BILITIES", NNTP, Client, true},
	{"CAPA", "", POP3, Client, true},
	{"+OK", "", POP3, Server, false},
	{"-ERR", "", POP3, Server, false},
	{"* OK", "", IMAP, Server, false},
	{"* PREAUTH", "", IMAP, Server, false},
	{"* BYE", "", IMAP, Server, false},
	{"* CAPABILITY", "", IMAP, Server, false},
	{"MODE READER", "", NNTP, Client, false},
	{"382 ", "", NNTP, Server, false},
	{"200 ", "NNTP", NNTP, Server, false},
	{"201 ", "NNTP", NNTP, Server, false},
	{`"IMPLEMENTATION"`, "", ManageSieve, Server, false},
	{`"SIEVE"`, "", ManageSieve, Server, false},
	{`"STARTTLS"`, "", ManageSieve, Server, false},
	{"CAP LS", "", IRC, Client, false},
	{":", " 670 ", IRC, Server, false},
	{"STARTTLS", "", SMTP, Client, true}, // SMTP and others
}
