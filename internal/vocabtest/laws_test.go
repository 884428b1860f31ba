// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package vocabtest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/schanneltrust/schannel"
)

var (
	source  = []schannel.Source{{Document: "RFC 7627", Section: "Section 5.3"}}
	cause   = schannel.Rule{Code: "example.list.cut", Title: "Cut", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: source, Message: "{kept} names stay."}
	effect  = schannel.Rule{Code: "example.client.silent", Title: "Silent", Severity: schannel.Failure, Evidence: schannel.Specified, Sources: source, Message: "{who} is silent.", Excludes: []schannel.Code{"example.client.offers"}}
	offers  = schannel.Rule{Code: "example.client.offers", Title: "Offers", Severity: schannel.Info, Evidence: schannel.Specified, Sources: source, Message: "It offers."}
	missing = schannel.Phrase{Code: "example.missing.chain", Text: "the chain of {who}"}
	rights  = schannel.Phrase{Code: "example.rights.admin", Text: "local administrator"}
	remedy  = schannel.Remedy{
		Code: "example.remedy.mend", Title: "Mend it", Sources: source, Rights: []schannel.Phrase{rights},
		Scope: schannel.Scope{Releases: []schannel.Release{schannel.Server2016}},
		Steps: []schannel.Step{{Number: 1, Text: "Set it.", Registry: schannel.DWORD("K", "N", 1)}},
	}
)

func exampleHolder() holder {
	h := holder{entries: map[schannel.Code]schannel.CatalogEntry{}}
	for _, e := range []schannel.CatalogEntry{cause.Entry(), effect.Entry(), offers.Entry(), missing.Entry(), rights.Entry(), remedy.Entry()} {
		h.entries[e.Code] = e
	}
	return h
}

// sound is an answer that breaks no law.
func sound() Answer {
	cut := schannel.NewFinding(cause, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("list"), schannel.Number("kept", 3))
	silent := schannel.NewFinding(effect, schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{cut}},
		schannel.Whole("client"), schannel.Text("who", "the client of Contoso"))
	silent.Remedies = []schannel.Remedy{remedy.With()}
	return Answer{
		Input: struct{ Client string }{"the client of Contoso"}, Findings: []schannel.Finding{cut, silent},
		Case: schannel.Scope{Releases: []schannel.Release{schannel.Server2016}},
	}.whole()
}

// whole makes the findings the answer's value.
func (a Answer) whole() Answer {
	a.Value = a.Findings
	return a
}

// hidden is an answer that loses a field on its way through JSON.
type hidden struct {
	Kept int `json:"kept"`
	Sent int `json:"-"`
}

// TestLawsBite breaks each law on purpose: an answer that breaks none passes,
// and each breach is found under its number.
func TestLawsBite(t *testing.T) {
	t.Parallel()
	require.Empty(t, exampleHolder().faults(sound()))
	tests := []struct {
		name   string
		law    string
		breach func(a *Answer)
	}{
		{"surer-than-its-premise", "law 1", func(a *Answer) { a.Findings[1].Certainty = schannel.Certain }},
		{"better-founded-than-its-premise", "law 1", func(a *Answer) { a.Findings[0].Evidence = schannel.Reported }},
		{"better-founded-than-its-rule", "law 1", func(a *Answer) { a.Findings[0].Evidence = schannel.Specified }},
		{"other-title", "law 1", func(a *Answer) { a.Findings[0].Title = "Kept" }},
		{"other-severity", "law 1", func(a *Answer) { a.Findings[0].Severity = schannel.Info }},
		{"source-left-out", "law 1", func(a *Answer) {
			a.Findings[0].Sources = []schannel.Source{{Document: "RFC 7627", Section: "Section 4"}}
		}},
		{"cause-not-there", "law 2", func(a *Answer) { a.Findings = a.Findings[1:] }},
		{"contradiction", "law 4", func(a *Answer) {
			a.Findings = append(a.Findings, schannel.NewFinding(offers, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("client")))
		}},
		{"remedy-of-another-release", "law 5", func(a *Answer) { a.Case.Releases = []schannel.Release{schannel.Server2008} }},
		{"remedy-that-is-done", "law 5", func(a *Answer) { a.Registry = []schannel.RegistryValue{schannel.DWORD("K", "N", 1)} }},
		{"prose", "law 6", func(a *Answer) {
			a.Findings[1] = schannel.NewFinding(effect, schannel.Basis{Certainty: schannel.Likely, Premises: a.Findings[:1]},
				schannel.Whole("client"), schannel.Text("who", "a client that was made up here"))
		}},
		{"no-argument", "law 6", func(a *Answer) { a.Findings[0].Args, a.Findings[0].Text = nil, cause.Message }},
		{"other-text", "law 6", func(a *Answer) { a.Findings[0].Text += " And so on." }},
		{"no-number", "law 6", func(a *Answer) {
			a.Findings[0] = schannel.NewFinding(cause, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("list"), schannel.Arg{Name: "kept", Kind: "number", Value: "3 to 4"})
		}},
		{"unknown-code", "law 6", func(a *Answer) {
			f := schannel.NewFinding(cause, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{{Code: "example.no.such", Text: "x"}}}, schannel.Whole("list"), schannel.Number("kept", 3))
			a.Findings = []schannel.Finding{f}
		}},
		{"step-of-another-text", "law 6", func(a *Answer) {
			changed := remedy
			changed.Steps = []schannel.Step{{Number: 1, Text: "Set something else."}}
			a.Findings[1].Remedies = []schannel.Remedy{changed}
		}},
		{"nothing-open", "outcomes", func(a *Answer) {
			a.Findings[0].Certainty, a.Findings[1].Certainty = schannel.Undocumented, schannel.Undocumented
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := sound()
			tt.breach(&a)
			require.Contains(t, strings.Join(exampleHolder().faults(a.whole()), "\n"), tt.law)
		})
	}
	lost := sound()
	lost.Value = hidden{Kept: 1, Sent: 2}
	require.Contains(t, strings.Join(exampleHolder().faults(lost), "\n"), "law 7")
	other := sound()
	other.Value = "something else"
	require.Contains(t, sameAgain(sound(), func() Answer { return other })[0], "law 8")
	require.Empty(t, sameAgain(sound(), sound))
	shared := sound()
	require.Contains(t, sameAgain(shared, func() Answer { return shared })[0], "law 8", "an answer that shares memory")
}

func TestUnknownInputBites(t *testing.T) {
	t.Parallel()
	unknown := schannel.NewFinding(offers, schannel.Basis{Certainty: schannel.Certain}, schannel.Nth("symptom", 4))
	about := func(f schannel.Finding) bool { return f.Subject.Kind == "symptom" }
	with := sound()
	with.Findings = append(with.Findings, unknown)
	require.Empty(t, Unknown{sound(), with, about}.faults())
	require.Contains(t, Unknown{sound(), sound(), about}.faults()[0], "nothing is said")
	with.Findings[0].Certainty = schannel.Certain
	require.Contains(t, Unknown{sound(), with, about}.faults()[0], "law 3")
}
