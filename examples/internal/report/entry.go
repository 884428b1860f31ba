// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// maxItems is how many subjects, causes, effects, … of one finding are named.
const maxItems = 10

// Answer is findings as they are read: every text in its language, everything
// that is numbered with its number.
type Answer struct {
	Findings     []Entry
	More         int // findings that are not among them
	Remedies     []Help
	MoreRemedies int
}

// Entry is one finding.
type Entry struct {
	Number int
	Level  schannel.Severity

	Title    Said
	Message  Said
	Severity string
	About    string
	Code     string

	Certainty string
	Evidence  string
	Sources   []Citation

	Items     []string
	MoreItems int

	Outcomes, Settle, Missing []Said
	Events                    []EventEntry

	Because  []Reference // what it follows from
	CausedBy []Reference // what else of the answer can be its cause
	Causes   []Reference
	Helps    []Reference // its remedies
}

// Reference points to a finding or a remedy of the same answer. The number is
// zero where there is none.
type Reference struct {
	Number int
	Title  Said
}

// Citation is a source with its document, if it is a known one.
type Citation struct {
	Text     string
	Document schannel.Document
}

// EventEntry is an event that Windows writes, or one of several that differ in
// their number or in one value.
type EventEntry struct {
	Text       string
	Params     []schannel.Arg
	Conditions []Said
}

// Link says that one finding can be the cause of another, by their places.
type Link struct{ Cause, Effect int }

// Read puts findings and their links into a language.
func Read(findings []schannel.Finding, links []Link, l Language) Answer {
	shown := findings[:min(len(findings), l.findings())]
	a := Answer{More: len(findings) - len(shown)}
	helps := gather(shown)
	a.MoreRemedies = max(0, len(helps)-l.findings())
	helps = helps[:len(helps)-a.MoreRemedies]
	for i, f := range shown {
		f.Subject.Name = l.subjectName(f, shown)
		e := l.entry(f)
		e.Number = i + 1
		e.Because = l.because(i, shown)
		for n, h := range helps {
			if slices.Contains(h.findings, i) {
				e.Helps = append(e.Helps, Reference{n + 1, l.Headline(h.remedy.Code, h.remedy.Title)})
			}
		}
		a.Findings = append(a.Findings, e)
	}
	a.link(links)
	for n, h := range helps {
		a.Remedies = append(a.Remedies, l.help(n+1, h, a.Findings))
	}
	return a
}

// entry reads what of a finding does not depend on others.
func (l Language) entry(f schannel.Finding) Entry {
	e := Entry{
		Level: f.Severity,
		Title: l.Headline(f.Code, f.Title), Message: l.Message(f),
		Severity: l.Value("severity", f.Severity),
		About:    l.subject(f.Subject), Code: l.Safe(string(f.Code)),
		Certainty: l.Value("certainty", f.Certainty), Evidence: l.Value("evidence", f.Evidence),
		Sources:  l.citations(f.Sources),
		Outcomes: l.Phrases(f.Outcomes), Settle: l.Phrases(f.Settle), Missing: l.Phrases(f.Missing),
	}
	for i, s := range f.Items {
		if i == maxItems {
			e.MoreItems = len(f.Items) - maxItems
			break
		}
		e.Items = append(e.Items, l.subject(s))
	}
	for _, events := range together(f.Events) {
		e.Events = append(e.Events, l.events(events))
	}
	return e
}

// Phrases returns phrases in the language.
func (l Language) Phrases(all []schannel.Phrase) []Said {
	var said []Said
	for _, p := range all {
		said = append(said, l.Phrase(p))
	}
	return said
}

// because finds the findings that the finding at a place names as its premises.
func (l Language) because(at int, all []schannel.Finding) []Reference {
	var refs []Reference
	for _, code := range all[at].Because {
		r := Reference{Title: l.Headline(code, "")}
		if i := premise(at, code, all); i >= 0 {
			r = Reference{i + 1, l.Headline(code, all[i].Title)}
		}
		refs = append(refs, r)
	}
	return refs[:min(len(refs), maxItems)]
}

// premise is the place of the finding with a code on which the one at a place
// rests, or -1: one about the same thing, or else the nearest before it, since
// what is said of each of several hosts stands together.
func premise(at int, code schannel.Code, all []schannel.Finding) int {
	found := -1
	for i, f := range all {
		switch {
		case f.Code != code:
		case f.Subject == all[at].Subject:
			return i
		case found < 0 || i < at:
			found = i
		}
	}
	return found
}

// link writes to each finding what it can be caused by and what it can cause.
func (a *Answer) link(links []Link) {
	for _, link := range links {
		if min(link.Cause, link.Effect) < 0 || max(link.Cause, link.Effect) >= len(a.Findings) {
			continue // of a finding that is not shown
		}
		cause, effect := &a.Findings[link.Cause], &a.Findings[link.Effect]
		names := func(r Reference) bool { return r.Number == cause.Number }
		if len(effect.CausedBy) < maxItems && !slices.ContainsFunc(effect.Because, names) {
			effect.CausedBy = append(effect.CausedBy, Reference{cause.Number, cause.Title})
		}
		if len(cause.Causes) < maxItems {
			cause.Causes = append(cause.Causes, Reference{effect.Number, effect.Title})
		}
	}
}

// subject names what a finding is about.
func (l Language) subject(s schannel.Subject) string {
	thing := schannel.Text("thing", strings.ReplaceAll(l.Name("subject", s.Kind), "_", " "))
	text := thing.Value
	switch {
	case s.Index >= 0 && s.Name != "":
		text = l.Label("subject_nth_named", thing, schannel.Number("number", s.Index+1), schannel.Text("name", s.Name))
	case s.Index >= 0:
		text = l.Label("subject_nth", thing, schannel.Number("number", s.Index+1))
	case s.Name != "":
		text = l.Label("subject_named", thing, schannel.Text("name", s.Name))
	}
	if s.Offset >= 0 {
		text = l.Label("subject_offset", schannel.Text("thing", text), schannel.Number("offset", s.Offset))
	}
	return text
}

// subjectName returns the name of what a finding is about. Names stand as they
// are, but for what of them is of this module: a symptom has in its name the code
// of the finding by which it was recognised, a service may be a word, an end of a
// connection is one.
func (l Language) subjectName(f schannel.Finding, all []schannel.Finding) string {
	name := f.Subject.Name
	switch f.Subject.Kind {
	case "symptom":
		words := strings.Split(name, " ")
		for i, word := range words {
			n := slices.IndexFunc(all, func(o schannel.Finding) bool { return string(o.Code) == word })
			if n >= 0 {
				words[i] = l.Headline(all[n].Code, all[n].Title).Text
				return strings.Join(words, " ")
			}
		}
	case "host", "stream":
		return l.Name(f.Subject.Kind, name)
	case "service":
		for _, a := range f.Args {
			if before, found := strings.CutSuffix(name, a.Value); found && a.Kind == "enum" {
				return before + l.Name(a.Name, a.Value)
			}
		}
	}
	return name
}

// events reads events of which together made one.
func (l Language) events(e events) EventEntry {
	entry := EventEntry{
		Text: l.Label(
			"event", schannel.Text("log", l.Name("log", e.Log)), schannel.Text("provider", e.Provider),
			schannel.Text("id", l.join(e.ids)), schannel.Text("level", l.Value("level", e.Level)),
		),
		Conditions: l.Phrases(e.Conditions),
	}
	for n, p := range e.Params {
		var values []string
		for _, value := range l.args(e.values[n]) {
			values = append(values, value.Value)
		}
		entry.Params = append(entry.Params, schannel.Text(l.Name("parameter", p.Name), l.join(values)))
	}
	return entry
}

func (l Language) citations(all []schannel.Source) []Citation {
	var cited []Citation
	for _, s := range all {
		d, _ := s.Cited()
		cited = append(cited, Citation{l.Safe(s.String()), d})
	}
	return cited
}
