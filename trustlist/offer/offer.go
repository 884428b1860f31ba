// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
)

// Verdict is whether a client offers its certificate, and why.
type Verdict uint8

const (
	VerdictUnspecified Verdict = 0 // "unspecified": not a verdict
	OfferedNamed       Verdict = 1 // "offered-named": offered: a name that is sent matches
	OfferedAny         Verdict = 2 // "offered-any": offered: no authority is named, so every certificate fits
	OfferedAlways      Verdict = 3 // "offered-always": offered: the client takes no notice of the list
	WithheldCut        Verdict = 4 // "withheld-cut": not offered: a name of the list matches, but it is cut off
	WithheldUnnamed    Verdict = 5 // "withheld-unnamed": not offered: no name of the list matches
)

// Offered reports whether the certificate is offered.
func (v Verdict) Offered() bool {
	return v == OfferedNamed || v == OfferedAny || v == OfferedAlways
}

// Offer is what a family of clients does with its certificate when it sees a
// list.
type Offer struct {
	Family  Family  `json:"family"`
	Verdict Verdict `json:"verdict"`

	// Element is the position in the chain of the certificate whose issuer
	// matches, the leaf being 0; Position that of the name in the list. Both
	// are -1 where nothing matches or no match is needed.
	Element  int `json:"element"`
	Position int `json:"position"`

	// Match is Identical, Folded or HeaderStripped; Different without a match.
	Match trustlist.Match `json:"match"`

	// Past is by how many bytes the list, up to and including the name,
	// exceeds the limit; 0 or less where it fits.
	Past int `json:"past"`

	Finding schannel.Finding `json:"finding"` // the same for people, and how sure it is
}

// Offers tells for every family, in the order of [FamilyRules], whether a client
// with the chain offers it to a server that sends the list as it is, such as a
// captured one. The chain begins with the certificate of the client; whether it
// holds the root is the caller's choice, as it is the client's. Only names are
// looked at: that there is a private key, and that validity, key usage and
// algorithms fit, is taken for granted.
func Offers(chain []certstore.Certificate, list trustlist.List) []Offer {
	return Seen{List: list, Sent: schannel.Yes}.Offers(chain)
}

// Seen is a list as it comes to a client.
type Seen struct {
	List trustlist.List `json:"list"`
	Sent schannel.Truth `json:"sent"` // whether a list is sent

	// Fates is what becomes of each name; one without a fate is sent.
	Fates []trustlist.NameFate `json:"fates"`

	// SystemMapper is whether there is the name NT AUTHORITY too, which no
	// issuer has.
	SystemMapper bool `json:"system_mapper"`
}

// Offers is the function Offers for a list of which not every name may arrive:
// names that are cut off do not count. Where it depends on choices that no
// document settles, the finding says so.
func (s Seen) Offers(chain []certstore.Certificate) []Offer {
	contacts := s.contacts(chain)
	all := make([]Offer, 0, len(familyRules))
	for _, rule := range familyRules {
		all = append(all, s.offer(rule, contacts))
	}
	return all
}

// fate returns what becomes of the name at a position.
func (s Seen) fate(position int) trustlist.NameFate {
	if position < len(s.Fates) {
		return s.Fates[position]
	}
	return trustlist.NameFate{Fate: trustlist.Safe, Kept: true}
}

// shows reports whether the client sees any name.
func (s Seen) shows() bool {
	if s.Sent == schannel.No || s.SystemMapper {
		return s.Sent != schannel.No
	}
	for i := range s.List {
		if s.fate(i).Kept {
			return true
		}
	}
	return false
}

// contact is where an issuer of the chain meets a name of the list.
type contact struct {
	element, position int
	comparison        trustlist.Comparison
}

// contacts finds every name that some family may take for an issuer of the
// chain, in the order of the chain.
func (s Seen) contacts(chain []certstore.Certificate) []contact {
	keys := make([]string, len(s.List))
	for i, name := range s.List {
		keys[i] = foldedKey(name)
	}
	var found []contact
	for element, c := range chain {
		key := foldedKey(c.Issuer)
		for position, name := range s.List {
			if keys[position] != key && !dn.IsContentOf(name, c.Issuer) {
				continue
			}
			if comparison := trustlist.Compare(c.Issuer, name); comparison.Match != trustlist.Different {
				found = append(found, contact{element, position, comparison})
			}
		}
	}
	return found
}

// foldedKey is the same for names that Compare takes for identical or folded.
// It saves comparing every issuer with every name of a long list.
func foldedKey(n trustlist.Name) string {
	if key, ok := dn.RFC5280().Key(n); ok {
		return key
	}
	return "no name:" + string(n)
}

func (s Seen) offer(rule FamilyRule, contacts []contact) Offer {
	o := Offer{Family: rule.Family, Element: -1, Position: -1, Match: trustlist.Different}
	best, found := s.best(rule, contacts)
	switch {
	case rule.always:
		o.Verdict = OfferedAlways
	case !s.shows() && !rule.named:
		o.Verdict = OfferedAny
	case !found || !s.shows():
		o.Verdict = WithheldUnnamed
	default:
		fate := s.fate(best.position)
		o.Verdict = WithheldCut
		if fate.Kept {
			o.Verdict = OfferedNamed
		}
		o.Element, o.Position, o.Match = best.element, best.position, best.comparison.Match
		o.Past = fate.Past
	}
	o.Finding = s.explain(o, rule)
	return o
}

// best returns the contact by which the family comes furthest: the first in
// the order of the chain among those whose name is surest to be sent.
func (s Seen) best(rule FamilyRule, contacts []contact) (best contact, found bool) {
	for _, c := range contacts {
		if !rule.Matches(c.comparison) || rule.elements > 0 && c.element >= rule.elements {
			continue
		}
		if !found || s.rank(c.position) < s.rank(best.position) {
			best, found = c, true
		}
	}
	return best, found
}

// rank orders names by how sure it is that they are sent.
func (s Seen) rank(position int) int {
	switch fate := s.fate(position); {
	case fate.Fate == trustlist.Safe:
		return 0
	case fate.Kept:
		return 1
	case fate.Fate == trustlist.AtRisk:
		return 2
	}
	return 3
}

var ruleOfferAlways = schannel.Rule{
	Code: "trustlist.offer.always", Title: "The client takes no notice of the list",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Message: "{client} sends the certificate that is configured, whatever the list says, unless the program compares by itself.",
	Sources: []schannel.Source{{Document: "OpenSSL", Section: "ssl/statem/statem_clnt.c, ssl3_check_client_certificate"}},
}

var ruleOfferAny = schannel.Rule{
	Code: "trustlist.offer.any", Title: "The client may offer any certificate",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{client} may offer the certificate, and every other one: no authority is named. Internet Explorer shows all client certificates that are installed.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "RFC 5246", Section: "Section 7.4.4"},
	},
}

var ruleOfferCut = schannel.Rule{
	Code: "trustlist.offer.cut", Title: "The client offers nothing because the name was cut off",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "{client} offers no certificate: the issuer of element {element} of its chain stands at position {position} of the list ({match}), {past} bytes beyond the limit, and is cut off.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleOfferNamed = schannel.Rule{
	Code: "trustlist.offer.named", Title: "The client offers its certificate",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{client} offers the certificate: the issuer of element {element} of its chain stands at position {position} of the list ({match}).",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "RFC 5246", Section: "Section 7.4.6"},
	},
}

var ruleOfferUnnamed = schannel.Rule{
	Code: "trustlist.offer.unnamed", Title: "The client offers nothing because no authority of its chain is named",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "{client} offers no certificate: no issuer in its chain is in the list.",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "KB2802568"},
	},
}

// explain makes the finding of an offer.
func (s Seen) explain(o Offer, rule FamilyRule) schannel.Finding {
	certainty := schannel.Certain
	if rule.Evidence == schannel.Inferred || rule.named && !s.shows() {
		// A program may look whether there are names before it asks NSS.
		certainty = schannel.Likely
	}
	client := schannel.Text("client", rule.Product)
	element, position := schannel.Number("element", o.Element), schannel.Number("position", o.Position)
	match := schannel.Text("match", o.Match.String())
	var f schannel.Finding
	switch o.Verdict {
	case OfferedNamed:
		f = schannel.NewFinding(ruleOfferNamed, schannel.Basis{Certainty: certainty}, schannel.Nth("chain", o.Element), client, element, position, match)
	case OfferedAny:
		f = schannel.NewFinding(ruleOfferAny, schannel.Basis{Certainty: certainty}, schannel.Whole("chain"), client)
	case OfferedAlways:
		f = schannel.NewFinding(ruleOfferAlways, schannel.Basis{Certainty: certainty}, schannel.Whole("chain"), client)
	case WithheldCut:
		f = schannel.NewFinding(ruleOfferCut, schannel.Basis{Certainty: certainty}, schannel.Nth("chain", o.Element), client, element, position, match, schannel.Number("past", o.Past))
		f.Because = []schannel.Code{codeListTruncated}
	case WithheldUnnamed, VerdictUnspecified:
		f = schannel.NewFinding(ruleOfferUnnamed, schannel.Basis{Certainty: certainty}, schannel.Whole("chain"), client)
	}
	f.Sources = slices.Concat(f.Sources, rule.Sources)
	s.doubt(&f, o)
	return f
}

// doubt marks what hangs on undocumented choices: whether a list is sent, and
// whether the name is cut off.
func (s Seen) doubt(f *schannel.Finding, o Offer) {
	switch {
	case o.Verdict == OfferedAlways:
		return
	case s.Sent == schannel.Unknown && !o.Verdict.Offered():
		f.Outcomes = []string{"a list is sent: the certificate is withheld", "no list is sent: it is offered"}
	case o.Position >= 0 && s.fate(o.Position).Fate == trustlist.AtRisk:
		f.Outcomes = []string{"the name is sent: the certificate is offered", "the name is cut off: it is withheld"}
	default:
		return
	}
	f.Certainty = schannel.Undocumented
	f.Settle = "a capture of the CertificateRequest that this server sends"
}
