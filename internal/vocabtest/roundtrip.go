// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// Types is every exported type of a package: a value of each that has a JSON
// form, and the names of the others with the reason.
type Types struct {
	Values     []any
	Exceptions map[string]string

	// Fill makes values of a type whose fields depend on each other; it
	// reports false for any other type.
	Fill func(r *rand.Rand, kind reflect.Type) (any, bool)
}

// JSON holds law 7: values of every exported type of the package, filled at
// random, read back equal from their JSON, whose keys are in snake_case; no
// struct hides a field, and no list is null.
func JSON(t *testing.T, types Types) {
	t.Helper()
	const perType = 200
	named := map[string]bool{}
	for name, reason := range types.Exceptions {
		require.NotEmpty(t, reason, "%s has a reason", name)
		named[name] = true
	}
	for _, value := range types.Values {
		kind := reflect.TypeOf(value)
		require.False(t, named[kind.Name()], "%s stands twice", kind.Name())
		named[kind.Name()] = true
		noHiddenField(t, kind)
		noNullList(t, kind)
		for seed := range uint64(perType) {
			f := filler{rand.New(rand.NewPCG(seed, 7)), types.Fill}
			v := reflect.New(kind)
			f.fill(v.Elem(), 0)
			if faults := append(readBack(v.Elem().Interface()), oddKeys(v.Elem().Interface())...); len(faults) > 0 {
				require.Fail(t, "law 7", "%s, seed %d: %s", kind, seed, faults[0])
			}
		}
	}
	for _, name := range exportedTypes(t) {
		if !named[name] {
			t.Errorf("the exported type %s is neither read back from JSON nor an exception with a reason", name)
		}
		delete(named, name)
	}
	for name := range named {
		t.Errorf("%s is no exported type of the package", name)
	}
	t.Logf("law 7: %d types, %d values each, %d exceptions", len(types.Values), perType, len(types.Exceptions))
}

// noHiddenField checks that a struct without a JSON form of its own has
// exported fields only: what is not written is not read back.
func noHiddenField(t *testing.T, kind reflect.Type) {
	t.Helper()
	if kind.Kind() != reflect.Struct || kind.Implements(reflect.TypeFor[json.Marshaler]()) {
		return
	}
	for field := range kind.Fields() {
		require.True(t, field.IsExported(), "%s hides the field %s", kind, field.Name)
	}
}

// noNullList checks that the lists of a zero value are written as empty ones.
func noNullList(t *testing.T, kind reflect.Type) {
	t.Helper()
	if kind.Kind() != reflect.Struct {
		return
	}
	text, err := json.Marshal(reflect.Zero(kind).Interface())
	require.NoError(t, err, kind)
	var written map[string]json.RawMessage
	if json.Unmarshal(text, &written) != nil {
		return // a form of its own, such as a text
	}
	for field := range kind.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Type.Kind() == reflect.Slice {
			require.NotEqual(t, "null", string(written[name]), "%s: the list %s", kind, field.Name)
		}
	}
}

var (
	jsonKey   = regexp.MustCompile(`"([^"\\]*)":`)
	snakeCase = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
)

// oddKeys names the first key of a value's JSON that is not in snake_case. A
// quotation mark in a text is escaped, so that none but a key has the colon.
func oddKeys(value any) []string {
	text, err := json.Marshal(value)
	if err != nil {
		return []string{err.Error()}
	}
	for _, key := range jsonKey.FindAllSubmatch(text, -1) {
		if !snakeCase.Match(key[1]) {
			return []string{fmt.Sprintf("the key %q is not in snake_case", key[1])}
		}
	}
	return nil
}

func exportedTypes(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, file := range parsedSource(t) {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.TYPE {
				continue
			}
			for _, spec := range gen.Specs {
				if name := spec.(*ast.TypeSpec).Name; name.IsExported() {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

// filler fills values at random.
type filler struct {
	r      *rand.Rand
	custom func(*rand.Rand, reflect.Type) (any, bool)
}

// Filled returns a value of the type, filled at random as those of [JSON] are.
func Filled[T any](seed uint64, custom func(r *rand.Rand, kind reflect.Type) (any, bool)) T {
	var v T
	filler{rand.New(rand.NewPCG(seed, 7)), custom}.fill(reflect.ValueOf(&v).Elem(), 0)
	return v
}

// Named makes a value of an enumeration at random, one of those that have a text;
// it reports false for other types. [Filled] takes it where numbers without a text
// are not read back.
func Named(r *rand.Rand, kind reflect.Type) (any, bool) {
	if kind.Kind() != reflect.Uint8 || !reflect.PointerTo(kind).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return nil, false
	}
	for {
		v := reflect.New(kind).Elem()
		v.SetUint(uint64(r.IntN(40)))
		if text := fmt.Sprint(v.Interface()); !strings.HasPrefix(text, "0x") {
			return v.Interface(), true
		}
	}
}

var someTexts = [...]string{"", "a", "mail.contoso.com", "{name}", "ü ß 日本", "\"\\<>&", "line\nline", "\u202e\u009b"}

func (f filler) fill(v reflect.Value, depth int) {
	if f.custom != nil {
		if made, ok := f.custom(f.r, v.Type()); ok {
			v.Set(reflect.ValueOf(made))
			return
		}
	}
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(f.r.Int64N(4e9), 0).UTC()))
		if f.r.IntN(4) == 0 {
			v.SetZero()
		}
		return
	case schannel.RegistryValue:
		v.Set(reflect.ValueOf(f.registryValue()))
		return
	case *schannel.Error:
		v.Set(reflect.ValueOf(&schannel.Error{Code: "example.error.kind", Field: f.text(), Offset: f.r.IntN(99) - 1, Err: errors.New("cause " + f.text())}))
		return
	}
	f.fillKind(v, depth)
}

func (f filler) fillKind(v reflect.Value, depth int) {
	switch v.Kind() { //nolint:exhaustive // no type of ours has another kind
	case reflect.Bool:
		v.SetBool(f.r.IntN(2) == 1)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(f.r.IntN(100) - 1))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(f.r.IntN(256)))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(f.r.IntN(1000)) / 8)
	case reflect.String:
		v.SetString(f.text())
	case reflect.Struct:
		for _, field := range v.Fields() {
			if field.CanSet() {
				f.fill(field, depth+1)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i), depth+1)
		}
	case reflect.Slice:
		n := 0
		if depth < 6 {
			n = f.r.IntN(3)
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			f.fill(v.Index(i), depth+1)
		}
	case reflect.Pointer:
		if depth < 6 && f.r.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), depth+1)
		}
	default:
	}
}

func (f filler) text() string { return someTexts[f.r.IntN(len(someTexts))] }

// registryValue is one of a random type, with the data that the type calls for.
func (f filler) registryValue() schannel.RegistryValue {
	v := schannel.RegistryValue{Key: f.text(), Name: f.text(), Type: schannel.RegistryType(f.r.IntN(14)), Assumed: f.r.IntN(2) == 1}
	switch v.Type { //nolint:exhaustive // every other type is kept as bytes
	case schannel.RegDWORD:
		v.Number = uint64(f.r.Uint32())
	case schannel.RegQWORD:
		v.Number = f.r.Uint64()
	case schannel.RegSZ, schannel.RegExpandSZ:
		v.Strings = []string{f.text()}
	case schannel.RegMultiSZ:
		v.Strings = slices.Clone(someTexts[:f.r.IntN(3)])
	default:
		v.Bytes = []byte(fmt.Sprint(f.r.IntN(1000)))
	}
	return v
}

// Equal compares as law 7 does: nil and empty are one.
func Equal(t *testing.T, want, got any) {
	t.Helper()
	if diff := difference(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
