// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/walk"
)

// reader reads values into a recording. Its first fault ends the reading.
type reader struct {
	files     fs.FS
	recording walk.Recording
	err       error
}

// result is the recording, or nothing but the fault.
func (r *reader) result() (walk.Recording, error) {
	if r.err != nil {
		return walk.Recording{}, r.err
	}
	return r.recording, nil
}

func (r *reader) fail(kind schannel.Phrase, field string, at value, err error) {
	if r.err == nil {
		r.err = fault(kind, field, at.offset, err)
	}
}

func (r *reader) wrongType(field string, at value) {
	r.fail(errSyntax, field, at, errors.New("a value has another type than its key calls for"))
}

// list yields the elements of a list, of which there may be so many.
func (r *reader) list(v value, field string, most int) iter.Seq[value] {
	return func(yield func(value) bool) {
		if !v.absent() && !v.is('[') {
			r.wrongType(field, v)
		}
		count := 0
		for item := range v.items() {
			if count++; count > most {
				r.fail(errSize, field, item, nil)
			}
			if r.err != nil || !yield(item) {
				return
			}
		}
	}
}

// parts is the members of an object that are known: no object has more of them.
type parts [9]value

// object returns the members of an object that have these names, in any case,
// the last of each. The names of the others go to rest.
func (r *reader) object(v value, field string, rest func(name string), names ...string) parts {
	var found parts
	if !v.absent() && !v.is('{') {
		r.wrongType(field, v)
	}
	for name, member := range v.members() {
		i := 0
		for i < len(names) && !strings.EqualFold(names[i], name) {
			i++
		}
		if i < len(names) {
			found[i] = member
		} else {
			rest(name)
		}
	}
	return found
}

// pass is for names that nobody needs to know.
func pass(string) {}

// note notes a name that was not understood.
func (r *reader) note(name string) { ignore(&r.recording, name) }

func (r *reader) text(v value, field string) string {
	switch {
	case v.absent():
		return ""
	case !v.is('"'):
		r.wrongType(field, v)
		return ""
	}
	return v.unquoted()
}

// number reads a whole number within bounds; without one it is 0.
func (r *reader) number(v value, field string, least, most int) int {
	if v.absent() {
		return 0
	}
	n, err := strconv.Atoi(string(v.text[:min(len(v.text), maxDigits)]))
	if err != nil || len(v.text) > maxDigits || n < least || n > most {
		r.wrongType(field, v)
		return 0
	}
	return n
}

// truth reads yes, no or unknown, also as a boolean, if it is there.
func (r *reader) truth(v value, field string, to *schannel.Truth) {
	switch {
	case v.absent():
	case v.is('t'):
		*to = schannel.Yes
	case v.is('f'):
		*to = schannel.No
	default:
		if json.Unmarshal(v.text, to) != nil {
			r.wrongType(field, v)
		}
	}
}

// began keeps the time of a request if it is the earliest. One that cannot be
// read is noted: nothing but the time of the recording depends on it.
func (r *reader) began(v value, field string) {
	text := r.text(v, field)
	if text == "" {
		return
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		r.note(field)
		return
	}
	if first := &r.recording.Began; first.IsZero() || at.Before(*first) {
		*first = at.UTC()
	}
}

// date reads a date, with or without a time, if it is there.
func (r *reader) date(v value, field string, to *time.Time) {
	text := r.text(v, field)
	if text == "" {
		return
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		at, err = time.Parse(time.DateOnly, text)
	}
	if err != nil {
		r.fail(errSyntax, field, v, errors.New("no date in the form of RFC 3339"))
		return
	}
	*to = at.UTC()
}
