// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// Reading is what a document makes of a fact that speaks against a certificate.
type Reading uint8

const (
	ReadingOpen Reading = 0 // "open": the best-founded reading, and every other one is tried
	Excludes    Reading = 1 // "excludes": the certificate is no candidate
	NoPart      Reading = 2 // "no-part": it plays no part in the choice; the handshake may fail afterwards
	Behind      Reading = 3 // "behind": the certificate loses to any of which the fact does not hold
)

// Ranking is the order of the certificates that remain.
type Ranking uint8

const (
	RankingOpen Ranking = 0 // "open": the best-founded order, and every other one is tried
	IssuedFirst Ranking = 1 // "issued-first": issued by an authority before self-signed, then newest NotBefore
	NewestOnly  Ranking = 2 // "newest-only": newest NotBefore, whoever issued it
	LongestLife Ranking = 3 // "longest-life": latest NotAfter
)

// Policy holds what documents leave open or contradict each other about. The
// zero value leaves every field open: the best-founded reading gives the
// answer, the others are tried, and certainty falls where they differ. A field
// that is set is not varied.
type Policy struct {
	// MissingFlag is about a certificate without the flag of the service. The
	// selection page of Exchange 2016 has both: its list of conditions
	// excludes it, its note lets it be chosen and fail; KB4051498 shows the
	// latter for a Send connector with TlsCertificateName.
	MissingFlag Reading `json:"missing_flag"`

	// MissingKey is about a certificate without its private key. The
	// selection page excludes it; KB4495258 shows one that a Send connector
	// with TlsCertificateName sent.
	MissingKey Reading `json:"missing_key"`

	// Status is about a Status that is not Valid. The white paper of Exchange
	// 2007 asks for a chain that passes the revocation check; no selection
	// page names it.
	Status Reading `json:"status"`

	// Dates is about a certificate that has expired, or is not valid yet.
	// KB953354 says of Exchange 2007 that it is not found; the page of 2016
	// says that it is logged and used; "first valid" may mean that it loses.
	Dates Reading `json:"dates"`

	// Wildcard is about a certificate whose wildcard covers the name, beside
	// one that has the name itself. No document ranks them.
	Wildcard Reading `json:"wildcard"`

	// Ranking is the order. The page of 2016 has IssuedFirst; of Exchange
	// 2007 only the newest time stamp is documented; for TlsCertificateName
	// users report LongestLife (CSS-Exchange issue 1165).
	Ranking Ranking `json:"ranking"`
}

// field is one field of a Policy.
type field uint8

const (
	fieldFlag     field = 0
	fieldKey      field = 1
	fieldStatus   field = 2
	fieldDates    field = 3
	fieldWildcard field = 4
	fieldRanking  field = 5
	fieldCount          = 6
)

var fieldNames = [fieldCount]string{"missing_flag", "missing_key", "status", "dates", "wildcard", "ranking"}

// fieldSet is a set of fields.
type fieldSet uint8

func (s fieldSet) has(f field) bool { return s&(1<<f) != 0 }

// names lists the fields, such as "status, dates".
func (s fieldSet) names() string {
	var words []string
	for f, name := range fieldNames {
		if s.has(field(f)) { //nolint:gosec // six fields
			words = append(words, name)
		}
	}
	return strings.Join(words, ", ")
}

// readings is a Policy by field.
type readings [fieldCount]uint8

func (p Policy) readings() readings {
	return readings{
		uint8(p.MissingFlag), uint8(p.MissingKey), uint8(p.Status),
		uint8(p.Dates), uint8(p.Wildcard), uint8(p.Ranking),
	}
}

func (r readings) reading(f field) Reading { return Reading(r[f]) }
func (r readings) ranking() Ranking        { return Ranking(r[fieldRanking]) }

func (r readings) policy() Policy {
	return Policy{
		MissingFlag: r.reading(fieldFlag), MissingKey: r.reading(fieldKey), Status: r.reading(fieldStatus),
		Dates: r.reading(fieldDates), Wildcard: r.reading(fieldWildcard), Ranking: r.ranking(),
	}
}

// text writes the given fields, such as "status=excludes, dates=behind".
func (r readings) text(fields fieldSet) string {
	var words []string
	for f := range field(fieldCount) {
		if !fields.has(f) {
			continue
		}
		value := r.reading(f).String()
		if f == fieldRanking {
			value = r.ranking().String()
		}
		words = append(words, fieldNames[f]+"="+value)
	}
	return strings.Join(words, ", ")
}

// choice is a reading of a field, and how sure an answer still is that differs
// under it from the first choice.
type choice struct {
	value     uint8
	certainty schannel.Certainty
}

// weaker and equal are the two kinds of other readings: one that the first is
// better founded than, and one that documents give as much ground for.
const (
	first  = schannel.Certain
	weaker = schannel.Likely
	equal  = schannel.Undocumented
)

// choices returns the readings of a field for a question, the best-founded
// first.
func (q *question) choices(f field) []choice {
	if fixed := q.policy[f]; fixed != 0 {
		return []choice{{fixed, first}}
	}
	switch f {
	case fieldFlag, fieldKey:
		switch {
		case q.sendByName():
			return []choice{{uint8(NoPart), first}, {uint8(Excludes), weaker}}
		case f == fieldKey:
			return []choice{{uint8(Excludes), first}}
		}
		return []choice{{uint8(Excludes), first}, {uint8(NoPart), weaker}}
	case fieldStatus:
		if q.server.Version.Is2007() {
			return []choice{{uint8(Excludes), first}, {uint8(NoPart), weaker}}
		}
		return []choice{{uint8(NoPart), first}, {uint8(Excludes), equal}}
	case fieldDates:
		return q.choicesOfDates()
	case fieldWildcard:
		return []choice{{uint8(NoPart), first}, {uint8(Behind), equal}}
	case fieldRanking:
	}
	return q.choicesOfRanking()
}

// sendByName reports whether a Send connector asks by TlsCertificateName: where
// KB4051498 and KB4495258 show that what is missing does not exclude.
func (q *question) sendByName() bool { return q.purpose == OutboundSTARTTLS && q.byName }

func (q *question) choicesOfDates() []choice {
	v := q.server.Version
	switch {
	case v == exchange.Exchange2007SP1:
		// Event 12016, which goes with the certificate being found, was
		// observed on this very version.
		return []choice{{uint8(Excludes), first}, {uint8(NoPart), equal}}
	case v.Is2007():
		return []choice{{uint8(Excludes), first}, {uint8(NoPart), weaker}}
	case v >= exchange.Exchange2016 && q.purpose == InboundSTARTTLS:
		return []choice{{uint8(NoPart), first}, {uint8(Behind), equal}}
	}
	return []choice{{uint8(NoPart), first}, {uint8(Behind), equal}, {uint8(Excludes), equal}}
}

func (q *question) choicesOfRanking() []choice {
	switch {
	case q.server.Version.Is2007():
		return []choice{{uint8(IssuedFirst), first}, {uint8(NewestOnly), equal}}
	case q.byName:
		return []choice{{uint8(IssuedFirst), first}, {uint8(LongestLife), weaker}}
	}
	return []choice{{uint8(IssuedFirst), first}}
}
