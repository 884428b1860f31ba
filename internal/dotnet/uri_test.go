// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dotnet

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var named = regexp.MustCompile(`^[A-Za-z]`)

// TestURI compares ParseURI with what the class of .NET answered.
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
		want := URI{Absolute: fields[0] != "UriFormatException", Scheme: fields[0], Host: host}
		got := ParseURI(text)
		if got.Absolute != want.Absolute || got.Absolute && got.Scheme != want.Scheme {
			t.Errorf("%q: want %+v, got %+v", text, want, got)
		}
		// The class writes addresses out (0 is 0.0.0.0) and in brackets, and gives
		// shares and mail addresses hosts too: nothing here asks for those.
		if named.MatchString(host) && want.Scheme != "file" && want.Scheme != "mailto" && !strings.EqualFold(got.Host, host) {
			t.Errorf("%q: want the host %q, got %q", text, host, got.Host)
		}
	}
	require.Greater(t, rows, 600)
}
