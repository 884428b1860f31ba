// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"iter"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// What is read of a log at most.
const (
	maxLog         = 256 << 20
	maxOpen        = 1 << 16 // sessions that have not ended, and one more in 128 bytes
	maxSessionFact = 64      // certificates, errors and replies of a session, each
)

// SessionsLenient yields the sessions of an SMTP protocol log as they end,
// then those that do not, and the faults of the log.
func SessionsLenient(log []byte) iter.Seq2[exchange.LogSession, error] {
	return func(yield func(exchange.LogSession, error) bool) {
		if len(log) > 0 && !isLog(log[:min(len(log), 1<<16)]) {
			yield(exchange.LogSession{}, fault(codeFormat, "log", 0, "no SMTP protocol log, which has a heading \"#Fields: date-time,connector-id,…\""))
			return
		}
		for s, e := range sessions(log, maxLog) {
			if e != nil {
				if !yield(s, e) {
					return
				}
			} else if !yield(s, nil) {
				return
			}
		}
	}
}

// fields are the fields of a protocol log in the order that they have without
// a heading.
var fields = [...]string{
	"date-time", "connector-id", "session-id", "sequence-number", "local-endpoint", "remote-endpoint", "event", "data", "context",
}

// Positions in fields.
const (
	dateField = iota
	connectorField
	sessionField
	_
	localField
	remoteField
	eventField
	dataField
	contextField
)

// isLog reports whether a text is a protocol log: by its heading, or by the
// first row.
func isLog(begin []byte) bool {
	for l := range textfile.Decode(begin).Lines() {
		text := textfile.Trim(l.Text)
		if text == "" {
			continue
		}
		if heading, ok := strings.CutPrefix(text, "#Fields:"); ok {
			return strings.Contains(heading, "session-id") && strings.Contains(heading, "context")
		}
		if strings.HasPrefix(text, "#") {
			continue
		}
		row, _ := splitRow(nil, text)
		if len(row) != len(fields) {
			return false
		}
		_, err := time.Parse(time.RFC3339Nano, row[dateField])
		return err == nil
	}
	return false
}

// splitRow takes a row of comma-separated values apart, and adds them to parts.
func splitRow(parts []string, text string) ([]string, bool) {
	for len(parts) <= len(fields) {
		if !strings.HasPrefix(text, "\"") {
			part, rest, more := strings.Cut(text, ",")
			parts = append(parts, part)
			if !more {
				return parts, true
			}
			text = rest
			continue
		}
		part, rest, closed := quotedPart(text[1:])
		parts = append(parts, part)
		if !closed || rest != "" && rest[0] != ',' {
			return parts, false
		}
		if rest == "" {
			return parts, true
		}
		text = rest[1:]
	}
	return parts, false
}

// quotedPart returns what stands before the closing quotation mark; one
// within it is doubled.
func quotedPart(text string) (part, rest string, closed bool) {
	if end := strings.IndexByte(text, '"'); end >= 0 && !strings.HasPrefix(text[end+1:], "\"") {
		return text[:end], text[end+1:], true
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "\"")
		b.WriteString(before)
		if !found {
			return b.String(), "", false
		}
		if !strings.HasPrefix(after, "\"") {
			return b.String(), after, true
		}
		b.WriteByte('"')
		text = after[1:]
	}
}

// logReader reads a log row by row.
type logReader struct {
	yield    func(exchange.LogSession, *schannel.Error) bool
	columns  [len(fields)]int // where each field stands; -1: nowhere
	width    int              // of a row
	send     schannel.Truth   // what the heading says of the log
	open     map[string]*session
	order    []*session
	budget   int
	faults   int                     // that may still be told: each takes more than the shortest row
	parts    [len(fields) + 1]string // of the row, for the next one to use again
	line     textfile.Line
	number   int
	finished bool
}

// sessions reads a log that is no longer than most bytes.
func sessions(log []byte, most int) iter.Seq2[exchange.LogSession, *schannel.Error] {
	return func(yield func(exchange.LogSession, *schannel.Error) bool) {
		if len(log) > most {
			yield(exchange.LogSession{}, fault(codeLogSize, "log", most, "%d bytes; %d are read at most", len(log), most))
			return
		}
		r := &logReader{yield: yield, open: map[string]*session{}, width: len(fields), budget: maxOpen + len(log)/128, faults: maxOpen + len(log)/64}
		for i := range r.columns {
			r.columns[i] = i
		}
		for r.line = range textfile.Decode(log).Lines() {
			r.number++
			r.take(textfile.Trim(r.line.Text))
			if r.finished {
				return
			}
			if r.faults < 0 {
				break // what was read stays read
			}
		}
		for _, s := range r.order {
			if !s.ended && !yield(s.finished(), nil) {
				return
			}
		}
	}
}

func (r *logReader) fault(code schannel.Code, field, format string, args ...any) {
	if r.finished || r.faults < 0 {
		return
	}
	if r.faults--; r.faults < 0 {
		code, field, format, args = codeLogSize, "log", "line %d: more that is malformed than any log of this size has", []any{r.number}
	}
	r.finished = !r.yield(exchange.LogSession{}, fault(code, field, r.line.Offset, format, args...))
}

func (r *logReader) take(text string) {
	switch {
	case text == "":
	case strings.HasPrefix(text, "#"):
		r.heading(text)
	default:
		r.row(text)
	}
}

// heading reads a line such as "#Log-type: SMTP Send Protocol Log".
func (r *logReader) heading(text string) {
	if kind, ok := strings.CutPrefix(text, "#Log-type:"); ok {
		switch {
		case strings.Contains(kind, "Send"):
			r.send = schannel.Yes
		case strings.Contains(kind, "Receive"):
			r.send = schannel.No
		}
	}
	names, ok := strings.CutPrefix(text, "#Fields:")
	if !ok {
		return
	}
	given := strings.Split(strings.TrimSpace(names), ",")
	if len(given) > 4*len(fields) {
		r.fault(codeLogRow, "#Fields", "line %d: %d fields", r.number, len(given))
		return
	}
	r.width = len(given)
	for i, field := range fields {
		r.columns[i] = -1
		for at, name := range given {
			if strings.TrimSpace(name) == field {
				r.columns[i] = at
			}
		}
	}
}

func (r *logReader) row(text string) {
	parts, ok := splitRow(r.parts[:0], text)
	if !ok || len(parts) != r.width {
		r.fault(codeLogRow, "row", "line %d: %d fields where there are %d", r.number, len(parts), r.width)
		return
	}
	var row [len(fields)]string
	for i, at := range r.columns {
		if at >= 0 {
			row[i] = parts[at]
		}
	}
	s := r.session(row)
	if s == nil {
		return
	}
	if p := s.take(row); p.code != "" {
		r.fault(p.code, "row", "line %d: %s", r.number, p.text)
	}
	if row[eventField] == "-" {
		s.ended = true
		delete(r.open, row[sessionField])
		if !r.finished && !r.yield(s.finished(), nil) {
			r.finished = true
		}
	}
}

// session returns the session of a row.
func (r *logReader) session(row [len(fields)]string) *session {
	id := row[sessionField]
	if s := r.open[id]; s != nil {
		return s
	}
	if r.budget--; r.budget < 0 {
		r.fault(codeLogSize, "log", "line %d: more sessions than any log of this size has", r.number)
		r.finished = true
		return nil
	}
	start, err := time.Parse(time.RFC3339Nano, row[dateField])
	if err != nil {
		r.fault(codeLogRow, "date-time", "line %d: %.64q is no time", r.number, row[dateField])
	}
	s := &session{log: exchange.LogSession{
		Connector: row[connectorField], ID: id, Send: r.send, Start: start.UTC(),
		Local: row[localField], Remote: row[remoteField],
	}}
	r.open[id] = s
	r.order = append(r.order, s)
	return s
}
