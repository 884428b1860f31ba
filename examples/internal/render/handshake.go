// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// Measures of the drawing of a handshake.
const (
	maxHandshakes = 4
	maxArrows     = 40 // messages that are drawn; all of them stand in the table
	arrowTop      = 80
	arrowSpace    = 44
)

// handshakePicture is a handshake as arrows between two lifelines.
type handshakePicture struct {
	Number  int
	Heading string
	Summary string
	Height  int
	Arrows  []arrow
	Rows    []stepRow
	More    int
}

// arrow is a message between the two ends.
type arrow struct {
	Y      int
	Client bool // from the client, to the right
	Label  string
	Failed bool
}

// stepRow is a message in the table.
type stepRow struct {
	Number  int
	From    string
	Message string
	Notes   []report.Said
	Failed  bool
}

func readHandshakes(l report.Language, all []diagnosis.Handshake, more map[string]int) []handshakePicture {
	var pictures []handshakePicture
	for i, h := range first(all, maxHandshakes, more, "handshakes") {
		p := handshakePicture{Number: i + 1, Heading: l.Label("handshake", schannel.Number("number", i+1)), More: h.More}
		p.Summary = summary(l, h)
		for n, s := range h.Steps {
			if n == l.Rows() {
				p.More += len(h.Steps) - l.Rows()
				break
			}
			p.add(l, n, s)
		}
		p.Height = arrowTop + len(p.Arrows)*arrowSpace
		pictures = append(pictures, p)
	}
	return pictures
}

// summary is the version and the suite, as far as they are known.
func summary(l report.Language, h diagnosis.Handshake) string {
	version := ""
	if h.Version != 0 {
		version = h.Version.String()
		if h.Suite != "" {
			version += l.Label("separator")
		}
	}
	return version + l.Safe(h.Suite)
}

// add puts a message into the drawing, as long as there is room, and into the
// table.
func (p *handshakePicture) add(l report.Language, n int, s diagnosis.Step) {
	row := stepRow{Number: n + 1, Message: l.Safe(s.Message), Notes: l.Phrases(s.Notes), Failed: s.Failed}
	if s.From != ems.SideUnspecified {
		row.From = l.Value("side", s.From)
	}
	p.Rows = append(p.Rows, row)
	if n < maxArrows {
		p.Arrows = append(p.Arrows, arrow{
			Y: arrowTop + n*arrowSpace, Client: s.From != ems.Server, Failed: s.Failed,
			Label: l.Label("reference", schannel.Number("number", n+1), schannel.Text("title", brief(row.Message, 44))),
		})
	}
}

// brief cuts a text that stands in a drawing to so many columns. The table
// beside the drawing has it whole.
func brief(text string, columns int) string {
	if report.Columns(text) <= columns {
		return text
	}
	used := 0
	for i, r := range text {
		used += report.Columns(string(r))
		if used >= columns {
			return text[:i] + "…"
		}
	}
	return text
}
