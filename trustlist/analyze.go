// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// Report is what [Analyze] says about a list.
type Report struct {
	Profile     Profile            `json:"profile"`
	Truncation  Truncation         `json:"truncation"`
	Sensitivity Sensitivity        `json:"sensitivity"`
	Findings    []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, no findings as an empty list.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	p := plain(r)
	p.Findings = jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// Analyze tells what becomes of the list on a server with the profile: what is
// kept, what is cut, what of that depends on undocumented choices, and what
// follows. The Policy of the profile is followed; the certainty of the answer is
// still that over all policies. A profile without a limit, such as the zero
// value, gives a report that knows nothing.
func Analyze(list List, profile Profile) Report {
	s := newStudy(list, profile)
	s.conclude()
	return Report{Profile: profile, Truncation: s.cut, Sensitivity: s.varied, Findings: s.findings}
}

// study is a list that was cut once and varied once. All conclusions are drawn
// from these values.
type study struct {
	list    List
	profile Profile
	first   []int // where each name stands first

	cut    Truncation // under the policy of the profile
	lost   int        // names that it sends at no place
	varied Sensitivity
	lostBy []int // lost, for each outcome of varied

	findings []schannel.Finding
}

func newStudy(list List, profile Profile) *study {
	s := &study{list: list, profile: profile, first: list.firstPlaces(), findings: []schannel.Finding{}}
	kept := make([]bool, len(list))
	s.cut = cut(list, s.first, profile, kept)
	s.lost = sentNames(s.first, kept)
	s.varied, s.lostBy = vary(list, s.first, profile)
	return s
}

var ruleListNone = schannel.Rule{
	Code: "trustlist.list.none", Title: "The list is empty",
	Severity: schannel.Info, Evidence: schannel.Specified,
	Message: "An empty list names nobody: from TLS 1.1 on a client may offer any certificate of a suitable type. TLS 1.0 does not allow an empty list, but servers send one there too.",
	Sources: []schannel.Source{
		{Document: "RFC 2246", Section: "Section 7.4.4"},
		{Document: "RFC 4346", Section: "Section 7.4.4"},
		{Document: "RFC 5246", Section: "Section 7.4.4"},
	},
	Excludes: []schannel.Code{"trustlist.list.truncated", "trustlist.client.no_offer"},
}

var ruleLimitUnknown = schannel.Rule{
	Code: "trustlist.limit.unknown", Title: "Nothing is known of the server",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Whether a server sends a list, and how many bytes of it, depends on its release.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
}

func (s *study) conclude() {
	if s.profile.Limit == 0 {
		s.add(schannel.NewFinding(ruleLimitUnknown, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Release},
		}, wholeList()))
	} else {
		s.judge()
	}
	s.add(oddities(s.list, s.first)...)
}

// judge draws the conclusions about a list of which the limit is known.
func (s *study) judge() {
	var silent, limit []schannel.Finding
	if !s.profile.Sent {
		silent = append(silent, schannel.NewFinding(ruleListNotSent, schannel.Basis{Certainty: schannel.Certain}, wholeList(), s.product()))
		s.add(silent...)
	}
	if len(s.list) == 0 {
		s.add(schannel.NewFinding(ruleListNone, schannel.Basis{Certainty: schannel.Certain}, wholeList()))
		return
	}
	if s.profile.Known == schannel.Inferred {
		limit = append(limit, schannel.NewFinding(ruleLimitInferred, schannel.Basis{Certainty: schannel.Likely}, wholeList(),
			schannel.Number("limit", s.profile.Limit), s.product()))
		s.add(limit...)
	}
	basis := s.basis(limit)
	if s.cut.Truncated {
		basis.Premises = append(basis.Premises, silent...)
		s.addTruncated(basis)
	} else {
		s.addFits(basis)
	}
	s.addMisprint(limit)
}

func (s *study) add(findings ...schannel.Finding) { s.findings = append(s.findings, findings...) }

func wholeList() schannel.Subject { return schannel.Whole("list") }

func (s *study) product() schannel.Arg {
	return schannel.Text("product", s.profile.Release.Product())
}

var ruleListNotSent = schannel.Rule{
	Code: "trustlist.list.not_sent", Title: "The release sends no list unless told to",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{product} sends no list of authorities unless the registry value SendTrustedIssuerList is 1. What is said of the list holds for the case that it is sent.",
	Sources: []schannel.Source{
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
}

var ruleLimitInferred = schannel.Rule{
	Code: "trustlist.limit.inferred", Title: "No document gives the limit of this release",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "The limit of {limit} bytes is that of Windows Server 2016; no document says whether {product} kept or changed it.",
	Sources: []schannel.Source{
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
}

var (
	outcomeCut = schannel.Phrase{
		Code: "trustlist.outcome.cut", Text: "cut: {bytes} bytes, counting {counting}, duplicates {duplicates}",
	}
	outcomeWhole = schannel.Phrase{
		Code: "trustlist.outcome.whole", Text: "whole: {bytes} bytes, counting {counting}, duplicates {duplicates}",
	}
)

// basis is how sure it is whether the list is cut: the policies that nobody
// documents may differ in it, and the limit itself may be inferred.
func (s *study) basis(limit []schannel.Finding) schannel.Basis {
	b := schannel.Basis{
		Certainty: schannel.Certain, Premises: limit,
		Evidence: s.profile.Known, Sources: s.profile.Sources,
	}
	var outcomes []schannel.Phrase
	cut := 0
	for _, o := range s.varied.Outcomes {
		if o.Policy.Overflow != OverflowStop {
			continue // whether the list is cut does not depend on how
		}
		outcomes = append(outcomes, o.describe())
		if o.Truncation.Truncated {
			cut++
		}
	}
	if cut > 0 && cut < len(outcomes) {
		b.Certainty, b.Outcomes, b.Settle = schannel.Undocumented, outcomes, []schannel.Phrase{say.Capture}
	}
	return b
}

// describe says whether the list is cut, and by what way to count.
func (o Outcome) describe() schannel.Phrase {
	verdict := outcomeWhole
	if o.Truncation.Truncated {
		verdict = outcomeCut
	}
	return verdict.With(schannel.Number("bytes", o.Truncation.Bytes),
		schannel.Word("counting", o.Policy.Counting), schannel.Word("duplicates", o.Policy.Duplicates))
}

var ruleListTruncated = schannel.Rule{
	Code: "trustlist.list.truncated", Title: "Schannel cuts the list of authorities",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "{names} names take {bytes} bytes, {over} more than the {limit} that {product} sends: {kept} names ({kept_bytes} bytes) are kept and {dropped} dropped. Depending on choices that no document settles, {least} to {most} names are kept in this order and {least_any} to {most_any} in any other.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
	Excludes: []schannel.Code{"trustlist.list.fits", "trustlist.list.none", "trustlist.limit.unknown"},
}

var ruleNoOffer = schannel.Rule{
	Code: "trustlist.client.no_offer", Title: "Clients below a dropped authority have nothing to offer",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "In this order, {least} to {most} authorities of a list with {names} entries are not named, depending on choices that no document settles. A client that goes by the list offers no certificate if every authority of its chain is among them, and the connection fails where a certificate is required.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
	Excludes: []schannel.Code{"trustlist.list.fits", "trustlist.list.not_sent"},
}

// addTruncated says that the list is cut, what Windows logs and what clients
// see.
func (s *study) addTruncated(basis schannel.Basis) {
	t := s.cut
	least, most := s.keptRange()
	leastAny, mostAny := keptInAnyOrder(s.list, s.first, s.profile.Limit)
	f := schannel.NewFinding(ruleListTruncated, basis, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes), schannel.Number("over", t.Over()),
		schannel.Number("limit", t.Limit), s.product(),
		schannel.Number("kept", t.Kept), schannel.Number("kept_bytes", t.KeptBytes), schannel.Number("dropped", t.Dropped),
		schannel.Number("least", least), schannel.Number("most", most),
		schannel.Number("least_any", leastAny), schannel.Number("most_any", mostAny))
	if !s.profile.Sent {
		// Nobody is harmed and nothing is logged while no list is sent.
		s.add(f)
		return
	}
	f.Events = s.profile.events()
	s.add(f)
	follows := schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{f}}
	if s.lost > 0 {
		s.add(schannel.NewFinding(ruleNoOffer, follows, wholeList(),
			schannel.Number("least", slices.Min(s.lostBy)), schannel.Number("most", slices.Max(s.lostBy)), schannel.Number("names", t.Names)))
	}
	if s.profile.Warnings == schannel.Unknown {
		s.add(schannel.NewFinding(ruleLogging, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("log")))
	}
}

// keptRange is how many names are kept over all policies, in the order given.
func (s *study) keptRange() (least, most int) {
	kept := make([]int, len(s.varied.Outcomes))
	for i, o := range s.varied.Outcomes {
		kept[i] = o.Truncation.Kept
	}
	return slices.Min(kept), slices.Max(kept)
}

var ruleListFits = schannel.Rule{
	Code: "trustlist.list.fits", Title: "The whole list is within the limit",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{names} names take {bytes} of {limit} bytes; {free} bytes are free.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "KB2801679", Section: "More information"},
	},
	Excludes: []schannel.Code{"trustlist.list.truncated", "trustlist.client.no_offer", "trustlist.limit.unknown"},
}

func (s *study) addFits(basis schannel.Basis) {
	t := s.cut
	s.add(schannel.NewFinding(ruleListFits, basis, wholeList(),
		schannel.Number("names", t.Names), schannel.Number("bytes", t.Bytes),
		schannel.Number("limit", t.Limit), schannel.Number("free", t.Limit-t.Bytes)))
}

var ruleLimitMisprint = schannel.Rule{
	Code: "trustlist.limit.misprint", Title: "A misprinted limit gives another answer",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "Texts that quote KB933430 give the limit as {misprint} bytes. With that figure {kept_misprint} names would be kept; with {limit} bytes (0x3000), which KB2464556 gives, {kept} are.",
	Sources: []schannel.Source{
		{Document: "faq-o-matic 2012-12-20"},
		{Document: "ldap389 2013-01-06"},
		{Document: "KB2464556", Section: "Windows Server 2003"},
	},
}

// addMisprint warns where the figure that some texts give for Windows Server
// 2003 leads to another answer.
func (s *study) addMisprint(limit []schannel.Finding) {
	if s.profile.Limit != limit2003 {
		return
	}
	misprinted := s.profile
	misprinted.Limit = misprintedLimit
	other := cut(s.list, s.first, misprinted, nil)
	if other.Kept == s.cut.Kept {
		return
	}
	s.add(schannel.NewFinding(ruleLimitMisprint, schannel.Basis{Certainty: schannel.Likely, Premises: limit}, wholeList(),
		schannel.Number("misprint", misprintedLimit), schannel.Number("kept_misprint", other.Kept),
		schannel.Number("limit", s.profile.Limit), schannel.Number("kept", s.cut.Kept)))
}
