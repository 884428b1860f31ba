// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package recording

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestValue goes through a text value by value; encoding/json reads it too.
func TestValue(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, text, why string }{
		{"empty list", `[]`, "RFC 8259, Section 5"},
		{"empty object", ` { } `, "RFC 8259, Section 4"},
		{"words and numbers", `[true,false,null,-1.5e+3,0]`, "RFC 8259, Sections 3 and 6"},
		{"a number of any size", `[1e700]`, "RFC 8259, Section 6: no range"},
		{"space", "[\r\n1\t, 2 ]\n", "RFC 8259, Section 2"},
		{"nested", `{"a":[[],{"b":[{}]}],"c":{"d":{}}}`, "Sections 4 and 5"},
		{"brackets in a text", `["]","}\"[",{"]":"{"}]`, "Section 7: they are no structure"},
		{"escapes", `["\"\\\/\b\f\n\r\t\u00e9\uD834\udd1e"]`, "RFC 8259, Section 7"},
		{"half of a pair", `["\ud834","\udd1e","\ud834\u0041","\ud834\n","\ud834x"]`, "Section 8.2: unpredictable; as encoding/json"},
		{"no UTF-8", "[\"a\xffb\xc3\",{\"\xff\":\"\\n\xff\"}]", "Section 8.1; as encoding/json"},
		{"the same name twice", `{"a":1,"a":2}`, "Section 4: unpredictable; the last counts, as in encoding/json"},
		{"no name", `{"":""}`, "Section 7"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			sameAsJSON(t, []byte(row.text))
		})
	}
}

// sameAsJSON holds that the values of a text are those that encoding/json reads.
func sameAsJSON(t *testing.T, text []byte) {
	t.Helper()
	begin := 0
	for begin < len(text) && text[begin] <= ' ' {
		begin++
	}
	want, wrong := decoded(text[begin:])
	v, err := wellFormed(text, begin)
	require.Equal(t, wrong == nil, err == nil, "%v, %v", wrong, err)
	if err != nil {
		return
	}
	if diff := cmp.Diff(want, plain(t, text, v)); diff != "" {
		t.Errorf("values (-encoding/json +value):\n%s", diff)
	}
}

// plain is a value as encoding/json reads it, made of its parts.
func plain(t *testing.T, file []byte, v value) any {
	t.Helper()
	require.Equal(t, string(v.text), string(file[v.offset:v.offset+len(v.text)]), "the offset")
	require.Equal(t, string(bytes.TrimSpace(v.text)), string(v.text), "there is no space around it")
	switch {
	case v.is('['):
		list := []any{}
		for item := range v.items() {
			list = append(list, plain(t, file, item))
		}
		require.Equal(t, len(list), v.count(len(list)+1))
		return list
	case v.is('{'):
		object := map[string]any{}
		for name, member := range v.members() {
			object[name] = plain(t, file, member)
		}
		return object
	case v.is('"'):
		return v.unquoted()
	}
	word, err := decoded(v.text)
	require.NoError(t, err)
	return word
}

// decoded is the one value of a text as encoding/json reads it. Numbers stay text:
// RFC 8259, Section 6, sets them no range, a float64 has one.
func decoded(text []byte) (v any, err error) {
	if !json.Valid(text) {
		return nil, json.Unmarshal(text, &v)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err = decoder.Decode(&v)
	return v, err
}

// FuzzValue: what encoding/json reads is read the same, and nothing else is.
func FuzzValue(f *testing.F) {
	f.Add([]byte(`[{"a":"\ud834\udd1e\n"},[],-1e5,null]`))
	f.Fuzz(func(t *testing.T, text []byte) { sameAsJSON(t, text) })
}
