// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/prompt"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// TestPath: windows stand at the request that opens them; one whose request is
// not there stands by itself.
func TestPath(t *testing.T) {
	t.Parallel()
	hop := walk.Hop{
		Request: walk.Request{Method: autodiscover.Post, URL: "https://a.example/", Step: autodiscover.StepSCP},
		Status:  302, Turn: walk.Follow, Target: "https://b.example/",
	}
	failed := walk.Hop{Request: walk.Request{Method: autodiscover.DNS, Name: "_autodiscover._tcp.a.example"}, Failure: walk.NoName, Turn: walk.Finish}
	p := readPath(report.Language{}, &diagnosis.Path{
		Hops: []walk.Hop{hop, failed}, End: walk.EndNotLocated, MoreHops: 4,
		Prompts: []prompt.Prompt{
			{Kind: prompt.Redirect, Host: "b.example", Certainty: schannel.Certain},
			{Kind: prompt.Untrusted, Hop: 5, Certainty: schannel.Likely},
		},
	})
	want := []station{
		{Y: stationTop, Number: 1, Label: "POST https://a.example/", Answer: "status 302 → follow: https://b.example/", Prompts: "redirect b.example, certain"},
		{Y: stationTop + stationSpace, Number: 2, Label: "DNS _autodiscover._tcp.a.example", Answer: "no-such-name → finish", Failed: true, Last: true},
	}
	if diff := cmp.Diff(want, p.Stations); diff != "" {
		t.Errorf("stations (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]promptRow{{Text: "untrusted, likely"}}, p.Prompts); diff != "" {
		t.Errorf("windows without a request (-want +got):\n%s", diff)
	}
	if p.End != "not-located" || p.MoreHops != 4 {
		t.Errorf("end %q, %d more", p.End, p.MoreHops)
	}
}

// TestPathCaps: what is not drawn stands in the table, and what does not stand
// there is counted.
func TestPathCaps(t *testing.T) {
	t.Parallel()
	p := readPath(report.Language{}, &diagnosis.Path{Hops: make([]walk.Hop, 1000), Order: make([]autodiscover.Place, 201)})
	if len(p.Stations) != maxStations || len(p.Hops) != 200 || p.MoreHops != 1000-200 || p.MoreOrder != 1 {
		t.Errorf("%d stations, %d rows, %d and %d more", len(p.Stations), len(p.Hops), p.MoreHops, p.MoreOrder)
	}
}
