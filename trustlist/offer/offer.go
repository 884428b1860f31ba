// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

// Verdict is whether a client offers its certificate, and why.
type Verdict uint8

const (
	VerdictUnspecified Verdict = 0 // "unspecified": nothing is known of the chain or of the list
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

// Part is which name of a certificate matches.
type Part uint8

const (
	PartIssuer  Part = 0 // "issuer"
	PartSubject Part = 1 // "subject": only some families look at it
)

// Offer is what a family of clients does with its certificate when it sees a
// list.
type Offer struct {
	Family  Family  `json:"family"`
	Verdict Verdict `json:"verdict"`

	// Element is the position in the chain of the certificate of which a Part
	// matches, the leaf being 0; Position that of the name in the list. Both
	// are -1 where nothing matches or no match is needed.
	Element  int  `json:"element"`
	Part     Part `json:"part"`
	Position int  `json:"position"`

	// Match is Identical, Folded (as the family folds) or HeaderStripped;
	// Different without a match.
	Match trustlist.Match `json:"match"`

	// Past is by how many bytes the list, up to and including the name,
	// exceeds the limit; 0 or less where it fits.
	Past int `json:"past"`

	Finding schannel.Finding `json:"finding"` // the same for people, and how sure it is
}

// MaxChain is how many certificates of a chain are looked at, the leaf
// included. It is a bound of this package: as many as OpenSSL verifies unless
// it is told otherwise, and more than any chain in use has. Where a
// verdict depends on those after them, it is VerdictUnspecified, and the finding
// says so.
const MaxChain = 100

// Offers tells for every family, in the order of [FamilyRules], whether a client
// with the chain offers it to a server that sends the list as it is, such as a
// captured one. The chain begins with the certificate of the client; whether it
// holds the root is the caller's choice, as it is the client's. Only names are
// looked at: that there is a private key, and that validity, key usage and
// algorithms fit, is taken for granted.
func Offers(chain []certstore.Certificate, list trustlist.List) []Offer {
	return Seen{List: list, Sent: schannel.Yes}.Offers(chain)
}

// Offers is the function Offers for a list of which not every name may arrive:
// names that are cut off do not count. Where it depends on choices that no
// document settles, the finding says so; it is never surer than the grounds.
func (s Seen) Offers(chain []certstore.Certificate) []Offer {
	places := s.places(looked(chain))
	all := make([]Offer, 0, len(familyRules))
	for _, rule := range familyRules {
		all = append(all, s.offer(rule, chain, places))
	}
	return all
}

// looked is the certificates of a chain that are looked at.
func looked(chain []certstore.Certificate) []certstore.Certificate {
	return chain[:min(len(chain), MaxChain)]
}

func (s Seen) offer(rule FamilyRule, chain []certstore.Certificate, places places) Offer {
	o := Offer{Family: rule.Family, Element: -1, Position: -1, Match: trustlist.Different}
	found := places.best(rule, looked(chain))
	lacking := s.lacks(rule, chain, found)
	normalized := false // whether the verdict depends on what Java normalizes
	switch {
	case len(lacking) > 0:
		o.Verdict = VerdictUnspecified
	case rule.Always:
		o.Verdict = OfferedAlways
	case !s.shows() && !rule.NeedsName:
		o.Verdict = OfferedAny
	case !s.shows():
		o.Verdict = WithheldUnnamed
	case found.position < 0:
		o.Verdict = WithheldUnnamed
		normalized = places.mayMatch(rule, looked(chain))
	default:
		fate := s.fate(found.position)
		o.Verdict = WithheldCut
		if fate.Kept {
			o.Verdict = OfferedNamed
		}
		o.Element, o.Part, o.Position, o.Past = found.element, found.part, found.position, fate.Past
		o.Match, normalized = rule.match(found.name(chain), s.List[o.Position])
	}
	o.Finding = s.explain(o, rule, lacking, normalized)
	return o
}

// match is how a name of the chain and one of the list are the same, and whether
// that depends on what Java normalizes.
func (r FamilyRule) match(own, listed trustlist.Name) (match trustlist.Match, normalized bool) {
	match = trustlist.Compare(own, listed).Match
	if match == trustlist.Identical {
		return match, false
	}
	if match == trustlist.Different {
		match = trustlist.Folded // by what this family alone does
	}
	return match, r.Compares.normalizes(own) || r.Compares.normalizes(listed)
}

// lacks is what is missing for a verdict, if anything is. A name after those
// that are looked at may match, or be surer to arrive than one that does.
func (s Seen) lacks(rule FamilyRule, chain []certstore.Certificate, found contact) []schannel.Phrase {
	var lacking []schannel.Phrase
	if len(chain) == 0 {
		lacking = append(lacking, say.Chain)
	}
	if !rule.Always && s.unknown() {
		lacking = append(lacking, say.Sending)
	}
	switch {
	case rule.Always || !s.shows() || rule.Elements > 0:
	case len(chain) > MaxChain && (found.position < 0 || s.rank(found.position) > 0):
		lacking = append(lacking, say.ShortChain.With(schannel.Number("limit", MaxChain)))
	}
	return lacking
}
