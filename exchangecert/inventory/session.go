// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"
	"time"
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// session is a session that is being read.
type session struct {
	log   exchange.LogSession
	ended bool
	into  *[]exchange.Certificate // where rows about a certificate belong
	hello bool                    // the reply to EHLO is being read
}

// finished is the session, with its direction told by the ports if nothing else
// did: the server is the end with one of the ports of SMTP (25, RFC 5321,
// Section 4.5.4.2; 465 and 587 for clients; 717 and 2525 between Exchange
// servers).
func (s *session) finished() exchange.LogSession {
	log := s.log
	local, remote := serverPort(log.Local), serverPort(log.Remote)
	switch {
	case log.Send != schannel.Unknown || local == remote:
	case remote:
		log.Send = schannel.Yes
	default:
		log.Send = schannel.No
	}
	return log
}

func serverPort(endpoint string) bool {
	switch endpoint[strings.LastIndexByte(endpoint, ':')+1:] {
	case "25", "465", "587", "717", "2525":
		return true
	}
	return false
}

// failed is what a row says when the handshake did not come about; the name of
// the error of SSPI follows.
const failed = "TLS negotiation failed with error "

// problem is what is wrong with a row; its zero value is nothing.
type problem struct {
	code schannel.Code
	text string
}

func malformed(text string) problem { return problem{codeLogRow, text} }
func tooMany(what string) problem {
	return problem{codeLogSize, "more " + what + " than a session has"}
}

// take takes a row, and says what is wrong with it.
func (s *session) take(row [len(fields)]string) problem {
	data, context := row[dataField], row[contextField]
	for _, text := range [...]string{context, data} {
		if _, name, ok := strings.Cut(text, failed); ok {
			if len(s.log.Errors) == maxSessionFact {
				return tooMany("errors")
			}
			name, _, _ = strings.Cut(name, " ")
			s.log.Errors = append(s.log.Errors, strings.Trim(name, ".,;"))
			return problem{}
		}
	}
	switch row[eventField] {
	case "<":
		return s.line(data, schannel.Yes)
	case ">":
		return s.line(data, schannel.No)
	case "*":
		return s.certificate(strings.TrimSpace(data), context)
	}
	return problem{}
}

// line takes a line of SMTP. A server gives replies, so the log of a Send
// connector has them coming in (RFC 5321, Section 4.2).
func (s *session) line(data string, replyMeans schannel.Truth) problem {
	verb, _, _ := strings.Cut(strings.TrimSpace(data), " ")
	if strings.EqualFold(verb, "EHLO") {
		s.hello = true
		return problem{}
	}
	if len(data) < 4 || strings.Trim(data[:3], "0123456789") != "" || data[3] != ' ' && data[3] != '-' {
		return problem{}
	}
	if s.log.Send == schannel.Unknown {
		s.log.Send = replyMeans
	}
	switch data[0] {
	case '4', '5':
		if len(s.log.Replies) == maxSessionFact {
			return tooMany("error replies")
		}
		s.log.Replies = append(s.log.Replies, data)
	case '2':
		s.extension(data)
	}
	return problem{}
}

// extension takes a line of the reply to EHLO, or the whole of it, which
// Exchange writes in one row since 2016.
func (s *session) extension(data string) {
	if !strings.HasPrefix(data, "250") {
		return
	}
	for word := range strings.FieldsSeq(data[4:]) {
		if word == "STARTTLS" {
			s.log.Offered = schannel.Yes
			s.hello = false
		}
	}
	if s.hello && data[3] == ' ' {
		s.hello = false
		if s.log.Offered == schannel.Unknown {
			s.log.Offered = schannel.No
		}
	}
}

// certificate takes a row about a certificate. There are three forms: a row
// with the heading and one for each part; everything in one row; the same with
// the validity.
func (s *session) certificate(data, context string) problem {
	into := s.begun(context)
	if into == nil {
		return s.part(data, context)
	}
	if len(*into) == maxSessionFact {
		return tooMany("certificates")
	}
	s.into = into
	*into = append(*into, exchange.Certificate{})
	if data == "" {
		return problem{}
	}
	return s.oneRow(data)
}

// begun returns where a certificate belongs that begins in a row, nil if none
// does.
func (s *session) begun(context string) *[]exchange.Certificate {
	switch {
	case strings.HasPrefix(context, "Sending certificate"):
		return &s.log.Sent
	case strings.HasPrefix(context, "Received certificate"), strings.HasPrefix(context, "Remote certificate"):
		return &s.log.Received
	}
	return nil
}

// part takes a row with one part of the certificate that was begun.
func (s *session) part(data, context string) problem {
	if s.into == nil || len(*s.into) == 0 {
		return problem{}
	}
	c := &(*s.into)[len(*s.into)-1]
	switch context {
	case "Certificate subject":
		c.Subject = data
	case "Certificate issuer name":
		c.Issuer = data
	case "Certificate serial number":
		c.SerialNumber = strings.ToUpper(data)
	case "Certificate thumbprint":
		t, err := schannel.ParseThumbprint(data)
		if err != nil {
			return malformed(err.Error())
		}
		c.Thumbprint = t
	case "Certificate alternate names":
		c.Domains, c.DomainsComplete = alternateNames(data)
	}
	return problem{}
}

func alternateNames(data string) ([]string, schannel.Truth) {
	var names []string
	for name := range strings.SplitSeq(data, ";") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names, schannel.Yes
}

// oneRow takes a certificate in one row: subject, issuer, serial number and
// thumbprint, then perhaps the validity, and the alternate names, joined by
// blanks. Names have blanks too, so the digits are looked for first.
func (s *session) oneRow(data string) problem {
	c := &(*s.into)[len(*s.into)-1]
	names, rest, ok := aroundThumbprint(data, c)
	if !ok {
		return malformed("a certificate without thumbprint")
	}
	rest = validity(rest, c)
	c.Domains, c.DomainsComplete = alternateNames(rest)
	if c.Subject, c.Issuer, ok = twoNames(names); !ok {
		return malformed("subject and issuer cannot be told apart")
	}
	return problem{}
}

// aroundThumbprint finds the thumbprint, and the serial number before it.
func aroundThumbprint(data string, c *exchange.Certificate) (names, rest string, ok bool) {
	for end := 0; ; {
		word, _, more := strings.Cut(data[end:], " ")
		if t, err := schannel.ParseThumbprint(word); err == nil && len(word) == 40 {
			before := strings.TrimRightFunc(data[:end], unicode.IsSpace) // what a row begins with is not looked at for each
			blank := strings.LastIndexByte(before, ' ') + 1
			if serial := before[blank:]; serial != "" && strings.Trim(serial, "0123456789abcdefABCDEF") == "" {
				c.Thumbprint, c.SerialNumber = t, strings.ToUpper(serial)
				return strings.TrimSpace(before[:blank]), strings.TrimSpace(data[end+len(word):]), true
			}
		}
		if !more {
			return "", "", false
		}
		end += len(word) + 1
	}
}

// validity takes the validity off, if it is there.
func validity(rest string, c *exchange.Certificate) string {
	first, after, _ := strings.Cut(rest, " ")
	second, names, _ := strings.Cut(after, " ")
	from, err1 := time.Parse(time.RFC3339Nano, first)
	to, err2 := time.Parse(time.RFC3339Nano, second)
	if err1 != nil || err2 != nil {
		return rest
	}
	c.NotBefore, c.NotAfter = from.UTC(), to.UTC()
	return names
}

// twoNames tells subject and issuer apart: a part of a name follows a comma or
// a plus sign, the first one of the issuer follows neither. If that leaves a
// choice, two halves that are equal are the names of a self-signed
// certificate; otherwise nobody can say.
func twoNames(names string) (subject, issuer string, ok bool) {
	var splits []int
	quoted := false
	for i := range len(names) {
		if names[i] == '"' {
			quoted = !quoted
		}
		if names[i] == ' ' && !quoted && i > 0 && !strings.ContainsRune(",+ ", rune(names[i-1])) && beginsName(names[i+1:]) {
			splits = append(splits, i)
			if len(splits) > maxSessionFact {
				return "", "", false
			}
		}
	}
	for _, i := range splits {
		if len(splits) == 1 || names[:i] == names[i+1:] {
			return names[:i], names[i+1:], true
		}
	}
	return "", "", false
}

// beginsName reports whether a text begins as a part of a name does, such as
// "CN=" or "OID.1.2.3=".
func beginsName(text string) bool {
	key, _, ok := strings.Cut(text[:min(len(text), 64)], "=")
	return ok && key != "" && strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.") == ""
}
