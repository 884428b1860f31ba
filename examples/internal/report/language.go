// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Language gives the texts of a report in one language. Every function returns
// false for what the language has no text for; then the English text is taken
// and said to be English. A function that is nil has no texts. The zero value
// is English.
//
// In a template {name} stands where the argument of that name goes, as in the
// English ones.
type Language struct {
	Tag string // of BCP 47, such as "ja"; empty: English

	// Title returns the headline of a rule or a remedy.
	Title func(code schannel.Code) (text string, ok bool)

	// Text returns the template of a rule's message, of a phrase (the labels of
	// the report are phrases too, see [Catalog]), or of what a kind of error
	// means.
	Text func(code schannel.Code) (template string, ok bool)

	// Step returns the template of a remedy's step by the number that it was
	// declared with.
	Step func(remedy schannel.Code, number int) (template string, ok bool)

	// Word returns a word for the text of an enumeration or for another fixed
	// word. In a sentence about is the name of the argument, such as "side", and
	// the value may be a code, which is then called by its title.
	// Outside of sentences it is one of
	//
	//	severity certainty evidence level truth   of the vocabulary
	//	subject                                   the kind of a finding's subject
	//	product version role restart              of a remedy's scope, and what restarts
	//	log parameter                             of an event: its log, the name of a parameter
	//	side                                      of a connection
	//	purpose verdict reading ranking field     of the selection of a certificate
	//	method step failure turn end prompt       of the way of an Autodiscover client
	//	kind                                      of a file of evidence
	//
	// Proper names among them stay as they are: return false for those that
	// read well in every language.
	Word func(about, value string) (text string, ok bool)

	// Input returns a sentence that came with a case, such as its title or its
	// question, in this language. It is for the cases of the program itself.
	Input func(sentence string) (text string, ok bool)

	bounds Bounds
}

// Said is a text in the language that it could be had in. It holds nothing that
// moves a cursor or turns the direction of writing.
type Said struct {
	Text string
	Lang string // empty: the report's own; "en": there was only English
}

// String returns the text.
func (s Said) String() string { return s.Text }

// apply puts arguments into the template that find has for a code, or returns
// the English text.
func (l Language) apply(template string, ok bool, args []schannel.Arg, english string) Said {
	if !ok {
		return l.inEnglish(english)
	}
	return Said{Text: schannel.Phrase{Text: template}.With(l.args(args)...).Text}
}

// inEnglish returns a text that there is in English only.
func (l Language) inEnglish(text string) Said {
	if l.Tag == "" || l.Tag == "en" {
		return Said{Text: l.Safe(text)}
	}
	return Said{Text: l.Safe(text), Lang: "en"}
}

// args returns arguments as the language says them, fit to be shown.
func (l Language) args(args []schannel.Arg) []schannel.Arg {
	said := make([]schannel.Arg, len(args))
	for i, a := range args {
		switch {
		case a.Kind == "enum", a.Kind == "code":
			a.Value = l.Name(a.Name, a.Value)
		case a.Name == "reading":
			a.Value = l.readings(a.Value)
		case a.Name == "fields":
			a.Value = l.names("field", strings.Split(a.Value, ", "))
		}
		a.Value = l.Safe(a.Value)
		said[i] = a
	}
	return said
}

func (l Language) names(about string, values []string) string {
	var all []string
	for _, value := range values {
		all = append(all, l.Name(about, value))
	}
	return l.join(all)
}

// readings says in words how documents are read, such as "status=excludes,
// dates=behind".
func (l Language) readings(text string) string {
	var all []string
	for part := range strings.SplitSeq(text, ", ") {
		field, value, ok := strings.Cut(part, "=")
		if !ok {
			return text
		}
		all = append(all, l.Reading(field, value))
	}
	return l.join(all)
}

// Reading says in words how a field of a policy is read.
func (l Language) Reading(field, value string) string {
	about := "reading"
	if field == "ranking" {
		about = field
	}
	return l.Label("selection_reading", schannel.Text("field", l.Name("field", field)), schannel.Text("reading", l.Name(about, value)))
}

// Safe returns a text of the input so that it stays on its line, moves nothing
// on the screen, and is shortened where it is very long; then it says so.
func (l Language) Safe(text string) string {
	longest := l.longest()
	if len(text) <= longest {
		return cli.Printable(text)
	}
	cut := longest
	for cut > longest-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return cli.Printable(text[:cut]) + "… " + l.Label("shortened", schannel.Number("bytes", len(text)))
}

// Headline returns the title of a rule or a remedy.
func (l Language) Headline(code schannel.Code, english string) Said {
	template, ok := call(l.Title, code)
	if !ok && english == "" {
		return Said{Text: l.Safe(string(code))}
	}
	return l.apply(template, ok, nil, english)
}

// Message returns what a finding says.
func (l Language) Message(f schannel.Finding) Said {
	template, ok := call(l.Text, f.Code)
	return l.apply(template, ok, f.Args, f.Text)
}

// Phrase returns a phrase.
func (l Language) Phrase(p schannel.Phrase) Said {
	template, ok := call(l.Text, p.Code)
	return l.apply(template, ok, p.Args, p.Text)
}

// Meaning returns what a kind of error means.
func (l Language) Meaning(code schannel.Code, english string) Said {
	template, ok := call(l.Text, code)
	return l.apply(template, ok, nil, english)
}

// Action returns what a step of a remedy says.
func (l Language) Action(remedy schannel.Code, s schannel.Step) Said {
	if l.Step == nil {
		return l.inEnglish(s.Text)
	}
	template, ok := l.Step(remedy, s.Number)
	return l.apply(template, ok, s.Args, s.Text)
}

// Name returns the word for the text of an enumeration.
func (l Language) Name(about, value string) string {
	if l.Word != nil {
		if text, ok := l.Word(about, value); ok {
			return l.Safe(text)
		}
	}
	return l.Safe(value)
}

// Value returns the word for a value of an enumeration.
func (l Language) Value(about string, value fmt.Stringer) string {
	return l.Name(about, value.String())
}

// Sentence returns a sentence that came with a case.
func (l Language) Sentence(text string) Said {
	if l.Input != nil {
		if own, ok := l.Input(text); ok {
			return Said{Text: l.Safe(own)}
		}
	}
	return l.inEnglish(text)
}

// Label returns a label of the report by the last word of its code.
func (l Language) Label(name string, args ...schannel.Arg) string {
	for _, p := range labels {
		if string(p.Code) == labelFamily+name {
			template, ok := call(l.Text, p.Code)
			if !ok {
				template = p.Text
			}
			return l.apply(template, true, args, "").Text
		}
	}
	return labelFamily + name
}

// join puts words together as the language separates them.
func (l Language) join(words []string) string { return strings.Join(words, l.Label("separator")) }

func call(texts func(schannel.Code) (string, bool), code schannel.Code) (string, bool) {
	if texts == nil {
		return "", false
	}
	return texts(code)
}
