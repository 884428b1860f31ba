// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package jsonschema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
)

// Dialect is the version of JSON Schema that is written.
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// Module is the path of this module, whose types have comments that can be
// read.
const Module = "github.com/schanneltrust/schannel"

// Format is a document format.
type Format struct {
	Name  string       // the text of its field "format", such as "schannel-case/1"
	ID    string       // "$id" of its schema
	Title string       // of its schema
	Type  reflect.Type // of a document
}

// Generate writes the JSON Schema of a format. The comments of the types are
// read from the source of the module.
func Generate(source fs.FS, format Format) ([]byte, error) {
	form, err := Of(format.Type, format.Name)
	if err != nil {
		return nil, err
	}
	docs, err := ReadDocs(source, form)
	if err != nil {
		return nil, err
	}
	return Schema(form, format, docs)
}

// Schema writes a form down as a JSON Schema. Types that have a name stand
// under "$defs" by it, with their package's.
func Schema(form *Form, format Format, docs Docs) ([]byte, error) {
	defs, err := definitions(form)
	if err != nil {
		return nil, err
	}
	w := writer{docs}
	top := object{{"$schema", Dialect}, {"$id", format.ID}, {"title", format.Title}}
	top = append(top, w.whole(form)...)
	var named object
	for _, name := range slices.Sorted(maps.Keys(defs)) {
		named = append(named, member{name, w.whole(defs[name])})
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(append(top, member{"$defs", named}))
	return text.Bytes(), err
}

// definitions returns the forms of the types with a name but the top's.
func definitions(top *Form) (map[string]*Form, error) {
	defs := map[string]*Form{}
	for _, f := range forms(top) {
		name := definition(f)
		if name == "" || f.Type == top.Type {
			continue
		}
		if other := defs[name]; other != nil && other.Type != f.Type {
			return nil, fmt.Errorf("%v and %v have one name", other.Type, f.Type)
		}
		defs[name] = f
	}
	return defs, nil
}

// definition is the name of the form of a type that has one.
func definition(f *Form) string {
	if f.Type == nil || f.Type.Name() == "" || f.Type.PkgPath() == "" || f.Type.Kind() == reflect.Pointer {
		return ""
	}
	return path.Base(f.Type.PkgPath()) + "." + f.Type.Name()
}

type writer struct{ docs Docs }

// ref is the schema of a form where it is used.
func (w writer) ref(f *Form, description string) object {
	var o object
	if description != "" {
		o = object{{"description", description}}
	}
	name := definition(f)
	switch {
	case name != "" && f.Null && f.Kind != List:
		return append(o, member{"anyOf", []object{{{"$ref", "#/$defs/" + name}}, {{"type", "null"}}}})
	case name != "":
		return append(o, member{"$ref", "#/$defs/" + name})
	}
	return append(o, w.body(f)...)
}

// whole is the schema of a form, with the comment of its type.
func (w writer) whole(f *Form) object {
	var o object
	if f.Type != nil {
		if text := w.describe(f); text != "" {
			o = object{{"description", text}}
		}
	}
	return append(o, w.body(f)...)
}

// describe is the comment of a type, and what the texts of an enumeration mean.
func (w writer) describe(f *Form) string {
	parts := []string{w.docs.ofType(f.Type)}
	for _, text := range f.Texts {
		if meaning := w.docs.ofText(f.Type, text); meaning != "" {
			parts = append(parts, fmt.Sprintf("- %q: %s", text, meaning))
		}
	}
	return strings.TrimSpace(strings.Join(parts, "\n"))
}

func (w writer) body(f *Form) object {
	switch f.Kind {
	case Object:
		return w.object(f)
	case List:
		o := object{{"type", []string{"array", "null"}}, {"items", w.ref(f.Elem, "")}}
		if f.Most > 0 {
			o = append(o, member{"maxItems", f.Most})
		}
		return o
	case Text:
		return w.text(f)
	case Integer:
		return object{{"type", "integer"}, {"minimum", f.Min}, {"maximum", f.Max}}
	case Bool:
		return object{{"type", "boolean"}}
	case Any:
	}
	return object{}
}

func (w writer) text(f *Form) object {
	o := object{{"type", "string"}}
	if f.Format != "" {
		o = append(o, member{"format", f.Format})
	}
	enum, pattern := member{"enum", f.Texts}, member{"pattern", f.Pattern}
	switch {
	case len(f.Texts) > 0 && f.Pattern != "":
		return append(o, member{"anyOf", []object{{enum}, {pattern}}})
	case len(f.Texts) > 0:
		return append(o, enum)
	case f.Pattern != "":
		return append(o, pattern)
	}
	return o
}

func (w writer) object(f *Form) object {
	var properties object
	var required []string
	for _, field := range f.Fields {
		properties = append(properties, member{field.Name, w.ref(field.Form, w.docs.ofField(field))})
		if field.Required {
			required = append(required, field.Name)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
	if required != nil {
		o = append(o, member{"required", required})
	}
	var all []object
	for _, v := range f.Variants {
		all = append(all, w.variant(v))
	}
	if all != nil {
		o = append(o, member{"allOf", all})
	}
	return o
}

// variant is a variant as a condition: a field that is missing satisfies a
// schema for its text.
func (w writer) variant(v Variant) object {
	texts := object{{"enum", v.Texts}}
	if v.Not {
		texts = object{{"not", texts}}
	}
	condition := object{{"properties", object{{v.When, texts}}}}
	if !v.Missing {
		condition = append(condition, member{"required", []string{v.When}})
	}
	return object{{"if", condition}, {"then", object{{"properties", object{{v.Then, w.ref(v.Form, "")}}}}}}
}

// object is a JSON object whose members stay in their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err == nil {
			b.Write(append(name, ':'))
			err = encoder.Encode(m.value)
		}
		if err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// forms yields a form and everything that it holds, every type once.
func forms(top *Form) []*Form {
	var all []*Form
	seen := map[reflect.Type]bool{}
	var visit func(f *Form)
	visit = func(f *Form) {
		if f.Type != nil {
			if seen[f.Type] {
				return
			}
			seen[f.Type] = true
		}
		all = append(all, f)
		if f.Elem != nil {
			visit(f.Elem)
		}
		for _, field := range f.Fields {
			visit(field.Form)
		}
		for _, v := range f.Variants {
			visit(v.Form)
		}
	}
	visit(top)
	return all
}

// types yields every type that a form holds.
func types(top *Form) iter.Seq[reflect.Type] {
	return func(yield func(reflect.Type) bool) {
		for _, f := range forms(top) {
			if f.Type != nil && !yield(f.Type) {
				return
			}
		}
	}
}
