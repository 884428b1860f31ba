// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		width      int
		want       []string
		why        string
	}{
		{"empty", "", 10, []string{""}, "one empty line"},
		{"words", "a list  of names", 7, []string{"a list", "of", "names"}, "broken at spaces, which count once"},
		{"exact", "1234 678", 8, []string{"1234 678"}, "as many columns as there are"},
		{"long-word", "abcdefghij kl", 4, []string{"abcd", "efgh", "ij", "kl"}, "longer than a line: broken"},
		{"wide", "証明書の一覧", 6, []string{"証明書", "の一覧"}, "two columns each (Unicode Standard Annex #11)"},
		{"wide-odd", "証明書", 5, []string{"証明", "書"}, "no half character at the end"},
		{"mixed", "イベント 36885 を記録", 11, []string{"イベント", "36885 を記", "録"}, "a number stays whole"},
		{"mark", "証明書、一覧", 6, []string{"証明", "書、一", "覧"}, "no line begins with a comma"},
		{"bracket", "証明「書」", 6, []string{"証明", "「書」"}, "no line ends with an opening bracket"},
		{"combining", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}, "a mark stays with its letter"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, report.Wrap(tt.text, tt.width)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("a b", 3)
	f.Add("証明書、abc", 4)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 2 + (width&0xff)%100
		lines := report.Wrap(text, width)
		for _, line := range lines {
			if report.Columns(line) > width {
				t.Errorf("%q takes %d columns of %d", line, report.Columns(line), width)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if diff := cmp.Diff(squeeze(text), squeeze(strings.Join(lines, ""))); diff != "" {
			t.Errorf("something is lost (-want +got):\n%s", diff)
		}
	})
}

func TestFuzzSeeds(t *testing.T) {
	t.Parallel()
	vocabtest.Seeds(t, map[string]int{"FuzzWrap": 2})
}
