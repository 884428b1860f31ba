// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package gather

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
)

var (
	sources = []schannel.Source{{Document: "RFC 2849"}}
	first   = schannel.Rule{Code: "example.first.rule", Title: "First", Severity: schannel.Info, Evidence: schannel.Specified, Sources: sources, Message: "{names} ({count})."}
	second  = schannel.Rule{Code: "example.second.rule", Title: "Second", Severity: schannel.Info, Evidence: schannel.Specified, Sources: sources, Message: "{names} ({count})."}
)

// TestGroups holds that each rule gives one finding, in the order in which the
// rules came up, that counts all and names the first few.
func TestGroups(t *testing.T) {
	t.Parallel()
	var g Groups
	g.Add(second, schannel.Nth("scp", 0).Named("a"))
	for i := range 12 {
		g.Add(first, schannel.Nth("scp", i).Named("b"))
	}
	g.Add(second, schannel.Nth("scp", 3).Named("c"))
	var texts []string
	for _, f := range g.Findings() {
		texts = append(texts, string(f.Code)+": "+f.Text)
		if len(f.Items) > Named {
			t.Errorf("%s names %d things", f.Code, len(f.Items))
		}
	}
	want := []string{"example.second.rule: a, c (2).", "example.first.rule: b, b, b, b, b, b, b, b, b, b (12)."}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestShort holds that a name is cut between two characters.
func TestShort(t *testing.T) {
	t.Parallel()
	got := short(strings.Repeat("ü", maxName))
	if want := strings.Repeat("ü", maxName/2); got != want {
		t.Errorf("want %d bytes, got %d", len(want), len(got))
	}
	if got := short("x" + strings.Repeat("ü", maxName)); len(got) != maxName-1 {
		t.Errorf("half a character is left out, got %d bytes", len(got))
	}
}
