// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// Measures of the drawing of a way.
const (
	maxStations  = 40
	stationTop   = 40
	stationSpace = 64
)

// pathPicture is the way of a client of Autodiscover.
type pathPicture struct {
	Order     []placeRow
	MoreOrder int
	Stations  []station
	Height    int
	Hops      []hopRow
	MoreHops  int
	Prompts   []promptRow // those that belong to no request
	End       string
}

// placeRow is a service connection point in its place.
type placeRow struct {
	Number      int
	URL, Server string
	Tier        string
	Reason      report.Said
}

// station is a request in the drawing.
type station struct {
	Y       int
	Number  int
	Label   string
	Answer  string
	Failed  bool
	Prompts string
	Last    bool
}

// hopRow is a request in the table.
type hopRow struct {
	Number  int
	Request []string
	Answer  []string
	Turn    string
	Reason  report.Said
	Notes   []string
	Prompts []promptRow
}

// promptRow is a window that Outlook shows.
type promptRow struct {
	Text  string
	Notes []string
}

func readPath(l report.Language, from *diagnosis.Path) *pathPicture {
	if from == nil {
		return nil
	}
	p := &pathPicture{MoreOrder: from.MoreOrder, MoreHops: from.MoreHops}
	for i, place := range from.Order[:min(len(from.Order), l.Rows())] {
		p.Order = append(p.Order, placeRow{
			i + 1, l.Safe(place.URL), l.Safe(place.Server), tier(place), l.Phrase(place.Reason),
		})
	}
	p.MoreOrder += len(from.Order) - len(p.Order)
	prompts := map[int][]promptRow{}
	for _, w := range from.Prompts[:min(len(from.Prompts), l.Rows())] {
		if w.Hop >= 0 && w.Hop < min(len(from.Hops), l.Rows()) {
			prompts[w.Hop] = append(prompts[w.Hop], window(l, w))
		} else {
			p.Prompts = append(p.Prompts, window(l, w))
		}
	}
	for i, h := range from.Hops[:min(len(from.Hops), l.Rows())] {
		row := hop(l, h)
		row.Number, row.Prompts = i+1, prompts[i]
		p.Hops = append(p.Hops, row)
		if i < maxStations {
			p.Stations = append(p.Stations, draw(i, h, row))
		}
	}
	p.MoreHops += len(from.Hops) - len(p.Hops)
	if n := len(p.Stations); n > 0 {
		p.Stations[n-1].Last = true
	}
	p.Height = stationTop + len(p.Stations)*stationSpace
	if from.End != walk.EndNone {
		p.End = l.Value("end", from.End)
	}
	return p
}

func tier(p autodiscover.Place) string {
	if p.Tier == 0 {
		return ""
	}
	return strconv.Itoa(p.Tier)
}

// hop reads a request with what came back.
func hop(l report.Language, h walk.Hop) hopRow {
	r := h.Request
	row := hopRow{Reason: l.Phrase(h.Reason)}
	row.Request = append(row.Request, l.Value("method", r.Method)+" "+l.Safe(cmp.Or(r.URL, r.Name)), l.Value("step", r.Step))
	if r.Mail != "" {
		row.Request = append(row.Request, l.Safe(r.Mail))
	}
	if r.Credentials {
		row.Request = append(row.Request, l.Label("path_credentials"))
	}
	row.Answer = answers(l, h)
	row.Turn = l.Value("turn", h.Turn)
	if h.Target != "" {
		row.Turn += l.Label("colon") + l.Safe(h.Target)
	}
	if h.Open {
		row.Notes = append(row.Notes, l.Label("path_open"))
	}
	if h.Parallel {
		row.Notes = append(row.Notes, l.Label("path_parallel"))
	}
	return row
}

// answers are what came back, the most telling first.
func answers(l report.Language, h walk.Hop) []string {
	var all []string
	if h.Failure != walk.NoFailure {
		all = append(all, l.Value("failure", h.Failure))
	}
	if h.Status != 0 {
		all = append(all, l.Label("path_status", schannel.Number("status", h.Status)))
	}
	if h.Code != "" {
		all = append(all, l.Safe(h.Code))
	}
	for _, s := range h.Challenges[:min(len(h.Challenges), maxOpens)] {
		all = append(all, l.Safe(s))
	}
	for _, s := range h.Records[:min(len(h.Records), maxOpens)] {
		all = append(all, l.Safe(s.Target)+":"+strconv.Itoa(int(s.Port)))
	}
	return all
}

// draw makes a station of a request.
func draw(n int, h walk.Hop, row hopRow) station {
	s := station{
		Y: stationTop + n*stationSpace, Number: n + 1, Failed: h.Failure != walk.NoFailure || h.Status >= 400,
		Label: brief(row.Request[0], 84), Answer: brief(strings.Join(append(slices.Clone(row.Answer), row.Turn), " → "), 84),
	}
	var texts []string
	for _, w := range row.Prompts {
		texts = append(texts, w.Text)
	}
	s.Prompts = brief(strings.Join(texts, " / "), 84)
	return s
}

// window reads a prompt.
func window(l report.Language, w prompt.Prompt) promptRow {
	row := promptRow{Text: l.Value("prompt", w.Kind)}
	if w.Host != "" {
		row.Text = l.Label("subject_named", schannel.Text("thing", row.Text), schannel.Text("name", w.Host))
	}
	row.Text += l.Label("separator") + l.Value("certainty", w.Certainty)
	if w.Finding != "" {
		row.Notes = append(row.Notes, named(l, w.Finding).Text)
	}
	if w.Suppressed == schannel.Yes {
		row.Notes = append(row.Notes, l.Label("path_suppressed"))
	}
	if w.Remembered == schannel.Yes {
		row.Notes = append(row.Notes, l.Label("path_remembered"))
	}
	return row
}
