// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

func TestMoment(t *testing.T) {
	t.Parallel()
	for want, at := range map[string]time.Time{
		"2025-03-01":              time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC),
		"2025-03-01 12:30:05 UTC": time.Date(2025, 3, 1, 13, 30, 5, 0, time.FixedZone("", 3600)),
	} {
		if got := moment(at); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestLeftOut: an error says what it means, where it is, and what its package
// says of it.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	got := leftOut(report.Language{Tag: "ja"}, casefile.LeftOut{
		File: "a", Error: &schannel.Error{Code: "no.such.code", Field: "names[3]", Offset: 7, Err: errors.New("cut short")},
	})
	want := leftOutRow{
		File: "a", Meaning: report.Said{Text: "no.such.code", Lang: "en"}, Place: "names[3], byte 7", Detail: report.Said{Text: "cut short", Lang: "en"},
		Reason: report.Said{Lang: "en"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNeed: what an input would answer is named once, the first few.
func TestNeed(t *testing.T) {
	t.Parallel()
	n := diagnosis.Need{Opens: []schannel.Code{"trustlist.event.logging", "trustlist.event.logging", "a.b.c", "a.b.d", "a.b.e", "a.b.f", "a.b.g", "a.b.h", "a.b.i", "a.b.j"}}
	got := need(report.Language{}, n)
	if len(got.Opens) != maxOpens || got.MoreOpens != 1 || got.Opens[0].Text != "Event 36885 may be missing although the list was cut" {
		t.Errorf("%v and %d more", got.Opens, got.MoreOpens)
	}
}
