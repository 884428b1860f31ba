// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package netsh

import (
	"fmt"
	"iter"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Binding is a binding of http.sys. What is printed as "(null)", or not at all,
// is empty.
type Binding struct {
	Endpoint      string // IP:port, hostname:port, or the port of the central certificate store
	Hash          string // of the certificate, hexadecimal; empty for the central certificate store
	ApplicationID string // a GUID in braces

	CertificateStore string // of the server's certificate, such as MY

	// CTLStore is the store of issuers that the binding names
	// (sslctlstorename). Up to Windows Server 2008 R2, with CTLIdentifier, it
	// names a certificate trust list in that store.
	CTLIdentifier, CTLStore string

	CTLKnown bool // the line of CTLStore is there: an empty one names none

	// Negotiate is whether the client's certificate is asked for in the first
	// handshake (clientcertnegotiation). It is Unknown where the word that is
	// printed is neither the English nor a missing one.
	Negotiate schannel.Truth

	Offset int // where it begins in the file
}

const (
	maxSize     = 16 << 20
	maxBindings = 1 << 16
)

// Codes of malformed input.
const (
	codeCut    schannel.Code = "schannel.netsh.cut"
	codeFormat schannel.Code = "schannel.netsh.format"
	codeSize   schannel.Code = "schannel.netsh.size"
)

// Errors is what the errors of this package mean. A package that passes them on
// lists them in its catalogue.
func Errors() []schannel.Phrase {
	return []schannel.Phrase{
		{Code: codeCut, Text: "A binding ends before its last line that is read."},
		{Code: codeFormat, Text: "The text is not what netsh http show sslcert prints."},
		{Code: codeSize, Text: "There are more bytes or bindings than are read."},
	}
}

func fault(code schannel.Code, field string, offset int, format string, args ...any) *schannel.Error {
	return &schannel.Error{Code: code, Field: field, Offset: offset, Err: fmt.Errorf(format, args...)}
}

// row is a line with a label and a value.
type row struct {
	label, value string
	offset       int
}

// Is reports whether a text holds a binding.
func Is(data []byte) bool {
	if len(data) > maxSize {
		return false
	}
	for r := range rows(data) {
		if isGUID(r.value) {
			return true
		}
	}
	return false
}

// ReadLenient returns the bindings of a text in order, and what is wrong with
// it. A text without any has one defect.
func ReadLenient(data []byte) ([]Binding, []*schannel.Error) {
	if len(data) > maxSize {
		return nil, []*schannel.Error{fault(codeSize, "file", maxSize, "%d bytes; %d are read at most", len(data), maxSize)}
	}
	var r reader
	for line := range rows(data) {
		r.take(line)
	}
	r.finish()
	var defects []*schannel.Error
	if r.cut > 0 {
		defects = append(defects, fault(codeCut, "binding", r.firstCut, "%d bindings end before the line that tells whether a client's certificate is negotiated", r.cut))
	}
	switch {
	case r.found == 0:
		defects = append(defects, fault(codeFormat, "file", 0, "no binding with an application ID, as netsh http show sslcert prints it"))
	case r.found > maxBindings:
		defects = append(defects, fault(codeSize, "file", schannel.NoOffset, "%d bindings; %d are read at most", r.found, maxBindings))
	}
	return r.bindings, defects
}

// reader goes through the lines of a text.
type reader struct {
	bindings      []Binding
	found         int // also of those that are too many
	cut, firstCut int // bindings that end early, and where the first of them begins

	past  [before]row // the lines before the one at hand
	now   *Binding    // the binding at hand
	order int         // of the line in it, counted from the application ID
	whole bool
}

// take reads a line.
func (r *reader) take(line row) {
	if isGUID(line.value) {
		r.begin(line)
	} else if r.now != nil {
		r.order++
		if at := place(line.label, r.order); at > 0 {
			r.set(at, line.value)
		}
	}
	copy(r.past[:], r.past[1:])
	r.past[before-1] = line
}

// begin begins a binding with its application ID and what stands before.
func (r *reader) begin(line row) {
	r.finish()
	r.found++
	r.now, r.order, r.whole = &Binding{ApplicationID: line.value, Offset: line.offset}, 0, false
	for i, earlier := range r.past {
		if at := place(earlier.label, i-before); earlier.label != "" && at < 0 {
			r.now.Offset = min(r.now.Offset, earlier.offset)
			r.set(at, earlier.value)
		}
	}
	r.past = [before]row{}
}

// set gives the binding what a line says.
func (r *reader) set(at int, value string) {
	if value == "(null)" {
		value = ""
	}
	switch at {
	case -before:
		r.now.Endpoint = value
	case -1:
		r.now.Hash = value
	case atStore:
		r.now.CertificateStore = value
	case atIdentifier:
		r.now.CTLIdentifier = value
	case atCTLStore:
		r.now.CTLStore, r.now.CTLKnown = value, true
	case atNegotiate:
		r.whole = true
		switch {
		case strings.EqualFold(value, "Enabled"):
			r.now.Negotiate = schannel.Yes
		case strings.EqualFold(value, "Disabled"):
			r.now.Negotiate = schannel.No
		}
	}
}

// finish ends the binding at hand.
func (r *reader) finish() {
	if r.now == nil {
		return
	}
	if !r.whole {
		if r.cut++; r.cut == 1 {
			r.firstCut = r.now.Offset
		}
	}
	if len(r.bindings) < maxBindings {
		r.bindings = append(r.bindings, *r.now)
	}
	r.now = nil
}

// Where the lines of a binding stand, counted from the application ID.
const (
	before       = 2 // the endpoint and the hash
	atStore      = 1
	atIdentifier = 7
	atCTLStore   = 8
	atNegotiate  = 10
)

// rows splits the lines of a text. A label may have a colon in it, as IP:port
// has.
func rows(data []byte) iter.Seq[row] {
	return func(yield func(row) bool) {
		for line := range textfile.Decode(data).Lines() {
			label, value, ok := strings.Cut(line.Text, " :")
			if !ok {
				label, value, ok = strings.Cut(line.Text, ": ")
			}
			if ok && !yield(row{textfile.Trim(label), textfile.Trim(value), line.Offset}) {
				return
			}
		}
	}
}

func isGUID(text string) bool {
	const form = "{00000000-0000-0000-0000-000000000000}"
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		digit := strings.IndexByte("0123456789abcdefABCDEF", text[i]) >= 0
		if form[i] == '0' && !digit || form[i] != '0' && text[i] != form[i] {
			return false
		}
	}
	return true
}

// labels are the English ones, and the places of what they label.
var labels = [...]struct {
	label string
	place int
}{
	{"IP:port", -before},
	{"Hostname:port", -before},
	{"Central Certificate Store", -before},
	{"Certificate Hash", -1},
	{"Application ID", 0},
	{"Certificate Store Name", atStore},
	{"Ctl Identifier", atIdentifier},
	{"Ctl Store Name", atCTLStore},
	{"Negotiate Client Certificate", atNegotiate},
}

// others are English labels of what is not read.
var others = [...]string{
	"Verify Client Certificate Revocation", "Verify Revocation Using Cached Client Certificate Only", "Usage Check",
	"Revocation Freshness Time", "URL Retrieval Timeout", "DS Mapper Usage", "Reject Connections",
}

// place returns which line of a binding it is: by an English label, or else by
// the order.
func place(label string, order int) int {
	const none = 1 << 10
	for _, l := range labels {
		if strings.EqualFold(l.label, label) {
			return l.place
		}
	}
	for _, other := range others {
		if strings.EqualFold(other, label) {
			return none
		}
	}
	return order
}
