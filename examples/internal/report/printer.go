// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Printer writes for a terminal.
type Printer struct {
	To       io.Writer
	Width    int  // in columns; at least 20 are taken
	Color    bool // the marks of severity in colour too
	Language Language
}

// narrowest is the least width that lines are broken for.
const narrowest = 20

// Line writes one line as it is, behind so many blanks. It is for what must not
// be broken, such as a command.
func (p Printer) Line(indent int, text string) {
	fmt.Fprintln(p.To, strings.Repeat(" ", indent)+p.Language.Safe(text))
}

// Blank writes an empty line.
func (p Printer) Blank() { fmt.Fprintln(p.To) }

// Paragraph writes text broken into lines, the first behind first and the
// others indented as far.
func (p Printer) Paragraph(first, text string) { p.paragraph(first, Columns(first), text, plain) }

// Listed is Paragraph for each of the texts that is not empty.
func (p Printer) Listed(first string, all []Said) {
	for _, s := range all {
		if s.Text != "" {
			p.Paragraph(first, s.Text)
		}
	}
}

// paragraph is Paragraph with an indentation of its own for the lines that
// follow, and a style for the lines. What stands first has at most as many
// columns as the indentation.
func (p Printer) paragraph(first string, indent int, text string, style func(line string, number int) string) {
	for i, line := range Wrap(text, max(p.Width-indent, narrowest/2)) {
		if i > 0 {
			first = strings.Repeat(" ", indent)
		}
		if p.Color {
			line = style(line, i)
		}
		fmt.Fprintln(p.To, strings.TrimRight(first+line, " "))
	}
}

// Labelled writes a paragraph behind the label of that name.
func (p Printer) Labelled(indent int, label, text string) {
	if text != "" {
		p.paragraph(strings.Repeat(" ", indent), indent+2, p.Language.Label(label)+p.colon()+text, plain)
	}
}

// Group writes a single text behind the label of that name, several as a list
// below it.
func (p Printer) Group(indent int, label string, all []Said) {
	switch len(all) {
	case 0:
		return
	case 1:
		p.Labelled(indent, label, all[0].Text)
		return
	}
	p.Paragraph(strings.Repeat(" ", indent), p.Language.Label(label)+strings.TrimRight(p.colon(), " "))
	p.Listed(strings.Repeat(" ", indent+2)+"- ", all)
}

// Rest says how much is left out of the text, if anything is.
func (p Printer) Rest(count int) {
	if count > 0 {
		p.Paragraph("", p.Language.Label("more_in_json", schannel.Number("count", count)))
	}
}

func (p Printer) colon() string { return p.Language.Label("colon") }

// Heading writes a heading with a line below it.
func (p Printer) Heading(text, underline string) {
	widest := 0
	for _, line := range Wrap(text, max(p.Width, narrowest)) {
		widest = max(widest, Columns(line))
	}
	p.paragraph("", 0, text, bold)
	fmt.Fprintln(p.To, strings.Repeat(underline, widest))
	p.Blank()
}

// Escape sequences of ISO 6429 (SGR). Everything else that is printed has lost
// its own.
const (
	boldOn   = "\x1b[1m"
	red      = "\x1b[1;31m"
	yellow   = "\x1b[1;33m"
	blue     = "\x1b[1;34m"
	colorOff = "\x1b[0m"
)

func plain(line string, _ int) string { return line }

func bold(line string, _ int) string { return boldOn + line + colorOff }

// marked is the style of a line that begins with a word for a severity. The
// word alone says it all.
func marked(word string, severity schannel.Severity) func(string, int) string {
	color := blue
	switch severity {
	case schannel.Failure:
		color = red
	case schannel.Warning:
		color = yellow
	case schannel.Info, schannel.SeverityUnspecified:
	}
	return func(line string, number int) string {
		if rest, ok := strings.CutPrefix(line, word); ok && number == 0 {
			return color + word + colorOff + bold(rest, number)
		}
		return bold(line, number)
	}
}
