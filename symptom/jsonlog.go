// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

const (
	maxNesting = 32 // values of JSON within each other
	fieldBytes = 12 // of JSON to each field beyond the first ones: real ones have twice that
)

// readJSON reads events as JSON: what ConvertTo-Json makes of those of
// Get-WinEvent and Get-EventLog, and the records of collectors, one a line or in
// a list. It reports whether it found any; without one the text is no log.
func readJSON(text textfile.Text, out *output) (found bool) {
	size := len(text.String)
	r := jsonReader{decoder: json.NewDecoder(strings.NewReader(text.String)), size: int64(size), out: out, objects: freeRecords + size/recordBytes, fields: freeRecords + size/fieldBytes}
	r.decoder.UseNumber()
	var err error
	for err == nil && !out.stopped {
		err = r.value(nil, "", 0)
	}
	at := func() int {
		return text.Offset(text.Advance(textfile.Place{}, min(int(r.decoder.InputOffset()), size)))
	}
	switch {
	case r.found == 0, out.stopped, errors.Is(err, io.EOF):
	case errors.Is(err, errCrowd):
		out.refuse(at(), err.Error())
	default:
		out.fail(codeJSON, at(), "JSON that is malformed or ends early: "+err.Error())
	}
	return r.found > 0
}

var (
	errCrowd  = errors.New("more events or fields than a text of this length holds")
	errNested = errors.New("values within each other, deeper than any log has them")
)

// jsonReader reads values one after the other.
type jsonReader struct {
	decoder         *json.Decoder
	size            int64
	out             *output
	objects, fields int // that may come
	found           int // events
}

// jsonPlace is where a value stands: what it says, and whether it is of the data.
type jsonPlace struct {
	record *record // nil: no event yet
	data   bool    // its names are those of values in the message
}

// value reads a value of that name. An object outside of events is one, if it
// has a number and a provider or a log.
func (r *jsonReader) value(in *jsonPlace, name string, depth int) error {
	token, err := r.decoder.Token()
	if depth > 0 && (errors.Is(err, io.EOF) || r.mayGoOn(token)) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	delim, nested := token.(json.Delim)
	switch {
	case depth > maxNesting:
		return errNested
	case !nested:
		if in != nil {
			in.set(name, token)
		}
		return nil
	case delim == '[':
		return r.list(in, name, depth)
	}
	return r.object(in, name, depth)
}

// mayGoOn reports whether a number ends where the text is cut.
func (r *jsonReader) mayGoOn(token json.Token) bool {
	_, is := token.(json.Number)
	return is && r.decoder.InputOffset() == r.size
}

func (r *jsonReader) list(in *jsonPlace, name string, depth int) error {
	for r.decoder.More() && !r.out.stopped {
		if err := r.value(in, name, depth+1); err != nil {
			return err
		}
	}
	return r.end()
}

// end reads the bracket that closes.
func (r *jsonReader) end() error {
	_, err := r.decoder.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (r *jsonReader) object(in *jsonPlace, name string, depth int) error {
	if r.objects--; r.objects < 0 {
		return errCrowd
	}
	inner := &jsonPlace{record: &record{}}
	if in != nil {
		inner = in.within(name)
	}
	err := r.members(inner, depth)
	if in == nil && inner.record.done() && inner.record.event.Provider+inner.record.event.Log != "" { // many things have an id
		r.found++
		r.out.row(Row{Event: inner.record.event})
	}
	return err
}

// members reads the fields of an object.
func (r *jsonReader) members(in *jsonPlace, depth int) error {
	for r.decoder.More() {
		if r.fields--; r.fields < 0 {
			return errCrowd
		}
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if err = r.value(in, name, depth+1); err != nil {
			return err
		}
	}
	return r.end()
}

// within is the place of an object in an event. Those that collectors make for
// an event are looked into, others say nothing that is known.
func (p *jsonPlace) within(name string) *jsonPlace {
	switch compact(name) {
	case "winlog", "event", "system", "properties":
		return &jsonPlace{record: p.record, data: compact(name) == "properties"}
	case "eventdata", "userdata":
		return &jsonPlace{record: p.record, data: true}
	}
	return &jsonPlace{}
}

// set takes a value. PowerShell has no names for the values of the data.
func (p *jsonPlace) set(name string, token json.Token) {
	var value string
	switch t := token.(type) {
	case string:
		value = textfile.Trim(strings.ReplaceAll(t, "\r\n", "\n"))
	case json.Number:
		value = t.String()
	}
	switch {
	case p.record == nil, value == "":
	case p.data:
		if compact(name) == "value" {
			name = ""
		}
		if len(p.record.event.Data) < maxFields {
			p.record.event.Data = append(p.record.event.Data, Field{name, value})
		}
	default:
		p.column(compact(name), value)
	}
}

// column gives the event what a name stands before. A level as a number says
// what its name says too.
func (p *jsonPlace) column(name, value string) {
	if name == "channel" {
		name = "logname"
	}
	l, known := labelOf(name)
	if known && l.field != fieldUnspecified && !p.record.seen[l.field] && (l.field != fieldLevel || number(value) == 0) {
		p.record.setCell(l, value)
	}
}

// compact is the name of a field as labels have it.
func compact(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }
