// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// drawn writes as lines what HTML draws. The names of a list that stay, and the
// steps of a certificate, are left to it.
func (t text) drawn(p page) {
	t.list(p.List)
	t.handshakes(p)
	t.selections(p)
	t.calendars(p)
	t.path(p.Path)
}

func (t text) list(p *listPicture) {
	if p == nil {
		return
	}
	t.Heading(p.Label, "-")
	for _, line := range []string{p.All, p.Outcome, p.Merged, p.CutLabel} {
		if line != "" {
			t.Paragraph("", line)
		}
	}
	for _, entry := range p.Legend {
		t.Paragraph("- ", entry.Text)
	}
	if p.Doubt {
		t.Paragraph("", t.Language.Label("list_doubt"))
	}
	t.Blank()
	if len(p.Removed) > 0 {
		t.Group(0, "list_removed", p.Removed)
		t.Rest(p.MoreRemoved)
		t.Blank()
	}
}

func (t text) handshakes(p page) {
	if len(p.Handshakes) == 0 {
		return
	}
	t.section("handshakes")
	for _, h := range p.Handshakes {
		t.Paragraph("", h.Heading)
		if h.Summary != "" {
			t.Paragraph("", h.Summary)
		}
		for _, row := range h.Rows {
			number := strconv.Itoa(row.Number) + ". "
			from := row.From
			if from != "" {
				from += t.Language.Label("colon")
			}
			t.Paragraph(number, from+row.Message)
			indent := strings.Repeat(" ", len(number))
			t.Listed(indent+"- ", row.Notes)
			if row.Failed {
				t.Paragraph(indent, t.Language.Label("handshake_failed"))
			}
		}
		t.Rest(h.More)
		t.Blank()
	}
	t.Rest(p.More["handshakes"])
}

func (t text) selections(p page) {
	if len(p.Selections) == 0 {
		return
	}
	t.section("selections")
	for _, s := range p.Selections {
		t.Paragraph("", s.Purpose)
		for _, f := range s.Facts {
			t.Paragraph("  ", f.Name+t.Language.Label("colon")+f.Value)
		}
		for _, c := range s.Rows {
			t.Paragraph("  - ", c.Thumbprint+t.Language.Label("colon")+c.Verdict)
			t.Listed("    ", []report.Said{c.Reason})
		}
		t.Rest(s.More)
		t.Blank()
	}
	t.Rest(p.More["selections"])
}

func (t text) calendars(p page) {
	if len(p.Calendars) == 0 {
		return
	}
	t.section("calendars")
	for _, c := range p.Calendars {
		if c.Server != "" {
			t.Paragraph("", c.Server)
		}
		for _, row := range c.Rows {
			t.Paragraph("  ", row.From+" – "+row.To)
			t.Listed("    - ", row.Because)
			t.others(row.Others)
			for _, w := range row.Winners {
				t.Paragraph("    - ", w.Name+t.Language.Label("colon")+w.Value)
			}
			t.others(row.More)
		}
		t.Rest(c.More)
		t.Blank()
	}
	t.Rest(p.More["calendars"])
}

func (t text) others(count int) {
	if count > 0 {
		t.Paragraph("    - ", t.Language.Label("more", schannel.Number("count", count)))
	}
}

func (t text) path(p *pathPicture) {
	if p == nil {
		return
	}
	t.section("path")
	for _, place := range p.Order {
		number := strconv.Itoa(place.Number) + ". "
		t.Paragraph(number, t.joined(place.URL, place.Server))
		t.Listed(strings.Repeat(" ", len(number)), []report.Said{place.Reason})
	}
	t.Rest(p.MoreOrder)
	if len(p.Hops) > 0 {
		t.Blank()
		t.Paragraph("", t.Language.Label("path_hops"))
	}
	for _, h := range p.Hops {
		number := strconv.Itoa(h.Number) + ". "
		indent := strings.Repeat(" ", len(number))
		t.Paragraph(number, t.joined(h.Request...))
		t.Labelled(len(number), "path_answer", t.joined(h.Answer...))
		t.Labelled(len(number), "path_turn", h.Turn)
		t.Listed(indent, []report.Said{h.Reason})
		for _, note := range h.Notes {
			t.Paragraph(indent, note)
		}
		t.windows(len(number), h.Prompts)
	}
	t.Rest(p.MoreHops)
	t.windows(0, p.Prompts)
	t.Labelled(0, "path_end", p.End)
	t.Blank()
}

func (t text) windows(indent int, all []promptRow) {
	for _, w := range all {
		t.Labelled(indent, "path_prompt", w.Text)
		for _, note := range w.Notes {
			t.Paragraph(strings.Repeat(" ", indent+2), note)
		}
	}
}

// joined puts what there is on one line.
func (t text) joined(words ...string) string {
	var all []string
	for _, w := range words {
		if w != "" {
			all = append(all, w)
		}
	}
	return strings.Join(all, t.Language.Label("separator"))
}
