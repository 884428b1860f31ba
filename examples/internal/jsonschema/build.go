// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package jsonschema

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// builder makes forms; each type has one. That of a type which is being built
// is nil.
type builder struct{ forms map[reflect.Type]*Form }

func (b builder) form(t reflect.Type) (*Form, error) {
	if f, ok := b.forms[t]; ok {
		if f == nil {
			return nil, fmt.Errorf("%v holds itself", t)
		}
		return f, nil
	}
	b.forms[t] = nil
	f, err := b.build(t)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", t, err)
	}
	if f.Type == nil {
		f.Type = t
	}
	b.forms[t] = f
	return f, nil
}

func (b builder) build(t reflect.Type) (*Form, error) {
	if f := known(t); f != nil {
		return f, nil
	}
	if t.Kind() == reflect.Slice && t.Elem() == reflect.TypeFor[byte]() {
		return hexadecimal(), nil
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return enumeration(t)
	}
	switch t.Kind() { //nolint:exhaustive // no type with a JSON form has another kind
	case reflect.Bool:
		return &Form{Kind: Bool}, nil
	case reflect.String:
		return &Form{Kind: Text}, nil
	case reflect.Int:
		return &Form{Kind: Integer, Min: math.MinInt32, Max: math.MaxInt32}, nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &Form{Kind: Integer, Max: math.MaxUint64 >> (64 - t.Bits())}, nil
	case reflect.Pointer:
		return b.pointer(t)
	case reflect.Slice:
		return b.list(t)
	case reflect.Struct:
		f := &Form{Kind: Object}
		err := b.addFields(f, t)
		return f, err
	}
	return nil, errors.New("it has no form that is known")
}

func (b builder) pointer(t reflect.Type) (*Form, error) {
	pointed, err := b.form(t.Elem())
	if err != nil {
		return nil, err
	}
	f := *pointed
	f.Null = true
	return &f, nil
}

func (b builder) list(t reflect.Type) (*Form, error) {
	elem, err := b.form(t.Elem())
	return &Form{Kind: List, Null: true, Elem: elem}, err
}

// addFields adds the fields of a struct, and those of what it embeds.
func (b builder) addFields(f *Form, t reflect.Type) error {
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "-":
			continue
		case field.Anonymous && name == "":
			if err := b.addFields(f, field.Type); err != nil {
				return err
			}
			continue
		case name == "" || !field.IsExported():
			return fmt.Errorf("field %s has no name in JSON", field.Name)
		}
		form, err := b.form(field.Type)
		if err == nil {
			form, err = bounded(form, field.Tag)
		}
		if err != nil {
			return err
		}
		f.Fields = append(f.Fields, Field{Name: name, Form: form, Owner: t, GoName: field.Name})
	}
	return nil
}

// bounded returns the form with the bounds that a field's tags set.
func bounded(f *Form, tag reflect.StructTag) (*Form, error) {
	low, hasMin := tag.Lookup("min")
	high, hasMax := tag.Lookup("max")
	if !hasMin && !hasMax {
		return f, nil
	}
	narrow := *f
	var err error
	if hasMin {
		narrow.Min, err = strconv.ParseInt(low, 10, 64)
	}
	if hasMax && err == nil {
		narrow.Max, err = strconv.ParseUint(high, 10, 64)
	}
	if f.Kind == List {
		narrow.Most, narrow.Max = int(narrow.Max), 0 //nolint:gosec // a bound written by hand
	}
	return &narrow, err
}
