// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/emsdiag"
)

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
		{"one", 40, 10240, nil, []string{"ems.windows.rate.one likely"}, "1 in 256 exactly"},
		{"three", 120, 10240, nil, []string{"ems.windows.rate.three likely"}, "1.17 % of 10240 is 120"},
		{"either", 1, 150, nil, []string{"ems.windows.rate.either likely"}, "0.6 or 1.8 expected"},
		{"always", 3, 3, nil, []string{"ems.windows.rate.always likely"}, "not chance"},
		{"other", 500, 1000, nil, []string{"ems.windows.rate.other likely"}, "half of the attempts"},
		{"too-few", 2, 2, nil, []string{"ems.windows.rate.few insufficient-data"}, "two attempts say nothing"},
		{"none", 0, 10000, nil, []string{"ems.windows.rate.none likely"}, "39 expected"},
		{"none-of-few", 0, 100, nil, []string{"ems.windows.rate.few insufficient-data"}, "0.4 expected"},
		{"none-of-just-enough", 0, 768, nil, []string{"ems.windows.rate.none likely"}, "three expected"},
		{"none-of-nearly-enough", 0, 767, nil, []string{"ems.windows.rate.few insufficient-data"}, "not quite three expected"},
		{"at-the-tolerance", 4, 6144, nil, []string{"ems.windows.rate.one likely"}, "24 expected with a deviation of five; 20 below is four of them"},
		{"beyond-the-tolerance", 3, 6144, nil, []string{"ems.windows.rate.other likely"}, "21 below 24 is more than four deviations of five"},
		{"three-just", 40, 5200, nil, []string{"ems.windows.rate.three likely"}, "40 ln(3) and 5160 times the other logarithm: 3.4 is above three"},
		{"three-not-quite", 40, 5260, nil, []string{"ems.windows.rate.either likely"}, "the same of 5260 attempts: 2.9 is below three"},
		{"not-tried", 0, 0, nil, []string{}, "nothing is known"},
		{"modulus-80", 80, 10240, append([]byte{0x80}, bytes.Repeat([]byte{0}, 127)...), []string{"ems.windows.rate.one likely"}, "1 in 128 with this p"},
		{"modulus-one-byte", 5, 1000, []byte{0xfb}, []string{"ems.windows.rate.other likely"}, "no value is shorter than one byte"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(emsdiag.Incident{Failures: tt.failures, Attempts: tt.attempts, Modulus: tt.modulus})
			require.NoError(t, err)
			require.Equal(t, tt.want, verdicts(d.Facts), tt.why)
		})
	}
}

// TestRateArgs has the chances that a rate is compared with: KB4528489, item 1 for
// administrators, and 1 - (255/256)^3.
func TestRateArgs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		modulus []byte
		want    []string
	}{
		{nil, []string{"5", "1000", "256", "86"}},
		{append([]byte{0x80}, bytes.Repeat([]byte{0}, 127)...), []string{"5", "1000", "128", "43"}},
		{[]byte{0xfb}, []string{"5", "1000", "∞", "∞"}},
	} {
		d, err := emsdiag.Diagnose(emsdiag.Incident{Failures: 5, Attempts: 1000, Modulus: tt.modulus})
		require.NoError(t, err)
		var got []string
		for _, arg := range d.Facts[0].Args {
			got = append(got, arg.Value)
		}
		require.Equal(t, tt.want, got)
	}
}

// TestImpossibleIncidents has what cannot be seen of one failure.
func TestImpossibleIncidents(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		incident emsdiag.Incident
		code     schannel.Code
		field    string
	}{
		{"attempts-negative", emsdiag.Incident{Attempts: -1}, "ems.windows.attempts.range", "failures"},
		{"failures-negative", emsdiag.Incident{Attempts: 5, Failures: -1}, "ems.windows.attempts.range", "failures"},
		{"more-failures-than-attempts", emsdiag.Incident{Attempts: 8, Failures: 9}, "ems.windows.attempts.range", "failures"},
		{"modulus", emsdiag.Incident{Modulus: []byte{2}}, "ems.windows.modulus.size", "modulus"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := emsdiag.Diagnose(tt.incident)
			found, ok := errors.AsType[*schannel.Error](err)
			require.True(t, ok)
			require.Equal(t, []any{tt.code, tt.field, emsdiag.Diagnosis{}}, []any{found.Code, found.Field, d})
		})
	}
}
