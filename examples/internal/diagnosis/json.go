// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"encoding/json"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// MarshalJSON writes every field but a time that is not known, empty lists as
// lists.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	p := plain(r)
	p.Origin, p.LeftOut, p.Facts = jsonlist.Of(p.Origin), jsonlist.Of(p.LeftOut), jsonlist.Of(p.Facts)
	p.Findings, p.Links = jsonlist.Of(p.Findings), jsonlist.Of(p.Links)
	p.Problems, p.Needs = jsonlist.Of(p.Problems), jsonlist.Of(p.Needs)
	p.Handshakes, p.Selections, p.Calendars = jsonlist.Of(p.Handshakes), jsonlist.Of(p.Selections), jsonlist.Of(p.Calendars)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (p Problem) MarshalJSON() ([]byte, error) {
	type plain Problem
	q := plain(p)
	q.Findings, q.Remedies = jsonlist.Of(q.Findings), jsonlist.Of(q.Remedies)
	return json.Marshal(q)
}

// MarshalJSON writes every field, empty lists as lists.
func (n Need) MarshalJSON() ([]byte, error) {
	type plain Need
	p := plain(n)
	p.What, p.Opens = jsonlist.Of(p.What), jsonlist.Of(p.Opens)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no names as an empty list.
func (l List) MarshalJSON() ([]byte, error) {
	type plain List
	p := plain(l)
	p.Names = jsonlist.Of(p.Names)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no steps as an empty list.
func (h Handshake) MarshalJSON() ([]byte, error) {
	type plain Handshake
	p := plain(h)
	p.Steps = jsonlist.Of(p.Steps)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no notes as an empty list.
func (s Step) MarshalJSON() ([]byte, error) {
	type plain Step
	p := plain(s)
	p.Notes = jsonlist.Of(p.Notes)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no intervals as an empty list.
func (c Calendar) MarshalJSON() ([]byte, error) {
	type plain Calendar
	p := plain(c)
	p.Intervals = jsonlist.Of(p.Intervals)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (p Path) MarshalJSON() ([]byte, error) {
	type plain Path
	q := plain(p)
	q.Order, q.Hops, q.Prompts = jsonlist.Of(q.Order), jsonlist.Of(q.Hops), jsonlist.Of(q.Prompts)
	return json.Marshal(q)
}
