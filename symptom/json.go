// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// maxObject is how long an object may be that is an event: Windows limits a record
// to 64 KiB, which escapes and names make several times as long.
const maxObject = 1 << 20

// readJSON yields the events of what ConvertTo-Json makes of Get-WinEvent and
// Get-EventLog, and of what collectors of logs send, an object a line or a list. It
// returns false where there is no event, as in JSON of another kind.
func readJSON(text textfile.Text, out *output) (found bool) {
	budget := freeRecords + len(text.String)/recordBytes
	d := json.NewDecoder(strings.NewReader(text.String))
	if strings.HasPrefix(strings.TrimLeft(text.String, " \t\r\n\ufeff"), "[") {
		_, _ = d.Token() // the bracket that was seen
	}
	for d.More() && !out.stopped {
		var raw json.RawMessage
		var object map[string]json.RawMessage
		err := d.Decode(&raw)
		if err == nil && len(raw) <= maxObject {
			err = json.Unmarshal(raw, &object)
		}
		at := func() int { return text.Offset(text.Advance(textfile.Place{}, int(d.InputOffset()))) }
		switch budget--; {
		case err != nil && found:
			out.fail(codeForeign, at(), "JSON breaks off, or goes on as something else")
			return true
		case err != nil:
			return false
		case budget < 0:
			out.refuse(at(), "more events than a text of this length holds")
			return true
		case len(raw) > maxObject && found:
			out.fail(codeLong, at(), "an object longer than any event ends here")
		}
		r := &record{}
		r.setObject(object, true)
		if r.done() && (r.event.Provider != "" || r.event.Message != "") {
			found = true
			out.row(Row{Event: r.event})
			if max(len(r.event.Data), len(r.event.UserData), len(r.event.Other)) == maxFields {
				out.fail(codeLong, at(), "of an event that ends here, the first values alone are read")
			}
		}
	}
	return found
}

// setObject sets what an object says. Of those in it, the one counts in which
// collectors have the record; of its lists, the values of the message.
func (r *record) setObject(object map[string]json.RawMessage, outer bool) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		raw := object[name]
		key := strings.ReplaceAll(strings.ToLower(name), "_", "")
		var inner map[string]json.RawMessage
		var list []json.RawMessage
		switch {
		case raw[0] == '[':
			if key == "properties" || key == "replacementstrings" {
				_ = json.Unmarshal(raw, &list) // it is one: the object around it was read
				r.setValues(list)
			}
		case raw[0] != '{':
			r.setScalar(key, name, scalar(raw))
		case json.Unmarshal(raw, &inner) != nil:
		case key == "eventdata" || key == "userdata":
			names := slices.Sorted(maps.Keys(inner))
			for _, field := range names[:min(len(names), maxFields)] {
				r.event.UserData = append(r.event.UserData, Field{field, scalar(inner[field])})
			}
		case outer && (key == "winlog" || key == "event" || key == "system"):
			r.setObject(inner, false)
		}
	}
}

// setValues sets the values of a message in their order, each as it is or as an
// object with its Value.
func (r *record) setValues(list []json.RawMessage) {
	for _, raw := range list[:min(len(list), maxFields)] {
		value := scalar(raw)
		var property struct{ Value json.RawMessage }
		if json.Unmarshal(raw, &property) == nil {
			value = scalar(property.Value)
		}
		r.event.Data = append(r.event.Data, Field{Value: value})
	}
}

// setScalar sets one value, whose name collectors write in their way.
func (r *record) setScalar(key, name, value string) {
	switch key {
	case "channel":
		key = "logname"
	case "computername", "hostname":
		key = "machinename"
	case "sourcename":
		key = "source"
	case "timecreated", "timegenerated", "@timestamp", "eventtime":
		if at, ok := timeIn(value); ok {
			r.event.Time = at
			return
		}
	}
	if l := columnLabel(key); l.field != fieldUnspecified {
		r.setCell(l, textfile.Trim(strings.ReplaceAll(value, "\r\n", "\n")))
	} else if value != "" && len(r.event.Other) < maxFields {
		r.event.Other = append(r.event.Other, Field{name, value})
	}
}

// timeIn reads a time as PowerShell 5.1 writes it, in milliseconds, or by ISO 8601.
func timeIn(value string) (time.Time, bool) {
	if digits, ok := strings.CutPrefix(value, "/Date("); ok {
		milliseconds, err := strconv.ParseInt(strings.TrimSuffix(digits, ")/"), 10, 64)
		return time.UnixMilli(milliseconds).UTC(), err == nil
	}
	at, err := time.Parse(time.RFC3339Nano, value)
	return at.UTC(), err == nil
}

// scalar is the text of a string or a number; empty for what is neither.
func scalar(raw json.RawMessage) string {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(raw, &text) == nil:
		return text
	case json.Unmarshal(raw, &number) == nil:
		return number.String()
	}
	return ""
}
