// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems"
)

// TestMasterSecretNeverPrints looks for the bytes of a secret, as text, as
// numbers and in hexadecimal, in everything that prints values.
func TestMasterSecretNeverPrints(t *testing.T) {
	t.Parallel()
	raw := bytes.Repeat([]byte("Q"), ems.MasterSecretSize)
	secret, err := ems.NewMasterSecret(raw)
	require.NoError(t, err)
	type open struct{ Secret ems.MasterSecret }
	type closed struct{ secret ems.MasterSecret }
	for _, value := range []any{secret, &secret, []ems.MasterSecret{secret}, open{secret}, &open{secret}, closed{secret}, &closed{secret}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%08b", "%p", "%t"} {
			text := fmt.Sprintf(verb, value)
			for _, leak := range []string{"QQ", "81 81", "5151", "0x51", "01010001 01010001"} {
				require.NotContains(t, text, leak, "%s of %T", verb, value)
			}
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		require.Equal(t, "[48 bytes]", fmt.Sprintf(verb, secret), "%s", verb)
	}
	require.Equal(t, "[48 bytes]", secret.String())
	require.Equal(t, "[48 bytes]", secret.GoString())
	text, err := secret.AppendText([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, "x[48 bytes]", string(text))
	encoded, err := json.Marshal([]any{secret, &secret, open{secret}, closed{secret}, map[ems.MasterSecret]int{secret: 1}})
	require.NoError(t, err)
	require.JSONEq(t, `["[48 bytes]","[48 bytes]",{"Secret":"[48 bytes]"},{},{"[48 bytes]":1}]`, string(encoded))
}

func TestMasterSecretEqual(t *testing.T) {
	t.Parallel()
	raw := make([]byte, ems.MasterSecretSize)
	one, err := ems.NewMasterSecret(raw)
	require.NoError(t, err)
	same, err := ems.NewMasterSecret(raw)
	require.NoError(t, err)
	raw[47] = 1 // the secret is a copy
	other, err := ems.NewMasterSecret(raw)
	require.NoError(t, err)
	var zero ems.MasterSecret
	require.True(t, one.Equal(same))
	identical := one == same
	require.False(t, identical, "== compares no secrets")
	require.False(t, one.Equal(other))
	require.False(t, one.Equal(zero))
	require.False(t, zero.Equal(one))
	require.False(t, zero.Equal(zero), "nothing equals no secret")
	require.Equal(t, raw, other.AppendSecret(nil), "the one way to see a secret")
	require.Empty(t, zero.AppendSecret(nil))
}

func TestNewMasterSecretRefuses(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 47, 49} {
		secret, err := ems.NewMasterSecret(make([]byte, n))
		requireCode(t, "ems.derive.secret_length", err)
		require.Equal(t, ems.MasterSecret{}, secret)
	}
}
