// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"reflect"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// difference is what cmp.Diff says of two values, nil and empty being one; empty
// where they are equal. Thousands of answers are compared in each test, nearly
// all of them equal, and cmp takes ten times as long to see that as same does.
func difference(want, got any) string {
	if same(reflect.ValueOf(want), reflect.ValueOf(got)) {
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

// same reports whether two values are equal as cmp sees them. It may say no
// where cmp says yes, never the other way round: of what it does not know, it
// says no.
func same(a, b reflect.Value) bool {
	if !a.IsValid() || !b.IsValid() || a.Type() != b.Type() {
		return false
	}
	switch a.Kind() { //nolint:exhaustive // of every other kind it says no
	case reflect.Bool, reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return a.Equal(b)
	case reflect.Struct:
		for i := range a.NumField() {
			if !a.Type().Field(i).IsExported() || !same(a.Field(i), b.Field(i)) {
				return a.CanInterface() && a.Comparable() && a.Equal(b)
			}
		}
		return true
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	}
	return false
}
