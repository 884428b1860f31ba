// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

var (
	rule = schannel.Rule{
		Code:     "example.list.long",
		Title:    "The list is long",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB2801679", Section: "Symptoms"}},
		Message:  "{bytes} bytes in {what}; {unknown} stays",
	}
	cut   = schannel.Phrase{Code: "example.outcome.cut", Text: "it is cut"}
	whole = schannel.Phrase{Code: "example.outcome.whole", Text: "it is whole"}
	look  = schannel.Phrase{Code: "example.settle.capture", Text: "a capture of {what}"}
	chain = schannel.Phrase{Code: "example.missing.chain", Text: "the chain"}
)

func TestFindingText(t *testing.T) {
	t.Parallel()
	f := schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"),
		schannel.Number("bytes", 35917), schannel.Text("what", "{bytes}"))
	if diff := cmp.Diff("35917 bytes in {bytes}; {unknown} stays", f.Text); diff != "" {
		t.Errorf("an argument is put in once and never read again (-want +got):\n%s", diff)
	}
}

// premise makes a finding of a certainty and an evidence.
func premise(code schannel.Code, c schannel.Certainty, e schannel.Evidence, b schannel.Basis) schannel.Finding {
	b.Certainty = c
	return schannel.NewFinding(schannel.Rule{Code: code, Evidence: e}, b, schannel.Whole("list"))
}

// TestNewFindingCaps: law 1, no conclusion is surer than what it rests on.
func TestNewFindingCaps(t *testing.T) {
	t.Parallel()
	open := schannel.Basis{Outcomes: []schannel.Phrase{cut, whole}, Settle: []schannel.Phrase{look}}
	lacks := schannel.Basis{Missing: []schannel.Phrase{chain}}
	sure := premise("example.a", schannel.Certain, schannel.Specified, schannel.Basis{})
	likely := premise("example.b", schannel.Likely, schannel.Inferred, schannel.Basis{})
	undocumented := premise("example.c", schannel.Undocumented, schannel.Reported, open)
	insufficient := premise("example.d", schannel.InsufficientData, schannel.Documented, lacks)
	tests := []struct {
		name  string
		why   string
		basis schannel.Basis
		want  schannel.Finding
	}{
		{"alone", "nothing caps it but the rule", schannel.Basis{Certainty: schannel.Certain}, schannel.Finding{Certainty: schannel.Certain, Evidence: schannel.Documented}},
		{"stronger-data", "the rule itself is documented only", schannel.Basis{Certainty: schannel.Certain, Evidence: schannel.Specified}, schannel.Finding{Certainty: schannel.Certain, Evidence: schannel.Documented}},
		{"weaker-data", "a row of a table that somebody reported", schannel.Basis{Certainty: schannel.Likely, Evidence: schannel.Reported}, schannel.Finding{Certainty: schannel.Likely, Evidence: schannel.Reported}},
		{"observed-data", "what somebody measured is less than what is documented", schannel.Basis{Certainty: schannel.Certain, Evidence: schannel.Observed}, schannel.Finding{Certainty: schannel.Certain, Evidence: schannel.Observed}},
		{"sure-premise", "it takes nothing away", schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{sure}}, schannel.Finding{Certainty: schannel.Certain, Evidence: schannel.Documented, Because: []schannel.Code{"example.a"}}},
		{"likely-premise", "both caps come from it", schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{sure, likely, likely}}, schannel.Finding{Certainty: schannel.Likely, Evidence: schannel.Inferred, Because: []schannel.Code{"example.a", "example.b"}}},
		{
			"undocumented-premise", "what is open there is open here",
			schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{undocumented}},
			schannel.Finding{Certainty: schannel.Undocumented, Evidence: schannel.Reported, Because: []schannel.Code{"example.c"}, Outcomes: open.Outcomes, Settle: open.Settle},
		},
		{
			"own-outcomes", "its own words go before those of the premise",
			schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{undocumented}, Outcomes: []schannel.Phrase{whole, cut}},
			schannel.Finding{Certainty: schannel.Undocumented, Evidence: schannel.Reported, Because: []schannel.Code{"example.c"}, Outcomes: []schannel.Phrase{whole, cut}, Settle: open.Settle},
		},
		{
			"insufficient-premise", "the least sure of all; outcomes that nobody can tell are none",
			schannel.Basis{Certainty: schannel.Undocumented, Premises: []schannel.Finding{insufficient}, Outcomes: open.Outcomes, Settle: open.Settle},
			schannel.Finding{Certainty: schannel.InsufficientData, Evidence: schannel.Documented, Because: []schannel.Code{"example.d"}, Missing: lacks.Missing},
		},
		{"no-certainty", "no confident answer out of nothing", schannel.Basis{Premises: []schannel.Finding{sure}}, schannel.Finding{Evidence: schannel.Documented, Because: []schannel.Code{"example.a"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := schannel.NewFinding(rule, tt.basis, schannel.Whole("list"))
			want := tt.want
			want.Code, want.Title, want.Severity, want.Sources, want.Text = rule.Code, rule.Title, rule.Severity, rule.Sources, rule.Message
			want.Subject = schannel.Whole("list")
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.why, diff)
			}
		})
	}
	require.Equal(t, schannel.Documented, rule.Evidence, "the rule itself stays as it is")
}

func TestNewFindingSources(t *testing.T) {
	t.Parallel()
	row := schannel.Source{Document: "OpenSSL", Section: "ssl/t1_lib.c"}
	f := schannel.NewFinding(rule, schannel.Basis{Certainty: schannel.Certain, Sources: []schannel.Source{row, rule.Sources[0]}}, schannel.Whole("list"))
	require.Equal(t, []schannel.Source{row, rule.Sources[0]}, f.Sources, "those of the data first, each once")
}

func TestFindingJSON(t *testing.T) {
	t.Parallel()
	f := schannel.NewFinding(rule, schannel.Basis{
		Certainty: schannel.Undocumented,
		Outcomes:  []schannel.Phrase{cut, whole},
		Settle:    []schannel.Phrase{look.With(schannel.Word("what", rule.Code))},
	}, schannel.Nth("name", 3).Named("go"), schannel.Number("bytes", 1))
	f.Events = []schannel.Event{{Log: "System", Provider: "Schannel", ID: 36885, Level: schannel.LevelWarning}}
	got, err := json.Marshal(f)
	require.NoError(t, err)
	want := `{"code":"example.list.long","title":"The list is long","severity":"warning","evidence":"documented",` +
		`"sources":[{"document":"KB2801679","section":"Symptoms","title":"SSL/TLS communication problems after you install KB 931125","url":"https://support.microsoft.com/kb/2801679"}],` +
		`"certainty":"undocumented","subject":{"kind":"name","index":3,"offset":-1,"name":"go"},"text":"1 bytes in {what}; {unknown} stays",` +
		`"args":[{"name":"bytes","kind":"number","value":"1"}],"items":[],"because":[],` +
		`"outcomes":[{"code":"example.outcome.cut","args":[],"text":"it is cut"},{"code":"example.outcome.whole","args":[],"text":"it is whole"}],` +
		`"settle":[{"code":"example.settle.capture","args":[{"name":"what","kind":"code","value":"example.list.long"}],"text":"a capture of example.list.long"}],` +
		`"missing":[],"events":[{"log":"System","provider":"Schannel","id":36885,"level":"warning","params":[],"conditions":[]}],"remedies":[]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("keys, order and empty lists are fixed (-want +got):\n%s", diff)
	}
}
