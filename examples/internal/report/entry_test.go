// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/report"
)

func TestAbout(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, want string
		subject    schannel.Subject
		why        string
	}{
		{"whole", "list", schannel.Whole("list"), "the kind alone"},
		{"nth", "name no. 1", schannel.Nth("name", 0), "people count from 1"},
		{"named", "connector Default EX1", schannel.Whole("connector").Named("Default EX1"), "by its name"},
		{"both", "hop no. 2, mail.example", schannel.Nth("hop", 1).Named("mail.example"), "both are known"},
		{"offset", "message, at byte 12", schannel.Subject{Kind: "message", Index: -1, Offset: 12}, "a place in the input"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := report.Read([]schannel.Finding{{Subject: tt.subject}}, nil, report.Language{})
			require.Equal(t, tt.want, a.Findings[0].About, tt.why)
		})
	}
}

// TestAboutSymptom: the name of a symptom has the code of the finding by which it
// was recognised; people read the title of that, in their language.
func TestAboutSymptom(t *testing.T) {
	t.Parallel()
	german := report.Language{Title: func(code schannel.Code) (string, bool) { return "Ereignis 12014", code == "a.seen.none" }}
	for _, tt := range []struct {
		name, subject string
		in            report.Language
		want, why     string
	}{
		{"code alone", "a.seen.none", report.Language{}, "symptom Event 12014", "the title"},
		{"with names", "a.seen.none Default EX1 mail.example", report.Language{}, "symptom Event 12014 Default EX1 mail.example", "names stay"},
		{"behind a server", "EX1 a.seen.none Internet", report.Language{}, "symptom EX1 Event 12014 Internet", "a report on many servers names each"},
		{"in another language", "a.seen.none Internet", german, "symptom Ereignis 12014 Internet", "law 6"},
		{"no such finding", "a.seen.other Internet", report.Language{}, "symptom a.seen.other Internet", "nothing better is known"},
		{"no code", "Internet", report.Language{}, "symptom Internet", "of another package"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := []schannel.Finding{
				{Code: "a.cause.b", Subject: schannel.Whole("symptom").Named(tt.subject)},
				{Code: "a.seen.none", Title: "Event 12014", Subject: schannel.Whole("symptom").Named(tt.subject)},
			}
			for _, e := range report.Read(findings, nil, tt.in).Findings {
				require.Equal(t, tt.want, e.About, tt.why)
			}
		})
	}
}

// TestPremise: of several findings with the code that is named, which one it is.
func TestPremise(t *testing.T) {
	t.Parallel()
	of := func(code schannel.Code, server string, because ...schannel.Code) schannel.Finding {
		return schannel.Finding{Code: code, Subject: schannel.Whole("connector").Named(server), Because: because}
	}
	for _, tt := range []struct {
		name, why string
		findings  []schannel.Finding // the last but one is the one that is asked about
		want      int
	}{
		{"same-subject", "what is said about the same thing", []schannel.Finding{of("a", "EX1"), of("a", "EX2"), of("b", "EX1", "a"), of("a", "EX3")}, 1},
		{"nearest", "hosts stand one behind the other", []schannel.Finding{of("a", "EX1"), of("a", "EX2"), of("b", "certificate", "a"), of("a", "EX3")}, 2},
		{"behind", "rules may name each other in a circle", []schannel.Finding{of("b", "EX1", "a"), of("a", "EX2")}, 2},
		{"absent", "it is not shown", []schannel.Finding{of("b", "EX1", "a"), of("c", "EX2")}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			entries := report.Read(tt.findings, nil, report.Language{}).Findings
			require.Equal(t, tt.want, entries[len(entries)-2].Because[0].Number, tt.why)
		})
	}
}

// TestReferences: what a finding follows from, can be caused by, can cause, and
// is helped by, each by the number that it has in the answer.
func TestReferences(t *testing.T) {
	t.Parallel()
	remedy := schannel.Remedy{Code: "a.b.remedy", Title: "Mend it", Steps: []schannel.Step{{Number: 1, Text: "Do."}}}
	other := schannel.Remedy{Code: "a.b.remedy", Title: "Mend it", Steps: []schannel.Step{{Number: 1, Text: "Do, elsewhere."}}}
	a := report.Read([]schannel.Finding{
		{Code: "a.b.first", Title: "First", Remedies: []schannel.Remedy{remedy}},
		{Code: "a.b.second", Title: "Second", Because: []schannel.Code{"a.b.first", "a.b.absent"}, Remedies: []schannel.Remedy{remedy, other}},
		{Code: "a.b.third", Title: "Third"},
	}, []report.Link{{Cause: 0, Effect: 1}, {Cause: 1, Effect: 2}, {Cause: 7, Effect: 0}, {Cause: -1, Effect: 0}}, report.Language{})
	ref := func(number int, title string) report.Reference {
		return report.Reference{Number: number, Title: report.Said{Text: title}}
	}
	type links struct{ Because, CausedBy, Causes, Helps []report.Reference }
	var got []links
	for _, e := range a.Findings {
		got = append(got, links{e.Because, e.CausedBy, e.Causes, e.Helps})
	}
	want := []links{
		{Causes: []report.Reference{ref(2, "Second")}, Helps: []report.Reference{ref(1, "Mend it")}},
		{
			Because: []report.Reference{ref(1, "First"), ref(0, "a.b.absent")}, Causes: []report.Reference{ref(3, "Third")},
			Helps: []report.Reference{ref(1, "Mend it"), ref(2, "Mend it")},
		},
		{CausedBy: []report.Reference{ref(2, "Second")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Len(t, a.Remedies, 2, "the same remedy with the same steps is there once")
	if diff := cmp.Diff([]report.Reference{ref(1, "First"), ref(2, "Second")}, a.Remedies[0].For); diff != "" {
		t.Errorf("for (-want +got):\n%s", diff)
	}
}

// TestMany: what is not written out is counted.
func TestMany(t *testing.T) {
	t.Parallel()
	one := schannel.Finding{Code: "a.b.c", Items: make([]schannel.Subject, 25)}
	findings := make([]schannel.Finding, 1234)
	for i := range findings {
		findings[i] = one
	}
	a := report.Read(findings, nil, report.Language{})
	require.Len(t, a.Findings, 500)
	require.Equal(t, 734, a.More)
	require.Len(t, a.Findings[0].Items, 10)
	require.Equal(t, 15, a.Findings[0].MoreItems)
}
