// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"errors"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/prelude"
	"github.com/schanneltrust/schannel/internal/textfile"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// What makes a file unusable, or a part of it.
const (
	codeEmpty   schannel.Code = "schannel.file.empty"
	codeKind    schannel.Code = "schannel.file.kind"
	codeOffset  schannel.Code = "schannel.text.offset"
	codeShort   schannel.Code = "schannel.text.length"
	codeTrimmed schannel.Code = "schannel.text.trimmed"
	codeNumber  schannel.Code = "schannel.text.number"
)

// Errors is what the errors of this package mean, beside those of tlswire.
func Errors() []schannel.Phrase {
	return []schannel.Phrase{
		{Code: codeEmpty, Text: "The file is empty."},
		{Code: codeKind, Text: "The file is of a kind that holds no bytes of one connection."},
		{Code: codeNumber, Text: "A number of an array is no byte, or reads in two ways; what follows it is left out."},
		{Code: codeShort, Text: "A block of a log, or a printed value, has fewer bytes than it says."},
		{Code: codeOffset, Text: "The offsets of a hex dump do not follow each other."},
		{Code: codeTrimmed, Text: "A log leaves out bytes that are blanks or zeros; they are taken for zeros."},
	}
}

// Way is the direction of bytes as seen from the program that wrote a log.
type Way uint8

const (
	UnknownWay Way = 0 // "unknown": the file does not tell
	Sent       Way = 1 // "sent"
	Received   Way = 2 // "received"
)

// File is what a file holds.
type File struct {
	Kind       Kind
	Directions []Direction // one; or two of a text that has both, those that were sent first if it tells
	Defects    []*schannel.Error
}

// Direction is the bytes of one direction.
type Direction struct {
	Way    Way
	Bytes  []byte // they alias the file if it is raw
	chunks []tlswire.Chunk
	places []uint32 // where each byte stands in the file; nil if the file is raw
	end    int

	missing int // bytes that the text says it leaves out
}

// Read reads a file of any form, up to [tlswire.MaxInput] bytes. The error for
// a file of another kind names the kind and says what to do.
func Read(file []byte) (File, error) {
	if len(file) > tlswire.MaxInput {
		return File{}, tlswire.TooLong(len(file))
	}
	kind, t, spelt := classify(file)
	switch {
	case kind == UnknownKind:
		return File{}, &schannel.Error{Code: codeEmpty, Field: "file", Offset: 0, Err: errors.New("no bytes")}
	case kind == Raw:
		return File{Kind: Raw, Directions: []Direction{{Bytes: file, end: len(file)}}}, nil
	case !kind.Readable():
		return File{Kind: kind}, refused(kind)
	}
	r := reader{text: t}
	switch kind { //nolint:exhaustive // the others are refused above
	case Hex, Base64, Numbers, Strings:
		r.ways[UnknownWay] = spelt
		r.endBlock(header{length: len(spelt.Bytes) + spelt.missing, at: spelt.end}, spelt.missing)
	case HexDump:
		r.dump()
	case FollowRaw:
		r.follow()
	case Arrays:
		r.arrays()
	case OpenSSLMsg:
		r.msg()
	case OpenSSLDebug, JavaDebug, MbedTLSDebug:
		r.blocks()
	}
	return r.file(kind), nil
}

func refused(kind Kind) error {
	cause := fmt.Errorf("this is %v", kind)
	if advice := kind.Advice(); advice != "" {
		cause = fmt.Errorf("this is %v: %s", kind, advice)
	}
	return &schannel.Error{Code: codeKind, Field: "file", Offset: 0, Err: cause}
}

// reader collects the bytes of a text by their way.
type reader struct {
	text    text
	filled  int // bytes that stand for others, which the text leaves out
	ways    [3]Direction
	defects tlswire.Defects
}

func (r *reader) file(kind Kind) File {
	f := File{Kind: kind, Defects: r.defects.Noted}
	for way := range r.ways {
		if d := r.ways[way]; len(d.Bytes) > 0 {
			if kind.isLog() {
				d.Way = Way(way)
			}
			f.Directions = append(f.Directions, d)
		}
	}
	if len(f.Directions) == 0 {
		f.Directions = []Direction{{}}
	}
	return f
}

// maxFilled is how many bytes in all may stand for those that a text leaves out:
// the handshakes that are looked for have no long stretches of one byte.
const maxFilled = 256 << 10

// fills reports whether so many bytes may be filled in.
func (r *reader) fills(missing int) bool {
	if missing <= 0 || missing > maxFilled-r.filled {
		return false
	}
	r.filled += missing
	return true
}

// Flow returns the items of the direction.
func (d *Direction) Flow() (*tlswire.Flow, error) {
	if d.chunks != nil {
		return tlswire.NewDecrypted(d.Bytes, d.chunks)
	}
	return tlswire.NewFlow(d.Bytes)
}

// Side tells whose bytes they are, by their content.
func (d *Direction) Side() prelude.Side {
	flow, err := d.Flow()
	if err != nil {
		return prelude.UnknownSide
	}
	for more := true; more; {
		_, more = flow.Next()
	}
	return flow.Side()
}

// Offset returns where the byte n stands in the file; for the number of bytes,
// the place behind the last one.
func (d *Direction) Offset(n int) int {
	switch {
	case d.places == nil:
		return n
	case n < len(d.places):
		return int(d.places[n])
	}
	return d.end
}

// addAll appends bytes that stand as pairs of digits in a line.
func (t text) addAll(d *Direction, line textfile.Line, values []byte, places []int) {
	columns := t.columns(line)
	for n, b := range values {
		d.add(b, columns.place(places[n]), 2*t.unit)
	}
}

// add appends a byte and where it stands, which takes width bytes of the file.
func (d *Direction) add(b byte, place, width int) {
	d.Bytes = append(d.Bytes, b)
	d.places = append(d.places, uint32(place))
	d.end = place + width
}
