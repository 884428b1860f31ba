// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/ems/derive"
)

// leaks are the beginnings that the bytes of a secret of Q have in print: as
// text, as numbers, in hexadecimal, in binary and in Base64.
var leaks = []string{"QQQ", "81 81 81", "81, 81, 81", "515151", "51 51 51", "0x51, 0x51", "01010001 01010001", "UVFRUVFR"}

func requireNoSecret(t *testing.T, text, why string) {
	t.Helper()
	for _, leak := range leaks {
		require.NotContains(t, text, leak, "%s", why)
	}
}

// holder has a secret where packages that print call no methods.
type holder struct{ secret derive.MasterSecret }

// Holder has one in an exported field.
type Holder struct{ Secret derive.MasterSecret }

// secretValues are ways in which a secret of that byte reaches a printer.
func secretValues(t *testing.T, with byte) []any {
	t.Helper()
	secret, err := derive.NewMasterSecret(bytes.Repeat([]byte{with}, derive.MasterSecretSize))
	require.NoError(t, err)
	line := derive.KeyLogLine{Master: secret}
	return []any{
		secret, &secret,
		[]derive.MasterSecret{secret},
		map[string]derive.MasterSecret{"secret": secret},
		Holder{secret},
		&Holder{secret},
		holder{secret},
		&holder{secret}, line, &line,
		[]derive.KeyLogLine{line},
	}
}

// TestSecretsNeverPrint looks for the bytes of a secret in everything of the
// standard library that prints values.
func TestSecretsNeverPrint(t *testing.T) {
	t.Parallel()
	for _, value := range secretValues(t, 'Q') {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%08b", "%p", "%t"} {
			requireNoSecret(t, fmt.Sprintf(verb, value), fmt.Sprintf("%s of %T", verb, value))
		}
		var out bytes.Buffer
		slog.New(slog.NewTextHandler(&out, nil)).Info("text", "value", value)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("json", "value", value)
		_ = json.NewEncoder(&out).Encode(value)
		_ = xml.NewEncoder(&out).Encode(value)
		_ = gob.NewEncoder(&out).Encode(value)
		require.NotZero(t, out.Len())
		requireNoSecret(t, out.String(), fmt.Sprintf("logs and encodings of %T", value))
	}
}

// failures is a test that notes why it fails.
type failures struct{ bytes.Buffer }

func (f *failures) Errorf(format string, args ...any) { fmt.Fprintf(f, format, args...) }
func (f *failures) FailNow()                          {}

// TestSecretsNeverPrintInTests looks for the bytes of two secrets where test
// libraries print values that differ.
func TestSecretsNeverPrintInTests(t *testing.T) {
	t.Parallel()
	others := secretValues(t, 'R')
	for i, value := range secretValues(t, 'Q') {
		diff := cmp.Diff(value, others[i], cmp.AllowUnexported(holder{}))
		require.NotEmpty(t, diff, "%T", value)
		requireNoSecret(t, diff, fmt.Sprintf("go-cmp on %T", value))
		var failed failures
		require.Equal(&failed, value, others[i])
		require.Contains(t, failed.String(), "Not equal", "%T", value)
		requireNoSecret(t, failed.String(), fmt.Sprintf("testify on %T", value))
	}
}

func TestMasterSecretText(t *testing.T) {
	t.Parallel()
	secret, err := derive.NewMasterSecret(make([]byte, derive.MasterSecretSize))
	require.NoError(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		require.Equal(t, "[48 bytes]", fmt.Sprintf(verb, secret), "%s", verb)
	}
	require.Equal(t, "[48 bytes]", secret.String())
	require.Equal(t, "[48 bytes]", secret.GoString())
	text, err := secret.AppendText([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, "x[48 bytes]", string(text))
	encoded, err := json.Marshal([]any{secret, &secret, Holder{secret}, holder{secret}})
	require.NoError(t, err)
	require.JSONEq(t, `["[48 bytes]","[48 bytes]",{"Secret":"[48 bytes]"},{}]`, string(encoded))
}

func TestMasterSecretEqual(t *testing.T) {
	t.Parallel()
	raw := make([]byte, derive.MasterSecretSize)
	one, err := derive.NewMasterSecret(raw)
	require.NoError(t, err)
	same, err := derive.NewMasterSecret(raw)
	require.NoError(t, err)
	raw[47] = 1 // the secret is a copy
	other, err := derive.NewMasterSecret(raw)
	require.NoError(t, err)
	var zero derive.MasterSecret
	tests := []struct {
		name string
		a, b derive.MasterSecret
		want bool
		why  string
	}{
		{"same-bytes", one, same, true, "what counts is the secret"},
		{"itself", one, one, true, "equality is reflexive"},
		{"last-byte", one, other, false, "every byte counts"},
		{"zero", zero, zero, true, "equality is reflexive, as go-cmp wants it"},
		{"zero-and-secret", zero, one, false, "no secret is none of them"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, tt.a.Equal(tt.b), tt.why)
			require.Equal(t, tt.want, tt.b.Equal(tt.a), tt.why)
			require.Equal(t, tt.want, cmp.Equal(tt.a, tt.b), "go-cmp uses Equal")
			require.Equal(t, tt.want, cmp.Equal(derive.KeyLogLine{Master: tt.a}, derive.KeyLogLine{Master: tt.b}))
		})
	}
	require.Equal(t, raw, other.AppendSecret(nil), "the one way to see a secret")
	require.Empty(t, zero.AppendSecret(nil))
}

func TestNewMasterSecretRefuses(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 47, 49} {
		secret, err := derive.NewMasterSecret(make([]byte, n))
		requireCode(t, "ems.derive.secret_length", err)
		require.Equal(t, derive.MasterSecret{}, secret)
	}
}
