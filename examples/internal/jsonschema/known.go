// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package jsonschema

import (
	"encoding"
	"errors"
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// known returns the form of a type whose JSON does not follow from its fields
// and their tags, or nil. Every type of this module that is written by a method
// of its own and does more in it than to write empty lists stands here.
func known(t reflect.Type) *Form {
	switch t {
	case reflect.TypeFor[time.Time]():
		return timestamp()
	case reflect.TypeFor[schannel.Thumbprint]():
		return &Form{Kind: Text, Pattern: "^[0-9a-f]{40}$", Shape: "40 lower-case hexadecimal digits", Matches: func(text string) bool { return len(text) == 40 && isHex(text) }}
	case reflect.TypeFor[exchange.Services](), reflect.TypeFor[exchange.AuthMechanism]():
		return &Form{Kind: Text, Shape: "names joined by commas", Matches: unmarshals(t)}
	case reflect.TypeFor[schannel.TLSVersion]():
		return version(t)
	case reflect.TypeFor[schannel.RegistryValue]():
		return registryValue()
	case reflect.TypeFor[schannel.Source]():
		return texts(t, "document", "section", "title", "url")
	case reflect.TypeFor[schannel.Error]():
		return fault(t)
	case reflect.TypeFor[exchangecert.Selection]():
		return selection(t)
	}
	return nil
}

// enumeration is the form of a type of small numbers with a text for each. The
// numbers that have none are written in hexadecimal; of the type that keeps
// what others wrote, that may be read as well.
func enumeration(t reflect.Type) (*Form, error) {
	if !t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) || t.Kind() != reflect.Uint8 {
		return nil, errors.New("it has a text form that is not known")
	}
	f := &Form{Kind: Text}
	value := reflect.New(t).Elem()
	for n := range math.MaxUint8 + 1 {
		value.SetUint(uint64(n))
		text, err := value.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(string(text), "0x") {
			f.Texts = append(f.Texts, string(text))
		}
	}
	if t == reflect.TypeFor[schannel.RegistryType]() {
		f.Pattern, f.Matches = "^0x[0-9a-f]{1,2}$", unmarshals(t)
	}
	return f, nil
}

// unmarshals reports of a text whether the type reads it.
func unmarshals(t reflect.Type) func(string) bool {
	return func(text string) bool {
		return reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil
	}
}

func hexadecimal() *Form {
	return &Form{Kind: Text, Pattern: "^([0-9a-f]{2})*$", Shape: "pairs of lower-case hexadecimal digits", Matches: isHex}
}

func isHex(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(text)%2 == 0
}

func timestamp() *Form {
	return &Form{
		Kind: Text, Format: "date-time",
		Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z$`,
		Shape:   `a time in UTC such as "2020-05-30T10:48:38Z"`,
		Matches: isTime,
	}
}

func isTime(text string) bool {
	const longest = len("2020-05-30T10:48:38.123456789Z")
	var t time.Time
	return t.UnmarshalText([]byte(text)) == nil && len(text) <= longest && strings.HasSuffix(text, "Z")
}

// version is the form of a version of TLS: a name, or the number on the wire.
func version(t reflect.Type) *Form {
	f := &Form{Kind: Text, Pattern: "^0x[0-9a-f]{4}$", Matches: unmarshals(t)}
	for _, v := range [...]schannel.TLSVersion{
		schannel.SSL30, schannel.TLS10, schannel.TLS11, schannel.TLS12, schannel.TLS13,
		schannel.DTLS10, schannel.DTLS12, schannel.DTLS13,
	} {
		f.Texts = append(f.Texts, v.String())
	}
	return f
}

// registryValue is the form of a value of the registry: what its data is, its
// type says.
func registryValue() *Form {
	t := reflect.TypeFor[schannel.RegistryValue]()
	kind, _ := enumeration(reflect.TypeFor[schannel.RegistryType]())
	kind.Type = reflect.TypeFor[schannel.RegistryType]()
	text := &Form{Kind: Text}
	data := func(form *Form, types ...schannel.RegistryType) Variant {
		v := Variant{When: "type", Then: "data", Form: form}
		for _, kind := range types {
			v.Texts = append(v.Texts, kind.String())
		}
		return v
	}
	dword := data(&Form{Kind: Integer, Max: math.MaxUint32}, schannel.RegDWORD)
	dword.Missing = true
	bytes := data(hexadecimal(), schannel.RegDWORD, schannel.RegQWORD, schannel.RegSZ, schannel.RegExpandSZ, schannel.RegMultiSZ)
	bytes.Not = true
	return &Form{
		Kind: Object,
		Fields: []Field{
			{Name: "key", Form: text, Owner: t, GoName: "Key"},
			{Name: "name", Form: text, Owner: t, GoName: "Name"},
			{Name: "type", Form: kind},
			{Name: "data", Form: &Form{Kind: Any}, Required: true},
			{Name: "assumed", Form: &Form{Kind: Bool}, Owner: t, GoName: "Assumed"},
		},
		Variants: []Variant{
			dword,
			data(&Form{Kind: Integer, Max: math.MaxUint64}, schannel.RegQWORD),
			data(text, schannel.RegSZ, schannel.RegExpandSZ),
			data(&Form{Kind: List, Null: true, Elem: text}, schannel.RegMultiSZ),
			bytes,
		},
	}
}

// texts is an object of texts.
func texts(t reflect.Type, names ...string) *Form {
	f := &Form{Kind: Object}
	for _, name := range names {
		goName := strings.ToUpper(name[:1]) + name[1:]
		f.Fields = append(f.Fields, Field{Name: name, Form: &Form{Kind: Text}, Owner: t, GoName: goName})
	}
	return f
}

// fault is the form of an error: its cause has become a text.
func fault(t reflect.Type) *Form {
	f := texts(t, "code", "field", "cause", "text")
	offset := Field{Name: "offset", Form: &Form{Kind: Integer, Min: schannel.NoOffset, Max: math.MaxInt32}, Owner: t, GoName: "Offset"}
	f.Fields = append(f.Fields[:2:2], offset, f.Fields[2], f.Fields[3])
	return f
}

// selection is the form of the answer to a request for a certificate: the
// events and the remedies of its findings stand in it once more.
func selection(t reflect.Type) *Form {
	b := builder{forms: map[reflect.Type]*Form{}}
	f := &Form{Kind: Object}
	if b.addFields(f, t) != nil {
		return nil
	}
	events, _ := b.form(reflect.TypeFor[[]schannel.Event]())
	remedies, _ := b.form(reflect.TypeFor[[]schannel.Remedy]())
	f.Fields = append(f.Fields,
		Field{Name: "events", Form: events, Owner: t, GoName: "Events"},
		Field{Name: "remedies", Form: remedies, Owner: t, GoName: "Remedies"})
	return f
}
