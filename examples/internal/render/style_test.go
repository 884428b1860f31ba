// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// pairs are the colours that stand on each other: text on its ground, and what
// of a drawing must be told from its ground.
var pairs = []struct {
	front, ground string
	least         float64
	why           string
}{
	{"fg", "bg", 4.5, "WCAG 2.2, 1.4.3: text"},
	{"fg", "soft", 4.5, "text of commands and heads of tables"},
	{"fg", "error-bg", 4.5, "rows and bars"},
	{"fg", "warning-bg", 4.5, "rows"},
	{"fg", "info-bg", 4.5, "bars of a calendar"},
	{"fg", "good-bg", 4.5, "rows and bars"},
	{"mute", "bg", 4.5, "names of values"},
	{"mute", "soft", 4.5, "names of registry data"},
	{"link", "bg", 4.5, "links"},
	{"error", "bg", 4.5, "text of drawings"},
	{"error", "error-bg", 4.5, "marks"},
	{"warning", "bg", 4.5, "text of drawings"},
	{"warning", "warning-bg", 4.5, "marks"},
	{"info", "info-bg", 4.5, "marks"},
	{"good", "bg", 3, "WCAG 2.2, 1.4.11: parts of a drawing"},
	{"good", "good-bg", 3, "edges of bars"},
	{"line", "bg", 3, "WCAG 2.2, 1.4.11: edges of tables, axes"},
	{"line", "soft", 3, "edges of commands"},
}

// TestContrast: in every palette, light, dark and printed.
func TestContrast(t *testing.T) {
	t.Parallel()
	style, err := os.ReadFile("page/style.css")
	require.NoError(t, err)
	palettes := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(style), -1)
	require.Len(t, palettes, 3)
	for i, palette := range palettes {
		colors := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(palette[1], -1) {
			colors[m[1]] = luminance(t, m[2])
		}
		for _, p := range pairs {
			front, ok := colors[p.front]
			require.True(t, ok, p.front)
			ground, ok := colors[p.ground]
			require.True(t, ok, p.ground)
			if c := contrast(front, ground); c < p.least {
				t.Errorf("palette %d: %s on %s has %.2f, want %.1f (%s)", i, p.front, p.ground, c, p.least, p.why)
			}
		}
		for name := range colors {
			require.Contains(t, string(style), "var(--"+name+")", "%s is used", name)
		}
	}
	for _, m := range regexp.MustCompile(`#[0-9a-f]{3,6}\b`).FindAllString(string(style), -1) {
		require.Len(t, m, 1+6, "colours are those of the palettes")
	}
	require.Equal(t, len(regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(string(style), -1)), len(palettes)*len(strings.Split(strings.TrimSpace(palettes[0][1]), "\n"))-len(palettes))
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		require.NoError(t, err)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// contrast is the contrast ratio of WCAG 2.2.
func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }
