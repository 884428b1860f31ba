// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// What is read at most.
const (
	maxSize       = 256 << 20 // bytes of a file
	maxValues     = 1 << 16   // values of an object in XML, those within each other included
	maxProperties = 1 << 10   // properties of a printed object
	density       = 48        // bytes of a file to a value, a heading or an element, beyond the first maxValues
)

// maxErrors is how many errors of a file are yielded one by one; one more then
// says how many others there are and where the last one is.
const maxErrors = 100

// Objects yields the objects of a file in any of the forms, in order, and what
// is malformed in its place. If the form is not recognised, there is one error,
// which names what was found.
func Objects(data []byte) iter.Seq2[Object, *schannel.Error] {
	return func(yield func(Object, *schannel.Error) bool) {
		if len(data) > maxSize {
			yield(Object{}, fault(codeSize, "file", maxSize, "%d bytes; %d are read at most", len(data), maxSize))
			return
		}
		out := &sink{yield: yield, budget: maxValues + len(data)/density}
		if kind := textfile.Binary(data); kind.Name != "" {
			out.fault(refused(Format{Kind: Other, Name: kind.Name, Convert: kind.Convert}))
			return
		}
		text := textfile.Decode(data)
		if text.Guessed >= 0 {
			out.fault(fault(codeEncoding, "file", text.Guessed, "neither UTF-8 nor UTF-16"))
		}
		switch format := formatOf(text.String); format.Kind {
		case CLIXML, XML:
			readXML(text, out)
		case Text:
			readText(text, out)
		case Other:
			out.fault(refused(format))
		}
		out.close()
	}
}

func refused(f Format) *schannel.Error {
	if f.Convert == "" {
		return fault(codeFormat, "file", 0, "%s, not the output of a cmdlet", f.Name)
	}
	return fault(codeFormat, "file", 0, "%s, not the output of a cmdlet; %s", f.Name, f.Convert)
}

// sink takes what a reader finds and keeps the bounds.
type sink struct {
	yield  func(Object, *schannel.Error) bool
	budget int // values that the file may still have
	errors int
	last   schannel.Error // without what was wrong
	done   bool           // the caller has had enough, or the budget is spent
}

func (s *sink) object(o Object) {
	if !s.done && !s.yield(o, nil) {
		s.done = true
	}
}

func (s *sink) fault(e *schannel.Error) {
	if !s.done && !s.yield(Object{}, e) {
		s.done = true
	}
}

// defect yields an error, or counts it where there were too many already.
func (s *sink) defect(code schannel.Code, field string, offset int, format string, args ...any) {
	s.errors++
	s.last = schannel.Error{Code: code, Field: field, Offset: offset}
	if s.errors <= maxErrors {
		s.fault(fault(code, field, offset, format, args...))
	}
}

// spend takes a value from the budget of the file. It reports whether there
// was one; otherwise reading ends.
func (s *sink) spend(offset int) bool {
	s.budget--
	if s.budget < 0 && !s.done {
		s.refuse(offset, "more values than any cmdlet prints or exports in a file of this size")
	}
	return !s.done
}

// refuse ends reading.
func (s *sink) refuse(offset int, why string) {
	s.fault(fault(codeSize, "file", offset, "%s", why))
	s.close()
}

// close says how many errors were not yielded.
func (s *sink) close() {
	if s.errors > maxErrors && !s.done {
		s.yield(Object{}, fault(s.last.Code, s.last.Field, s.last.Offset, "the last of %d more faults", s.errors-maxErrors))
	}
	s.done = true
}
