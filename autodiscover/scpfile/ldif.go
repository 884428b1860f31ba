// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"encoding/base64"
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/gather"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// isLDIF reports whether the first line that is neither empty nor a comment is
// that of a version or of a name.
func isLDIF(text textfile.Text) bool {
	comment := false
	for line := range text.Lines() {
		start := strings.ToLower(strings.TrimLeft(line.Text, " \t"))
		if start == "" || start[0] == '#' || comment && line.Text[0] == ' ' || textfile.IsFence(start) {
			comment = start != "" && start[0] != '`'
			continue
		}
		return strings.HasPrefix(start, "dn:") || strings.HasPrefix(start, "version:")
	}
	return false
}

// ldifLine is a line with its continuations (RFC 2849, "Notes on LDIF Syntax",
// item 2).
type ldifLine struct {
	text     string
	offset   int
	first    bool // of its record, which ends before an empty line
	indented bool // its record begins with blanks, as on a page from which it was copied
}

// ldifLines takes a text apart. A record that begins with blanks continues
// nothing: the blanks are those of the page that it was copied from, and are
// taken off each of its lines.
func ldifLines(text textfile.Text) iter.Seq[ldifLine] {
	return func(yield func(ldifLine) bool) {
		var s unfolder
		for line := range text.Lines() {
			if done, ok := s.take(line); ok && !yield(done) {
				return
			}
		}
		if done, ok := s.end(); ok {
			yield(done)
		}
	}
}

// unfolder joins lines. One is complete when the next one does not continue it.
type unfolder struct {
	open    ldifLine // empty: none is open
	more    []byte   // the open line with its continuations, if it has any
	inside  bool     // a record has begun
	indent  string   // of the record
	comment bool     // the line before is one
}

// take takes a line, and returns the one that it completes.
func (s *unfolder) take(line textfile.Line) (ldifLine, bool) {
	plain := strings.TrimPrefix(line.Text, s.indent)
	if strings.TrimRight(plain, " \t") == "" && (plain == "" || !s.inside) || textfile.IsFence(line.Text) {
		done, ok := s.end()
		*s = unfolder{}
		return done, ok
	}
	if !s.inside && s.indent == "" && !s.comment {
		bare := strings.TrimLeft(plain, " \t")
		s.indent, plain = plain[:len(plain)-len(bare)], bare
	}
	switch {
	case plain[0] == '#':
		s.comment = true
	case plain[0] == ' ' && s.comment:
	case plain[0] == ' ' && s.inside:
		if s.more == nil {
			s.more = []byte(s.open.text)
		}
		s.more = append(s.more, plain[1:]...)
	default:
		done, ok := s.end()
		s.open = ldifLine{plain, line.Offset, !s.inside, s.indent != ""}
		s.inside, s.comment = true, false
		return done, ok
	}
	return ldifLine{}, false
}

// end completes the line that is open.
func (s *unfolder) end() (ldifLine, bool) {
	done := s.open
	if s.more != nil {
		done.text = string(s.more)
	}
	s.open, s.more = ldifLine{}, nil
	return done, done.text != ""
}

// ldifItems yields the entries of the text.
func ldifItems(text textfile.Text) iter.Seq[item] {
	return func(yield func(item) bool) {
		reader := ldifReader{yield: yield}
		for line := range ldifLines(text) {
			if line.first {
				if !reader.finish() {
					return
				}
				reader = ldifReader{yield: yield}
				if line.indented && !reader.note(ruleIndented, line) {
					return
				}
			}
			if !reader.line(line) {
				return
			}
		}
		reader.finish()
	}
}

// ldifReader reads the lines of one record. Its methods report whether to go
// on.
type ldifReader struct {
	yield      func(item) bool
	begun      bool // a dn was read
	passed     bool // no entry: a change other than an addition, or the trailer of a search
	dn         string
	offset     int
	attributes map[string][]string
}

func (r *ldifReader) note(rule schannel.Rule, about ldifLine) bool {
	name := about.text
	return r.yield(item{note: func(g *gather.Groups) { g.Add(rule, schannel.Whole("entry").Named(name)) }})
}

func (r *ldifReader) fault(code schannel.Code, field string, line ldifLine, err error) bool {
	return r.yield(item{fault: fault(code, field, line.offset, err)})
}

// line reads name: value, name:: base64 or name:< URL.
func (r *ldifReader) line(line ldifLine) bool {
	name, rest, ok := strings.Cut(line.text, ":")
	name, _, _ = strings.Cut(name, ";") // options, such as a language
	lower := strings.ToLower(name)
	switch {
	case r.passed && lower != "dn":
		return true
	case !ok || !isAttribute(name):
		return r.fault(codeLine, "line", line, reason("not a name, a colon and a value"))
	case !r.begun && lower == "version":
		return true
	case !r.begun && (lower == "search" || lower == "result" || lower == "ref"):
		r.passed = true // what ldapsearch writes below the entries
		return true
	case !r.begun && lower != "dn":
		r.passed = true
		return r.fault(codeNoDN, name, line, reason("an entry begins with dn"))
	}
	value, code, err := ldifValue(rest, isRead(lower))
	if err != nil {
		if lower == "dn" { // the entry before it is whole; what follows has no name
			if !r.finish() {
				return false
			}
			r.passed = true
		}
		return r.fault(code, name, line, err)
	}
	switch lower {
	case "dn":
		return r.begin(value, line)
	case "changetype":
		return r.change(value)
	case "control":
		return true
	}
	if isRead(lower) {
		r.attributes[lower] = append(r.attributes[lower], value)
	}
	return true
}

// isRead reports whether the values of an attribute are used. Its name is in
// lower case.
func isRead(attribute string) bool {
	switch attribute {
	case "dn", "changetype", "keywords", "servicebindinginformation", "whencreated", "cn", "servicednsname", "objectclass", "objectcategory":
		return true
	}
	return false
}

// begin starts an entry. A second name in a record starts the next one, as
// where an empty line was lost.
func (r *ldifReader) begin(dn string, line ldifLine) bool {
	if r.begun && !r.finish() {
		return false
	}
	*r = ldifReader{yield: r.yield, begun: true, dn: dn, offset: line.offset, attributes: map[string][]string{}}
	return true
}

// change reads what a record does. Only an addition is an entry.
func (r *ldifReader) change(kind string) bool {
	dn := r.dn
	if strings.EqualFold(kind, "add") {
		return r.yield(item{note: func(g *gather.Groups) { g.Add(ruleAdds, schannel.Whole("entry").Named(dn)) }})
	}
	r.passed = true
	return r.yield(item{note: func(g *gather.Groups) { g.Add(ruleChanges, schannel.Whole("entry").Named(dn)) }})
}

// finish yields the entry, if it is one of a service connection point.
func (r *ldifReader) finish() bool {
	if !r.begun || r.passed {
		return true
	}
	dn, attributes := r.dn, r.attributes
	if !mayBeSCP(attributes) {
		return r.yield(item{note: func(g *gather.Groups) { g.Add(ruleOtherEntry, schannel.Whole("entry").Named(dn)) }})
	}
	return r.yield(item{read: func(g *gather.Groups) autodiscover.SCP { return fromAttributes(dn, attributes, g) }})
}

func mayBeSCP(attributes values) bool {
	if len(attributes["keywords"]) > 0 || len(attributes["servicebindinginformation"]) > 0 {
		return true
	}
	return (len(attributes["objectclass"]) > 0 || len(attributes["objectcategory"]) > 0) && attributes.isSCP()
}

// isAttribute reports whether text is the name of an attribute: a letter, then
// letters, digits and hyphens, or numbers with dots between them.
func isAttribute(text string) bool {
	for _, c := range []byte(text) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && c != '-' && c != '.' && (c < '0' || c > '9') {
			return false
		}
	}
	return text != ""
}

// ldifValue reads what stands behind the colon. Only what is read has to be text:
// other attributes, such as objectGUID, hold bytes.
func ldifValue(rest string, text bool) (string, schannel.Code, error) {
	switch {
	case strings.HasPrefix(rest, "<"):
		return "", codeURL, reason("the value stands in another file, which is not opened")
	case strings.HasPrefix(rest, ":"):
		raw, err := base64.StdEncoding.DecodeString(strings.Trim(rest[1:], " \t"))
		if err != nil {
			return "", codeBase64, err
		}
		if text && !utf8.Valid(raw) {
			return "", codeBase64, reason("the bytes are no UTF-8")
		}
		rest = string(raw)
	default:
		rest = strings.TrimLeft(rest, " \t") // a tab where an editor put one
	}
	if at := strings.IndexFunc(rest, unicode.IsControl); text && at >= 0 {
		return "", codeControl, fmt.Errorf("the value holds the control character %#x", rest[at])
	}
	return rest, "", nil
}

const (
	codeLine    schannel.Code = "autodiscover.file.line"
	codeNoDN    schannel.Code = "autodiscover.file.no_dn"
	codeURL     schannel.Code = "autodiscover.file.url"
	codeBase64  schannel.Code = "autodiscover.file.base64"
	codeControl schannel.Code = "autodiscover.file.control"
)

var (
	meaningLine    = schannel.Phrase{Code: "autodiscover.file.line", Text: "A line of LDIF is not a name, a colon and a value."}
	meaningNoDN    = schannel.Phrase{Code: "autodiscover.file.no_dn", Text: "A record of LDIF does not begin with the name of an entry."}
	meaningURL     = schannel.Phrase{Code: "autodiscover.file.url", Text: "A value of LDIF is in another file; such values are refused."}
	meaningBase64  = schannel.Phrase{Code: "autodiscover.file.base64", Text: "A value of LDIF is not base64, or not UTF-8."}
	meaningControl = schannel.Phrase{Code: "autodiscover.file.control", Text: "A value holds a control character."}
)

var ruleIndented = schannel.Rule{
	Code: "autodiscover.file.indented", Title: "Lines of the file are indented", Severity: schannel.Info, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "RFC 2849", Section: "Notes on LDIF Syntax"}},
	Message: "Records begin with blanks that continue no line; the blanks were removed: {names} ({count} in all).",
}

var ruleAdds = schannel.Rule{
	Code: "autodiscover.file.adds", Title: "The file holds changes, not entries", Severity: schannel.Info, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "RFC 2849", Section: "Formal Syntax Definition of LDIF"}},
	Message: "Records add an entry (changetype: add), as ldifde writes them, and are read as entries: {names} ({count} in all).",
}

var ruleChanges = schannel.Rule{
	Code: "autodiscover.file.changes", Title: "Changes are ignored", Severity: schannel.Warning, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "RFC 2849", Section: "Formal Syntax Definition of LDIF"}},
	Message: "Records change, rename or delete an entry without saying what it holds, and are ignored: {names} ({count} in all).",
}

var ruleOtherEntry = schannel.Rule{
	Code: "autodiscover.file.other_entries", Title: "Other entries are ignored", Severity: schannel.Info, Evidence: schannel.Specified,
	Sources: []schannel.Source{{Document: "MS-OXDISCO", Section: "Section 2.2.1.2"}},
	Message: "Entries are not service connection points: {names} ({count} in all).",
}
