// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package symptom

import (
	"encoding/json"
	"iter"
	"strings"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// Row is one thing that was seen: an event record, a code or a text. A row may
// have a text beside its code: the line that the code stands in. The zero Row
// means nothing.
type Row struct {
	Event Event  `json:"event,omitzero"`
	Code  Code   `json:"code,omitzero"`
	Text  string `json:"text"`
}

// IsZero reports whether r means nothing.
func (r Row) IsZero() bool { return r.Event.IsZero() && r.Code.IsZero() && r.Text == "" }

// Event is a record of a Windows event log. What is not known is zero.
type Event struct {
	Log        string         `json:"log"`        // such as "System"
	Provider   string         `json:"provider"`   // the event source, such as "Schannel"
	ID         int            `json:"id"`         // such as 36887
	Qualifiers int            `json:"qualifiers"` // the upper half of the number that the provider gave
	Record     uint64         `json:"record"`     // counts the records of the log
	Level      schannel.Level `json:"level"`
	Time       time.Time      `json:"time,omitzero"` // in UTC, if the record says so
	Date       string         `json:"date"`          // as it was pasted, in a culture and time zone that are not known
	Computer   string         `json:"computer"`

	Data     []Field `json:"data"`      // the values in the message, in their order; positional ones have no name
	UserData []Field `json:"user_data"` // of elements that the provider chose, such as "AlertDesc"
	Message  string  `json:"message"`   // rendered
	Language string  `json:"language"`  // of the message, such as "en-US", if the record says so

	Other []Field `json:"other"` // what else the record says, by its English name there
}

// Field is a named value.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// IsZero reports whether nothing is known of e.
func (e Event) IsZero() bool {
	return e.Log == "" && e.Provider == "" && e.ID == 0 && e.Qualifiers == 0 && e.Record == 0 &&
		e.Level == schannel.LevelUnspecified && e.Time.IsZero() && e.Date == "" && e.Computer == "" &&
		len(e.Data) == 0 && len(e.UserData) == 0 && e.Message == "" && e.Language == "" && len(e.Other) == 0
}

// Value returns the value of that name among the data and the user data of the
// event, without regard to case.
func (e Event) Value(name string) (value string, ok bool) {
	for _, fields := range [...][]Field{e.Data, e.UserData} {
		for _, f := range fields {
			if f.Name != "" && strings.EqualFold(f.Name, name) {
				return f.Value, true
			}
		}
	}
	return "", false
}

// MarshalJSON writes every field but a time that is not known; no data is an
// empty list.
func (e Event) MarshalJSON() ([]byte, error) {
	type plain Event
	p := plain(e)
	p.Time = p.Time.UTC()
	p.Data, p.UserData, p.Other = jsonlist.Of(p.Data), jsonlist.Of(p.UserData), jsonlist.Of(p.Other)
	return json.Marshal(p)
}

// Taken says for each row whether a package that diagnoses took it: knew what
// it is, whatever followed from it.
type Taken []bool

// MarshalJSON writes a list, for no rows an empty one.
func (t Taken) MarshalJSON() ([]byte, error) { return json.Marshal(jsonlist.Of([]bool(t))) }

// Untaken yields the indexes of the rows that mean something and that none
// took. Whoever asks several packages makes one finding of each; a package
// that is asked alone makes them itself. An unknown row is no evidence.
func Untaken(rows []Row, taken ...Taken) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, row := range rows {
			if !row.IsZero() && !takenByAny(i, taken) && !yield(i) {
				return
			}
		}
	}
}

func takenByAny(i int, taken []Taken) bool {
	for _, t := range taken {
		if i < len(t) && t[i] {
			return true
		}
	}
	return false
}
