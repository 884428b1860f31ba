// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package report says findings for people: in a language ([Language]), as
// numbered entries that a program lays out itself ([Read]), or as text
// ([Printer]). The example programs share it.
package report

import (
	"io"
	"strings"

	"github.com/schanneltrust/schannel"
)

const width = 78

// Findings prints findings and then, once for all of them, what helps.
func Findings(w io.Writer, findings []schannel.Finding) {
	p := Printer{To: w, Width: width}
	a := Read(findings, nil, p.Language)
	p.Findings(a)
	if len(a.Remedies) > 0 {
		p.Heading(p.Language.Label("remedies"), "-")
		p.Remedies(a)
	}
}

// Join puts the texts of phrases together.
func Join(phrases []schannel.Phrase, separator string) string {
	var texts []string
	for _, p := range phrases {
		texts = append(texts, p.Text)
	}
	return strings.Join(texts, separator)
}

// Paragraph prints text broken into lines, the first behind first and the
// others indented as far.
func Paragraph(w io.Writer, first, text string) {
	Printer{To: w, Width: width}.Paragraph(first, text)
}
