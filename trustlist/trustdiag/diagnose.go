// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"cmp"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// Incident is what is known of a failure. What is not known stays zero.
type Incident struct {
	Symptoms []Symptom               // of one and the same failure
	Server   compose.Composition     // what [Compose] says of the server; the zero value: nothing is known
	Client   []certstore.Certificate // the chain of a client that fails, leaf first
}

// Diagnosis is what an incident says.
type Diagnosis struct {
	Facts  []schannel.Finding `json:"facts"`  // what the symptoms mean
	Causes []schannel.Finding `json:"causes"` // what may be behind them, best supported first, with what to do
}

var ruleCauseOther = schannel.Rule{
	Code: "trustlist.cause.other", Title: "The list does not explain the failure",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "Nothing that is known of the list explains these symptoms. Other reasons of failing handshakes are the protocol version, cipher suites, and the certificate of the server.",
	Sources: []schannel.Source{{Document: "Schannel events"}},
}

var ruleSymptomKnown = schannel.Rule{
	Code: "trustlist.symptom.known", Title: "What a symptom means",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{symptom}: {meaning}.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Symptoms"},
		{Document: "KB2801679", Section: "More information"},
		{Document: "KB2802568"},
	},
}

var ruleSymptomUnknown = schannel.Rule{
	Code: "trustlist.symptom.unknown", Title: "A symptom of which no source tells",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "None of the articles about lists of authorities tells of this symptom.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Symptoms"},
		{Document: "KB2801679", Section: "Symptoms"},
	},
}

// Diagnose explains why client authentication fails. Of the causes that the
// symptoms speak for, those that the list contradicts are left out; those that
// it supports come first, and those for which a fact is missing, which the
// finding names, come last.
func Diagnose(i Incident) Diagnosis {
	d := Diagnosis{Facts: []schannel.Finding{}, Causes: []schannel.Finding{}}
	e := i.evidence()
	for k, symptom := range i.Symptoms {
		subject := schannel.Nth("symptom", k)
		known, ok := signOf(symptom)
		if !ok {
			d.Facts = append(d.Facts, schannel.NewFinding(ruleSymptomUnknown, schannel.Basis{Certainty: schannel.Certain}, subject))
			continue
		}
		f := schannel.NewFinding(ruleSymptomKnown, schannel.Basis{Certainty: schannel.Certain}, subject, schannel.Text("symptom", known.name), schannel.Text("meaning", known.meaning))
		f.Evidence, f.Sources = known.evidence, known.sources
		d.Facts = append(d.Facts, f)
	}
	if e.hints != 0 && !e.warned {
		rule, _ := trustlist.RuleByCode(codeLogging)
		d.Facts = append(d.Facts, schannel.NewFinding(rule, schannel.Certain, schannel.Whole("log")))
	}
	for _, cause := range causes {
		if f, ok := cause.of(e); ok {
			d.Causes = append(d.Causes, f)
		}
	}
	if len(d.Causes) == 0 && len(i.Symptoms) > 0 {
		d.Causes = append(d.Causes, schannel.NewFinding(ruleCauseOther, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("connection")))
	}
	slices.SortStableFunc(d.Causes, func(a, b schannel.Finding) int { return cmp.Compare(a.Certainty, b.Certainty) })
	return d
}

// evidence is what an incident says about each cause.
type evidence struct {
	hints  hints
	warned bool // Schannel said that the list was cut

	// What the list says; unknown where it is not known.
	cut      schannel.Truth // something is cut off
	client   offer.Verdict  // what a client of Schannel does
	nonRoot  schannel.Truth
	tooLarge schannel.Truth
}

func (i Incident) evidence() evidence {
	var e evidence
	for _, symptom := range i.Symptoms {
		known, _ := signOf(symptom)
		e.hints |= known.hints
		e.warned = e.warned || known.hints == hintCut
	}
	if i.Server.Profile.Release == schannel.ReleaseUnspecified {
		return e
	}
	e.cut = truth(i.Server.Sent != schannel.No && i.Server.Truncation.Truncated)
	e.nonRoot = truth(has(i.Server.Findings, codeStoreNonRoot))
	e.tooLarge = truth(has(i.Server.Findings, codeStoreTooLarge))
	if len(i.Client) > 0 {
		e.client = i.Server.Offers(i.Client)[0].Verdict // Schannel is the first of the families
	}
	return e
}

func truth(b bool) schannel.Truth {
	if b {
		return schannel.Yes
	}
	return schannel.No
}

func has(findings []schannel.Finding, code schannel.Code) bool {
	return slices.ContainsFunc(findings, func(f schannel.Finding) bool { return f.Code == code })
}

// fit says how well an incident supports a cause; the zero value excludes it.
type fit struct {
	certainty schannel.Certainty
	missing   []string
}

// cause is one explanation.
type cause struct {
	code     schannel.Code
	hint     hints
	fit      func(evidence) fit
	because  schannel.Code    // what is found about the list, if it supports the cause
	remedies [3]schannel.Code // what helps against it
}

// threeMethods are those of KB2464556.
var threeMethods = [3]schannel.Code{codeRemedyRemove, codeRemedyPolicy, codeRemedySilent}

var ruleCauseCut = schannel.Rule{
	Code: "trustlist.cause.cut", Title: "The list was cut, and the authority of the client with it",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The server trusts more authorities than its list has room for. A client whose authority was cut off finds no certificate to offer, and the connection fails.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleCauseNonRoot = schannel.Rule{
	Code: "trustlist.cause.non_root", Title: "A certificate among the trusted roots is no root",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "A certificate that is not issued by itself stands in the store of trusted roots. With a list that is sent, clients find no authority of theirs in it; without one the server rejects what they send.",
	Sources: []schannel.Source{
		{Document: "KB2802568"},
		{Document: "jpazureid 2018-11-01"},
	},
}

var ruleCauseRefused = schannel.Rule{
	Code: "trustlist.cause.refused", Title: "The client refuses a list that long",
	Severity: schannel.Failure, Evidence: schannel.Reported,
	Message: "Some clients refuse a CertificateRequest whose list is too long for them, with alert illegal_parameter.",
	Sources: []schannel.Source{
		{Document: "strongswan/strongswan#187"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleCauseTooLarge = schannel.Rule{
	Code: "trustlist.cause.too_large", Title: "The store of trusted roots is too large for Windows Server 2012",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "On Windows Server 2012 client authentication fails when the names of the trusted roots take more than 16 KB, whatever SendTrustedIssuerList is.",
	Sources: []schannel.Source{{Document: "KB2880390"}},
}

var ruleCauseUnnamed = schannel.Rule{
	Code: "trustlist.cause.unnamed", Title: "The authority of the client is not in the list",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The server names authorities, but none of the client's chain: its root is not in the store that the list is made of, or not for client authentication.",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "KB2802568"},
	},
}

// causes is ordered by how well the articles support them.
var causes = [...]cause{
	{codeCauseCut, hintCut, evidence.fitCut, codeListTruncated, threeMethods},
	{codeCauseTooLarge, hintTooLarge, evidence.fitTooLarge, codeStoreTooLarge, [3]schannel.Code{codeRemedyRemove}},
	{codeCauseNonRoot, hintNonRoot, evidence.fitNonRoot, codeStoreNonRoot, [3]schannel.Code{codeRemedyMove, codeRemedyMode}},
	{codeCauseUnnamed, hintUnnamed, evidence.fitUnnamed, codeOfferUnnamed, [3]schannel.Code{}},
	{codeCauseRefused, hintRefused, evidence.fitRefused, "", threeMethods},
}

// of applies the rule of a cause.
func (c cause) of(e evidence) (schannel.Finding, bool) {
	if e.hints&c.hint == 0 {
		return schannel.Finding{}, false
	}
	fit := c.fit(e)
	if fit.certainty == 0 {
		return schannel.Finding{}, false
	}
	f := finding(c.code, fit.certainty, schannel.Whole("connection"))
	f.Missing = fit.missing
	for _, code := range c.remedies {
		if remedy, ok := compose.RemedyByCode(code); ok {
			f.Remedies = append(f.Remedies, remedy)
		}
	}
	if fit.certainty != schannel.InsufficientData && c.because != "" {
		f.Because = []schannel.Code{c.because}
	}
	if c.code == codeCauseCut {
		f.Events = []schannel.Event{trustlist.TruncationEvent()}
	}
	return f, true
}

// What a finding names as missing.
const (
	missingStores = "the release, the registry values and the certificate stores of the server"
	missingClient = "the chain of a client that fails"
)

// supported makes a fit of an answer: it excludes the cause, supports it, or is
// missing.
func supported(answer schannel.Truth, missing ...string) fit {
	switch answer {
	case schannel.Yes:
		return fit{certainty: schannel.Likely}
	case schannel.No:
		return fit{}
	case schannel.Unknown:
	}
	return fit{certainty: schannel.InsufficientData, missing: missing}
}

// fitCut: the event says so itself. What is known of the stores now says
// nothing against it, because the list is made when credentials are acquired.
func (e evidence) fitCut() fit {
	switch {
	case e.warned && e.cut == schannel.Yes:
		return fit{certainty: schannel.Certain}
	case e.warned:
		return fit{certainty: schannel.Likely}
	case e.client != offer.VerdictUnspecified:
		return supported(truth(e.client == offer.WithheldCut))
	}
	return supported(e.cut, missingStores)
}

func (e evidence) fitTooLarge() fit { return supported(e.tooLarge, missingStores) }

func (e evidence) fitNonRoot() fit { return supported(e.nonRoot, missingStores) }

func (e evidence) fitUnnamed() fit {
	if e.client == offer.VerdictUnspecified {
		return fit{certainty: schannel.InsufficientData, missing: []string{missingStores, missingClient}}
	}
	return supported(truth(e.client == offer.WithheldUnnamed))
}

// fitRefused: clients were seen to refuse a list that is too long for them; how
// long that is, no source says. A list that is cut is the longest there is.
func (e evidence) fitRefused() fit { return supported(e.cut, missingStores) }
