// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package capturefile

import (
	"strings"

	"github.com/schanneltrust/schannel/internal/textfile"
)

// How arrays begin in C, Go and C#.
const (
	arrayOfC           = "[] = {"
	arrayOfGo          = "[]byte{"
	arrayOfCSharp      = "byte[] {"
	arrayOfCSharpTight = "byte[]{"
)

// arrayBegin returns where an array begins in a line, and where its bytes do; -1
// if none does.
func arrayBegin(line string) (at, behind int) {
	for _, begin := range [...]string{arrayOfC, arrayOfGo, arrayOfCSharp, arrayOfCSharpTight} {
		if i := strings.Index(line, begin); i >= 0 {
			return i, i + len(begin)
		}
	}
	return -1, -1
}

// arrays reads arrays of bytes. Wireshark names those of the two ends peer0 and
// peer1. A number that is no byte ends the array of its end.
func (r *reader) arrays() {
	a := arrayReader{reader: r}
	for line := range r.text.Lines() {
		a.line(line)
	}
	if s := r.text.String; a.inside && wordLength(s[len(s)-1:]) > 0 {
		a.cut() // the text ends in the middle of a number, for all that is known
	}
}

// arrayReader reads arrays line by line.
type arrayReader struct {
	*reader
	broken [2]bool
	who    int
	inside bool
}

func (a *arrayReader) line(line textfile.Line) {
	s, columns := line.Text, a.text.columns(line)
	at := 0
	if begin, behind := arrayBegin(s); begin >= 0 {
		a.who, a.inside, at = 0, true, behind
		if strings.Contains(s[:begin], "peer1") {
			a.who = 1
		}
	}
	for a.inside && at < len(s) {
		switch skip := max(comment(s[at:]), wordLength(s[at:])); {
		case beginsNumber(s[at:]):
			at += a.number(s[at:], columns.place(at))
		case s[at] == '}':
			a.inside = false
		default:
			at += max(skip, 1)
		}
	}
}

// number adds a number, and returns its length.
func (a *arrayReader) number(s string, place int) (size int) {
	b, size, ok := number(s)
	switch {
	case a.broken[a.who]:
	case ok:
		a.ways[a.who].add(b, place, size*a.text.unit)
	default:
		a.broken[a.who] = true
		a.defects.Note(codeNumber, "array", place, "no byte, or one that reads in two ways: what follows in the array is left out")
	}
	return size
}

// cut takes the last byte away.
func (a *arrayReader) cut() {
	if d := &a.ways[a.who]; len(d.Bytes) > 0 {
		n := len(d.Bytes) - 1
		d.end = int(d.places[n])
		d.Bytes, d.places = d.Bytes[:n], d.places[:n]
	}
}
