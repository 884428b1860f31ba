// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// Culture is how and where a shell printed dates. Of the zero value nothing is
// known: a date that reads in two ways is refused, unless another date of the
// same certificate or of the same table settles the order, and times stay local
// ones of an unknown zone.
type Culture struct {
	Name string         // as .NET names it, such as "de-DE"
	Zone *time.Location // where the shell ran
}

// Check reports whether the culture is one of those that are known.
func (c Culture) Check() error {
	if _, e := pstext.FindCulture(c.Name); e != nil {
		return e
	}
	return nil
}

// dates reads dates of a culture.
type dates struct {
	culture pstext.Culture
	zone    *time.Location
}

func (c Culture) dates() (dates, *schannel.Error) {
	culture, e := pstext.FindCulture(c.Name)
	return dates{culture, c.Zone}, e
}

// parse returns the time as UTC and whether its zone is known.
func (d dates) parse(text string) (t time.Time, known bool, e *schannel.Error) {
	m, e := d.culture.Parse(text)
	if e != nil {
		return t, known, e
	}
	t, known, e = m.In(d.zone)
	return t.UTC(), known, e
}
