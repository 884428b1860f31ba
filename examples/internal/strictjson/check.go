// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package strictjson

import (
	"reflect"
	"strconv"
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
// Items with all their fields take fewer than their text; a list of many empty
// items would take a hundred times as many.
func memory(size int) int { return 4*size + 16<<20 }

type checker struct {
	scanner
	options Options
	memory  int // that is left
}

// value passes over a value of the form.
func (c *checker) value(f *jsonschema.Form) error {
	switch first := c.space(); {
	case first == '{' && (f.Kind == jsonschema.Object):
		return c.object(f)
	case first == '[' && (f.Kind == jsonschema.List):
		return c.list(f)
	case first == '"' && f.Kind == jsonschema.Text:
		return c.textValue(f)
	case (first == '-' || first >= '0' && first <= '9') && f.Kind == jsonschema.Integer:
		return c.integer(f)
	case f.Kind == jsonschema.Any:
		return c.any()
	case first == 't', first == 'f', first == 'n':
		start := c.at
		word, err := c.word()
		if err != nil || word == "null" && f.Null || word != "null" && f.Kind == jsonschema.Bool {
			return err
		}
		return c.fail(WrongType, start, "%s where %s belongs", word, kindText(f))
	case first == '{':
		return c.fail(WrongType, c.at, "an object where %s belongs", kindText(f))
	case first == '[':
		return c.fail(WrongType, c.at, "a list where %s belongs", kindText(f))
	case first == '"':
		return c.fail(WrongType, c.at, "a text where %s belongs", kindText(f))
	case first == '-', first >= '0' && first <= '9':
		return c.fail(WrongType, c.at, "a number where %s belongs", kindText(f))
	}
	return c.unexpected(kindText(f))
}

func kindText(f *jsonschema.Form) string {
	switch f.Kind {
	case jsonschema.Object:
		return "an object"
	case jsonschema.List:
		return "a list"
	case jsonschema.Integer:
		return "a whole number"
	case jsonschema.Bool:
		return "true or false"
	case jsonschema.Text:
		return "a text"
	case jsonschema.Any:
	}
	return "a value"
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

func (c *checker) list(f *jsonschema.Form) error {
	c.at++
	if c.take(']') {
		return nil
	}
	for i := 0; ; i++ {
		c.path = append(c.path, step{item: i})
		c.space()
		if err := c.room(f, i); err != nil {
			return err
		}
		if err := c.value(f.Elem); err != nil {
			return err
		}
		c.path = c.path[:len(c.path)-1]
		switch {
		case c.take(']'):
			return nil
		case !c.take(','):
			return c.unexpected("a comma or ]")
		}
	}
}

// room counts an item of a list.
func (c *checker) room(f *jsonschema.Form, i int) error {
	if f.Most > 0 && i >= f.Most {
		return c.fail(TooMany, c.at, "the list has more than %d items", f.Most)
	}
	size := int(reflect.TypeFor[string]().Size())
	if t := f.Elem.Type; t != nil {
		size = int(t.Size())
	}
	if c.memory -= size; c.memory < 0 {
		return c.fail(TooMany, c.at, "the lists have more items than a text of %d bytes may have", len(c.text))
	}
	return nil
}

func (c *checker) textValue(f *jsonschema.Form) error {
	start := c.at
	token, err := c.textOf()
	if err != nil || len(f.Texts) == 0 && f.Matches == nil {
		return err
	}
	switch text := token.value(); {
	case f.Allows(text):
		return nil
	case len(f.Texts) > 0:
		return c.fail(UnknownWord, start, "unknown text %s; allowed are %s", quote(text), allowed(f))
	default:
		return c.fail(Malformed, start, "%s is not %s", quote(text), f.Shape)
	}
}

func allowed(f *jsonschema.Form) string {
	texts := make([]string, len(f.Texts))
	for i, text := range f.Texts {
		texts[i] = strconv.Quote(text)
	}
	if f.Pattern != "" {
		texts = append(texts, "numbers such as 0x1f that are none of these")
	}
	return strings.Join(texts, ", ")
}

func (c *checker) integer(f *jsonschema.Form) error {
	start := c.at
	number, whole, err := c.number()
	if err != nil {
		return err
	}
	if whole && number != "-0" && inRange(f, number) {
		return nil
	}
	return c.fail(OutOfRange, start, "%s is no whole number from %d to %d, written in digits", shorten(number), f.Min, f.Max)
}

func shorten(number string) string {
	if len(number) > longestQuote {
		return number[:longestQuote] + "…"
	}
	return number
}

func inRange(f *jsonschema.Form, number string) bool {
	if strings.HasPrefix(number, "-") {
		n, err := strconv.ParseInt(number, 10, 64)
		return err == nil && n >= f.Min
	}
	n, err := strconv.ParseUint(number, 10, 64)
	return err == nil && n <= f.Max && (f.Min <= 0 || n >= uint64(f.Min))
}

// any passes over a value of which another field says more: a scalar or a list
// of texts.
func (c *checker) any() error {
	text := jsonschema.Form{Kind: jsonschema.Text}
	switch first := c.space(); {
	case first == '"':
		return c.value(&text)
	case first == '[':
		return c.list(&jsonschema.Form{Kind: jsonschema.List, Elem: &text})
	case first == '-' || first >= '0' && first <= '9':
		_, _, err := c.number()
		return err
	case first == '{':
		return c.fail(WrongType, c.at, "an object where a number, a text or a list of texts belongs")
	}
	_, err := c.word()
	return err
}
