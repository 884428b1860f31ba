// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"bytes"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// Acceptance is whether a server accepts the certificate of a client, whether
// or not it sends its list.
type Acceptance struct {
	Verdict schannel.Truth   `json:"verdict"` // Unknown where the documents leave it open, or a fact is missing
	Finding schannel.Finding `json:"finding"` // the same for people, and how sure it is
}

var sourcesOfTrust = []schannel.Source{
	{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	{Document: "KB2802568"},
}

var ruleAccepted = schannel.Rule{
	Code: "trustlist.accept.yes", Title: "The server accepts the certificate of the client",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "The server accepts the certificate as far as trust goes: the issuer of certificate no. {certificate} of the chain stands in the store {store}, and the chain ends where the server trusts it.",
	Sources:  sourcesOfTrust,
	Excludes: []schannel.Code{"trustlist.accept.unlisted", "trustlist.accept.untrusted", "trustlist.accept.unknown", "trustlist.accept.open"},
}

var ruleUnlisted = schannel.Rule{
	Code: "trustlist.accept.unlisted", Title: "The issuer of the client is not among the trusted issuers of the server",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message:  "The server refuses the certificate, whether or not it sends its list: the trusted issuers are those of the store {store}, and none of those that count issued a certificate of the chain. IIS then answers 403.16.",
	Sources:  sourcesOfTrust,
	Excludes: []schannel.Code{"trustlist.accept.yes", "trustlist.accept.untrusted", "trustlist.accept.unknown", "trustlist.accept.open"},
}

var ruleUntrusted = schannel.Rule{
	Code: "trustlist.accept.untrusted", Title: "The root of the client is in no store of the server",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message:  "The server refuses the certificate, whether or not it sends its list: the chain of the client ends with {root}, which is not among its trusted roots; one of the same name with another key does not count. IIS then answers 403.16.",
	Sources:  sourcesOfTrust,
	Excludes: []schannel.Code{"trustlist.accept.yes", "trustlist.accept.unlisted", "trustlist.accept.unknown", "trustlist.accept.open"},
}

var ruleDisallowed = schannel.Rule{
	Code: "trustlist.accept.disallowed", Title: "A certificate of the client's chain is among the untrusted ones",
	Severity: schannel.Failure, Evidence: schannel.Inferred,
	Message:  "The server refuses the certificate: certificate no. {certificate} of the chain, or what issued it, stands among its Untrusted Certificates.",
	Sources:  sourcesOfTrust,
	Excludes: []schannel.Code{"trustlist.accept.yes", "trustlist.accept.unlisted", "trustlist.accept.untrusted", "trustlist.accept.unknown", "trustlist.accept.open"},
}

var ruleAcceptOpen = schannel.Rule{
	Code: "trustlist.accept.open", Title: "No document settles whether the server accepts the certificate",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message:  "Whether the server accepts the certificate depends on something that no document settles.",
	Sources:  sourcesOfTrust,
	Excludes: []schannel.Code{"trustlist.accept.yes", "trustlist.accept.unlisted", "trustlist.accept.untrusted", "trustlist.accept.unknown"},
}

var ruleAcceptUnknown = schannel.Rule{
	Code: "trustlist.accept.unknown", Title: "Whether the server accepts the certificate cannot be told",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Whether the server accepts the certificate depends on facts that are not known here.",
	Sources: sourcesOfTrust,
}

var (
	outcomeAccepted       = schannel.Phrase{Code: "trustlist.outcome.accepted", Text: "the trusted issuers are those of the store {store}: the certificate is accepted"}
	outcomeRefused        = schannel.Phrase{Code: "trustlist.outcome.refused", Text: "the trusted issuers are those of the store {store}: the certificate is refused"}
	outcomeNotIssuer      = schannel.Phrase{Code: "trustlist.outcome.not_issuer", Text: "only an authority that issued the certificate itself counts: it is refused"}
	outcomeNonRootRefuses = schannel.Phrase{Code: "trustlist.outcome.non_root_refuses", Text: "it is refused over a certificate among the trusted roots that is no root"}
	outcomePurposeRefuses = schannel.Phrase{Code: "trustlist.outcome.purpose_refuses", Text: "it is refused: the root is not trusted for client authentication"}
	outcomeSizeRefuses    = schannel.Phrase{Code: "trustlist.outcome.size_refuses", Text: "it is refused over the size of the store of trusted roots"}

	missingChainRest = schannel.Phrase{Code: "trustlist.missing.chain_rest", Text: "the rest of the client's chain, up to its root"}
	settleRequest    = schannel.Phrase{Code: "trustlist.settle.request", Text: "whether a request with this certificate succeeds, or the code with which it is refused"}
)

// Accepts tells whether the server accepts the certificate of a client with
// the chain, leaf first, under ClientAuthTrustMode and the issuers that are
// configured: Schannel SSP overview. It goes by [IssuedBy] and by the thumbprint
// of a root that the chain holds; it takes for granted that the signatures,
// validity, revocation status and purposes of the client's certificates are in
// order. A chain of more than [offer.MaxChain] certificates is not judged, unless
// one that is looked at is untrusted.
func (c Composition) Accepts(chain []certstore.Certificate) Acceptance {
	j := judge{Composition: c, chain: chain[:min(len(chain), offer.MaxChain)], premises: c.trustGrounds()}
	if len(chain) == 0 {
		return j.unknown(say.Chain)
	}
	if missing := c.Missing(); len(missing) > 0 {
		return j.unknown(missing...)
	}
	if element := j.disallowed(); element >= 0 {
		return Acceptance{schannel.No, j.finding(ruleDisallowed, surely(schannel.Likely), schannel.Number("certificate", element+1))}
	}
	if len(chain) > offer.MaxChain {
		return j.unknown(say.ShortChain.With(schannel.Number("limit", offer.MaxChain)))
	}
	return j.decide()
}

// disallowed returns the first element of the chain that stands among the
// untrusted certificates, else the last if whatever may have issued it does;
// else -1.
func (j *judge) disallowed() int {
	untrusted := make(map[schannel.Thumbprint]bool, len(j.Trust.Untrusted))
	for _, a := range j.Trust.Untrusted {
		untrusted[a.SHA1] = true
	}
	for element, c := range j.chain {
		if untrusted[c.SHA1] {
			return element
		}
	}
	last, found := len(j.chain)-1, -1
	for _, a := range slices.Concat(j.Trust.Roots, j.Trust.Issuers, j.Trust.Site) {
		if top := j.chain[last]; !bytes.Equal(a.Name, top.Issuer) || !a.fits(top, schannel.Thumbprint{}) {
			continue
		}
		if !untrusted[a.SHA1] {
			return -1
		}
		found = last
	}
	return found
}

// trustGrounds is the findings by which the trust mode and the store of
// issuers are known.
func (c Composition) trustGrounds() []schannel.Finding {
	var premises []schannel.Finding
	for _, f := range c.Findings {
		switch f.Code {
		case ruleTrustMachine.Code, ruleTrustExclusiveRoot.Code, ruleTrustExclusiveCA.Code, ruleStoreUsed.Code, ruleStoreUnited.Code, ruleStoreList.Code:
			premises = append(premises, f)
		case ruleRegistryData.Code, ruleRegistryType.Code:
			if f.Args[0].Value == ClientAuthTrustMode {
				premises = append(premises, f)
			}
		}
	}
	return premises
}

// judge is a client certificate being judged.
type judge struct {
	Composition
	chain    []certstore.Certificate
	premises []schannel.Finding
}

// meet is [IssuedBy]; with rootsOnly an authority below a root does not count.
func (j *judge) meet(store []Anchor, rootsOnly bool) int {
	if rootsOnly {
		store = slices.DeleteFunc(slices.Clone(store), func(a Anchor) bool { return !a.SelfIssued })
	}
	return IssuedBy(store, j.chain)
}

// whole reports whether the chain is known up to its root.
func (j *judge) whole() bool {
	last := j.chain[len(j.chain)-1]
	if last.SelfIssued {
		return true
	}
	top := judge{chain: j.chain[len(j.chain)-1:]}
	return top.meet(slices.Concat(j.Trust.Site, j.Trust.Issuers, j.Trust.Roots), true) >= 0
}

// reading is a verdict under one way to read the documents.
type reading struct {
	verdict schannel.Truth
	rule    schannel.Rule
	outcome schannel.Phrase // what the verdict is called where readings differ
	missing schannel.Phrase // of a verdict that is not known
	store   StoreKind
	element int // of the chain, whose issuer stands in the store
}

func (j *judge) decide() Acceptance {
	mode, known := j.mode()
	if known {
		return j.conclude(j.read(mode))
	}
	// No document tells what the value does, so it may be any of the modes.
	return j.conclude(slices.Concat(j.read(modeMachineTrust), j.read(modeExclusiveRoot), j.read(modeExclusiveCA)))
}

// mode returns the trust mode, and whether it is known. Before Windows Server
// 2012 there is none: the chain has to end in a trusted root.
func (j *judge) mode() (mode uint32, known bool) {
	if !storesOf2012(j.Profile.Release) {
		return modeMachineTrust, true
	}
	for _, f := range j.premises {
		switch {
		case f.Certainty == schannel.InsufficientData:
		case f.Code == ruleTrustMachine.Code:
			return modeMachineTrust, true
		case f.Code == ruleTrustExclusiveRoot.Code:
			return modeExclusiveRoot, true
		case f.Code == ruleTrustExclusiveCA.Code:
			return modeExclusiveCA, true
		}
	}
	return 0, false
}

// read yields the verdict under every reading of the documents, the plainest
// first.
func (j *judge) read(mode uint32) []reading {
	if !storesOf2012(j.Profile.Release) {
		trusted := slices.Concat(j.Trust.Site, j.Trust.Roots)
		roots := []reading{j.inRoots(trusted)}
		if roots[0].verdict == schannel.Yes && unfit(trusted, j.chain) {
			roots = append(roots, byPurpose)
		}
		if j.From == SiteStore {
			// A trust list takes the place of the roots in the request; that it
			// does so when a certificate is judged is not said.
			return append(j.inStore(modeMachineTrust, SiteStore), roots...)
		}
		return roots
	}
	all := j.inStore(mode, j.From)
	// The pages speak of a store of the application or site; http.sys may take
	// the trusted roots where its binding names none.
	if j.From == ClientAuthIssuersStore && !j.Bound && (j.openStore() || mode != modeMachineTrust) {
		all = append(all, j.inStore(mode, TrustedRootStore)...)
	}
	if all[0].verdict == schannel.Yes {
		all = append(all, j.faults()...)
		if (mode == modeMachineTrust || j.From == TrustedRootStore) && unfit(j.Trust.Roots, j.chain) {
			all = append(all, byPurpose)
		}
	}
	return all
}

// byPurpose: KB2801679 has roots that are not trusted for client authentication
// left out of the list, and does not say what becomes of a client below one.
var byPurpose = reading{verdict: schannel.No, outcome: outcomePurposeRefuses}

// openStore reports whether it is open which store http.sys takes.
func (j *judge) openStore() bool {
	return slices.ContainsFunc(j.premises, func(f schannel.Finding) bool {
		return f.Code == ruleStoreUsed.Code && f.Certainty == schannel.Undocumented
	})
}

// inStore judges by the issuers of one store.
func (j *judge) inStore(mode uint32, store StoreKind) []reading {
	if store == TrustedRootStore {
		return []reading{j.inRoots(j.Trust.Roots)}
	}
	issuers := j.Trust.Issuers
	if store == SiteStore {
		issuers = j.Trust.Site
	}
	element := j.meet(issuers, mode == modeExclusiveRoot)
	if element < 0 {
		return []reading{j.refusal(ruleUnlisted, store)}
	}
	accepted := reading{verdict: schannel.Yes, rule: ruleAccepted, outcome: outcomeAccepted.With(schannel.Word("store", store)), store: store, element: element}
	if mode == modeExclusiveCA {
		return []reading{accepted}
	}
	if root := j.inRoots(j.Trust.Roots); mode == modeMachineTrust && root.verdict != schannel.Yes {
		return []reading{root}
	}
	if element > 0 {
		// "Issued by" may mean the certificate of the client alone.
		narrow := reading{verdict: schannel.No, rule: ruleUnlisted, outcome: outcomeNotIssuer, store: store}
		return []reading{accepted, narrow}
	}
	return []reading{accepted}
}

// inRoots judges by trusted roots.
func (j *judge) inRoots(roots []Anchor) reading {
	if len(roots) == 0 {
		return reading{missing: say.Stores}
	}
	if element := j.meet(roots, false); element >= 0 {
		return reading{verdict: schannel.Yes, rule: ruleAccepted, outcome: outcomeAccepted.With(schannel.Word("store", TrustedRootStore)), store: TrustedRootStore, element: element}
	}
	return j.refusal(ruleUntrusted, TrustedRootStore)
}

// refusal is that of a chain of which no issuer stands in the store. If more of
// the chain follows, what comes may.
func (j *judge) refusal(rule schannel.Rule, store StoreKind) reading {
	if !j.whole() {
		return reading{missing: missingChainRest}
	}
	return reading{verdict: schannel.No, rule: rule, outcome: outcomeRefused.With(schannel.Word("store", store)), store: store}
}

// faults is what may make a server refuse that would accept.
func (j *judge) faults() []reading {
	var all []reading
	for _, f := range j.Findings {
		switch f.Code {
		case ruleStoreNonRoot.Code:
			all = append(all, reading{verdict: schannel.No, outcome: outcomeNonRootRefuses})
		case ruleStoreTooLarge.Code:
			all = append(all, reading{verdict: schannel.No, outcome: outcomeSizeRefuses})
		default:
			continue
		}
		if !slices.ContainsFunc(j.premises, func(g schannel.Finding) bool { return g.Code == f.Code }) {
			j.premises = append(j.premises, f)
		}
	}
	return all
}

// conclude makes one answer of the readings.
func (j *judge) conclude(all []reading) Acceptance {
	var outcomes []schannel.Phrase
	same := true
	for _, r := range all {
		if r.verdict == schannel.Unknown {
			return j.unknown(r.missing)
		}
		same = same && r.verdict == all[0].verdict
		if !slices.ContainsFunc(outcomes, func(p schannel.Phrase) bool { return p.Text == r.outcome.Text }) {
			outcomes = append(outcomes, r.outcome)
		}
	}
	if !same {
		return Acceptance{schannel.Unknown, j.finding(ruleAcceptOpen, schannel.Basis{
			Certainty: schannel.Undocumented, Outcomes: outcomes, Settle: []schannel.Phrase{settleRequest},
		})}
	}
	return j.certain(all[0])
}

// certain answers where every reading gives the verdict. Nobody has measured
// each of them, and names alone are looked at, so it is likely and no more.
func (j *judge) certain(r reading) Acceptance {
	basis, store := surely(schannel.Likely), schannel.Word("store", r.store)
	switch r.rule.Code {
	case ruleAccepted.Code:
		return Acceptance{schannel.Yes, j.finding(r.rule, basis, schannel.Number("certificate", r.element+1), store)}
	case ruleUnlisted.Code:
		return Acceptance{schannel.No, j.mended(j.finding(r.rule, basis, store), mend.AddIssuer)}
	}
	root := j.chain[len(j.chain)-1].Issuer.String()
	return Acceptance{schannel.No, j.mended(j.finding(r.rule, basis, schannel.Text("root", root)), mend.TrustRoot)}
}

func (j *judge) unknown(missing ...schannel.Phrase) Acceptance {
	return Acceptance{schannel.Unknown, j.finding(ruleAcceptUnknown, schannel.Basis{Certainty: schannel.InsufficientData, Missing: missing})}
}

func (j *judge) finding(rule schannel.Rule, basis schannel.Basis, args ...schannel.Arg) schannel.Finding {
	basis.Premises = j.premises
	return schannel.NewFinding(rule, basis, schannel.Whole("client_certificate"), args...)
}

func (j *judge) mended(f schannel.Finding, remedies ...schannel.Remedy) schannel.Finding {
	f.Remedies = mend.For(j.Case, j.Settings, remedies...)
	return f
}
