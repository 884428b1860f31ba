// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
)

// Incident is what is known of a failure. What is not known stays zero.
type Incident struct {
	Symptoms []symptom.Row           `json:"symptoms"` // of one and the same failure
	Server   compose.Composition     `json:"server"`   // what [compose.Compose] says of the server; the zero value: nothing is known
	Client   []certstore.Certificate `json:"client"`   // the chain of a client that fails, leaf first
}

// MarshalJSON writes every field, empty lists as lists.
func (i Incident) MarshalJSON() ([]byte, error) {
	type plain Incident
	p := plain(i)
	p.Symptoms, p.Client = jsonlist.Of(p.Symptoms), jsonlist.Of(p.Client)
	return json.Marshal(p)
}

// Diagnosis is what an incident says.
type Diagnosis struct {
	Causes []schannel.Finding `json:"causes"` // what may be behind the symptoms, best supported first, with what to do
	Facts  []schannel.Finding `json:"facts"`  // what the symptoms mean, and what of the server supports a cause
	Taken  symptom.Taken      `json:"taken"`  // which symptoms are known here
}

// MarshalJSON writes every field, empty lists as lists.
func (d Diagnosis) MarshalJSON() ([]byte, error) {
	type plain Diagnosis
	p := plain(d)
	p.Facts, p.Causes = jsonlist.Of(p.Facts), jsonlist.Of(p.Causes)
	return json.Marshal(p)
}

var ruleIncidentEmpty = schannel.Rule{
	Code: "trustlist.incident.empty", Title: "No symptom of the incident is known",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "Nothing was given by which a failure over lists of authorities is known.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Symptoms"},
		{Document: "KB2801679", Section: "Symptoms"},
	},
	Excludes: []schannel.Code{"trustlist.cause.cut", "trustlist.cause.message_limit", "trustlist.cause.non_root", "trustlist.cause.refused", "trustlist.cause.too_large", "trustlist.cause.unlisted", "trustlist.cause.unnamed", "trustlist.cause.untrusted", "trustlist.cause.other"},
}

// CodeSymptomUnknown is the rule of the finding about symptoms that are not
// known here, the last of the facts. A caller that asks several packages leaves
// it out and makes one for the symptoms that none took, see [symptom.Untaken].
const CodeSymptomUnknown schannel.Code = "trustlist.symptom.unknown"

var ruleSymptomUnknown = schannel.Rule{
	Code: CodeSymptomUnknown, Title: "Symptoms that are not recognised",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{count} of the symptoms are not recognised: nothing is concluded from them.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Symptoms"},
		{Document: "KB2801679", Section: "Symptoms"},
	},
}

var ruleLogSilent = schannel.Rule{
	Code: "trustlist.symptom.no_warning", Title: "Event 36885 may be missing although the list was cut",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Among the symptoms is no event 36885. Schannel writes warnings only if the registry value EventLogging has the bit of value 2, so that proves nothing.",
	Sources: []schannel.Source{
		{Document: "KB933430"},
		{Document: "KB260729"},
		{Document: "KB2464556", Section: "More Information"},
	},
	Excludes: []schannel.Code{"trustlist.registry.warnings", "trustlist.registry.warnings_not"},
}

var missingSymptom = schannel.Phrase{Code: "trustlist.missing.symptom", Text: "what was seen: event records, codes, messages"}

// Diagnose explains why client authentication fails. Of the causes that the
// symptoms speak for, those that the list contradicts are left out; those that
// it supports come first, and those for which a fact is missing, which the
// finding names, come last. A symptom that is not known says nothing.
func Diagnose(i Incident) Diagnosis {
	d := diagnoser{Diagnosis: Diagnosis{Facts: []schannel.Finding{}, Causes: []schannel.Finding{}, Taken: make(symptom.Taken, len(i.Symptoms))}, server: i.Server}
	d.read(i.Symptoms)
	d.look(i)
	if len(d.signs) == 0 {
		d.Facts = append(d.Facts, schannel.NewFinding(ruleIncidentEmpty, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingSymptom},
		}, schannel.Whole("connection")))
	}
	if d.hints&^(notTheList|hintLimit) != 0 && !d.warned() && i.Server.Profile.Warnings == schannel.Unknown {
		f := schannel.NewFinding(ruleLogSilent, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("log"))
		f.Remedies = mend.For(d.server.Case, d.server.Settings, mend.LogWarnings)
		d.Facts = append(d.Facts, f)
	}
	d.conclude()
	d.Facts = append(d.Facts, unknownSymptoms(i.Symptoms, d.Taken)...)
	return d.Diagnosis
}

// unknownSymptoms counts the symptoms that are not known here, and names the
// first few.
func unknownSymptoms(rows []symptom.Row, taken symptom.Taken) []schannel.Finding {
	const shown = 5
	count := 0
	var items []schannel.Subject
	for k := range symptom.Untaken(rows, taken) {
		if count++; count <= shown {
			items = append(items, schannel.Nth("symptom", k))
		}
	}
	if count == 0 {
		return nil
	}
	f := schannel.NewFinding(ruleSymptomUnknown, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("unknown_symptoms"), schannel.Number("count", count))
	f.Items = items
	return []schannel.Finding{f}
}

// diagnoser is a diagnosis in the making.
type diagnoser struct {
	Diagnosis
	server compose.Composition

	signs  []schannel.Finding // what the known symptoms mean
	hints  hints
	cutBy  []schannel.Finding // the symptoms by which Schannel says itself that the list was cut
	bySign []hints            // of each of signs

	evidence
}

func (d *diagnoser) warned() bool { return len(d.cutBy) > 0 }

// read tells what the symptoms mean. A record without its number is the one
// whose message a text beside it quotes.
func (d *diagnoser) read(rows []symptom.Row) {
	for k, row := range rows {
		row = withMessage(row, rows)
		known, ok := signOf(row)
		if !ok {
			continue
		}
		d.Taken[k] = true
		f := schannel.NewFinding(known.rule, schannel.Basis{Certainty: schannel.Certain}, schannel.Nth("symptom", k), known.args(row)...)
		d.signs, d.bySign = append(d.signs, f), append(d.bySign, known.hints)
		d.hints |= known.hints
		if known.hints == hintCut {
			d.cutBy = append(d.cutBy, f)
		}
	}
	d.Facts = append(d.Facts, d.signs...)
}

// withMessage gives a record that came without its message the text that
// quotes it, if there is one.
func withMessage(row symptom.Row, rows []symptom.Row) symptom.Row {
	if row.Event.ID == 0 || row.Event.Message != "" || len(row.Event.Data)+len(row.Event.UserData) > 0 {
		return row
	}
	for _, other := range rows {
		if q, message := quoteIn(other.Text); other.Event.ID == 0 && message != "" && q.event == row.Event.ID {
			row.Text = other.Text
			break
		}
	}
	return row
}

var ruleCauseOther = schannel.Rule{
	Code: "trustlist.cause.other", Title: "The list does not explain the failure",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message:  "Nothing that is known of the list and of the stores explains these symptoms. Other reasons of failing handshakes are the protocol version, cipher suites, and the certificate of the server.",
	Sources:  []schannel.Source{{Document: "Schannel events"}},
	Excludes: []schannel.Code{"trustlist.cause.cut", "trustlist.cause.message_limit", "trustlist.cause.non_root", "trustlist.cause.refused", "trustlist.cause.too_large", "trustlist.cause.unlisted", "trustlist.cause.unnamed", "trustlist.cause.untrusted"},
}

// conclude adds the causes that the symptoms speak for.
func (d *diagnoser) conclude() {
	for _, c := range causes() {
		if d.hints&c.hint == 0 {
			continue
		}
		if fit := c.fit(d); fit.Certainty != schannel.CertaintyUnspecified {
			d.add(c, fit)
		}
	}
	if len(d.Causes) == 0 && d.hints&^hintLimit != 0 {
		d.Causes = append(d.Causes, schannel.NewFinding(ruleCauseOther, schannel.Basis{
			Certainty: schannel.Likely, Premises: d.signs,
		}, schannel.Whole("connection")))
	}
	slices.SortStableFunc(d.Causes, func(a, b schannel.Finding) int { return cmp.Compare(a.Certainty, b.Certainty) })
}
