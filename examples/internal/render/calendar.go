// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/exchangecert/change"
)

// Measures of the drawing of a calendar.
const (
	maxCalendars = 10
	maxLanes     = 24
	maxDates     = 60
	maxReasons   = 20 // of one date
	laneTop      = 60
	laneSpace    = 56
	dateSpace    = 110 // between two dates that are written
	barLabel     = 90  // the least width of a bar with a label
)

// calendarPicture is which certificate a server uses when.
type calendarPicture struct {
	Server string
	Height int
	Ticks  []tick
	Lanes  []lane
	Rows   []intervalRow
	More   int
}

// tick is a date at which something changes.
type tick struct {
	X     int
	Label string // empty: too near to the one before it
	Title string // what happens; empty for the first
	End   bool   // its label stands before it
}

// lane is one connector.
type lane struct {
	Y     int // of its label
	Below int // of its bars
	Label string
	Bars  []bar
}

// bar is a time with one certificate.
type bar struct {
	X, Width int
	Label    string // empty: no room
	Title    string
	Unsure   bool // other documented readings give another one
	what     string
	winner   *schannel.Thumbprint

	Tone string // tells neighbours apart: "even", "odd", or "none"
}

// intervalRow is a time in the table, with the certificates that are new in it.
type intervalRow struct {
	From, To string
	Because  []report.Said
	Others   int // reasons beside these
	Winners  []pair
	More     int
}

func readCalendars(l report.Language, all []diagnosis.Calendar, more map[string]int) []calendarPicture {
	var pictures []calendarPicture
	for _, c := range first(all, maxCalendars, more, "calendars") {
		if len(c.Intervals) == 0 {
			continue
		}
		p := calendarPicture{Server: l.Safe(c.Server), More: c.More}
		p.draw(l, c.Intervals)
		p.table(l, c.Intervals)
		pictures = append(pictures, p)
	}
	return pictures
}

// draw puts the intervals on a line from the first to the last.
func (p *calendarPicture) draw(l report.Language, all []change.Interval) {
	begin, end := all[0].From, all[len(all)-1].To
	at := func(t time.Time) int {
		span := end.Sub(begin).Seconds()
		if span <= 0 {
			return 0
		}
		return int(max(0, min(1, t.Sub(begin).Seconds()/span)) * barWidth)
	}
	lanes := map[string]int{}
	last := -dateSpace
	for n, i := range all {
		x := at(i.From)
		if n < maxDates {
			t := tick{X: x, End: x > barWidth-dateSpace, Title: sentences(l.Phrases(i.Because[:min(len(i.Because), maxOpens)]))}
			if x-last >= dateSpace {
				t.Label, last = i.From.UTC().Format(time.DateOnly), x
			}
			p.Ticks = append(p.Ticks, t)
		}
		for _, w := range i.Winners {
			label := asked(l, w)
			place, known := lanes[label]
			if !known {
				if len(p.Lanes) == maxLanes {
					continue // it stands in the table
				}
				place = len(p.Lanes)
				lanes[label] = place
				p.Lanes = append(p.Lanes, lane{Y: laneTop + place*laneSpace, Below: laneTop + place*laneSpace + 8, Label: brief(label, 100)})
			}
			p.Lanes[place].add(l, w, x, at(i.To))
		}
	}
	p.Height = laneTop + len(p.Lanes)*laneSpace
}

// asked names what a certificate is for.
func asked(l report.Language, w change.Winner) string {
	purpose := l.Value("purpose", w.Purpose)
	if w.Connector == "" {
		return purpose
	}
	return l.Safe(w.Connector) + l.Label("separator") + purpose
}

// add continues the last bar if the certificate is the same, or begins one.
func (n *lane) add(l report.Language, w change.Winner, from, to int) {
	what := winner(l, w.Winner) + l.Label("separator") + l.Value("certainty", w.Certainty)
	if i := len(n.Bars) - 1; i >= 0 && n.Bars[i].what == what {
		n.Bars[i].Width = max(1, to-n.Bars[i].X)
		n.Bars[i].label(l, w)
		return
	}
	b := bar{
		X: from, Width: max(1, to-from), Title: what, what: what,
		Unsure: w.Certainty != schannel.Certain, winner: w.Winner, Tone: n.tone(w.Winner),
	}
	b.label(l, w)
	n.Bars = append(n.Bars, b)
}

// tone is that of the bar before, if it shows the same certificate.
func (n *lane) tone(winner *schannel.Thumbprint) string {
	if winner == nil {
		return "none"
	}
	if i := len(n.Bars) - 1; i >= 0 && (n.Bars[i].Tone == "even") != same(n.Bars[i].winner, winner) {
		return "odd"
	}
	return "even"
}

func same(a, b *schannel.Thumbprint) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// sentences puts texts on one line.
func sentences(all []report.Said) string {
	var texts []string
	for _, s := range all {
		texts = append(texts, s.Text)
	}
	return strings.Join(texts, " / ")
}

func (b *bar) label(l report.Language, w change.Winner) {
	if b.Width < barLabel {
		return
	}
	b.Label = winner(l, w.Winner)
	if w.Winner != nil {
		b.Label = b.Label[:8] + "…"
	}
}

// table lists the intervals, and in each the certificates that are new.
func (p *calendarPicture) table(l report.Language, all []change.Interval) {
	before := map[string]string{}
	for n, i := range all {
		if n == l.Rows() {
			p.More += len(all) - n
			return
		}
		row := intervalRow{From: moment(i.From), To: moment(i.To), Because: l.Phrases(i.Because[:min(len(i.Because), maxReasons)])}
		row.Others = len(i.Because) - len(row.Because)
		for _, w := range i.Winners {
			name, what := asked(l, w), winner(l, w.Winner)+l.Label("separator")+l.Value("certainty", w.Certainty)
			if before[name] == what {
				continue
			}
			before[name] = what
			if len(row.Winners) == maxLanes {
				row.More++
				continue
			}
			row.Winners = append(row.Winners, pair{name, what})
		}
		p.Rows = append(p.Rows, row)
	}
}
