// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/xmlsafe"
)

// readXML reads every Event element of a text, whatever is around them. Where
// the XML is broken it goes on at the next one.
func readXML(text textfile.Text, kind textfile.Kind, out *output) {
	reader := xmlsafe.NewTextReader(text, xmlsafe.Limits{})
	found, broken := false, false
	for !out.stopped {
		token, err := reader.Next()
		if err == nil {
			if token.Kind != xmlsafe.Start || token.Local != "Event" {
				continue
			}
			var event Event
			found = true
			event, err = readEvent(reader, token.Offset, out)
			out.row(Row{Event: event})
		}
		if err == nil {
			continue
		}
		fault, ok := errors.AsType[*xmlsafe.Error](err)
		if !ok {
			break // the end
		}
		broken = true
		out.fail(codeOf(fault.Fault), fault.Offset, fault.Err.Error())
		next := nextEvent(text.String, reader.Position())
		if next < 0 {
			break
		}
		reader.Resume(next)
	}
	if !found && !broken {
		out.foreign(kind)
	}
}

func codeOf(fault xmlsafe.Fault) schannel.Code {
	if fault == xmlsafe.TooLong {
		return codeLong
	}
	return codeXML
}

// nextEvent returns the position of the next element Event, or -1.
func nextEvent(text string, from int) int {
	for {
		i := strings.Index(text[from:], "<Event")
		if i < 0 {
			return -1
		}
		from += i
		if beginsEvent(text[from:]) {
			return from
		}
		from++
	}
}

// beginsEvent reports whether a text begins with an element Event.
func beginsEvent(text string) bool {
	rest, ok := strings.CutPrefix(text, "<Event")
	return ok && rest != "" && strings.ContainsAny(rest[:1], " \t\r\n>")
}

// readEvent reads what is in an element Event ("EventType complex type" of the
// event schema), which begins at the offset. After an error it returns what
// was read.
func readEvent(reader *xmlsafe.Reader, offset int, out *output) (Event, error) {
	e := eventReader{}
	err := e.read(reader)
	if e.full {
		out.fail(codeLong, offset, "an event with more than "+strconv.Itoa(maxFields)+" values")
	}
	if e.audit {
		e.event.Level = schannel.LevelAuditFailure
	}
	return e.event, err
}

// eventReader builds an event out of tokens.
type eventReader struct {
	event Event
	path  []string // of the open elements below Event
	text  strings.Builder
	name  string // of a Data element
	leaf  bool   // no element ended or began since the last one began
	audit bool   // the keywords say that an audit failed
	full  bool   // values were left out
}

func (e *eventReader) read(reader *xmlsafe.Reader) error {
	for {
		token, err := reader.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case token.Kind == xmlsafe.Start:
			e.start(token)
		case token.Kind == xmlsafe.End && len(e.path) == 0:
			return nil
		case token.Kind == xmlsafe.End:
			e.end()
		case token.Kind == xmlsafe.Text:
			e.text.WriteString(token.Text)
		}
	}
}

func (e *eventReader) start(token xmlsafe.Token) {
	if text := textfile.Trim(e.text.String()); text != "" {
		e.other(text) // beside elements, where the schema has none
	}
	e.text.Reset()
	e.path = append(e.path, token.Local)
	e.leaf = true
	e.name, _ = token.Attr("Name")
	for _, a := range token.Attrs {
		e.attribute(a)
	}
}

func (e *eventReader) end() {
	text := e.text.String()
	e.text.Reset()
	if e.leaf || strings.TrimSpace(text) != "" {
		e.element(text)
	}
	e.leaf = false
	e.path = e.path[:len(e.path)-1]
}

// at reports whether the open elements are these.
func (e *eventReader) at(path ...string) bool {
	if len(e.path) != len(path) {
		return false
	}
	for i, name := range path {
		if e.path[i] != name {
			return false
		}
	}
	return true
}

// within reports whether the outermost open element has that name.
func (e *eventReader) within(name string) bool { return e.path[0] == name }

// attribute takes an attribute of the innermost element.
func (e *eventReader) attribute(a xmlsafe.Attr) {
	switch {
	case e.at("System", "Provider") && a.Local == "Name":
		e.event.Provider = a.Value
	case e.at("System", "EventID") && a.Local == "Qualifiers":
		e.event.Qualifiers, _ = strconv.Atoi(a.Value)
	case e.at("System", "TimeCreated") && a.Local == "SystemTime":
		e.time(a.Value)
	case e.at("RenderingInfo") && a.Local == "Culture":
		e.event.Language = a.Value
	case e.within("EventData") && a.Local == "Name":
	default:
		e.path = append(e.path, a.Local)
		e.other(a.Value)
		e.path = e.path[:len(e.path)-1]
	}
}

// time reads the time of a record, which is always in UTC.
func (e *eventReader) time(text string) {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		e.event.Date = text
		return
	}
	e.event.Time = t.UTC()
}

// element takes the text of an element.
func (e *eventReader) element(text string) {
	trimmed := textfile.Trim(text)
	switch {
	case e.at("System", "EventID"):
		e.event.ID, _ = strconv.Atoi(trimmed)
	case e.at("System", "Level"):
		e.level(trimmed)
	case e.at("System", "Keywords"):
		e.keywords(trimmed)
	case e.at("System", "EventRecordID"):
		e.event.Record, _ = strconv.ParseUint(trimmed, 10, 64)
	case e.at("System", "Channel"):
		e.event.Log = trimmed
	case e.at("System", "Computer"):
		e.event.Computer = trimmed
	case e.at("RenderingInfo", "Message"):
		e.event.Message = strings.TrimSpace(text)
	case e.at("EventData", "Data"):
		e.add(&e.event.Data, e.name, text)
	case e.within("UserData") && len(e.path) > 2:
		e.add(&e.event.UserData, e.path[len(e.path)-1], text)
	case trimmed != "":
		e.other(trimmed)
	}
}

// level takes the number of a level ("LevelType complex type"): those that
// have no name here stay a number.
func (e *eventReader) level(number string) {
	if level := levelNumbered("level", number); level != schannel.LevelUnspecified {
		e.event.Level = level
		return
	}
	e.other(number)
}

// keywords takes the mask of keywords.
func (e *eventReader) keywords(mask string) {
	e.audit = failedAudit(mask)
	e.other(mask)
}

// failedAudit reads a mask of keywords, of which one tells of a failed audit
// (winmeta.xml, win:AuditFailure): hexadecimal, or with the sign that PowerShell
// gives it.
func failedAudit(mask string) bool {
	const auditFailure = 1 << 52
	digits, hexadecimal := cutPrefixFold(mask, "0x")
	if !hexadecimal {
		if signed, err := strconv.ParseInt(mask, 10, 64); err == nil {
			return signed&auditFailure != 0
		}
	}
	n, err := strconv.ParseUint(digits, 16, 64)
	return err == nil && n&auditFailure != 0
}

// longestPath is where the path of an element is no longer a name.
const longestPath = 64 // bytes

// other keeps what has no field: by its path, without the part that all have.
func (e *eventReader) other(value string) {
	path := e.path
	if len(path) > 1 && path[0] == "System" {
		path = path[1:]
	}
	name := ""
	for i := len(path) - 1; i >= 0 && len(name)+len(path[i]) < longestPath; i-- {
		name = strings.TrimSuffix(path[i]+"/"+name, "/")
	}
	e.add(&e.event.Other, name, value)
}

// add keeps a bounded number of fields.
func (e *eventReader) add(fields *[]Field, name, value string) {
	if len(*fields) == maxFields {
		e.full = true
		return
	}
	*fields = append(*fields, Field{name, value})
}
