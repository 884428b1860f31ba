// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

// TestRegistryValueIsZero: each field alone makes a value.
func TestRegistryValueIsZero(t *testing.T) {
	t.Parallel()
	require.True(t, schannel.RegistryValue{}.IsZero())
	for _, v := range []schannel.RegistryValue{
		{Key: "k"},
		{Name: "n"},
		{Type: schannel.RegSZ},
		{Number: 1},
		{Strings: []string{""}},
		{Bytes: []byte{0}},
		{Assumed: true},
	} {
		require.False(t, v.IsZero(), "%+v", v)
	}
}

// TestRegistryValueJSON: data is a number, a text, a list of texts, or bytes in
// lower-case hexadecimal.
func TestRegistryValueJSON(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		value schannel.RegistryValue
		want  string
	}{
		{"dword", schannel.DWORD("k", "n", 1), `{"key":"k","name":"n","type":"REG_DWORD","data":1}`},
		{"qword", schannel.RegistryValue{Type: schannel.RegQWORD, Number: 1 << 32}, `{"key":"","name":"","type":"REG_QWORD","data":4294967296}`},
		{"sz", schannel.RegistryValue{Type: schannel.RegSZ, Strings: []string{"x"}}, `{"key":"","name":"","type":"REG_SZ","data":"x"}`},
		{"multi-sz", schannel.RegistryValue{Type: schannel.RegMultiSZ, Strings: []string{"x", "y"}}, `{"key":"","name":"","type":"REG_MULTI_SZ","data":["x","y"]}`},
		{"binary", schannel.RegistryValue{Type: schannel.RegBinary, Bytes: []byte{0, 0xff}}, `{"key":"","name":"","type":"REG_BINARY","data":"00ff"}`},
	} {
		raw, err := json.Marshal(row.value)
		require.NoError(t, err, row.name)
		require.Equal(t, row.want, string(raw), row.name)
		var back schannel.RegistryValue
		require.NoError(t, json.Unmarshal(raw, &back), row.name)
		if diff := cmp.Diff(row.value, back); diff != "" {
			t.Errorf("%s reads back as something else (-want +got):\n%s", row.name, diff)
		}
	}
	var untyped schannel.RegistryValue
	require.NoError(t, json.Unmarshal([]byte(`{"key":"k","name":"n","data":1}`), &untyped))
	require.Equal(t, schannel.DWORD("k", "n", 1), untyped, "a number without a type")
}

// TestRegistryValueRefused: data that its type does not allow is an error, and
// the value stays as it was.
func TestRegistryValueRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"dword-too-large": `{"type":"REG_DWORD","data":4294967296}`,
		"dword-text":      `{"type":"REG_DWORD","data":"1"}`,
		"sz-number":       `{"type":"REG_SZ","data":1}`,
		"multi-sz-text":   `{"type":"REG_MULTI_SZ","data":"x"}`,
		"binary-number":   `{"type":"REG_BINARY","data":1}`,
		"binary-digits":   `{"type":"REG_BINARY","data":"0g"}`,
		"binary-odd":      `{"type":"REG_BINARY","data":"0"}`,
		"untyped-text":    `{"data":"x"}`,
		"no-data":         `{"type":"REG_SZ"}`,
		"null-dword":      `{"data":null}`,
		"null-qword":      `{"type":"REG_QWORD","data":null}`,
		"null-sz":         `{"type":"REG_SZ","data":null}`,
		"null-multi-sz":   `{"type":"REG_MULTI_SZ","data":null}`,
		"null-binary":     `{"type":"REG_BINARY","data":null}`,
		"null":            `null`,
		"unknown-type":    `{"type":"REG_X","data":1}`,
		"no-object":       `[]`,
	} {
		before := schannel.DWORD("k", "n", 7)
		got := before
		require.Error(t, json.Unmarshal([]byte(text), &got), name)
		require.Equal(t, before, got, name)
	}
}
