// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/schanneltrust/schannel"
)

// Moment is a date and time as printed.
type Moment struct {
	Clock time.Time // what the clock on the wall showed, as if the wall were at UTC
	Zoned bool      // the text has its offset: Clock is the time itself
}

// Parse reads a date with or without a time of day. A date that reads in two
// ways under the culture is refused, and both readings are named.
func (c Culture) Parse(text string) (Moment, *schannel.Error) {
	clean := cleanDate(text)
	if m, ok := sortable(clean); ok {
		return m, nil
	}
	parts, ok := splitDate(clean)
	if !ok {
		return Moment{}, fault(codeDate, "date", schannel.NoOffset, "%.64q is no date with figures", text)
	}
	clock, ok := parts.clock()
	if !ok {
		return Moment{}, fault(codeDate, "date", schannel.NoOffset, "%.64q has no time of day", text)
	}
	readings := c.readings(parts.numbers[:3])
	for i := range readings {
		readings[i] = readings[i].Add(clock)
	}
	switch {
	case len(readings) == 1:
		return Moment{Clock: readings[0]}, nil
	case len(readings) > 1:
		return Moment{}, fault(codeTwoWays, "date", schannel.NoOffset, "%.64q is %s or %s; name the culture of the shell",
			text, wall(readings[0]), wall(readings[1]))
	case len(Culture{}.readings(parts.numbers[:3])) > 0:
		return Moment{}, fault(codeCulture, "date", schannel.NoOffset, "%.64q is no date of %s", text, c.Name)
	}
	return Moment{}, fault(codeDate, "date", schannel.NoOffset, "%.64q is no date", text)
}

// Settle returns the culture with the order of day, month and year in which all
// of the texts are dates, if there is just one: what one command printed it
// printed in one culture.
func (c Culture) Settle(texts ...string) Culture {
	if c.order != anyOrder {
		return c
	}
	found := anyOrder
	for o := dmy; o <= ymd; o++ {
		if slices.ContainsFunc(texts, func(text string) bool { return !(Culture{order: o}).reads(text) }) {
			continue
		}
		if found != anyOrder {
			return c
		}
		found = o
	}
	c.order = found
	return c
}

// reads reports whether a text is a date in the culture, in one way or in two.
func (c Culture) reads(text string) bool {
	_, e := c.Parse(text)
	return e == nil || e.Code == codeTwoWays
}

func wall(t time.Time) string { return t.Format("2006-01-02T15:04:05") }

// cleanDate makes blanks of all kinds plain ones and takes away marks of
// direction, which some cultures print.
func cleanDate(text string) string {
	if len(text) > 128 {
		text = text[:128]
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r == 0x200e, r == 0x200f, r == 0x061c:
			return -1
		case unicode.IsSpace(r), r == 0x202f:
			return ' '
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// sortable reads the forms that are the same in every culture, which CLIXML
// has.
func sortable(text string) (Moment, bool) {
	if len(text) < len("2006-01-02T15:04:05") || text[4] != '-' {
		return Moment{}, false // without three errors that nobody sees
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return Moment{t.UTC(), true}, true
	}
	if t, err := time.Parse("2006-01-02 15:04:05Z", text); err == nil {
		return Moment{t.UTC(), true}, true
	}
	if t, err := time.Parse("2006-01-02T15:04:05.999999999", text); err == nil {
		return Moment{t, false}, true
	}
	return Moment{}, false
}

// dateParts is a date taken apart.
type dateParts struct {
	numbers []int
	half    int // of the day: 1 forenoon, 2 afternoon
}

// splitDate finds the numbers of a date and the half of the day.
func splitDate(text string) (dateParts, bool) {
	p := dateParts{numbers: make([]int, 0, 6)}
	for text != "" {
		if n := digitsAt(text); n > 0 {
			number, err := strconv.Atoi(text[:n])
			if err != nil || n > 4 || len(p.numbers) == 6 {
				return p, false
			}
			p.numbers = append(p.numbers, number)
			text = text[n:]
			continue
		}
		next := strings.IndexFunc(text, unicode.IsDigit)
		if next < 0 {
			next = len(text)
		}
		if !p.between(text[:next]) {
			return p, false
		}
		text = text[next:]
		if text != "" && digitsAt(text) == 0 {
			return p, false // figures of another script
		}
	}
	return p, len(p.numbers) == 3 || len(p.numbers) > 4
}

func digitsAt(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

// separators stand between the numbers of a date and a time.
const separators = " ./-:,"

// between takes what stands between two numbers: separators, the half of the
// day, and the sign for the year that Bulgarian and Russian print.
func (p *dateParts) between(text string) bool {
	if strings.Trim(text, separators) == "" {
		return true
	}
	word := strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(separators, r) {
			return -1
		}
		return r
	}, text))
	switch {
	case word == "", word == "г", word == "ч":
	case slices.Contains(forenoon[:], word) && p.half == 0:
		p.half = 1
	case slices.Contains(afternoon[:], word) && p.half == 0:
		p.half = 2
	default:
		return false
	}
	return true
}

// clock is the time of day.
func (p *dateParts) clock() (time.Duration, bool) {
	var t [3]int
	copy(t[:], p.numbers[3:])
	hour := t[0]
	switch {
	case hour > 23 || t[1] > 59 || t[2] > 59, p.half == 1 && hour > 12:
		return 0, false
	case p.half == 1 && hour == 12:
		hour = 0
	case p.half == 2 && hour < 12:
		hour += 12
	}
	return time.Duration(hour)*time.Hour + time.Duration(t[1])*time.Minute + time.Duration(t[2])*time.Second, true
}

// readings are the days that three numbers may be.
func (c Culture) readings(n []int) []time.Time {
	var all []time.Time
	add := func(year, month, day int) {
		t := time.Date(year-c.years, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if year >= 1000 && t.Year() == year-c.years && int(t.Month()) == month && t.Day() == day && !slices.ContainsFunc(all, t.Equal) {
			all = append(all, t)
		}
	}
	if c.Name == "" {
		add = alsoThai(add)
	}
	switch {
	case n[0] >= 1000: // no culture writes the day before the month behind the year
		add(n[0], n[1], n[2])
	case n[2] < 1000:
		for _, year := range c.century(n[2]) {
			c.yearLast(n, year, add)
		}
		if c.order == ymd || c.order == anyOrder {
			for _, year := range c.century(n[0]) {
				add(year, n[1], n[2])
			}
		}
	default:
		c.yearLast(n, n[2], add)
	}
	return all
}

// thaiAhead is how many years the Thai calendar is ahead of the Gregorian one.
const thaiAhead = 543

// alsoThai adds the reading of the Thai calendar to years that are of our time
// in it alone.
func alsoThai(add func(year, month, day int)) func(year, month, day int) {
	return func(year, month, day int) {
		add(year, month, day)
		if year >= 1990+thaiAhead && year < 2100+thaiAhead {
			add(year-thaiAhead, month, day)
		}
	}
}

func (c Culture) yearLast(n []int, year int, add func(year, month, day int)) {
	if c.order == mdy || c.order == anyOrder {
		add(year, n[0], n[1])
	}
	if c.order == dmy || c.order == anyOrder {
		add(year, n[1], n[0])
	}
}

// century returns the years that two figures may stand for: up to 2029, or up to
// 2049 since Windows 10, they are of this century. Where years are counted from
// another beginning they say nothing: the short date has four there.
func (c Culture) century(two int) []int {
	switch {
	case two > 99, c.years != 0:
		return nil
	case two < 30:
		return []int{2000 + two}
	case two < 50:
		return []int{2000 + two, 1900 + two}
	}
	return []int{1900 + two}
}

// In returns the time, given where the wall is. Without a zone it returns what
// the clock showed, and that the time is not known. A clock that is put back
// shows an hour twice, one that is put forward leaves one out.
func (m Moment) In(zone *time.Location) (t time.Time, known bool, e *schannel.Error) {
	if m.Zoned || zone == nil {
		return m.Clock, m.Zoned, nil
	}
	var times []time.Time
	for _, around := range [...]time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := m.Clock.Add(around).In(zone).Zone()
		t := m.Clock.Add(-time.Duration(offset) * time.Second)
		if wall(t.In(zone)) == wall(m.Clock) && !slices.ContainsFunc(times, t.Equal) {
			times = append(times, t)
		}
	}
	switch len(times) {
	case 1:
		return times[0], true, nil
	case 0:
		return time.Time{}, false, fault(codeDate, "date", schannel.NoOffset, "there is no %s in %s", wall(m.Clock), zone)
	}
	return time.Time{}, false, fault(codeTwoWays, "date", schannel.NoOffset, "%s in %s is %s or %s", wall(m.Clock), zone,
		fmt.Sprint(times[0].Format(time.RFC3339)), times[1].Format(time.RFC3339))
}
