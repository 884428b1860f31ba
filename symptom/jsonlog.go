// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

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
	r := jsonReader{
		decoder: json.NewDecoder(strings.NewReader(text.String)), text: text, out: out,
		objects: freeRecords + size/recordBytes, fields: freeRecords + size/fieldBytes,
	}
	r.decoder.UseNumber()
	var err error
	for err == nil && !out.stopped {
		err = r.value(nil, "", 0)
	}
	switch {
	case r.found == 0, out.stopped, errors.Is(err, io.EOF):
	case errors.Is(err, errCrowd):
		out.refuse(r.at(), err.Error())
	default:
		out.fail(codeJSON, r.at(), "JSON that is malformed or ends early: "+err.Error())
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
	text            textfile.Text
	out             *output
	objects, fields int // that may come
	found           int // events
}

// at returns where the text is read, in the file.
func (r *jsonReader) at() int {
	return r.text.Offset(r.text.Advance(textfile.Place{}, min(int(r.decoder.InputOffset()), len(r.text.String))))
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
		in.set(name, scalar(token))
		return nil
	case delim == '[':
		return r.list(in, name, depth)
	}
	return r.object(in, name, depth)
}

// mayGoOn reports whether a number ends where the text is cut.
func (r *jsonReader) mayGoOn(token json.Token) bool {
	_, is := token.(json.Number)
	return is && int(r.decoder.InputOffset()) == len(r.text.String)
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
	if in != nil {
		return r.members(in.within(name), depth)
	}
	event := &record{}
	err := r.members(&jsonPlace{record: event}, depth)
	if event.done() && event.event.Provider+event.event.Log != "" { // many things have an id
		r.found++
		r.out.row(Row{Event: event.event})
		if event.crowded {
			r.out.fail(codeLong, r.at(), "of the event that ends here, the first values alone are read")
		}
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

func (r *record) add(fields *[]Field, f Field) {
	if len(*fields) == maxFields {
		r.crowded = true
		return
	}
	*fields = append(*fields, f)
}

// setField gives the event what a name stands before. A level as a number may
// stand beside its name, and is kept with what else there is.
func (r *record) setField(name, value string) {
	name, values := r.collected(name)
	if values != nil {
		r.add(values, Field{name, value})
		return
	}
	l, known := labelNamed(name)
	if !known || l.field == fieldUnspecified || r.seen[l.field] || l.field == fieldLevel && number(value) != 0 {
		r.add(&r.event.Other, Field{name, value})
		r.setLevelNumber(l, value)
		return
	}
	if l.field == fieldDate {
		if at, ok := timeOf(value); ok {
			r.event.Time, r.seen[fieldDate] = at, true
			return
		}
	}
	r.setCell(l, value)
}

// timeOf reads a time as Windows PowerShell writes it, in milliseconds since 1970,
// or by RFC 3339, as PowerShell 7 and collectors do.
func timeOf(value string) (time.Time, bool) {
	if digits, ok := strings.CutPrefix(value, "/Date("); ok {
		milliseconds, err := strconv.ParseInt(strings.TrimSuffix(digits, ")/"), 10, 64)
		return time.UnixMilli(milliseconds).UTC(), err == nil
	}
	at, err := time.Parse(time.RFC3339Nano, value)
	return at.UTC(), err == nil
}

// scalar is the text of a value.
func scalar(token json.Token) string {
	switch t := token.(type) {
	case string:
		return textfile.Trim(strings.ReplaceAll(t, "\r\n", "\n"))
	case json.Number:
		return t.String()
	case bool:
		return strconv.FormatBool(t)
	}
	return "" // null
}
