// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
)

func day(n int) time.Time { return time.Date(2025, 1, 1+n, 0, 0, 0, 0, time.UTC) }

// chosen is an interval of one connector.
func chosen(from, to int, certainty schannel.Certainty, winner ...byte) change.Interval {
	w := change.Winner{Connector: "In", Purpose: exchangecert.InboundSTARTTLS, Certainty: certainty}
	if len(winner) > 0 {
		w.Winner = &schannel.Thumbprint{winner[0]}
	}
	return change.Interval{From: day(from), To: day(to), Winners: []change.Winner{w}}
}

// TestCalendarBars: bars lie where their time is, and a certificate that stays
// is one bar.
func TestCalendarBars(t *testing.T) {
	t.Parallel()
	c := diagnosis.Calendar{Server: "EX1", Intervals: []change.Interval{
		chosen(0, 20, schannel.Certain, 0xaa),
		chosen(20, 50, schannel.Certain, 0xaa),
		chosen(50, 52, schannel.Likely, 0xbb),
		chosen(52, 80, schannel.Certain, 0xbb),
		chosen(80, 100, schannel.Certain),
	}}
	pictures := readCalendars(report.Language{}, []diagnosis.Calendar{c, {Server: "empty"}}, map[string]int{})
	if len(pictures) != 1 || len(pictures[0].Lanes) != 1 {
		t.Fatalf("%d calendars", len(pictures))
	}
	p := pictures[0]
	want := []bar{
		{X: 0, Width: 500, Label: "AA000000…", Title: "AA00000000000000000000000000000000000000, certain", Tone: "even"},
		{X: 500, Width: 20, Title: "BB00000000000000000000000000000000000000, likely", Tone: "odd", Unsure: true},
		{X: 520, Width: 280, Label: "BB000000…", Title: "BB00000000000000000000000000000000000000, certain", Tone: "odd"},
		{X: 800, Width: 200, Label: "none", Title: "none, certain", Tone: "none"},
	}
	if diff := cmp.Diff(want, p.Lanes[0].Bars, cmpopts.IgnoreUnexported(bar{})); diff != "" {
		t.Errorf("bars (-want +got):\n%s", diff)
	}
	var dates []string
	for _, tick := range p.Ticks {
		dates = append(dates, tick.Label)
	}
	if diff := cmp.Diff([]string{"2025-01-01", "2025-01-21", "2025-02-20", "", "2025-03-22"}, dates); diff != "" {
		t.Errorf("dates: none is written over another (-want +got):\n%s", diff)
	}
	var news []int
	for _, row := range p.Rows {
		news = append(news, len(row.Winners))
	}
	if diff := cmp.Diff([]int{1, 0, 1, 1, 1}, news); diff != "" {
		t.Errorf("the table says what is new (-want +got):\n%s", diff)
	}
}
