// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalogs"
)

const openIntro = `# Open questions

What no public document settles, and what documents answer differently, gathered
from the Go source. Each question is worth an observation:
[CONTRIBUTING.md](../CONTRIBUTING.md#contributing-facts) says how to make one and
bring it in, [observation-template.md](observation-template.md) is the form.

`

const policiesIntro = `
## Policies

The choices that a caller can make. A finding is open only where they lead to
different answers in the case at hand.
`

const questionsIntro = `
## Findings that can be open

Rules whose findings can list outcomes, with the observations that would tell which
of them is true. Such a finding is *undocumented*, or *likely* where one reading is
better founded. Findings that follow from it inherit the question.
`

// openQuestions writes what documents leave open.
func openQuestions(m module, questions []question) string {
	var b strings.Builder
	b.WriteString(notice + openIntro)
	all := entries()
	merged := merge(questions)
	b.WriteString("- [Policies](#policies): what a caller can choose\n- [Findings that can be open](#findings-that-can-be-open)\n")
	for _, f := range families {
		if n := len(of(f, merged)); n > 0 {
			fmt.Fprintf(&b, "  - [%s](#%s): %d questions\n", f.Name, anchor(f.Name), n)
		}
	}
	b.WriteString(policiesIntro)
	policies(&b, m)
	b.WriteString(questionsIntro)
	for _, f := range families {
		own := of(f, merged)
		if len(own) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n", f.Name)
		for _, q := range own {
			q.write(&b, all)
		}
	}
	return b.String() + "\n" + addresses()
}

// merge makes one of the questions that differ in their rules alone.
func merge(questions []question) []question {
	var merged []question
	for _, q := range questions {
		same := func(o question) bool {
			return slices.Equal(o.outcomes, q.outcomes) && slices.Equal(o.settle, q.settle)
		}
		if i := slices.IndexFunc(merged, same); i >= 0 {
			merged[i].rules = slices.Concat(merged[i].rules, q.rules)
			continue
		}
		merged = append(merged, q)
	}
	return merged
}

// of returns the questions of a family.
func of(f catalogs.Family, questions []question) []question {
	return slices.DeleteFunc(slices.Clone(questions), func(q question) bool {
		return schannel.Code(q.rules[0]).Family() != f.Name
	})
}

func (q question) write(b *strings.Builder, all map[string]schannel.CatalogEntry) {
	b.WriteByte('\n')
	for _, rule := range q.rules {
		e := all[rule]
		fmt.Fprintf(b, "- **%s** (%s). %s *Sources:* %s.\n", escape(e.Title), code(rule), sentence(e.Texts[0]), citeAll(e.Sources))
	}
	b.WriteString("\n  Either:\n\n")
	for _, c := range q.outcomes {
		fmt.Fprintf(b, "  - %s (%s)\n", escape(all[c].Texts[0]), code(c))
	}
	b.WriteString("\n  It would be settled by:\n\n")
	for _, c := range q.settle {
		fmt.Fprintf(b, "  - %s (%s)\n", escape(all[c].Texts[0]), code(c))
	}
}

// sentence is a message with a capital letter and a full stop.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	text = escape(string(unicode.ToUpper(first)) + text[size:])
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
