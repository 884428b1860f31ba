// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package derive_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/derive"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestCatalog(t *testing.T) {
	t.Parallel()
	vocabtest.Catalog(t, "ems", derive.Catalog())
}

func TestJSON(t *testing.T) {
	t.Parallel()
	vocabtest.JSON(t, vocabtest.Types{
		Values: []any{derive.Hash(0), derive.KeyExchange(0), derive.Suite(0)},
		Exceptions: map[string]string{
			"MasterSecret": "it never shows itself",
			"KeyLogLine":   "it holds a master secret",
			"Transcript":   "it is a machine in the middle of its work; what it was given is what to keep",
		},
	})
}

// TestNoHashBeforeTheEnd: RFC 7627, Section 3: up to the ClientKeyExchange.
func TestNoHashBeforeTheEnd(t *testing.T) {
	t.Parallel()
	_, err := new(derive.Transcript).AppendSessionHash(nil, derive.SHA256)
	require.ErrorIs(t, err, &schannel.Error{Code: "ems.transcript.incomplete"})
}

// TestEverySuiteReadsBack has every number there is.
func TestEverySuiteReadsBack(t *testing.T) {
	t.Parallel()
	for number := range 1 << 16 {
		s := derive.Suite(number)
		var back derive.Suite
		require.NoError(t, back.UnmarshalText([]byte(s.String())))
		require.Equal(t, s, back)
	}
	for _, text := range []string{"", "0x", "0x1", "0x00001", "0xzzzz", "TLS_NOPE", "002f"} {
		require.Error(t, new(derive.Suite).UnmarshalText([]byte(text)), text)
	}
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzTranscript": 3, "FuzzParseKeyLogLine": 4})
}
