// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Phrase is one sentence, or part of one, that belongs to a conclusion: an
// outcome, what would settle it, a missing input, a condition, a reason, a
// side effect. A package declares it with its code and its English text, with
// {name} where an argument goes; [Phrase.With] applies it to a case. A
// translation goes by Code and Args: put its own text for the code into a
// Phrase and call With.
type Phrase struct {
	Code Code   `json:"code"`
	Args []Arg  `json:"args"` // in an order that is fixed for each code
	Text string `json:"text"` // English; with {name} in it as long as there are no arguments
}

// With returns p with the arguments in their places.
func (p Phrase) With(args ...Arg) Phrase {
	return Phrase{Code: p.Code, Args: args, Text: expand(p.Text, args)}
}

// Entry returns the phrase as it stands in a catalogue.
func (p Phrase) Entry() CatalogEntry {
	return CatalogEntry{Kind: "phrase", Code: p.Code, Texts: []string{p.Text}}
}

// MarshalJSON writes every field, no arguments as an empty list.
func (p Phrase) MarshalJSON() ([]byte, error) {
	type plain Phrase
	f := plain(p)
	f.Args = jsonlist.Of(f.Args)
	return json.Marshal(f)
}

// expand replaces every {name} in template by the argument of that name. A
// name that no argument has stays as it is.
func expand(template string, args []Arg) string {
	if len(args) == 0 {
		return template
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := strings.IndexAny(after, "{}") // no name has a brace, so each byte is looked at once
		i := slices.IndexFunc(args, func(a Arg) bool { return end >= 0 && after[end] == '}' && a.Name == after[:end] })
		if i < 0 {
			b.WriteByte('{')
			template = after
			continue
		}
		b.WriteString(args[i].Value)
		template = after[end+1:]
	}
}
