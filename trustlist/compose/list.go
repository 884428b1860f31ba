// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleListSystemMapper = schannel.Rule{
	Code: "trustlist.list.nt_authority", Title: "The name NT AUTHORITY comes on top",
	Severity: schannel.Info, Evidence: schannel.Observed,
	Message: "Unless the credentials have SCH_CRED_NO_SYSTEM_MAPPER, Schannel adds a name NT AUTHORITY to a list that it sends. Its encoding is not documented, so it is not counted here. A list meant to be empty then names one authority that nobody has, and clients offer nothing.",
	Sources: []schannel.Source{
		{Document: "dotnet/runtime#60949"},
		{Document: "dotnet/runtime#60988"},
	},
	Excludes: []schannel.Code{"trustlist.list.none"},
}

var ruleListTLS13 = schannel.Rule{
	Code: "trustlist.list.tls13", Title: "No document tells whether Schannel names authorities in TLS 1.3",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{product} has TLS 1.3, where the list is an extension that a server may leave out. What is said of the list holds for TLS 1.2 and earlier.",
	Sources: []schannel.Source{{Document: "RFC 8446", Section: "Section 4.2.4"}, {Document: "curl/curl#21702"}},
}

var (
	outcomeExtension   = schannel.Phrase{Code: "trustlist.outcome.extension", Text: "the list is sent in TLS 1.3 too"}
	outcomeNoExtension = schannel.Phrase{Code: "trustlist.outcome.no_extension", Text: "no authority is named in TLS 1.3"}
)

// addTLS13 warns on releases that have TLS 1.3: from Windows Server 2022 on.
func (c *composer) addTLS13() {
	if c.host.Release < schannel.Server2022 {
		return
	}
	c.addHost(ruleListTLS13, schannel.Basis{
		Certainty: schannel.Undocumented, Outcomes: []schannel.Phrase{outcomeExtension, outcomeNoExtension}, Settle: []schannel.Phrase{say.Capture},
	}, c.product())
}

// judgeList says what becomes of a list that is sent.
func (c *composer) judgeList() {
	if c.Sent == schannel.No || c.From == StoreUnspecified {
		return
	}
	// The name does not come to http.sys: dotnet/runtime#60949. With it no
	// list is empty.
	if c.SystemMapper = !c.host.NoSystemMapper && !c.host.Application.bindable(); c.SystemMapper {
		c.add(schannel.NewFinding(ruleListSystemMapper, surely(schannel.Likely), schannel.Whole("list")))
		if len(c.List) == 0 {
			return
		}
	}
	for _, f := range trustlist.Analyze(c.List, c.Profile).Findings {
		c.add(withRemedies(f, c.Case, c.Settings, c.remediesOfCut()))
	}
	c.addExpired()
	c.addNoAuthorities()
	c.addTLS13()
	if c.From == TrustedRootStore && !c.host.NoRootUpdate {
		c.addHeadroom()
	}
}

// remediesOfCut is what helps if the list is cut. A store of their own is no
// help to authorities that are in one.
func (c *composer) remediesOfCut() []schannel.Remedy {
	if c.From == TrustedRootStore {
		return cutRemedies()
	}
	return []schannel.Remedy{mend.SendNoList}
}

func cutRemedies() []schannel.Remedy {
	return []schannel.Remedy{mend.RefillRoots, mend.RemoveRoots, mend.EnterprisePolicy, mend.IssuersStore, mend.SendNoList}
}

// WithRemedies gives the findings of [trustlist.Analyze] what helps a server with the
// profile that cuts its list: the methods of KB2464556, or from Windows Server
// 2012 on what took their place. Where no list is sent there is nothing to
// mend. The findings that are given stay as they are.
func WithRemedies(profile trustlist.Profile, findings []schannel.Finding) []schannel.Finding {
	findings = slices.Clone(findings)
	if !profile.Sent || profile.Release == schannel.ReleaseUnspecified {
		return findings
	}
	known := schannel.Scope{Releases: []schannel.Release{profile.Release}}
	for i, f := range findings {
		findings[i] = withRemedies(f, known, nil, cutRemedies())
	}
	return findings
}

// withRemedies gives a finding that a list is cut those of the remedies that
// fit, and one that nobody would know of it what lets warnings into the log.
func withRemedies(f schannel.Finding, known schannel.Scope, settings []schannel.RegistryValue, remedies []schannel.Remedy) schannel.Finding {
	if f.Code == codeListTruncated || f.Code == codeNoOffer {
		f.Remedies = mend.For(known, settings, remedies...)
	}
	if f.Code == codeLogging {
		f.Remedies = mend.For(known, settings, mend.LogWarnings)
	}
	return f
}

var ruleListExpired = schannel.Rule{
	Code: "trustlist.list.expired", Title: "Expired certificates may take room in the list",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{certificates} certificates have expired; their names take {bytes} bytes. No document says whether Windows names them.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

var (
	outcomeExpiredNamed = schannel.Phrase{Code: "trustlist.outcome.expired_named", Text: "they are named: the list is cut"}
	outcomeExpiredGone  = schannel.Phrase{Code: "trustlist.outcome.expired_left_out", Text: "they are left out: the rest fits"}
)

// addExpired tells of expired certificates in the list.
func (c *composer) addExpired() {
	count, bytes, rest := 0, 0, trustlist.List{}
	for i, name := range c.List {
		if !c.candidates[c.Places[i]].Expired(c.host.At) {
			rest = append(rest, name)
			continue
		}
		count++
		bytes += trustlist.CountEntries.EntryBytes(name)
	}
	if count == 0 {
		return
	}
	basis := surely(schannel.Likely)
	if c.Truncation.Truncated && !trustlist.Truncate(rest, c.Profile).Truncated {
		basis = schannel.Basis{
			Certainty: schannel.Undocumented, Premises: c.found(codeListTruncated),
			Outcomes: []schannel.Phrase{outcomeExpiredNamed, outcomeExpiredGone}, Settle: []schannel.Phrase{say.Capture},
		}
	}
	c.add(schannel.NewFinding(ruleListExpired, basis, schannel.Whole("list"), schannel.Number("certificates", count), schannel.Number("bytes", bytes)))
}

// addNoAuthorities tells of certificates in the list that issue nothing.
func (c *composer) addNoAuthorities() {
	named := make([]certstore.Certificate, 0, len(c.Places))
	for _, place := range c.Places {
		named = append(named, c.candidates[place])
	}
	c.add(certstore.CheckAuthorities(named, c.grounds().Listing...)...)
}

var ruleListHeadroom = schannel.Rule{
	Code: "trustlist.list.headroom", Title: "How much the list may still grow",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{free} of {limit} bytes are free, room for about {names} names as long as those of the list on average. The automatic update of roots adds one whenever a certificate needs it, until the list is cut.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "KB2880390"},
	},
	Excludes: []schannel.Code{"trustlist.list.truncated"},
}

var missingRootUpdate = schannel.Phrase{Code: "trustlist.missing.root_update", Text: "whether the automatic update of roots is turned on"}

// addHeadroom says how much the list may still grow. KB2464556, "More
// Information", names the automatic update of roots as the reason why it does;
// of Windows Server 2003 it says both that it is not available and that it is
// supported.
func (c *composer) addHeadroom() {
	fits := c.found(codeListFits)
	if len(fits) == 0 {
		return
	}
	free := c.Truncation.Limit - c.Truncation.Bytes
	average := c.List.Size() / max(1, len(c.List))
	basis := schannel.Basis{Certainty: schannel.Certain, Premises: fits}
	if c.host.Release <= schannel.Server2003KB933940 {
		basis.Certainty, basis.Missing = schannel.InsufficientData, []schannel.Phrase{missingRootUpdate}
	}
	c.add(schannel.NewFinding(ruleListHeadroom, basis, schannel.Whole("list"),
		schannel.Number("free", free), schannel.Number("limit", c.Truncation.Limit), schannel.Number("names", free/max(1, average))))
}
