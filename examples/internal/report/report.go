// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package report prints findings for people. The example programs share it.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/schanneltrust/schannel"
)

const width = 78

// Findings prints each finding with what it rests on, what Windows logs and,
// once for all of them, what helps.
func Findings(w io.Writer, findings []schannel.Finding) {
	for _, f := range findings {
		fmt.Fprintf(w, "%s: %s\n", strings.ToUpper(f.Severity.String()), f.Title)
		Paragraph(w, "  ", f.Text)
		for _, o := range f.Outcomes {
			Paragraph(w, "    - ", o.Text)
		}
		if len(f.Settle) > 0 {
			Paragraph(w, "  ", "To settle it: "+Join(f.Settle, "; ")+".")
		}
		if len(f.Missing) > 0 {
			Paragraph(w, "  ", "Missing: "+Join(f.Missing, "; ")+".")
		}
		for _, e := range f.Events {
			Paragraph(w, "  ", event(e))
		}
		Paragraph(w, "  ", fmt.Sprintf("%s, %s: %s [%s]", f.Certainty, f.Evidence, sources(f.Sources), f.Code))
		fmt.Fprintln(w)
	}
	Remedies(w, distinct(findings))
}

// Remedies prints the remedies as numbered lists of steps.
func Remedies(w io.Writer, remedies []schannel.Remedy) {
	for i, r := range remedies {
		if i == 0 {
			fmt.Fprintf(w, "What to do\n\n")
		}
		fmt.Fprintf(w, "%d. %s\n", i+1, r.Title)
		if text := scope(r.Scope); text != "" {
			Paragraph(w, "   ", "For "+text+".")
		}
		Paragraph(w, "   ", "Needs: "+Join(r.Rights, "; ")+".")
		for n, s := range r.Steps {
			Paragraph(w, fmt.Sprintf("   %c) ", 'a'+n), step(s))
		}
		for _, e := range r.SideEffects {
			Paragraph(w, "   ! ", e.Text)
		}
		if len(r.Restarts) > 0 {
			Paragraph(w, "   ! ", "Restarts: "+strings.Join(r.Restarts, ", ")+".")
		}
		Paragraph(w, "   ", sources(r.Sources))
		fmt.Fprintln(w)
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

// scope says in words where a remedy or a step works; empty means everywhere.
func scope(s schannel.Scope) string {
	var parts []string
	for _, r := range s.Releases {
		parts = append(parts, r.Product())
	}
	parts = append(parts, s.Products...)
	parts = append(parts, s.Versions...)
	parts = append(parts, s.Roles...)
	for _, c := range s.Conditions {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, ", ")
}

func step(s schannel.Step) string {
	var b strings.Builder
	b.WriteString(s.Text)
	if v := s.Registry; !v.IsZero() {
		fmt.Fprintf(&b, " %s, %s (%s) = %s", v.Key, v.Name, v.Type, data(v))
	}
	if s.Command != "" {
		b.WriteString(" > " + s.Command)
	}
	if text := scope(s.Scope); text != "" {
		b.WriteString(" (" + text + ")")
	}
	return b.String()
}

func data(v schannel.RegistryValue) string {
	switch {
	case len(v.Strings) > 0:
		return strings.Join(v.Strings, ", ")
	case len(v.Bytes) > 0:
		return fmt.Sprintf("%x", v.Bytes)
	}
	return fmt.Sprint(v.Number)
}

func event(e schannel.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Event: %s log, %s, %d, %s", e.Log, e.Provider, e.ID, e.Level)
	for _, p := range e.Params {
		fmt.Fprintf(&b, ", %s %s", p.Name, p.Value)
	}
	if len(e.Conditions) > 0 {
		fmt.Fprintf(&b, " (written if %s)", Join(e.Conditions, "; "))
	}
	return b.String() + "."
}

func sources(all []schannel.Source) string {
	var texts []string
	for _, s := range all {
		texts = append(texts, s.String())
	}
	return strings.Join(texts, "; ")
}

// distinct returns the remedies of all findings in order, each once for what
// it is about.
func distinct(findings []schannel.Finding) []schannel.Remedy {
	var all []schannel.Remedy
	seen := map[string]bool{}
	for _, f := range findings {
		for _, r := range f.Remedies {
			var key strings.Builder
			key.WriteString(string(r.Code))
			for _, s := range r.Steps {
				key.WriteString("\n" + s.Text)
			}
			if !seen[key.String()] {
				seen[key.String()] = true
				all = append(all, r)
			}
		}
	}
	return all
}

// Paragraph prints text broken into lines, the first behind first and the
// others indented as far.
func Paragraph(w io.Writer, first, text string) {
	line := first
	indent := strings.Repeat(" ", len(first))
	empty := true
	for word := range strings.FieldsSeq(text) {
		if !empty && len(line)+1+len(word) > width {
			fmt.Fprintln(w, line)
			line, empty = indent, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	fmt.Fprintln(w, line)
}
