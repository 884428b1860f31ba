// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleOfferNamed = schannel.Rule{
	Code: "trustlist.offer.named", Title: "The client offers its certificate",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{client} offers the certificate: the {part} of certificate no. {certificate} of its chain is no. {number} of the list ({match}).",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "RFC 5246", Section: "Section 7.4.6"},
	},
	Excludes: []schannel.Code{"trustlist.offer.always", "trustlist.offer.any", "trustlist.offer.cut", "trustlist.offer.unnamed", "trustlist.offer.unknown"},
}

var ruleOfferAny = schannel.Rule{
	Code: "trustlist.offer.any", Title: "The client may offer any certificate",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{client} may offer the certificate, and every other one: no authority is named.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "RFC 5246", Section: "Section 7.4.4"},
	},
	Excludes: []schannel.Code{"trustlist.offer.always", "trustlist.offer.cut", "trustlist.offer.named", "trustlist.offer.unnamed", "trustlist.offer.unknown"},
}

var ruleOfferAlways = schannel.Rule{
	Code: "trustlist.offer.always", Title: "The client takes no notice of the list",
	Severity: schannel.Info, Evidence: schannel.Implemented,
	Message:  "{client} sends the certificate that is configured, whatever the list says, unless the program compares by itself.",
	Sources:  []schannel.Source{{Document: "OpenSSL", Section: "ssl/statem/statem_clnt.c, ssl3_check_client_certificate"}},
	Excludes: []schannel.Code{"trustlist.offer.any", "trustlist.offer.cut", "trustlist.offer.named", "trustlist.offer.unnamed", "trustlist.offer.unknown"},
}

var ruleOfferCut = schannel.Rule{
	Code: "trustlist.offer.cut", Title: "The client offers nothing because the name was cut off",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "{client} offers no certificate: the {part} of certificate no. {certificate} of its chain is no. {number} of the list ({match}), {past} bytes beyond the limit, and is cut off.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Cause"},
		{Document: "KB2801679", Section: "More information"},
	},
	Excludes: []schannel.Code{"trustlist.offer.always", "trustlist.offer.any", "trustlist.offer.named", "trustlist.offer.unnamed", "trustlist.offer.unknown"},
}

var ruleOfferUnnamed = schannel.Rule{
	Code: "trustlist.offer.unnamed", Title: "The client offers nothing because no authority of its chain is named",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "{client} offers no certificate: no issuer in its chain is named.",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "KB2802568"},
	},
	Excludes: []schannel.Code{"trustlist.offer.always", "trustlist.offer.any", "trustlist.offer.cut", "trustlist.offer.named", "trustlist.offer.unknown"},
}

var ruleOfferUnknown = schannel.Rule{
	Code: "trustlist.offer.unknown", Title: "Whether the client offers its certificate cannot be told",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Whether {client} offers a certificate depends on the chain that it has and on the list that it sees.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

// explain makes the finding of an offer. It is about the family, so that what
// two families do is no contradiction.
func (s Seen) explain(o Offer, rule FamilyRule, lacking []schannel.Phrase, normalized bool) schannel.Finding {
	subject, client := schannel.Whole("client").Named(rule.Family.String()), schannel.Text("client", rule.Product)
	part := schannel.Word("part", o.Part)
	element, position, match := schannel.Number("certificate", o.Element+1), schannel.Number("number", o.Position+1), schannel.Word("match", o.Match)
	basis := s.basis(o, rule)
	if normalized {
		basis.Certainty = max(basis.Certainty, schannel.Likely)
	}
	switch o.Verdict {
	case OfferedNamed:
		return schannel.NewFinding(ruleOfferNamed, basis, subject, client, part, element, position, match)
	case OfferedAny:
		return schannel.NewFinding(ruleOfferAny, basis, subject, client)
	case OfferedAlways:
		return schannel.NewFinding(ruleOfferAlways, basis, subject, client)
	case WithheldCut:
		return schannel.NewFinding(ruleOfferCut, basis, subject, client, part, element, position, match, schannel.Number("past", o.Past))
	case WithheldUnnamed:
		return schannel.NewFinding(ruleOfferUnnamed, basis, subject, client)
	case VerdictUnspecified:
	}
	basis.Certainty, basis.Missing = schannel.InsufficientData, lacking
	return schannel.NewFinding(ruleOfferUnknown, basis, subject, client)
}

// basis is how sure it is what the family does, and why.
func (s Seen) basis(o Offer, rule FamilyRule) schannel.Basis {
	b := schannel.Basis{Certainty: schannel.Certain, Evidence: rule.Evidence, Sources: rule.Sources, Premises: s.premises(o)}
	if rule.Evidence == schannel.Inferred || (rule.NeedsName || rule.OnlyOne) && !s.shows() {
		// A program may look whether there are names before it asks NSS; GnuTLS
		// may have another certificate.
		b.Certainty = schannel.Likely
	}
	if outcomes := s.open(o); len(outcomes) > 0 {
		b.Certainty, b.Outcomes, b.Settle = schannel.Undocumented, outcomes, []schannel.Phrase{say.Capture}
	}
	return b
}

// premises is the grounds that a verdict rests on.
func (s Seen) premises(o Offer) []schannel.Finding {
	g := s.Grounds
	switch o.Verdict {
	case OfferedNamed:
		return slices.Concat(g.Listing, g.Cutting)
	case OfferedAny:
		if s.Sent == schannel.No {
			return g.Sending
		}
		return slices.Concat(g.Listing, g.Cutting, g.Mapper)
	case WithheldCut:
		return slices.Concat(g.Sending, g.Listing, g.Cutting)
	case WithheldUnnamed:
		return slices.Concat(g.Sending, g.Listing, g.Mapper)
	case OfferedAlways, VerdictUnspecified:
	}
	return nil
}

var (
	outcomeListSent    = schannel.Phrase{Code: "trustlist.outcome.list_sent", Text: "a list is sent: the certificate is withheld"}
	outcomeListNotSent = schannel.Phrase{Code: "trustlist.outcome.list_not_sent", Text: "no list is sent: it is offered"}
	outcomeNameSent    = schannel.Phrase{Code: "trustlist.outcome.name_sent", Text: "the name is sent: the certificate is offered"}
	outcomeNameCut     = schannel.Phrase{Code: "trustlist.outcome.name_cut", Text: "the name is cut off: it is withheld"}
)

// open is what may happen where that depends on what no document tells: whether
// a list is sent, and whether the name is cut off, which of a list that is cut
// depends on its order.
func (s Seen) open(o Offer) []schannel.Phrase {
	switch {
	case o.Verdict == VerdictUnspecified || o.Verdict == OfferedAlways:
	case s.Sent == schannel.Unknown && !o.Verdict.Offered():
		return []schannel.Phrase{outcomeListSent, outcomeListNotSent}
	case o.Position >= 0 && (s.fate(o.Position).Fate == trustlist.AtRisk || !s.Ordered && s.cut()):
		return []schannel.Phrase{outcomeNameSent, outcomeNameCut}
	}
	return nil
}
