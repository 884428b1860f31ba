// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"crypto/sha1" //nolint:gosec // Windows names certificates by it
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/symptom"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certreq"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
	"github.com/schanneltrust/schannel/trustlist/offer"
	"github.com/schanneltrust/schannel/trustlist/removal"
	"github.com/schanneltrust/schannel/trustlist/trustdiag"
)

// issuers asks about the list of authorities of a server.
type issuers struct {
	answer
	given    casefile.Trustlist
	host     compose.Host
	madeUp   bool // the trusted roots are synthetic
	composed compose.Composition
	flight   certreq.Flight
	plan     removal.RemovalPlan
}

// askTrustlist asks about the server that wants client certificates.
func askTrustlist(c casefile.Case, seen symptoms, r *Report) answer {
	a := issuers{answer: answer{family: trustlistFamily, described: c.Trustlist != nil}}
	if c.Trustlist != nil {
		a.given = *c.Trustlist
		a.host = c.Trustlist.Host
		a.host.Release = cmp.Or(a.host.Release, releaseOf(c))
		if a.host.At.IsZero() {
			a.host.At = c.At
		}
		r.Release = a.host.Release
		a.synthesize()
		a.compose()
		a.capture()
		a.client()
		a.named()
		a.askFor()
	}
	server := a.composed
	if release := releaseOf(c); c.Trustlist == nil && release != schannel.ReleaseUnspecified {
		server = compose.Compose(compose.Host{Release: release})
	}
	d := trustdiag.Diagnose(trustdiag.Incident{Symptoms: seen.distinct, Server: server, Client: a.given.Client})
	if slices.Contains(d.Taken, true) {
		a.cause(0, d.Causes...)
		a.fact(0, without(d.Facts, trustdiag.CodeSymptomUnknown)...)
		a.taken = append(a.taken, seen.spread(d.Taken))
	}
	r.List = a.picture()
	return a.answer
}

// releaseOf is the release of the computer that shows the failure, where that is
// the server: nothing says that it is the client.
func releaseOf(c casefile.Case) schannel.Release {
	if c.EMS == nil || c.EMS.Side == ems.Client || slices.ContainsFunc(c.Symptoms, ofClient) {
		return schannel.ReleaseUnspecified
	}
	for r := range schannel.Releases() {
		if r.Product() == c.EMS.Local.Product {
			return r
		}
	}
	return schannel.ReleaseUnspecified
}

// ofClient reports whether a client logs the event: it found no certificate, or
// did not accept that of the server.
func ofClient(row symptom.Row) bool {
	switch row.Event.ID {
	case 36875, 36876, 36881, 36882, 36883, 36884:
		return true
	}
	return false
}

// The largest list that is made up: its size is not bound by that of the case.
const (
	mostNames = 20_000
	mostBytes = 4 << 20
)

// synthesize fills the store of trusted roots with certificates that have
// nothing but names.
func (a *issuers) synthesize() {
	s := a.given.Synthetic
	if s == nil {
		return
	}
	if len(a.host.Stores.TrustedRoots) > 0 || s.Names > mostNames || s.Bytes > mostBytes || s.Names <= 0 {
		a.leftOut = append(a.leftOut, casefile.LeftOut{Reason: leftSynthetic})
		return
	}
	list, err := listtest.Synthesize(listtest.Synthesis{Names: s.Names, Bytes: s.Bytes, Seed: s.Seed})
	if err != nil {
		a.leftOut = append(a.leftOut, refused(leftSynthetic, err))
		return
	}
	roots := make([]certstore.Certificate, len(list))
	for i, name := range list {
		roots[i] = certstore.Certificate{Subject: name, Issuer: name, SelfIssued: true, Index: i, SHA1: sha1.Sum(name)} //nolint:gosec // as above
	}
	a.host.Stores.TrustedRoots, a.madeUp = roots, true
}

// compose asks what the server sends, if anything is known of it.
func (a *issuers) compose() {
	h := a.host
	if h.Release == schannel.ReleaseUnspecified && len(h.Registry)+a.certificates() == 0 {
		return
	}
	a.composed = compose.Compose(h)
	findings := a.composed.Findings
	if a.madeUp {
		findings = a.withoutStore(findings)
	}
	a.fact(0, findings...)
	if a.composed.Truncation.Truncated && a.composed.Sent != schannel.No && a.composed.From == compose.TrustedRootStore && !a.madeUp {
		options := removal.PlanOptions{Keep: a.given.Keep}
		if len(a.given.Client) > 0 {
			options.Clients = [][]certstore.Certificate{a.given.Client}
		}
		a.plan = removal.Plan(h, options)
		a.fact(0, a.plan.Findings...)
	}
}

func (a *issuers) certificates() int {
	s := a.host.Stores
	return len(s.Site) + len(s.ClientAuthIssuers) + len(s.TrustedRoots) + len(s.Untrusted)
}

// withoutStore leaves out what is said about single certificates of a store
// that is made up.
func (a *issuers) withoutStore(findings []schannel.Finding) []schannel.Finding {
	about := certstore.CheckRequired(a.host.Release, a.host.Stores.TrustedRoots, nil)
	return slices.DeleteFunc(slices.Clone(findings), func(f schannel.Finding) bool {
		return slices.ContainsFunc(about, func(other schannel.Finding) bool { return other.Code == f.Code })
	})
}

// mostFaults is how many faults of one input a report lists.
const mostFaults = 20

// capture reads what the server was seen to send.
func (a *issuers) capture() {
	if len(a.given.Captured) == 0 {
		return
	}
	flight, faults := certreq.ParseFlightLenient(a.given.Captured, a.given.TLS)
	for _, fault := range faults[:min(len(faults), mostFaults)] {
		a.leftOut = append(a.leftOut, casefile.LeftOut{Reason: leftCaptured, Error: fault})
	}
	if more := len(faults) - mostFaults; more > 0 {
		a.leftOut = append(a.leftOut, casefile.LeftOut{Reason: leftFaults.With(schannel.Number("count", more))})
	}
	if len(flight.Message) == 0 && len(flight.Request.Authorities) == 0 {
		return
	}
	a.flight = flight
	findings := flight.Inspect().Findings
	if a.composed.Profile.Release != schannel.ReleaseUnspecified {
		for i := range findings {
			if findings[i].Subject.Kind == "list" {
				findings[i].Subject.Kind = "captured_list"
			}
		}
	}
	a.fact(0, findings...)
}

func (a *issuers) captured() bool { return a.flight.Request.Authorities != nil }

// client asks what a client with the chain does, and what the server makes of
// it.
func (a *issuers) client() {
	if len(a.given.Client) == 0 {
		return
	}
	var offers []offer.Offer
	switch {
	case a.composed.From != compose.StoreUnspecified:
		offers = a.composed.Offers(a.given.Client)
	case a.captured():
		offers = offer.Offers(a.given.Client, a.flight.Request.Authorities)
	}
	a.fact(0, alike(offers)...)
	if a.composed.Profile.Release != schannel.ReleaseUnspecified {
		a.fact(0, a.composed.Accepts(a.given.Client).Finding)
	}
}

// alike is the findings about offers, one for all families of clients that do
// the same for the same reason: the others are its items.
func alike(offers []offer.Offer) []schannel.Finding {
	type reason struct {
		verdict           offer.Verdict
		element, position int
		certainty         schannel.Certainty
		evidence          schannel.Evidence
	}
	places := map[reason]int{}
	var findings []schannel.Finding
	for _, o := range offers {
		key := reason{o.Verdict, o.Element, o.Position, o.Finding.Certainty, o.Finding.Evidence}
		at, known := places[key]
		if !known {
			places[key] = len(findings)
			findings = append(findings, o.Finding)
			continue
		}
		findings[at].Items = append(findings[at].Items, o.Finding.Subject)
	}
	return findings
}

// named says what the names that s_client prints do not tell. Names that are
// there were sent.
func (a *issuers) named() {
	sent := a.given.NamedSent
	if len(a.given.Named) > 0 {
		sent = schannel.Yes
	}
	if sent != schannel.Unknown {
		a.fact(0, certreq.SClientNames{Sent: sent, Names: a.given.Named}.Findings()...)
	}
}

// picture is the list that the server sends, else the one that it was seen to
// send.
func (a *issuers) picture() *List {
	switch {
	case a.composed.From != compose.StoreUnspecified && len(a.composed.List) > 0:
		return a.composedList()
	case a.captured():
		names, more := first(a.flight.Request.Authorities, mostListed)
		l := List{Captured: true, More: more}
		for _, name := range names {
			l.Names = append(l.Names, ListName{Text: name.String(), Bytes: entryBytes(name), Kept: true})
		}
		return &l
	case len(a.given.Named) > 0:
		names, more := first(a.given.Named, mostListed)
		l := List{Captured: true, More: more}
		for _, name := range names {
			l.Names = append(l.Names, ListName{Text: name, Kept: true})
		}
		return &l
	}
	return nil
}

func (a *issuers) composedList() *List {
	truncation := a.composed.Truncation
	names, more := first(a.composed.List, mostListed)
	l := List{Truncation: &truncation, More: more}
	fates := trustlist.Fates(a.composed.List, a.composed.Profile)
	removed := map[int]schannel.Thumbprint{}
	for _, r := range a.plan.Removed {
		removed[r.Index] = r.SHA1
	}
	for i, name := range names {
		sha1, remove := removed[i]
		l.Names = append(l.Names, ListName{
			Text: name.String(), Bytes: entryBytes(name), Fate: fates[i].Fate, Kept: fates[i].Kept, Remove: remove, SHA1: sha1,
		})
	}
	return &l
}

// entryBytes is what a name takes on the wire.
func entryBytes(name trustlist.Name) int { return trustlist.List{name}.Size() }
