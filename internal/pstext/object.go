// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package pstext

import (
	"iter"
	"strings"
)

// Object is one object of the output.
type Object struct {
	Types      []string // names of its type, the most derived first; in CLIXML only
	Text       string   // what its ToString gave; in CLIXML only
	Properties []Property
	Line       int // from 1
	Offset     int // byte offset in the file
	Heading    int // the line of the heading, of a row of a table
}

// Property is a property of an object.
type Property struct {
	Name  string
	Value Value
}

// Value is the value of a property, or an item of a list.
type Value struct {
	Text string // as printed; of an object in CLIXML what its ToString gave

	// Type is the element of CLIXML that held the value: "S" for a string, "DT"
	// for a date, "BA" for bytes in base64, "Nil" for none, "Obj" for an object.
	// It is empty for text.
	Type string

	List       []Value    // items; in CLIXML only: text is taken apart by [Value.Items]
	Properties []Property // of a nested object; in CLIXML only
	Line       int
	Offset     int
	Cut        bool // the rest was cut: an ellipsis stands there
	Wrapped    bool // put together from several lines; whether a blank stood where they meet is inferred
}

// Get returns the value of a property by its name in any case, the first if
// there are several.
func (o Object) Get(name string) (Value, bool) { return get(o.Properties, name) }

// Get returns a property of a nested object.
func (v Value) Get(name string) (Value, bool) { return get(v.Properties, name) }

func get(properties []Property, name string) (Value, bool) {
	for _, p := range properties {
		if len(p.Name) == len(name) && strings.EqualFold(p.Name, name) {
			return p.Value, true
		}
	}
	return Value{}, false
}

// IsNull reports whether there is no value: nothing printed, or Nil.
func (v Value) IsNull() bool {
	return v.Text == "" && len(v.List) == 0 && len(v.Properties) == 0
}

// IsList reports whether v was printed or exported as a list, be it empty.
func (v Value) IsList() bool {
	return v.Type == "LST" || v.Type == "" && strings.HasPrefix(v.Text, "{")
}

// Items yields the items of a list, "{a, b}" in print, and of another value
// that there is the value itself. A comma inside an item cannot be told from
// one between items.
func (v Value) Items() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if len(v.List) > 0 {
			for _, item := range v.List {
				if !yield(item) {
					return
				}
			}
			return
		}
		if !v.IsList() {
			if !v.IsNull() {
				yield(v)
			}
			return
		}
		for item := range strings.SplitSeq(v.inside(), ", ") {
			part := v
			part.Text, part.Cut = strings.TrimSpace(item), false
			if part.Text != "" && !yield(part) {
				return
			}
		}
	}
}

// inside is what stands between the braces, without the ellipsis that takes
// the place of items that were not printed.
func (v Value) inside() string {
	text := strings.TrimSuffix(strings.TrimPrefix(v.Text, "{"), "}")
	if v.Cut {
		text, _ = withoutEllipsis(text)
	}
	return text
}

// withoutEllipsis takes the mark of a cut from the end of a text. PowerShell
// up to 5.1 prints three full stops, later ones the one character. More than
// three are no mark: columns of flags have them.
func withoutEllipsis(text string) (string, bool) {
	for _, mark := range [...]string{"...", "…"} {
		if rest, cut := strings.CutSuffix(text, mark); cut && !strings.HasSuffix(rest, ".") {
			return rest, true
		}
	}
	return text, false
}

// printed is a value of a printed text.
func printed(text string) Value {
	v := Value{Text: text}
	inner, closed := strings.CutSuffix(text, "}")
	_, v.Cut = withoutEllipsis(inner)
	if strings.HasPrefix(text, "{") && !closed {
		v.Cut = true
	}
	return v
}
