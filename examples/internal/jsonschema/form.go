// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package jsonschema

import (
	"fmt"
	"reflect"
	"slices"
)

// Kind is the kind of a JSON value.
type Kind uint8

// Kinds. Of a field of the kind Any the variants of its object tell more.
const (
	Object  Kind = 1
	List    Kind = 2
	Text    Kind = 3
	Integer Kind = 4
	Bool    Kind = 5
	Any     Kind = 6
)

// Form is the form of a JSON value.
type Form struct {
	Kind Kind
	Type reflect.Type // that is read from it
	Null bool         // null may stand for it

	Fields   []Field   // of an object, in the order in which they are written
	Variants []Variant // of an object: what one of its fields says of another

	Elem *Form // of the items of a list
	Most int   // items of a list; 0: any number

	Min int64  // of an integer
	Max uint64 // of an integer

	Texts   []string          // of an enumeration
	Pattern string            // of any other text, as a regular expression; empty: none
	Matches func(string) bool // whether a text is as the pattern, or the type, says; nil: any is
	Shape   string            // the pattern in words
	Format  string            // of a text by the names of JSON Schema, such as "date-time"
}

// Field is a field of an object.
type Field struct {
	Name     string
	Form     *Form
	Required bool

	Owner  reflect.Type // the struct that declares it
	GoName string       // its name there
}

// Variant says of an object in which the field When has one of the texts (if
// Not, another text), or is missing if Missing, that its field Then is of the
// form.
type Variant struct {
	When    string
	Texts   []string
	Not     bool
	Missing bool
	Then    string
	Form    *Form
}

// Holds reports whether the variant is that of an object in which the field
// When has the text, or is not there.
func (v Variant) Holds(text string, there bool) bool {
	if !there {
		return v.Missing
	}
	return slices.Contains(v.Texts, text) != v.Not
}

// Field returns the field of an object by its name.
func (f *Form) Field(name string) (Field, bool) {
	for _, field := range f.Fields {
		if field.Name == name {
			return field, true
		}
	}
	return Field{}, false
}

// Allows reports whether a text is one of the enumeration's, or as the pattern
// or the type says.
func (f *Form) Allows(text string) bool {
	if slices.Contains(f.Texts, text) {
		return true
	}
	if f.Matches != nil {
		return f.Matches(text)
	}
	return len(f.Texts) == 0
}

// Of returns the form of a type whose top is an object with a field "format".
// That field must be there and holds the name of the format, such as
// "schannel-case/1".
func Of(t reflect.Type, format string) (*Form, error) {
	b := builder{forms: map[reflect.Type]*Form{}}
	top, err := b.form(t)
	if err != nil {
		return nil, err
	}
	for i := range top.Fields {
		if field := &top.Fields[i]; field.Name == "format" {
			field.Required = true
			field.Form = &Form{Kind: Text, Type: field.Form.Type, Texts: []string{format}}
			return top, nil
		}
	}
	return nil, fmt.Errorf("%v has no field format", t)
}
