// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/textfile"
)

// Codes of what may be wrong with rows.
const (
	codeEncoding schannel.Code = "symptom.rows.encoding" // neither UTF-16 nor UTF-8
	codeForeign  schannel.Code = "symptom.rows.foreign"  // a file of another kind, which the error names
	codeLong     schannel.Code = "symptom.rows.long"     // more than is read
	codeJSON     schannel.Code = "symptom.rows.json"     // JSON that is malformed
	codeXML      schannel.Code = "symptom.rows.xml"      // XML that is malformed or holds what is refused
	codeNoCode   schannel.Code = "symptom.code.unknown"  // a text that is no code
)

// Bounds of an input.
const (
	maxInput  = 16 << 20 // bytes
	maxFaults = 1 << 10
	maxFields = 1 << 10 // of an event, in each of its lists

	freeRecords = 1 << 16 // of a paste, however short they are
	recordBytes = 48      // of a paste to each one beyond those: an event has some hundreds
)

// ReadLenient yields what a file or a paste holds, row by row in its order, and
// where something is wrong an error beside a zero row: a [*schannel.Error].
// Reading goes on after it: what was read of an event that breaks off is
// yielded, then the error. The first 1,024 errors are told.
//
// A file of another kind yields one error, which names what it is and how to
// convert it; so does one of more than 16 MiB. A paste of more events than its
// length allows ends with an error where the first one stands that is not read.
func ReadLenient(input []byte) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		out := &output{yield: yield}
		if len(input) > maxInput {
			out.fail(codeLong, maxInput, fmt.Sprintf("%d bytes; %d are read at most", len(input), maxInput))
			return
		}
		kind := textfile.Binary(input)
		if kind.Name != "" {
			out.foreign(kind)
			return
		}
		text := textfile.Decode(input)
		kind = textfile.Textual(text.String)
		if kind.Name == "JSON" && readJSON(text, out) {
			return
		}
		list, isList := newSavedList(text.String)
		if kind.Name != "" && !kind.Events && !kind.XML && !isList {
			out.foreign(kind)
			return
		}
		if text.Guessed >= 0 {
			out.fail(codeEncoding, text.Guessed, "neither UTF-16 nor UTF-8: read as Windows-1252, in which Japanese and other texts are lost")
		}
		if beginsXML(text.String) {
			readXML(text, kind, out)
			return
		}
		if isList {
			list.read(text, out)
			return
		}
		readPaste(text, out)
	}
}

// beginsXML reports whether a text is XML from its first character on.
func beginsXML(text string) bool {
	return textfile.BeginsXML(strings.TrimLeft(text, " \t\r\n\ufeff"))
}

// output yields until nobody wants more.
type output struct {
	yield   func(Row, error) bool
	stopped bool
	faults  int
}

func (o *output) row(r Row) {
	if !o.stopped && !r.IsZero() {
		o.stopped = !o.yield(r, nil)
	}
}

func (o *output) fail(code schannel.Code, offset int, detail string) {
	if o.stopped || o.faults == maxFaults {
		return
	}
	o.faults++
	o.stopped = !o.yield(Row{}, &schannel.Error{Code: code, Field: "rows", Offset: offset, Err: errors.New(detail)})
}

// refuse ends reading, however many faults were told.
func (o *output) refuse(offset int, detail string) {
	if !o.stopped {
		o.yield(Row{}, &schannel.Error{Code: codeLong, Field: "rows", Offset: offset, Err: errors.New(detail)})
	}
	o.stopped = true
}

func (o *output) foreign(kind textfile.Kind) {
	detail := "this is " + kind.Name + ", no event, code or message"
	if kind.Convert != "" {
		detail += "; " + kind.Convert
	}
	o.fail(codeForeign, 0, detail)
}
