// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package answer

import (
	"bytes"
	"errors"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Caps of what is read: real answers have some kilobytes and a dozen levels.
const (
	maxSize     = 4 << 20
	maxDepth    = 64
	maxElements = 20_000
)

// Kinds of bodies that are no answer, and what each means.
var (
	errEmpty     = schannel.Phrase{Code: "autodiscover.answer.empty", Text: "the body is empty"}
	errText      = schannel.Phrase{Code: "autodiscover.answer.text", Text: "the body is not XML"}
	errHTML      = schannel.Phrase{Code: "autodiscover.answer.html", Text: "the body is a web page in HTML: a web server answered that is not Autodiscover"}
	errDoctype   = schannel.Phrase{Code: "autodiscover.answer.doctype", Text: "the body has a document type definition, as web pages have; it is not read"}
	errJSON      = schannel.Phrase{Code: "autodiscover.answer.json", Text: "the body is JSON, as Autodiscover V2 answers; POX and SOAP are read here"}
	errMalformed = schannel.Phrase{Code: "autodiscover.answer.malformed", Text: "the XML is not well-formed, or has entities, which are not read"}
	errTooLarge  = schannel.Phrase{Code: "autodiscover.answer.too_large", Text: "the body is larger than any answer"}
	errTooDeep   = schannel.Phrase{Code: "autodiscover.answer.too_deep", Text: "the body is nested deeper, or made of more or longer elements, than any answer"}
	errRoot      = schannel.Phrase{Code: "autodiscover.answer.root", Text: "the XML is not an Autodiscover answer: an element is missing, or another is in its place"}
)

func fault(kind schannel.Phrase, field string, offset int) *schannel.Error {
	return &schannel.Error{Code: kind.Code, Field: field, Offset: offset, Err: errors.New(kind.Text)}
}

// Parse reads a body, POX or SOAP. The error, always an *[schannel.Error], is
// about a body that is no answer; a refusal by the server is an answer.
func Parse(body []byte) (Response, error) {
	if err := refuse(body); err != nil {
		return Response{}, err
	}
	root, err := parseTree(body)
	if err != nil {
		return Response{}, err
	}
	declared := StartOf(body) == StartDeclaration
	switch root.name {
	case "Autodiscover":
		return readPOX(root, declared)
	case "Envelope":
		return readSOAP(root, declared)
	}
	return Response{}, fault(errRoot, clip(root.name), root.offset)
}

// refuse names the formats that are not XML, or are a web page.
func refuse(body []byte) error {
	if len(body) > maxSize {
		return fault(errTooLarge, "body", maxSize)
	}
	rest, _ := behindDeclaration(plainStart(body))
	rest = skipIgnored(rest)
	switch {
	case StartOf(body) == StartNone:
		return fault(errEmpty, "body", 0)
	case hasPrefixFold(rest, "<!doctype"):
		return fault(errDoctype, "body", 0)
	case hasPrefixFold(rest, "<html"):
		return fault(errHTML, "body", 0)
	case bytes.HasPrefix(rest, []byte("{")), bytes.HasPrefix(rest, []byte("[")):
		return fault(errJSON, "body", 0)
	case len(rest) > 0 && rest[0] != '<':
		return fault(errText, "body", 0)
	case StartOf(body) == StartOther: // such as a declaration behind a blank
		return fault(errMalformed, "body", 0)
	}
	return nil
}

// StartOf tells how a body begins.
func StartOf(body []byte) Start {
	start := plainStart(body)
	if _, declared := behindDeclaration(start); declared {
		return StartDeclaration
	}
	rest := skipIgnored(start)
	switch {
	case len(rest) == 0:
		return StartNone
	case len(rest) > 1 && rest[0] == '<' && rest[1] != '!' && rest[1] != '?' && rest[1] != '/':
		return StartElement
	}
	return StartOther
}

// plainStart is the body without a byte order mark; of UTF-16 every second
// byte, which is enough to tell formats apart.
func plainStart(body []byte) []byte {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return body[3:]
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		return bytes.ReplaceAll(body[2:], []byte{0}, nil)
	}
	return body
}

// behindDeclaration returns what follows the XML declaration, if there is one.
// It has to stand at the very beginning.
func behindDeclaration(start []byte) (rest []byte, declared bool) {
	const declaration = "<?xml"
	if len(start) <= len(declaration) || !bytes.HasPrefix(start, []byte(declaration)) || !isBlank(start[len(declaration)]) {
		return start, false
	}
	if _, after, closed := bytes.Cut(start, []byte("?>")); closed {
		return after, true
	}
	return nil, true
}

// skipIgnored returns what follows blanks and comments that end.
func skipIgnored(start []byte) []byte {
	for {
		start = bytes.TrimLeft(start, " \t\r\n")
		if !bytes.HasPrefix(start, []byte("<!--")) {
			return start
		}
		_, after, closed := bytes.Cut(start, []byte("-->"))
		if !closed {
			return start
		}
		start = after
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

// clip shortens a text from the network for a message.
func clip(s string) string {
	const longest = 80
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "")
}
