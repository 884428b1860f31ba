// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/answer"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
	"github.com/schanneltrust/schannel/ems/capture"
	"github.com/schanneltrust/schannel/exchangecert/inventory"
	"github.com/schanneltrust/schannel/internal/capturefile"
	"github.com/schanneltrust/schannel/internal/certutil"
	"github.com/schanneltrust/schannel/internal/netsh"
	"github.com/schanneltrust/schannel/internal/pstext"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// form is the form of a file, which tells who reads it.
type form uint8

const (
	formForeign  form = iota // known and not read, or not known
	formCase                 // JSON of package casefile
	formJSON                 // a recording, or JSON of another kind
	formStore                // certificates
	formListing              // of certutil
	formRegistry             // values, and stores
	formEvents               // XML
	formNetsh                // bindings of http.sys
	formLDIF                 // of a directory
	formAnswer               // of Autodiscover
	formLog                  // an SMTP protocol log
	formShell                // what a cmdlet printed or exported, by its objects; else text
	formSClient              // openssl s_client
	formCapture              // bytes of a connection
	formKeyLog               // secrets
)

// identify tells the form of a file by its content, and names what is not read.
// Where several readers claim a file, the one that looks for more comes first.
func identify(content []byte) (form, schannel.Phrase) {
	if bytes.HasPrefix(content, []byte("\x00\x00\x00\x00CERT")) {
		return formStore, schannel.Phrase{}
	}
	if foreign, ok := foreignMagic(content); ok {
		return formForeign, foreign
	}
	if !isText(content) {
		return identifyBinary(content)
	}
	text := textfile.Decode(content[:min(len(content), 1<<16)]).String
	begin := textfile.Trim(text)
	kind := textfile.Textual(begin)
	switch {
	case strings.HasPrefix(begin, "{"), isList(begin):
		if isCase(content) {
			return formCase, schannel.Phrase{}
		}
		if capturefile.Detect(content) == capturefile.Numbers { // a buffer of Node.js
			return formCapture, schannel.Phrase{}
		}
		if beginsEvent(content) {
			return formEvents, schannel.Phrase{}
		}
		return formJSON, schannel.Phrase{}
	case isEncodedMail(begin):
		return formForeign, foreignMail
	case kind.Registry:
		return formRegistry, schannel.Phrase{}
	case kind.Events, kind.XML && strings.Contains(text, "<Event"):
		return formEvents, schannel.Phrase{}
	case kind.XML && isAnswer(content):
		return formAnswer, schannel.Phrase{}
	case inventory.FormatOf(content) == inventory.FormatLog:
		return formLog, schannel.Phrase{}
	case scpfile.FormatOf(content) == scpfile.LDIF:
		return formLDIF, schannel.Phrase{}
	case certreq.IsSClient(content):
		return formSClient, schannel.Phrase{}
	}
	return identifyText(content, text)
}

// isAnswer reports whether XML is an answer of Autodiscover.
func isAnswer(content []byte) bool {
	_, err := answer.Parse(content)
	return err == nil
}

// isText reports whether a file is text: nothing in its beginning is a control
// character that no text has.
func isText(content []byte) bool {
	begin := content[:min(len(content), 1<<12)]
	if bytes.IndexByte(begin, 0) >= 0 && textfile.Binary(begin).Name != "" {
		return false
	}
	for _, r := range textfile.Decode(begin).String {
		if r < ' ' && r != 0x1b && (r < '\b' || r > '\r') {
			return false
		}
	}
	return true
}

// isList reports whether a text begins a list of JSON, and neither a key of a
// registry export nor the last error of a queue of Exchange.
func isList(begin string) bool {
	rest, ok := strings.CutPrefix(begin, "[")
	rest = strings.TrimLeft(rest, " \t\r\n")
	return ok && (strings.HasPrefix(rest, "]") || textfile.Textual(rest).Name == "JSON")
}

// isCase reports whether JSON says that it is a case.
func isCase(content []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return false
	}
	const look = 16 // keys
	for range look {
		key, err := decoder.Token()
		if err != nil || key == json.Delim('}') {
			return false
		}
		if key == "format" {
			value, err := decoder.Token()
			text, _ := value.(string)
			return err == nil && strings.HasPrefix(text, "schannel-case/")
		}
		var skipped json.RawMessage
		if decoder.Decode(&skipped) != nil {
			return false
		}
	}
	return false
}

// identifyBinary tells the forms that are no text.
func identifyBinary(content []byte) (form, schannel.Phrase) {
	if kind, ok := foreignCapture(capturefile.Detect(content)); ok {
		return formForeign, kind
	}
	switch certstore.FormatOf(content) { //nolint:exhaustive // the others are text
	case certstore.FormatDER, certstore.FormatPKCS7, certstore.FormatCTL:
		if holdsCertificate(content) {
			return formStore, schannel.Phrase{}
		}
		if certstore.FormatOf(content) == certstore.FormatCTL {
			return formForeign, leftTrustList
		}
		if _, err := capture.ReadFiles(content); err == nil { // LDAP in front of TLS begins as DER does
			return formCapture, schannel.Phrase{}
		}
		return formForeign, foreignDER
	}
	if _, err := capture.ReadFiles(content); err == nil || beginsRecord(content) {
		return formCapture, schannel.Phrase{}
	}
	return formForeign, foreignBinary
}

// beginsRecord reports whether a file begins as a record of TLS or DTLS does
// (RFC 8446, Section 5.1; RFC 9147, Section 4).
func beginsRecord(content []byte) bool {
	const firstType, lastType = 20, 25
	return len(content) > 5 && content[0] >= firstType && content[0] <= lastType && (content[1] == 3 && content[2] <= 4 || content[1] == 0xfe)
}

// holdsCertificate reports whether a store has one that can be read, or could
// be but for a defect.
func holdsCertificate(content []byte) bool {
	for _, err := range certstore.Certificates(content) {
		if err == nil {
			return true
		}
	}
	return false
}

// identifyText tells the forms of text that take a longer look.
func identifyText(content []byte, begin string) (form, schannel.Phrase) {
	if certutil.Is(content) {
		return formListing, schannel.Phrase{}
	}
	kind := capturefile.Detect(content)
	switch {
	case kind == capturefile.KeyLog:
		return formKeyLog, schannel.Phrase{}
	case kind.Readable() && kind != capturefile.Raw:
		if _, err := capture.ReadFiles(content); err == nil {
			return formCapture, schannel.Phrase{}
		}
	}
	switch certstore.FormatOf(content) { //nolint:exhaustive // the others were told above
	case certstore.FormatPEM, certstore.FormatBase64, certstore.FormatCertutil:
		return formStore, schannel.Phrase{}
	}
	if bindings, _ := netsh.ReadLenient(content); len(bindings) > 0 && bindings[0].Endpoint != "" && bindings[0].CertificateStore+bindings[0].Hash != "" {
		return formNetsh, schannel.Phrase{}
	}
	if foreign, ok := foreignCapture(kind); ok {
		return formForeign, foreign
	}
	if shell := pstext.FormatOf(content).Kind; shell == pstext.CLIXML || shell == pstext.XML {
		return formShell, schannel.Phrase{}
	}
	if listsEvents(content) {
		return formEvents, schannel.Phrase{}
	}
	if foreign, ok := foreignText(begin); ok {
		return formForeign, foreign
	}
	return formShell, schannel.Phrase{}
}
