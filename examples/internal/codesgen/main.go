// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command codesgen writes the page of the codes that command diagnose adds to
// those of the packages:
//
//	go run . FILE
package main

//go:generate go run . ../../../docs/diagnose-codes.md

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

func main() {
	err := errors.New("usage: codesgen FILE")
	if len(os.Args) == 2 {
		err = os.WriteFile(os.Args[1], []byte(page()), 0o644) //nolint:gosec // a page is for everybody
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "codesgen:", err)
		os.Exit(1)
	}
}

const intro = `<!-- Written by examples/internal/codesgen (go generate); change the Go source instead. -->

# Codes of command diagnose

What a report of ` + "`examples/diagnose`" + ` says beside the findings of the packages, whose
codes stand in [codes.md](codes.md). Codes are as stable as the formats of cases and
reports, see [embedding.md](embedding.md); their texts are not.
`

// sections are the catalogues in the order in which a reader meets their codes.
var sections = [...]struct {
	title, about string
	catalog      func() iter.Seq[schannel.CatalogEntry]
}{
	{"Cases", "Why a case is refused.", casefile.Catalog},
	{"Evidence", "Why a file, or something in it, does not stand in the case, and where evidence is collected.", evidence.Catalog},
	{"Reports", "What the answer goes by, what is missing, and why something does not stand in the report.", diagnosis.Catalog},
	{"Labels", "Headings and the words around findings, in text and HTML.", report.Catalog},
	{"Batches", "Why a line has no report.", batch.Catalog},
}

func page() string {
	var b strings.Builder
	b.WriteString(intro)
	for _, s := range sections {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| code | kind | text |\n|---|---|---|\n", s.title, s.about)
		for e := range s.catalog() {
			text := escape(e.Texts[0])
			if e.Title != "" {
				text = "**" + escape(e.Title) + ".** " + text
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", e.Code, e.Kind, text)
		}
	}
	return b.String()
}

// escape makes a text literal in a table of Markdown.
func escape(text string) string {
	return strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "\\<", ">", "\\>", "|", "\\|", "#", "\\#").Replace(text)
}
