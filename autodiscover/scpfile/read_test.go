// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
)

// TestMostDefects: a hundred are told one by one, and those behind them are
// counted.
func TestMostDefects(t *testing.T) {
	t.Parallel()
	const head = "dn: CN=x\n"
	hundred := scpfile.ReadLenient("", []byte(head+strings.Repeat("-\n", 100))).Defects
	require.Len(t, hundred, 100)
	require.EqualValues(t, "autodiscover.file.line", hundred[99].Code)
	more := scpfile.ReadLenient("", []byte(head+strings.Repeat("-\n", 101))).Defects
	require.Len(t, more, 101)
	require.EqualValues(t, "autodiscover.file.more", more[100].Code)
	require.ErrorContains(t, more[100], "1 further defects")
}

// TestReadStops: who stops reading is left alone, wherever it is.
func TestReadStops(t *testing.T) {
	t.Parallel()
	for _, row := range ldifRows {
		for stop := range 3 {
			read := 0
			for range scpfile.Read([]byte(row.file)) {
				if read++; read > stop {
					break
				}
			}
			require.LessOrEqual(t, read, stop+1, row.name)
		}
	}
}

// TestNothing: RFC 2849: LDIF has a version or a name; nothing, or a comment, is
// none.
func TestNothing(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"", "\n\n", "# a comment\n"} {
		require.NotEqual(t, scpfile.LDIF, scpfile.FormatOf([]byte(file)), "%q", file)
	}
}

// TestMostEntries: 4096 entries are free, and each 64 bytes of a file give another
// one. Of 16
// bytes each, 5461 are 4096 and 5461*16/64, rounded down.
func TestMostEntries(t *testing.T) {
	t.Parallel()
	const entry = "dn:\nkeywords:a\n\n"
	require.Len(t, entry, 16)
	for n, want := range map[int]bool{5461: true, 5462: false} {
		file := scpfile.ReadLenient("", []byte(strings.Repeat(entry, n)))
		require.Equal(t, want, len(file.Defects) == 0, "%d entries: %v", n, file.Defects)
	}
}

// TestLargest: a file of the most bytes is read, one of a byte more is not.
func TestLargest(t *testing.T) {
	t.Parallel()
	const most = 64 << 20
	file := bytes.Repeat([]byte("\n"), most+1)
	copy(file, "dn: CN=x\nkeywords: x\n")
	require.Equal(t, scpfile.LDIF, scpfile.FormatOf(file[:most]))
	for entry, err := range scpfile.Read(file[:most]) {
		require.NoError(t, err)
		require.Equal(t, "x", entry.SCP.Server)
		break
	}
	for _, err := range scpfile.Read(file) {
		require.ErrorIs(t, err, &schannel.Error{Code: "autodiscover.file.size"})
	}
}
