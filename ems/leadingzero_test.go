// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// TestLeadingZeroProbability compares with a count over every value, for small
// moduli, and with numbers worked out by hand for large ones.
func TestLeadingZeroProbability(t *testing.T) {
	t.Parallel()
	for p := 3; p < 1<<17; p += 257 {
		width := len(big.NewInt(int64(p)).Bytes())
		short := 0
		for v := 1; v < min(p, 1<<(8*(width-1))); v++ {
			short++
		}
		got, err := ems.LeadingZeroProbability(big.NewInt(int64(p)).Bytes())
		require.NoError(t, err)
		require.Zero(t, big.NewRat(int64(short), int64(p-1)).Cmp(got), "p = %d: %s", p, got)
	}
	full := bytes.Repeat([]byte{0xff}, 256)
	half := append([]byte{0x80}, bytes.Repeat([]byte{0}, 255)...)
	half[255] = 1
	tests := []struct {
		name string
		p    []byte
		want string // one in so many
		why  string
	}{
		{"first-byte-ff", full, "256.000", "256^255 of 256^256 values"},
		{"first-byte-80", half, "128.000", "256^255 of 128*256^255 values"},
		{"leading-zeros-of-p", append([]byte{0, 0}, full...), "256.000", "zeros before p do not count"},
		{"p-of-2041-bits", append([]byte{1}, bytes.Repeat([]byte{0xff}, 255)...), "2.000", "a first byte of 01: half of the values are shorter"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ems.LeadingZeroProbability(tt.p)
			require.NoError(t, err)
			require.Equal(t, tt.want, new(big.Rat).Inv(got).FloatString(3), tt.why)
		})
	}
}

func TestLeadingZeroProbabilityErrors(t *testing.T) {
	t.Parallel()
	for _, p := range [][]byte{nil, {0}, {2}, {0, 0, 1}, bytes.Repeat([]byte{1}, 4097)} {
		got, err := ems.LeadingZeroProbability(p)
		require.Nil(t, got)
		found, ok := errors.AsType[*schannel.Error](err)
		require.True(t, ok)
		require.Equal(t, schannel.Code("ems.windows.modulus.size"), found.Code)
		if len(p) > 0 {
			_, err = ems.Diagnose(ems.Incident{Modulus: p})
			require.ErrorAs(t, err, &found)
		}
	}
	_, err := ems.LeadingZeroProbability(bytes.Repeat([]byte{1}, 4096))
	require.NoError(t, err)
}

// TestRate has observed failures and what they fit; the probabilities are
// 1/256 for one value and 1 - (255/256)^3 = 1.17 % for any of three.
func TestRate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name               string
		failures, attempts int
		modulus            []byte
		want               []string
		why                string
	}{
		{"one", 40, 10240, nil, []string{"rate.one likely"}, "1 in 256 exactly"},
		{"three", 120, 10240, nil, []string{"rate.three likely"}, "1.17 % of 10240 is 120"},
		{"either", 1, 150, nil, []string{"rate.either likely"}, "0.6 or 1.8 expected"},
		{"always", 3, 3, nil, []string{"rate.always likely"}, "not chance"},
		{"other", 500, 1000, nil, []string{"rate.other likely"}, "half of the attempts"},
		{"too-few", 2, 2, nil, []string{"rate.few insufficient-data"}, "two attempts say nothing"},
		{"none", 0, 10000, nil, []string{"rate.none likely"}, "39 expected"},
		{"none-of-few", 0, 100, nil, []string{"rate.few insufficient-data"}, "0.4 expected"},
		{"not-tried", 0, 0, nil, []string{}, "nothing is known"},
		{"modulus-80", 80, 10240, append([]byte{0x80}, bytes.Repeat([]byte{0}, 127)...), []string{"rate.one likely"}, "1 in 128 with this p"},
		{"modulus-one-byte", 5, 1000, []byte{0xfb}, []string{"rate.other likely"}, "no value is shorter than one byte"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := ems.Diagnose(ems.Incident{Failures: tt.failures, Attempts: tt.attempts, Modulus: tt.modulus})
			require.NoError(t, err)
			require.Equal(t, tt.want, verdicts(d.Facts), tt.why)
		})
	}
}

// TestImpossibleIncidents has what cannot be seen of one failure.
func TestImpossibleIncidents(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		incident ems.Incident
		code     schannel.Code
		field    string
	}{
		{"attempts-negative", ems.Incident{Attempts: -1}, "ems.windows.attempts.range", "failures"},
		{"failures-negative", ems.Incident{Attempts: 5, Failures: -1}, "ems.windows.attempts.range", "failures"},
		{"more-failures-than-attempts", ems.Incident{Attempts: 8, Failures: 9}, "ems.windows.attempts.range", "failures"},
		{"two-alerts", ems.Incident{Symptoms: []ems.Symptom{{Event: 36887, Alert: 20}, {Event: 36887, Alert: 40}}}, "ems.windows.symptoms.differ", "symptoms[1]"},
		{"two-alerts-sent", ems.Incident{Symptoms: []ems.Symptom{{Event: 36888, Alert: 20}, {Event: 36888, Alert: 40}}}, "ems.windows.symptoms.differ", "symptoms[1]"},
		{"two-codes", ems.Incident{Symptoms: []ems.Symptom{{Status: 0x8009030f}, {}, {Status: 0x80090326}}}, "ems.windows.symptoms.differ", "symptoms[2]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := ems.Diagnose(tt.incident)
			found, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok)
			require.Equal(t, []any{tt.code, tt.field, ems.Diagnosis{}}, []any{found.Code, found.Field, d})
		})
	}
}

func ExampleLeadingZeroProbability() {
	p := bytes.Repeat([]byte{0xff}, 256) // as long as a 2048-bit group, and as large as can be
	q, err := ems.LeadingZeroProbability(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("1 in", new(big.Rat).Inv(q).FloatString(2))
	// Output:
	// 1 in 256.00
}
