// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certutil

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// labels are the labels of lines in English, German and French, in lower case
// and without what is not a letter of ASCII.
var labels = [...]struct {
	label string
	part  part
}{
	{"serialnumber", serial},
	{"seriennummer", serial},
	{"numrodesrie", serial},
	{"issuer", issuer},
	{"aussteller", issuer},
	{"metteur", issuer},
	{"notbefore", notBefore},
	{"nichtvor", notBefore},
	{"notafter", notAfter},
	{"nichtnach", notAfter},
	{"subject", subject},
	{"antragsteller", subject},
	{"objet", subject},
	{"keycontainer", container},
	{"schlsselcontainer", container},
	{"conteneurdecl", container},
	{"provider", provider},
	{"anbieter", provider},
	{"fournisseur", provider},
}

// inOrder are the lines that every certificate begins with, in the order in
// which certutil -store prints them.
var inOrder = [...]part{serial, issuer, notBefore, notAfter, subject}

func labelOf(text string) part {
	letters := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r
		case r >= 'A' && r <= 'Z':
			return r | 0x20
		}
		return -1
	}, text)
	for _, l := range labels {
		if l.label == letters {
			return l.part
		}
	}
	return nothing
}

// line takes a line of a certificate.
func (r *reader) line(l textfile.Line, text string) {
	indent := len(text) - len(strings.TrimLeft(text, " \t"))
	if r.place != nothing && indent >= 4 {
		r.goesOn(strings.TrimSpace(text))
		return
	}
	r.endName()
	if label, value, ok := strings.Cut(text, "= "); ok && indent > 0 && !strings.Contains(label, ":") {
		r.key(label, strings.TrimSpace(value))
		return
	}
	label, value, ok := strings.Cut(text, ":")
	if !ok {
		r.statement(strings.TrimSpace(text))
		return
	}
	value = textfile.Trim(value)
	if strings.Contains(label, "(sha1)") {
		if indent == 0 {
			r.hash(l, value)
		}
		return
	}
	r.set(l, r.partOf(label, value, indent), value)
}

// partOf tells what a line is, by its label, or else by its place in the
// order. A line that begins the order has the digits of a serial number.
func (r *reader) partOf(label, value string, indent int) part {
	if p := labelOf(label); p != nothing {
		return p
	}
	if r.ordered == len(inOrder) || indent > 2 {
		return other
	}
	next := inOrder[r.ordered]
	dated := next == notBefore || next == notAfter
	switch {
	case next == serial && !isHex(value):
		return other
	case dated != (indent > 0 && strings.ContainsAny(value, "0123456789")):
		return other
	case (next == issuer || next == subject) && !strings.Contains(value, "="):
		return other
	}
	return next
}

func isHex(text string) bool {
	digits := strings.ReplaceAll(text, " ", "")
	return len(digits) > 1 && strings.Trim(strings.ToLower(digits), "0123456789abcdef") == ""
}

func (r *reader) set(l textfile.Line, p part, value string) {
	switch p {
	case serial:
		if r.c.SerialNumber == "" {
			if !isHex(value) {
				r.fault(codeValue, "serial number", l.Offset, "line %d: %.64q is no hexadecimal number", r.number, value)
				return
			}
			r.c.SerialNumber = strings.ToUpper(strings.ReplaceAll(value, " ", ""))
		}
	case issuer:
		r.name(&r.c.Issuer, p, value)
	case subject:
		r.name(&r.c.Subject, p, value)
	case notBefore:
		first(&r.c.NotBefore, value)
	case notAfter:
		first(&r.c.NotAfter, value)
	case nothing, hash, container, provider, other:
		return
	}
	for i, q := range inOrder {
		if p == q {
			r.ordered = max(r.ordered, i+1)
		}
	}
}

// name sets a name. With -v its parts stand below, each in a line.
func (r *reader) name(name *string, p part, value string) {
	if *name == "" {
		*name = value
		r.place = p
	}
}

// maxName is how long a name is at most.
const maxName = 1 << 14

// goesOn takes a line with a part of the name.
func (r *reader) goesOn(text string) {
	if !strings.Contains(text, "=") || r.parts.Len() > maxName {
		r.endName()
		return
	}
	if r.parts.Len() > 0 {
		r.parts.WriteString(", ")
	}
	r.parts.WriteString(strings.TrimSuffix(text, ","))
}

// endName puts the name together that stood in several lines.
func (r *reader) endName() {
	if r.parts.Len() > 0 {
		name := &r.c.Issuer
		if r.place == subject {
			name = &r.c.Subject
		}
		if *name != "" {
			*name = strings.TrimSuffix(*name, ",") + ", "
		}
		*name += r.parts.String()
		r.parts.Reset()
	}
	r.place = nothing
}

func first(value *string, to string) {
	if *value == "" {
		*value = to
	}
}

// hash takes the thumbprint. The hash of the key stands before it under a
// label of its own.
func (r *reader) hash(l textfile.Line, value string) {
	t, err := schannel.ParseThumbprint(value)
	if err != nil {
		r.fault(codeValue, "thumbprint", l.Offset, "line %d: %w", r.number, err)
		return
	}
	r.c.Thumbprint, r.c.Hashed = t, true
}

// key takes a line about the key: its container, then its provider.
func (r *reader) key(label, value string) {
	p := labelOf(label)
	if p == nothing && r.c.Container == "" {
		p = container
	}
	if p == container {
		first(&r.c.Container, value)
	} else {
		first(&r.c.Provider, value)
	}
	r.c.PrivateKey = schannel.Yes
}

// statement takes a line without a label.
func (r *reader) statement(text string) {
	switch text {
	case "No key provider information":
		r.c.PrivateKey = schannel.No
	case "Missing stored keyset":
		// It is not there, or whoever asked may not see it.
		if r.c.PrivateKey == schannel.Yes {
			r.c.PrivateKey = schannel.Unknown
		}
	case "Private key is NOT exportable":
		r.c.Exportable = schannel.No
	case "Private key is exportable":
		r.c.Exportable = schannel.Yes
	}
}
