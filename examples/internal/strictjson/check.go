// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package strictjson

import (
	"reflect"
	"strings"

	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
)

// Options are what is asked beside the form.
type Options struct {
	MaxSize int // of the text in bytes; 0: any

	// Objects are checks of whole objects by the type that is read from them.
	Objects map[reflect.Type]func(Object) *Problem
}

// Object is an object that is as its form says.
type Object struct {
	Text   []byte // of it
	Offset int    // of it in the document
	fields []field
}

// field is a field that an object has.
type field struct {
	name       string
	start, end int
}

// Has reports whether the object has a field.
func (o Object) Has(name string) bool {
	_, ok := find(o.fields, name)
	return ok
}

// Value returns the text of a field's value, nil if the object does not have it.
func (o Object) Value(name string) []byte {
	f, ok := find(o.fields, name)
	if !ok {
		return nil
	}
	return o.Text[f.start-o.Offset : f.end-o.Offset]
}

// Len returns how many fields the object has.
func (o Object) Len() int { return len(o.fields) }

func find(fields []field, name string) (field, bool) {
	for _, f := range fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

// Problem is what a check finds in one of an object's fields.
type Problem struct {
	Kind   Kind
	Field  string
	Reason error
}

// Check returns nil if a text is one JSON document of the form, or a [*Error].
func Check(text []byte, form *jsonschema.Form, o Options) error {
	c := checker{scanner: scanner{text: text}, options: o, memory: memory(len(text))}
	if o.MaxSize > 0 && len(text) > o.MaxSize {
		return c.fail(TooLarge, o.MaxSize, "it is longer than %d bytes", o.MaxSize)
	}
	if err := c.beginning(); err != nil {
		return err
	}
	if err := c.value(form); err != nil {
		return err
	}
	if c.space(); c.at < len(text) {
		return c.fail(Trailing, c.at, "something follows the document")
	}
	return nil
}

// memory is how many bytes the items of all lists of a text may take in memory.
// Items with all their fields take about as many as their text; a list of many
// empty ones would take a hundred times as many, and six times that while it
// grows.
func memory(size int) int { return 2*size + 8<<20 }

type checker struct {
	scanner
	options Options
	memory  int // that is left
}

func (c *checker) object(f *jsonschema.Form) error {
	start := c.at
	c.at++
	var fields []field
	for more := !c.take('}'); more; {
		read, err := c.field(f, fields)
		if err != nil {
			return err
		}
		fields = append(fields, read)
		switch {
		case c.take('}'):
			more = false
		case !c.take(','):
			return c.unexpected("a comma or }")
		}
	}
	return c.whole(f, Object{c.text[start:c.at], start, fields})
}

// field passes over a field of an object.
func (c *checker) field(f *jsonschema.Form, fields []field) (field, error) {
	if c.space() != '"' {
		return field{}, c.unexpected("the name of a field")
	}
	start := c.at
	token, err := c.textOf()
	if err != nil {
		return field{}, err
	}
	name := token.value()
	known, ok := f.Field(name)
	c.path = append(c.path, step{name: name})
	if name == "" {
		c.path[len(c.path)-1].name = `""`
	}
	if !ok {
		return field{}, c.fail(UnknownField, start, "unknown field; the fields here are %s", fieldNames(f))
	}
	if _, twice := find(fields, name); twice {
		return field{}, c.fail(RepeatedField, start, "the field stands twice")
	}
	if !c.take(':') {
		return field{}, c.unexpected("a colon")
	}
	c.space()
	read := field{name: name, start: c.at}
	if err := c.value(known.Form); err != nil {
		return field{}, err
	}
	read.end = c.at
	c.path = c.path[:len(c.path)-1]
	return read, nil
}

func fieldNames(f *jsonschema.Form) string {
	names := make([]string, len(f.Fields))
	for i, field := range f.Fields {
		names[i] = field.Name
	}
	return strings.Join(names, ", ")
}

// whole checks what no field of an object says alone.
func (c *checker) whole(f *jsonschema.Form, o Object) error {
	for _, known := range f.Fields {
		if known.Required && !o.Has(known.Name) {
			return c.fail(MissingField, o.Offset, "the field %q is missing", known.Name)
		}
	}
	for _, v := range f.Variants {
		if err := c.variant(v, o); err != nil {
			return err
		}
	}
	check := c.options.Objects[f.Type]
	if check == nil {
		return nil
	}
	problem := check(o)
	if problem == nil {
		return nil
	}
	offset := o.Offset
	if at, ok := find(o.fields, problem.Field); ok {
		offset = at.start
		c.path = append(c.path, step{name: at.name})
	}
	return c.fail(problem.Kind, offset, "%w", problem.Reason)
}

// variant reads a field once more, by what another one says of it.
func (c *checker) variant(v jsonschema.Variant, o Object) error {
	var text string
	when, there := find(o.fields, v.When)
	if there {
		text = textToken{c.text[when.start:when.end], true}.value()
	}
	then, ok := find(o.fields, v.Then)
	if !ok || !v.Holds(text, there) {
		return nil
	}
	end := c.at
	c.at = then.start
	c.path = append(c.path, step{name: v.Then})
	if err := c.value(v.Form); err != nil {
		return err
	}
	c.path = c.path[:len(c.path)-1]
	c.at = end
	return nil
}
