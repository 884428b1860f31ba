// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package strictjson

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
)

// value passes over a value of the form.
func (c *checker) value(f *jsonschema.Form) error {
	switch first := c.space(); {
	case first == '{' && f.Kind == jsonschema.Object:
		return c.object(f)
	case first == '[' && f.Kind == jsonschema.List:
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
