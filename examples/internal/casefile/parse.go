// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package casefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"sync"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/jsonschema"
	"github.com/schanneltrust/schannel/examples/internal/strictjson"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/catalog"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// MaxSize is how long a case may be, in bytes.
const MaxSize = 64 << 20

// Parse reads a case. It is strict: whatever is not as schema.json says, stands
// twice, or contradicts what stands beside it is refused with a
// [*schannel.Error], whose Field is the path of the value, such as
// "trustlist.host.stores.site[3].raw", and which wraps a [*strictjson.Error]
// with line and column. A field that is missing is one of which nothing is known.
//
// Of a certificate the bytes are enough, as {"raw": "3082…"}: the fields that
// follow from them are filled in, and where they stand there too, they have to
// agree.
func Parse(data []byte) (Case, error) {
	f, err := form()
	if err != nil {
		return Case{}, err
	}
	var short shortened
	err = strictjson.Check(data, f, strictjson.Options{
		MaxSize: MaxSize,
		Objects: map[reflect.Type]func(strictjson.Object) *strictjson.Problem{
			reflect.TypeFor[certstore.Certificate](): short.storeCertificate,
			reflect.TypeFor[exchange.Certificate]():  short.exchangeCertificate,
		},
	})
	if err != nil {
		return Case{}, refusal(err)
	}
	var c Case
	if err := json.Unmarshal(short.complete(data), &c); err != nil {
		return Case{}, refusal(&strictjson.Error{Kind: strictjson.Unreadable, Line: 1, Column: 1, Reason: err})
	}
	return c, nil
}

// form is the form of a case, made once.
var form = sync.OnceValues(func() (*jsonschema.Form, error) {
	return jsonschema.Of(reflect.TypeFor[Case](), Format)
})

// refusal is a fault as an error of this module.
func refusal(err error) error {
	fault, ok := errors.AsType[*strictjson.Error](err)
	if !ok {
		return err
	}
	path := fault.Path
	if path == "" {
		path = "case"
	}
	return &schannel.Error{
		Code: faults[fault.Kind].Code, Field: path, Offset: fault.Offset,
		Err: &placeError{fault},
	}
}

// placeError is a fault whose path and offset stand in the error that wraps it.
type placeError struct{ fault *strictjson.Error }

// Error returns line, column and reason.
func (e *placeError) Error() string {
	return fmt.Sprintf("line %d, column %d: %v", e.fault.Line, e.fault.Column, e.fault.Reason)
}

// Unwrap returns the fault.
func (e *placeError) Unwrap() error { return e.fault }

// faults is what can be wrong with a case.
var faults = [...]schannel.Phrase{
	strictjson.TooLarge:      {Code: "diagnose.case.too_large", Text: "the case is too long"},
	strictjson.Encoding:      {Code: "diagnose.case.encoding", Text: "the case is not UTF-8"},
	strictjson.Syntax:        {Code: "diagnose.case.syntax", Text: "the case is not JSON"},
	strictjson.Trailing:      {Code: "diagnose.case.trailing", Text: "something follows the case"},
	strictjson.UnknownField:  {Code: "diagnose.case.unknown_field", Text: "the format has no such field"},
	strictjson.RepeatedField: {Code: "diagnose.case.repeated_field", Text: "a field stands twice"},
	strictjson.MissingField:  {Code: "diagnose.case.missing_field", Text: "a field is missing that must be there"},
	strictjson.WrongType:     {Code: "diagnose.case.wrong_type", Text: "a value is of the wrong type"},
	strictjson.OutOfRange:    {Code: "diagnose.case.out_of_range", Text: "a number is out of its range"},
	strictjson.UnknownWord:   {Code: "diagnose.case.unknown_word", Text: "a text is none of those that may stand there"},
	strictjson.Malformed:     {Code: "diagnose.case.malformed", Text: "a text is no time, no thumbprint, no hexadecimal digits, or whatever it should be"},
	strictjson.TooMany:       {Code: "diagnose.case.too_many", Text: "a list has too many items"},
	strictjson.Unreadable:    {Code: "diagnose.case.unreadable", Text: "a value holds what cannot be read, such as bytes that are no certificate"},
	strictjson.Contradiction: {Code: "diagnose.case.contradiction", Text: "what a certificate is said to be is not what its bytes say"},
}

// Catalog yields what can be wrong with a case.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{Errors: faults[strictjson.TooLarge:]}.All()
}
