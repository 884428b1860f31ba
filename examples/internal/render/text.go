// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"cmp"
	"io"
	"strconv"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

const defaultWidth = 80

// Terminal returns the options for text on a terminal, or for a file if it is
// none. Lookup is [os.LookupEnv]; COLUMNS is the width, and NO_COLOR forbids
// colour whatever it holds, if it holds anything (https://no-color.org).
func Terminal(lookup func(string) (string, bool), terminal bool) Options {
	o := Options{Width: defaultWidth}
	if text, ok := lookup("COLUMNS"); ok {
		if n, err := strconv.Atoi(text); err == nil && n > 0 {
			o.Width = n
		}
	}
	no, _ := lookup("NO_COLOR")
	kind, _ := lookup("TERM")
	o.Color = terminal && no == "" && kind != "dumb"
	return o
}

// Text writes a report for a terminal. Nothing of the input reaches it as a
// control character; w is given escape sequences only if colour was asked for,
// and must then pass them on.
func Text(w io.Writer, r diagnosis.Report, o Options) error {
	text, err := briefly(func(to *limited, within report.Bounds) error {
		l := o.Language.Within(within)
		t := text{report.Printer{To: to, Width: cmp.Or(o.Width, defaultWidth), Color: o.Color, Language: l}}
		t.page(readAll(r, l))
		return nil
	})
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// text writes the parts of a page.
type text struct{ report.Printer }

func (t text) page(p page) {
	t.head(p)
	t.short(p)
	t.facts(p)
	t.findings(p)
	t.drawn(p)
	t.origin(p)
	t.leftOut(p)
	t.needs(p)
}

// section writes a heading.
func (t text) section(label string) { t.Heading(t.Language.Label(label), "-") }

// more ends a part of the page, and says how much of it is left out.
func (t text) more(p page, of string) {
	t.Rest(p.More[of])
	t.Blank()
}

func (t text) head(p page) {
	t.Heading(p.Title.Text, "=")
	if p.Question.Text != "" {
		t.Paragraph("", p.Question.Text)
		t.Blank()
	}
	for _, line := range p.Head {
		t.Paragraph("", line.Name+t.Language.Label("colon")+line.Value)
	}
	if len(p.Head) > 0 {
		t.Blank()
	}
}

// short is all that many a reader needs.
func (t text) short(p page) {
	if len(p.Problems) > 0 {
		t.section("short")
		t.Problems(p.Problems)
	}
}

func (t text) facts(p page) {
	if len(p.Facts) > 0 {
		t.section("facts")
		t.Listed("- ", p.Facts)
		t.more(p, "facts")
	}
}

func (t text) findings(p page) {
	t.section("findings")
	t.Paragraph("", p.Counts)
	t.Blank()
	t.Findings(p.Answer)
	if len(p.Answer.Remedies) > 0 {
		t.section("remedies")
		t.Remedies(p.Answer)
	}
}

func (t text) origin(p page) {
	t.section("origin")
	if len(p.Origin) == 0 {
		t.Paragraph("", t.Language.Label("no_origin"))
	}
	for _, o := range p.Origin {
		t.Paragraph("- ", t.Language.Label("origin_line", schannel.Text("file", o.File), schannel.Text("kind", o.Kind), schannel.Number("items", o.Items)))
	}
	t.more(p, "origin")
}

func (t text) leftOut(p page) {
	t.section("left_out")
	if len(p.LeftOut) == 0 {
		t.Paragraph("", t.Language.Label("no_left_out"))
	}
	for _, o := range p.LeftOut {
		first := "- "
		for _, said := range []string{o.File, o.Reason.Text, o.Meaning.Text} {
			if said != "" {
				t.Paragraph(first, said)
				first = "  "
			}
		}
		t.Labelled(2, "left_out_place", o.Place)
		if o.Detail.Text != "" {
			t.Paragraph("  ", o.Detail.Text)
		}
	}
	t.more(p, "left_out")
}

func (t text) needs(p page) {
	t.section("needs")
	if len(p.Needs) == 0 {
		t.Paragraph("", t.Language.Label("no_needs"))
	}
	for i, n := range p.Needs {
		number := strconv.Itoa(i+1) + ". "
		indent := len(number)
		t.Paragraph(number, n.What[0].Text)
		t.Group(indent, "need_also", n.What[1:])
		t.Labelled(indent, "need_where", n.Where.Text)
		t.Labelled(indent, "need_flag", n.Flag)
		if n.Command != "" {
			t.Line(indent, "> "+n.Command)
		}
		if n.MoreOpens > 0 {
			n.Opens = append(n.Opens, report.Said{Text: t.Language.Label("more", schannel.Number("count", n.MoreOpens))})
		}
		t.Group(indent, "need_opens", n.Opens)
	}
	t.more(p, "needs")
}
