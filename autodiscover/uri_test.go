// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestURI compares parseURI with what the class of .NET answered.
func TestURI(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/uri.tsv")
	require.NoError(t, err)
	rows := 0
	for line := range strings.Lines(string(raw)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		require.Len(t, fields, 3)
		host, err := strconv.Unquote(fields[1])
		require.NoError(t, err)
		text, err := strconv.Unquote(fields[2])
		require.NoError(t, err)
		rows++
		want := uri{absolute: fields[0] != "UriFormatException", scheme: fields[0], host: host}
		got := parseURI(text)
		if got.absolute != want.absolute || got.absolute && got.scheme != want.scheme {
			t.Errorf("%q: want %+v, got %+v", text, want, got)
		}
	}
	require.Greater(t, rows, 600)
}
