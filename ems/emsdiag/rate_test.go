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
