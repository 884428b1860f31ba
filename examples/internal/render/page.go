// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"cmp"
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// page is a report in a language, ready to be laid out.
type page struct {
	report.Language

	Title    report.Said
	Question report.Said
	Head     []pair
	Facts    []report.Said
	Counts   string
	Answer   report.Answer
	Problems []report.Problem // the answer in short; none where it is short itself

	List       *listPicture
	Handshakes []handshakePicture
	Selections []selectionPicture
	Calendars  []calendarPicture
	Path       *pathPicture

	Origin  []originRow
	LeftOut []leftOutRow
	Needs   []needRow

	More map[string]int // what is not written out, by what it belongs to
}

// short is how many findings are read at a glance, without a summary.
const short = 5

// pair is a value with its name.
type pair struct{ Name, Value string }

// originRow is a file that was recognised.
type originRow struct {
	File, Kind string
	Items      int
}

// leftOutRow is what does not stand in the case.
type leftOutRow struct {
	File    string
	Reason  report.Said
	Meaning report.Said // of the error
	Place   string      // of the error
	Detail  report.Said // of the error, as its package says it
}

// needRow is an input that is missing.
type needRow struct {
	What          []report.Said
	Where         report.Said
	Command, Flag string
	Opens         []report.Said
	MoreOpens     int
}

// readAll lays a report out.
func readAll(r diagnosis.Report, l report.Language) page {
	p := read(r, l)
	p.List = readList(l, r.List)
	p.Handshakes = readHandshakes(l, r.Handshakes, p.More)
	p.Selections = readSelections(l, r.Selections, p.More)
	p.More["selections"] += r.MoreSelections
	p.Calendars = readCalendars(l, r.Calendars, p.More)
	p.Path = readPath(l, r.Path)
	return p
}

// read lays out what is not drawn.
func read(r diagnosis.Report, l report.Language) page {
	p := page{Language: l, More: map[string]int{}}
	p.Title = l.Sentence(cmp.Or(r.Title, r.Name, r.Format))
	p.Question = l.Sentence(r.Question)
	p.Head = head(l, r)
	p.Facts = l.Phrases(first(r.Facts, l.Rows(), p.More, "facts"))
	p.Counts = counts(l, r.Findings)
	var links []report.Link
	for _, link := range r.Links {
		links = append(links, report.Link(link))
	}
	p.Answer = report.Read(r.Findings, links, l)
	if len(r.Findings) > short {
		for _, problem := range r.Problems {
			if known, ok := p.Answer.Problem(problem.Findings); ok {
				p.Problems = append(p.Problems, known)
			}
		}
	}
	for _, o := range first(r.Origin, l.Rows(), p.More, "origin") {
		p.Origin = append(p.Origin, originRow{l.Safe(o.File), l.Name("kind", o.Kind), o.Items})
	}
	for _, o := range first(r.LeftOut, l.Rows(), p.More, "left_out") {
		p.LeftOut = append(p.LeftOut, leftOut(l, o))
	}
	for _, n := range first(r.Needs, l.Rows(), p.More, "needs") {
		p.Needs = append(p.Needs, need(l, n))
	}
	return p
}

// first returns the first items of a list, and notes how many there are beside
// them.
func first[T any](all []T, most int, more map[string]int, of string) []T {
	if len(all) <= most {
		return all
	}
	more[of] += len(all) - most
	return all[:most]
}

// head says what the report is about.
func head(l report.Language, r diagnosis.Report) []pair {
	var all []pair
	add := func(label, value string) {
		if value != "" {
			all = append(all, pair{l.Label(label), value})
		}
	}
	add("source", l.Safe(r.Source))
	if !r.At.IsZero() {
		add("at", moment(r.At))
	}
	if r.Release != schannel.ReleaseUnspecified {
		add("release", l.Name("product", r.Release.Product()))
	}
	if r.Product != r.Release.Product() {
		add("product", l.Safe(r.Product))
	}
	return all
}

// moment writes a time so that it reads the same everywhere.
func moment(t time.Time) string {
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04:05 UTC")
}

func counts(l report.Language, findings []schannel.Finding) string {
	count := func(name string, severity schannel.Severity) schannel.Arg {
		n := 0
		for _, f := range findings {
			if f.Severity == severity {
				n++
			}
		}
		return schannel.Number(name, n)
	}
	if len(findings) == 0 {
		return l.Label("no_findings")
	}
	return l.Label("counts", count("errors", schannel.Failure), count("warnings", schannel.Warning), count("notes", schannel.Info))
}

func leftOut(l report.Language, o casefile.LeftOut) leftOutRow {
	row := leftOutRow{File: l.Safe(o.File), Reason: l.Phrase(o.Reason)}
	if o.Error == nil {
		return row
	}
	row.Meaning = l.Meaning(o.Error.Code, cmp.Or(english()[o.Error.Code], string(o.Error.Code)))
	row.Place = l.Safe(o.Error.Field)
	if o.Error.Offset >= 0 {
		offset := l.Label("offset", schannel.Number("offset", o.Error.Offset))
		if row.Place != "" {
			offset = l.Label("separator") + offset
		}
		row.Place += offset
	}
	if o.Error.Err != nil {
		row.Detail = l.Sentence(o.Error.Err.Error())
	}
	return row
}

// maxOpens is how many rules are named that a missing input would answer.
const maxOpens = 8

func need(l report.Language, n diagnosis.Need) needRow {
	row := needRow{What: l.Phrases(n.What), Command: l.Safe(n.Command), Flag: l.Safe(n.Flag)}
	if len(row.What) == 0 {
		row.What = make([]report.Said, 1)
	}
	if n.Where.Code != "" {
		row.Where = l.Phrase(n.Where)
	}
	for _, code := range n.Opens {
		title := named(l, code)
		switch {
		case slices.Contains(row.Opens, title):
		case len(row.Opens) == maxOpens:
			row.MoreOpens++
		default:
			row.Opens = append(row.Opens, title)
		}
	}
	return row
}

// named returns what a code is called.
func named(l report.Language, code schannel.Code) report.Said {
	return l.Headline(code, english()[code])
}
