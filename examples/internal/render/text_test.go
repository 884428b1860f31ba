// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// sequences are the only escape sequences that text has: SGR of ISO 6429.
var sequences = regexp.MustCompile("\x1b\\[[0-9;]*m")

// whole are lines that are not broken, because they are copied.
var whole = regexp.MustCompile(`^ *(> |Key: |Value: |Data: |\d+\) > )`)

func text(t *testing.T, o render.Options) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, render.Text(&b, sample(t), o))
	return b.String()
}

func TestTextWidth(t *testing.T) {
	t.Parallel()
	for _, width := range []int{20, 33, 40, 80, 132, 400} {
		for line := range strings.Lines(text(t, render.Options{Width: width})) {
			line = strings.TrimSuffix(line, "\n")
			if !whole.MatchString(line) && report.Columns(line) > max(width, 20) {
				t.Errorf("width %d: %q has %d columns", width, line, report.Columns(line))
			}
		}
	}
	require.Equal(t, text(t, render.Options{Width: 80}), text(t, render.Options{}), "80 columns by default")
}

func TestTextColor(t *testing.T) {
	t.Parallel()
	plain, coloured := text(t, render.Options{}), text(t, render.Options{Color: true})
	require.NotContains(t, plain, "\x1b")
	require.Contains(t, coloured, "\x1b[1;31mERROR\x1b[0m")
	require.Contains(t, coloured, "\x1b[1;33mWARNING\x1b[0m")
	require.Contains(t, coloured, "\x1b[1;34mINFO\x1b[0m")
	require.Equal(t, plain, sequences.ReplaceAllString(coloured, ""), "colour adds nothing but itself")
}

func TestTerminal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		set      map[string]string
		terminal bool
		width    int
		color    bool
		why      string
	}{
		{"file", nil, false, 80, false, "no terminal, no colour"},
		{"terminal", nil, true, 80, true, "the default of a terminal"},
		{"columns", map[string]string{"COLUMNS": "132"}, true, 132, true, "as wide as the terminal is"},
		{"no-number", map[string]string{"COLUMNS": "wide"}, true, 80, true, "what is no number says nothing"},
		{"negative", map[string]string{"COLUMNS": "-5"}, true, 80, true, "no width"},
		{"no-color", map[string]string{"NO_COLOR": "1"}, true, 80, false, "https://no-color.org: when present and not an empty string, regardless of its value"},
		{"no-color-zero", map[string]string{"NO_COLOR": "0"}, true, 80, false, "https://no-color.org: regardless of its value"},
		{"no-color-empty", map[string]string{"NO_COLOR": ""}, true, 80, true, "https://no-color.org: not an empty string"},
		{"dumb", map[string]string{"TERM": "dumb"}, true, 80, false, "a terminal without escape sequences"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := render.Terminal(func(name string) (string, bool) { v, ok := tt.set[name]; return v, ok }, tt.terminal)
			require.Equal(t, tt.width, o.Width, tt.why)
			require.Equal(t, tt.color, o.Color, tt.why)
		})
	}
}
