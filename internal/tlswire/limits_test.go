// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlswire_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/tlswire"
)

// TestRecordLimits has records that are as long as they may be, and one byte
// longer: RFC 5246, Section 6.2.1 has 2^14 bytes in clear, Section 6.2.3 2048
// more where they are encrypted.
func TestRecordLimits(t *testing.T) {
	t.Parallel()
	const inClear, encrypted = 1 << 14, 1<<14 + 2048
	changed := record(20, "\x01")
	for _, tt := range []struct {
		name    string
		before  string
		content byte
		length  int
		fits    bool
	}{
		{"alert-in-clear", "", 21, inClear, true},
		{"alert-in-clear-longer", "", 21, inClear + 1, false},
		{"application-data", "", 23, encrypted, true},
		{"application-data-longer", "", 23, encrypted + 1, false},
		{"encrypted", changed, 22, encrypted, true},
		{"encrypted-longer", changed, 22, encrypted + 1, false},
		{"encrypted-alert", changed, 21, encrypted, true},
		{"heartbeat", "", 24, inClear, true},
		{"heartbeat-longer", "", 24, inClear + 1, false},
	} {
		_, err := readAll(tlswire.NewReader([]byte(tt.before + record(tt.content, strings.Repeat("x", tt.length)))))
		if tt.fits {
			require.ErrorIs(t, err, io.EOF, tt.name)
			continue
		}
		fault, ok := errors.AsType[*schannel.Error](err)
		require.True(t, ok, tt.name)
		require.Equal(t, []any{schannel.Code("schannel.record.length"), len(tt.before) + 3}, []any{fault.Code, fault.Offset}, tt.name)
	}
}

// TestFirstBytes: RFC 5246, Section 6.2.1, and RFC 6520, Section 3: a record of
// TLS begins with 20 to 24.
func TestFirstBytes(t *testing.T) {
	t.Parallel()
	for first := range 256 {
		want := first >= 20 && first <= 24
		require.Equal(t, want, tlswire.LooksLikeRecords([]byte{byte(first), 3, 3, 0, 1, 1}), "%d", first)
		_, err := readAll(tlswire.NewReader([]byte{byte(first), 3, 3, 0, 1, 1}))
		fault, refused := errors.AsType[*schannel.Error](err)
		require.Equal(t, !want, refused && fault.Code == "schannel.record.type", "%d: %v", first, err)
	}
}
