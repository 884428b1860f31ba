// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

// TestEventsTogether: events that differ in their number, or in one value, are
// read as one.
func TestEventsTogether(t *testing.T) {
	t.Parallel()
	alert := func(id, code int) schannel.Event {
		return schannel.Event{Log: "System", Provider: "Schannel", ID: id, Level: schannel.LevelError, Params: []schannel.Arg{schannel.Number("alert", code)}}
	}
	state := alert(36888, 20)
	state.Params = append(state.Params, schannel.Number("state", 960))
	other := state
	other.Params = []schannel.Arg{schannel.Number("alert", 40), schannel.Number("state", 960)}
	conditional := alert(36887, 20)
	conditional.Conditions = []schannel.Phrase{{Code: "a.condition.b", Text: "errors are logged"}}
	warning := alert(36887, 20)
	warning.Level = schannel.LevelWarning
	for _, tt := range []struct {
		name   string
		events []schannel.Event
		want   []string
		why    string
	}{
		{"none", nil, nil, "nothing is predicted"},
		{"alerts", []schannel.Event{alert(36887, 40), alert(36887, 47)}, []string{"System log, Schannel, event 36887, error; alert 40, 47"}, "one event with either alert"},
		{"both ends", []schannel.Event{alert(36887, 20), alert(36888, 20)}, []string{"System log, Schannel, event 36887, 36888, error; alert 20"}, "one received it, the other sent it"},
		{
			"both ends, two alerts",
			[]schannel.Event{alert(36887, 51), alert(36888, 51), alert(36887, 20), alert(36888, 20)},
			[]string{"System log, Schannel, event 36887, 36888, error; alert 51, 20"},
			"each with each",
		},
		{
			"not each with each",
			[]schannel.Event{alert(36887, 51), alert(36888, 20)},
			[]string{"System log, Schannel, event 36887, error; alert 51", "System log, Schannel, event 36888, error; alert 20"},
			"no event is made up",
		},
		{
			"two values",
			[]schannel.Event{state, other},
			[]string{"System log, Schannel, event 36888, error; alert 20; state 960", "System log, Schannel, event 36888, error; alert 40; state 960"},
			"values of one event belong together",
		},
		{
			"under a condition",
			[]schannel.Event{alert(36887, 40), conditional},
			[]string{"System log, Schannel, event 36887, error; alert 40", "System log, Schannel, event 36887, error; alert 20"},
			"a condition holds for its own event",
		},
		{
			"level",
			[]schannel.Event{alert(36887, 40), warning},
			[]string{"System log, Schannel, event 36887, error; alert 40", "System log, Schannel, event 36887, warning; alert 20"},
			"they differ in more than a value",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, e := range report.Read([]schannel.Finding{{Events: tt.events}}, nil, report.Language{}).Findings[0].Events {
				line := e.Text
				for _, p := range e.Params {
					line += "; " + p.Name + " " + p.Value
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
}
