// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certutil

import (
	"bytes"
	"encoding/base64"
	"iter"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Certificate is a certificate as printed. What was not printed is empty, zero
// or unknown.
type Certificate struct {
	Number       int // in the heading of the certificate
	SerialNumber string
	Issuer       string
	NotBefore    string // a date in the culture of Windows, local time
	NotAfter     string
	Subject      string

	Thumbprint schannel.Thumbprint
	Hashed     bool // Thumbprint was printed

	Container  string         // the name of the key's container
	Provider   string         // of the key
	PrivateKey schannel.Truth // No only where that was printed in English
	Exportable schannel.Truth

	DER    []byte // if it was there in base64
	Line   int    // from 1
	Offset int    // byte offset in the file
}

// What is read at most.
const (
	maxSize   = 256 << 20
	maxBase64 = 1 << 20 // characters of a certificate
	maxFaults = 100
)

// Is reports whether a text is what certutil prints: it has a heading of a
// certificate, or ends as every command of certutil does.
func Is(data []byte) bool {
	for l := range textfile.Decode(data[:min(len(data), 1<<16)]).Lines() {
		if _, ok := heading(l.Text); ok || strings.HasPrefix(l.Text, "X509 ") && strings.HasSuffix(l.Text, ":") ||
			strings.HasPrefix(l.Text, "CertUtil: -") {
			return true
		}
	}
	return false
}

// Certificates yields the certificates of a text in order, and what is
// malformed. A text of certificates in base64 alone is read too.
func Certificates(data []byte) iter.Seq2[Certificate, *schannel.Error] {
	return func(yield func(Certificate, *schannel.Error) bool) {
		if len(data) > maxSize {
			yield(Certificate{}, fault(codeSize, "file", maxSize, "%d bytes; %d are read at most", len(data), maxSize))
			return
		}
		if !Is(data) && !bytes.Contains(data, []byte(begins)) {
			yield(Certificate{}, fault(codeFormat, "file", 0, "no heading of a certificate, such as \"=== Certificate 0 ===\""))
			return
		}
		r := &reader{yield: yield}
		for l := range textfile.Decode(data).Lines() {
			r.number++
			r.take(l)
			if r.done {
				return
			}
		}
		r.flush()
	}
}

// heading reports whether a line is the heading of a certificate,
// "================ Certificate 0 ================" in whatever language, and
// returns its number. The headings of nested certificates have no number.
func heading(line string) (number int, ok bool) {
	line = strings.TrimSpace(line)
	inner := strings.Trim(line, "=")
	if len(line)-len(inner) < 8 || !strings.HasPrefix(line, "==") || !strings.HasSuffix(line, "==") {
		return 0, false
	}
	words := strings.Fields(inner)
	if len(words) < 2 {
		return 0, false
	}
	number, err := strconv.Atoi(words[len(words)-1])
	return number, err == nil
}

// begins is what a certificate in base64 begins with.
const begins = "-----BEGIN CERTIFICATE"

// reader reads line by line.
type reader struct {
	yield  func(Certificate, *schannel.Error) bool
	number int // of the line
	done   bool
	faults int

	c       Certificate
	have    bool            // c has begun
	place   part            // the name that the lines go on with, or nothing
	parts   strings.Builder // of that name
	ordered int             // how many of the lines that come in order were met
	started bool            // base64 is being read
	base64  strings.Builder
}

// part is a part of what is printed.
type part uint8

const (
	nothing part = iota
	serial
	issuer
	notBefore
	notAfter
	subject
	hash
	container
	provider
	other
)

func (r *reader) fault(code schannel.Code, field string, offset int, format string, args ...any) {
	if r.faults++; r.faults <= maxFaults && !r.done && !r.yield(Certificate{}, fault(code, field, offset, format, args...)) {
		r.done = true
	}
}

// flush yields the certificate that was read, if anything was said of it.
func (r *reader) flush() {
	r.endName()
	if r.started {
		r.fault(codeBase64, "certificate", r.c.Offset, "line %d begins base64 that does not end", r.c.Line)
	}
	if r.have && !r.done && (r.c.Hashed || r.c.SerialNumber != "" || r.c.DER != nil) && !r.yield(r.c, nil) {
		r.done = true
	}
	r.c, r.have, r.ordered, r.started = Certificate{}, false, 0, false
	r.base64.Reset()
}

func (r *reader) begin(l textfile.Line) {
	r.flush()
	r.c = Certificate{Line: r.number, Offset: l.Offset}
	r.have = true
}

func (r *reader) take(l textfile.Line) {
	if n, ok := heading(l.Text); ok {
		r.begin(l)
		r.c.Number = n
		return
	}
	text := strings.TrimRight(l.Text, " \t\r")
	switch {
	case strings.HasPrefix(text, begins):
		if !r.have || r.c.DER != nil {
			r.begin(l)
		}
		r.started = true
	case strings.HasPrefix(text, "-----END CERTIFICATE") && r.started:
		r.decode(l)
	case r.started:
		r.more(l, text)
	case !r.have && !strings.HasPrefix(text, "X509 "):
	case strings.HasPrefix(text, "X509 ") && strings.HasSuffix(text, ":"):
		if !r.have || r.c.SerialNumber != "" {
			r.begin(l)
		}
	case text == "":
		r.endName()
	default:
		r.line(l, text)
	}
}

func (r *reader) more(l textfile.Line, text string) {
	if r.base64.Len()+len(text) > maxBase64 {
		r.fault(codeSize, "certificate", l.Offset, "more than %d characters of base64", maxBase64)
		r.started = false
		r.base64.Reset()
		return
	}
	r.base64.WriteString(strings.TrimSpace(text))
}

func (r *reader) decode(l textfile.Line) {
	der, err := base64.StdEncoding.DecodeString(r.base64.String())
	if err != nil || len(der) == 0 {
		r.fault(codeBase64, "certificate", l.Offset, "line %d ends base64 that is none", r.number)
	} else {
		r.c.DER = der
	}
	r.started = false
	r.base64.Reset()
}
