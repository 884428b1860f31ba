// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustdiag

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// Codes of packages below.
const (
	codeHostSilent    = "trustlist.host.silent"
	codeListFits      = "trustlist.list.fits"
	codeListTruncated = "trustlist.list.truncated"
	codeStoreNonRoot  = "trustlist.store.non_root"
	codeStoreTooLarge = "trustlist.store.too_large"
	codeUnlisted      = "trustlist.accept.unlisted"
	codeUntrusted     = "trustlist.accept.untrusted"
	codeAcceptOpen    = "trustlist.accept.open"
	codeAcceptUnknown = "trustlist.accept.unknown"
	codeNotIssuer     = "trustlist.outcome.not_issuer"
	codePurpose       = "trustlist.outcome.purpose_refuses"
	codeRefused       = "trustlist.outcome.refused"
)

var ruleCauseCut = schannel.Rule{
	Code: "trustlist.cause.cut", Title: "The list was cut, and the authority of the client with it",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The server trusts more authorities than its list has room for. A client whose authority was cut off finds no certificate to offer, and the connection fails.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleCauseTooLarge = schannel.Rule{
	Code: "trustlist.cause.too_large", Title: "The store of trusted roots is too large for Windows Server 2012",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "On Windows Server 2012 client authentication fails when the names of the trusted roots take more than 16 KB, whatever SendTrustedIssuerList is.",
	Sources: []schannel.Source{{Document: "KB2880390"}},
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

var ruleCauseUnnamed = schannel.Rule{
	Code: "trustlist.cause.unnamed", Title: "The authority of the client is not in the list",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The server names authorities, but none of the client's chain: its root is not in the store that the list is made of, or not for client authentication.",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "KB2802568"},
	},
}

var ruleCauseRefused = schannel.Rule{
	Code: "trustlist.cause.refused", Title: "The client refuses a list that long",
	Severity: schannel.Failure, Evidence: schannel.Reported,
	Message: "Some clients refuse a CertificateRequest whose list is too long for them, with alert illegal_parameter.",
	Sources: []schannel.Source{
		{Document: "strongswan/strongswan#187"},
		{Document: "KB2801679", Section: "Symptoms"},
	},
}

var ruleCauseUnlisted = schannel.Rule{
	Code: "trustlist.cause.unlisted", Title: "The issuer of the client is not among the trusted issuers of the server",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "A server with a store of trusted issuers, that of its application or Client Authentication Issuers, refuses clients whose issuer is not in it, whether or not it sends the list.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

var ruleCauseUntrusted = schannel.Rule{
	Code: "trustlist.cause.untrusted", Title: "The root of the client is in no store of the server",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The chain of the client ends with a root that the server does not trust.",
	Sources: []schannel.Source{{Document: "KB2802568"}, {Document: "NPS reason codes"}},
}

var ruleCauseLimit = schannel.Rule{
	Code: "trustlist.cause.message_limit", Title: "The request is larger than a Windows client takes",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "A Windows client refuses a CertificateRequest of more than 32,768 bytes, unless MessageLimitClient allows it, with SEC_E_ILLEGAL_MESSAGE.",
	Sources: []schannel.Source{{Document: "dotnet/runtime#77989"}, {Document: "TLS registry settings", Section: "Messaging – fragment parsing"}},
}

var missingRequest = schannel.Phrase{Code: "trustlist.missing.request", Text: "how large the CertificateRequest of the server is: a capture of it"}

// cause is one explanation.
type cause struct {
	rule     schannel.Rule
	hint     hints
	fit      func(*diagnoser) schannel.Basis // how well an incident supports it; without a certainty it excludes it
	remedies []schannel.Remedy
}

// causes is ordered by how well the articles support them.
func causes() []cause {
	cut := []schannel.Remedy{mend.RefillRoots, mend.RemoveRoots, mend.EnterprisePolicy, mend.IssuersStore, mend.SendNoList}
	return []cause{
		{ruleCauseCut, hintCut, (*diagnoser).fitCut, cut},
		{ruleCauseUntrusted, hintUntrusted, (*diagnoser).fitUntrusted, []schannel.Remedy{mend.TrustRoot}},
		{ruleCauseUnlisted, hintUnlisted, (*diagnoser).fitUnlisted, []schannel.Remedy{mend.AddIssuer}},
		{ruleCauseTooLarge, hintTooLarge, (*diagnoser).fitTooLarge, []schannel.Remedy{mend.Update2880390}},
		{ruleCauseNonRoot, hintNonRoot, (*diagnoser).fitNonRoot, []schannel.Remedy{mend.MoveIssuers, mend.ExclusiveCATrust}},
		{ruleCauseUnnamed, hintUnnamed, (*diagnoser).fitUnnamed, nil},
		{ruleCauseRefused, hintRefused, (*diagnoser).fitRefused, cut},
		{ruleCauseLimit, hintLimit, (*diagnoser).fitLimit, []schannel.Remedy{mend.TakeLonger}},
	}
}

// add adds a cause with what helps the server, and what it rests on to the
// facts.
func (d *diagnoser) add(c cause, fit schannel.Basis) {
	f := schannel.NewFinding(c.rule, fit, schannel.Whole("connection"))
	f.Remedies = mend.For(d.server.Case, d.server.Settings, d.useful(c.remedies)...)
	if c.rule.Code == ruleCauseCut.Code {
		f.Events = d.events()
	}
	d.Causes = append(d.Causes, f)
	d.cite(fit.Premises)
}

// useful leaves out a store of their own for authorities that are in one.
func (d *diagnoser) useful(remedies []schannel.Remedy) []schannel.Remedy {
	if d.server.From != compose.SiteStore && d.server.From != compose.ClientAuthIssuersStore {
		return remedies
	}
	return slices.DeleteFunc(slices.Clone(remedies), func(r schannel.Remedy) bool { return r.Code == mend.IssuersStore.Code })
}

// events is what the server logs when it cuts its list.
func (d *diagnoser) events() []schannel.Event {
	event := trustlist.TruncationEvent()
	switch d.server.Profile.Warnings {
	case schannel.No:
		return nil
	case schannel.Yes:
		event.Conditions = nil
	case schannel.Unknown:
	}
	return []schannel.Event{event}
}

// cite adds findings to the facts, and those of the server that they follow
// from.
func (d *diagnoser) cite(findings []schannel.Finding) {
	for _, f := range findings {
		if slices.ContainsFunc(d.Facts, func(g schannel.Finding) bool { return g.Code == f.Code && g.Subject == f.Subject }) {
			continue
		}
		d.Facts = append(d.Facts, f)
		for _, code := range f.Because {
			d.cite(found(d.server.Findings, code))
		}
	}
}

func found(findings []schannel.Finding, code schannel.Code) []schannel.Finding {
	var all []schannel.Finding
	for _, f := range findings {
		if f.Code == code {
			all = append(all, f)
		}
	}
	return all
}

// evidence is what is known of the server and of what its list does to the
// client.
type evidence struct {
	known   bool              // the release and the stores of the server
	missing []schannel.Phrase // of these and the chain of the client
	offers  bool              // what a client of Schannel does
	offer   offer.Offer

	acceptance schannel.Finding // whether the server accepts the client
}

func (d *diagnoser) look(i Incident) {
	d.missing = i.Server.Missing()
	d.known = len(d.missing) == 0
	if len(i.Client) == 0 {
		d.missing = append(d.missing, say.Chain)
	} else if d.known {
		d.offer = i.Server.Offers(i.Client)[0] // Schannel is the first of the families
		d.offers = d.offer.Verdict != offer.VerdictUnspecified
		d.acceptance = i.Server.Accepts(i.Client).Finding
	}
}

// lacking is a cause for which facts are missing.
func lacking(missing ...schannel.Phrase) schannel.Basis {
	return schannel.Basis{Certainty: schannel.InsufficientData, Missing: missing}
}

// supported is a cause for which findings speak.
func supported(premises []schannel.Finding) schannel.Basis {
	return schannel.Basis{Certainty: schannel.Likely, Premises: premises}
}

// byStore supports a cause if a finding about the stores is there, and excludes
// it if not.
func (d *diagnoser) byStore(code schannel.Code) schannel.Basis {
	if !d.known {
		return lacking(d.server.Missing()...)
	}
	if premises := found(d.server.Findings, code); len(premises) > 0 {
		return supported(premises)
	}
	return schannel.Basis{}
}

// fitTooLarge: KB2880390 is about Windows Server 2012.
func (d *diagnoser) fitTooLarge() schannel.Basis {
	if r := d.server.Profile.Release; r != schannel.ReleaseUnspecified && r != schannel.Server2012 {
		return schannel.Basis{}
	}
	return d.byStore(codeStoreTooLarge)
}

// fitNonRoot: KB2802568 is about IIS 8, that of Windows Server 2012.
func (d *diagnoser) fitNonRoot() schannel.Basis {
	if d.before2012() {
		return schannel.Basis{}
	}
	return d.byStore(codeStoreNonRoot)
}

func (d *diagnoser) before2012() bool {
	r := d.server.Profile.Release
	return r != schannel.ReleaseUnspecified && r < schannel.Server2012
}

// fitCut: the event says so itself, though not that it is why this connection
// fails. What is known of the stores now says nothing against it, because the
// list is made when credentials are acquired.
func (d *diagnoser) fitCut() schannel.Basis {
	switch {
	case d.warned():
		return supported(d.cutBy)
	case d.offers:
		return d.byOffer(offer.WithheldCut)
	}
	return d.fitLong()
}

// sendsNone reports whether it is known that the server sends no list. What its
// release does without a registry value is not, where nothing but the release
// is known of it.
func (d *diagnoser) sendsNone() bool {
	return d.server.Sent == schannel.No && (d.known || len(found(d.server.Findings, codeHostSilent)) == 0)
}

// fitLong: the list is too long, or may be.
func (d *diagnoser) fitLong() schannel.Basis {
	switch {
	case d.sendsNone():
		return schannel.Basis{}
	case !d.known:
		return lacking(d.server.Missing()...)
	}
	premises := found(d.server.Findings, codeListTruncated)
	for _, f := range found(d.server.Findings, codeListFits) {
		if f.Certainty > schannel.Likely {
			premises = append(premises, f)
		}
	}
	if len(premises) == 0 {
		return schannel.Basis{}
	}
	return supported(append(premises, d.server.Seen().Grounds.Sending...))
}

// fitRefused: clients were seen to refuse a list that is too long for them; how
// long that is, no source says. A list that is cut is the longest there is.
func (d *diagnoser) fitRefused() schannel.Basis { return d.fitLong() }

// fitLimit: no release of Windows Server sends a list that long.
func (d *diagnoser) fitLimit() schannel.Basis {
	if d.known {
		return schannel.Basis{}
	}
	return lacking(missingRequest)
}

func (d *diagnoser) fitUnnamed() schannel.Basis {
	switch {
	case d.sendsNone():
		return schannel.Basis{}
	case d.offers:
		return d.byOffer(offer.WithheldUnnamed)
	case len(d.offer.Finding.Missing) > 0:
		return lacking(d.offer.Finding.Missing...)
	}
	return lacking(d.missing...)
}

// byOffer supports a cause if the client of Schannel does what it has for its
// effect. If it does something else, that excludes the cause only as far as it
// is known.
func (d *diagnoser) byOffer(verdict offer.Verdict) schannel.Basis {
	f := d.offer.Finding
	open := f.Certainty > schannel.Likely && (verdict == offer.WithheldUnnamed) == (d.offer.Position < 0)
	if d.offer.Verdict != verdict && !open {
		return schannel.Basis{}
	}
	return supported(append([]schannel.Finding{f}, d.grounds(f)...))
}

// grounds are the findings of the server that the offer follows from.
func (d *diagnoser) grounds(f schannel.Finding) []schannel.Finding {
	var all []schannel.Finding
	for _, code := range f.Because {
		all = append(all, found(d.server.Findings, code)...)
	}
	return all
}

// fitUnlisted: before Windows Server 2012, and with the trusted roots alone,
// there are no issuers to be missing from.
func (d *diagnoser) fitUnlisted() schannel.Basis {
	if d.before2012() || d.known && d.server.From == compose.TrustedRootStore {
		return schannel.Basis{}
	}
	return d.byAcceptance(codeUnlisted)
}

func (d *diagnoser) fitUntrusted() schannel.Basis { return d.byAcceptance(codeUntrusted) }

// byAcceptance supports a cause if the server refuses the client for it, or may.
func (d *diagnoser) byAcceptance(code schannel.Code) schannel.Basis {
	f := d.acceptance
	switch {
	case !d.known:
		return lacking(d.missing...)
	case f.Code == "":
		return lacking(say.Chain)
	case f.Code == codeAcceptUnknown:
		return lacking(f.Missing...)
	case f.Code == code, f.Code == codeAcceptOpen && slices.ContainsFunc(f.Outcomes, func(p schannel.Phrase) bool { return refuses(p, code) }):
		return supported(append([]schannel.Finding{f}, d.grounds(f)...))
	}
	return schannel.Basis{}
}

// refuses reports whether an outcome is the refusal of that code.
func refuses(outcome schannel.Phrase, code schannel.Code) bool {
	switch outcome.Code {
	case codeNotIssuer:
		return code == codeUnlisted
	case codePurpose:
		return code == codeUntrusted
	case codeRefused:
		return (outcome.Args[0].Value == compose.TrustedRootStore.String()) == (code == codeUntrusted)
	}
	return false
}
