// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalogs"
)

const codesIntro = `# Codes

Every code of every package, as its ` + "`Catalog`" + ` yields it. A code is a contract,
its text is not: see [embedding.md](embedding.md). What a rule can leave open is in
[open-questions.md](open-questions.md).

- A **rule** is the fixed part of a finding: its title, then its message with
  ` + "`{name}`" + ` where an argument goes. Its evidence is the best that a finding of it
  can have.
- A **phrase** is a sentence that belongs to a finding: an outcome, what would
  settle it, a missing input, a condition, a reason, a side effect.
- A **remedy** has a text for each step.
- An **error** is a kind of malformed input.

The last column has the Windows events that go with findings of a rule. Numbers from
36870 on are of the System log, source Schannel; the others are of the Application
log, source MSExchangeTransport, or MSExchangeFrontEndTransport where a connector
belongs to the front end.

`

// codes writes the page of all codes; events are the numbers of the events that
// go with a rule.
func codes(events map[string][]string) string {
	var b strings.Builder
	b.WriteString(notice + codesIntro)
	for _, f := range families {
		fmt.Fprintf(&b, "- [%s](#%s): ", f.Name, anchor(f.Name))
		for i, p := range f.Packages {
			if i > 0 {
				b.WriteString(" · ")
			}
			b.WriteString(code(packageName(p.Dir)))
		}
		b.WriteByte('\n')
	}
	b.WriteString("- [Documents](#documents)\n")
	for _, f := range families {
		fmt.Fprintf(&b, "\n## %s\n", f.Name)
		for _, p := range f.Packages {
			table(&b, p, events)
		}
	}
	b.WriteString(documentTable())
	return b.String() + "\n" + addresses()
}

// anchor is how a heading is linked to.
func anchor(heading string) string {
	return strings.ReplaceAll(strings.ToLower(heading), " ", "-")
}

func packageName(dir string) string {
	if dir == "." {
		return "schannel"
	}
	return dir
}

func table(b *strings.Builder, p catalogs.Package, events map[string][]string) {
	fmt.Fprintf(b, "\n### %s\n\n| code | kind | text | sources | events |\n|---|---|---|---|---|\n", packageName(p.Dir))
	for e := range p.Catalog() {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n",
			code(string(e.Code)), kindOf(e), textOf(e), citeAll(e.Sources), strings.Join(events[string(e.Code)], ", "))
	}
}

func kindOf(e schannel.CatalogEntry) string {
	if e.Kind != "rule" {
		return e.Kind
	}
	return fmt.Sprintf("rule, %s, %s", e.Severity, e.Evidence)
}

func textOf(e schannel.CatalogEntry) string {
	switch e.Kind {
	case "rule":
		return "**" + escape(e.Title) + ".** " + escape(e.Texts[0])
	case "remedy":
		var text strings.Builder
		text.WriteString("**" + escape(e.Title) + ".**")
		for i, step := range e.Texts {
			fmt.Fprintf(&text, " (%d) %s", i+1, escape(step))
		}
		return text.String()
	}
	return escape(e.Texts[0])
}

func documentTable() string {
	var b strings.Builder
	b.WriteString("\n## Documents\n\nEvery document that is cited. Titles and addresses stand in `documents.go`.\n\n| cited as | title |\n|---|---|\n")
	for d := range schannel.Documents() {
		fmt.Fprintf(&b, "| [%s] | %s |\n", d.ID, escape(d.Title))
	}
	return b.String()
}
