// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/trustlist"
)

// name is a name of a list in a row of a table.
func name(bytes int, fate trustlist.Fate, kept bool) diagnosis.ListName {
	return diagnosis.ListName{Text: "CN=A", Bytes: bytes, Fate: fate, Kept: kept}
}

// repeated is so many names, one as the other.
func repeated(n int, one diagnosis.ListName) []diagnosis.ListName {
	all := make([]diagnosis.ListName, n)
	for i := range all {
		all[i] = one
	}
	return all
}

func TestListBar(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		list     diagnosis.List
		segments []segment
		cut      int
		legend   []string
		why      string
	}{
		{
			"in-proportion",
			diagnosis.List{
				Truncation: &trustlist.Truncation{Limit: 300, Bytes: 400},
				Names:      []diagnosis.ListName{name(100, trustlist.Safe, true), name(100, trustlist.AtRisk, true), name(100, trustlist.AtRisk, false), name(100, trustlist.Lost, false)},
			},
			[]segment{{0, 250, safe, "CN=A"}, {250, 250, sentInDoubt, "CN=A"}, {500, 250, cutInDoubt, "CN=A"}, {750, 250, lost, "CN=A"}},
			750,
			[]string{"sent: 1 names, 100 bytes", "sent, in doubt: 1 names, 100 bytes", "cut off, in doubt: 1 names, 100 bytes", "cut off: 1 names, 100 bytes"},
			"a name's width is its share of the bytes",
		},
		{
			"fits",
			diagnosis.List{Truncation: &trustlist.Truncation{Limit: 1000, Bytes: 50}, Names: []diagnosis.ListName{name(50, trustlist.Safe, true)}},
			[]segment{{0, 1000, safe, "CN=A"}},
			0,
			[]string{"sent: 1 names, 50 bytes"},
			"no cut line where the list is below the limit",
		},
		{
			"captured",
			diagnosis.List{Captured: true, Names: []diagnosis.ListName{name(30, 0, false), name(10, 0, false)}},
			[]segment{{0, 750, "", "CN=A"}, {750, 250, "", "CN=A"}},
			0, nil, "a captured list was sent: nothing is cut",
		},
		{
			"more",
			diagnosis.List{
				Truncation: &trustlist.Truncation{Limit: 50, Bytes: 200},
				Names:      []diagnosis.ListName{name(50, trustlist.Safe, true), name(50, trustlist.Lost, false)}, More: 3,
			},
			[]segment{{0, 250, safe, "CN=A"}, {250, 250, lost, "CN=A"}, {500, 500, "", "3 names, 100 bytes"}},
			250,
			[]string{"sent: 1 names, 50 bytes", "cut off: 1 names, 50 bytes"},
			"names that the report leaves out have their place",
		},
		{
			"no-sizes",
			diagnosis.List{Captured: true, Names: []diagnosis.ListName{name(0, 0, false)}},
			[]segment{{0, 1, "", "CN=A"}},
			0, nil, "openssl s_client prints names without their bytes",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := readList(report.Language{}, &tt.list)
			if diff := cmp.Diff(tt.segments, p.Segments); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
			var texts []string
			for _, entry := range p.Legend {
				texts = append(texts, entry.Text)
			}
			if diff := cmp.Diff(tt.legend, texts); diff != "" {
				t.Errorf("legend (-want +got):\n%s", diff)
			}
			if p.Cut != tt.cut {
				t.Errorf("cut at %d, want %d: %s", p.Cut, tt.cut, tt.why)
			}
		})
	}
}

// TestListBarGroups: many names are drawn together with their neighbours of the
// same state; nothing of the bar is left out, and nothing drawn twice.
func TestListBarGroups(t *testing.T) {
	t.Parallel()
	list := diagnosis.List{
		Truncation: &trustlist.Truncation{Limit: 500 * 60, Bytes: 1000 * 60},
		Names:      append(repeated(500, name(60, trustlist.Safe, true)), repeated(500, name(60, trustlist.Lost, false))...),
	}
	p := readList(report.Language{}, &list)
	if len(p.Segments) > 2*maxSegments {
		t.Errorf("%d segments", len(p.Segments))
	}
	at := 0
	for _, s := range p.Segments {
		if s.X != at {
			t.Errorf("a segment begins at %d, want %d", s.X, at)
		}
		at = s.X + s.Width
		if (s.X < p.Cut) != (s.State == safe) {
			t.Errorf("at %d: %s, and the limit is at %d", s.X, s.State, p.Cut)
		}
		if !strings.Contains(s.Title, " names, ") {
			t.Errorf("%q does not say how many names it is", s.Title)
		}
	}
	if at != barWidth {
		t.Errorf("the bar ends at %d", at)
	}
	if len(p.Rows) != maxNames || p.More != 1000-maxNames {
		t.Errorf("%d rows and %d more", len(p.Rows), p.More)
	}
}
