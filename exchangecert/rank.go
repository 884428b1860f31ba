// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// run is the choice among all certificates under one policy.
type run struct {
	q       *question
	facts   []facts
	r       readings
	read    fieldSet // the fields that made or could have made a difference
	winner  int      // -1: none
	ordered bool     // whether two certificates were compared at all
}

// choose goes once through the certificates.
func (q *question) choose(all []facts, r readings) run {
	out := run{q: q, facts: all, r: r, winner: -1}
	for i := range all {
		if out.excluded(i) {
			continue
		}
		if out.winner < 0 {
			out.winner = i
			continue
		}
		out.ordered = true
		if ahead, _ := out.before(i, out.winner, guessNone); ahead {
			out.winner = i
		}
	}
	return out
}

// excluded reports whether a certificate is no candidate, and notes which
// fields were read for that.
func (u *run) excluded(i int) bool {
	f := &u.facts[i]
	if f.out != "" {
		return true
	}
	excluded := false
	for n := range fieldRanking {
		if f.against[n] == schannel.Yes && n != fieldWildcard {
			u.read |= 1 << n
			excluded = excluded || u.r.reading(n) == Excludes
		}
	}
	return excluded
}

// guess says what to take unknown facts for when two certificates are
// compared.
type guess uint8

const (
	guessNone  guess = 0 // the certificate of which less is known stands behind
	guessFirst guess = 1 // whatever is best for the first of the two
)

// before reports whether certificate i stands before j, and the rule of the
// step that says so. Without a difference the order of the input decides.
func (u *run) before(i, j int, g guess) (bool, schannel.Code) {
	a, b := &u.facts[i], &u.facts[j]
	if known := a.name != exchange.UnknownName; known != (b.name != exchange.UnknownName) && g == guessNone {
		return known, rankName.Code
	}
	if a.against[fieldWildcard] != b.against[fieldWildcard] {
		u.read |= 1 << fieldWildcard
	}
	for n := range fieldRanking {
		if u.r.reading(n) != Behind {
			continue
		}
		if behind := b.against[n] == schannel.Yes; behind != (a.against[n] == schannel.Yes) {
			return behind, fieldRules[n].Code
		}
	}
	u.read |= 1 << fieldRanking
	if d, rule := u.rank(a, b, g); d != 0 {
		return d > 0, rule
	}
	return i < j, rankInput.Code
}

// fieldRules are the steps of the fields, by which a certificate also stands
// behind another; the ranking is none.
var fieldRules = [fieldRanking]*schannel.Rule{&stepService, &stepPrivateKey, &stepStatus, &stepDates, &rankWildcard}

// rank compares by the ranking: positive if a is ahead of b.
func (u *run) rank(a, b *facts, g guess) (int, schannel.Code) {
	if u.r.ranking() == LongestLife {
		return compareTimes(a.notAfter, b.notAfter, g), rankLongest.Code
	}
	if u.r.ranking() == IssuedFirst {
		byA, byB := a.issued == schannel.Yes, b.issued == schannel.Yes
		if g == guessFirst {
			byA = a.issued != schannel.No
		}
		if byA && !byB {
			return 1, rankIssued.Code
		}
		if byB && !byA {
			return -1, rankIssued.Code
		}
	}
	return compareTimes(a.notBefore, b.notBefore, g), rankNewest.Code
}

// compareTimes is positive if a is later than b. An unknown time is the
// earliest, or, in a guess for the first, the best for it.
func compareTimes(a, b time.Time, g guess) int {
	if g == guessFirst && (a.IsZero() || b.IsZero()) {
		return 1
	}
	return a.Compare(b)
}

// assumed returns the fields of which it is unknown whether they speak against
// a certificate, where that matters under any reading that is tried.
func (u *run) assumed(i int) fieldSet {
	var set fieldSet
	for n := range fieldRanking {
		matters := slices.ContainsFunc(u.q.choices(n), func(c choice) bool { return Reading(c.value) != NoPart })
		if matters && u.facts[i].against[n] == schannel.Unknown {
			set |= 1 << n
		}
	}
	return set
}

// grounds says on which unknown facts a winner rests: its own, those of a
// certificate that could come before it if more were known, and whether names
// are among them.
type grounds struct {
	of     int // the certificate that the facts are of; -1: the answer rests on none
	fields fieldSet
	name   bool
	rank   bool
}

// rests looks for an unknown fact that could change the winner.
func (u *run) rests() grounds {
	if u.winner < 0 {
		return grounds{of: -1}
	}
	w := &u.facts[u.winner]
	if fields := u.assumed(u.winner); fields != 0 || w.name == exchange.UnknownName {
		return grounds{of: u.winner, fields: fields, name: w.name == exchange.UnknownName}
	}
	for i := range u.facts {
		if i == u.winner || u.excluded(i) {
			continue
		}
		f := &u.facts[i]
		if f.name != exchange.UnknownName && f.ranked() && w.ranked() {
			continue
		}
		if ahead, _ := u.before(i, u.winner, guessFirst); ahead {
			return grounds{of: i, fields: u.assumed(i), name: f.name == exchange.UnknownName, rank: !f.ranked() || !w.ranked()}
		}
	}
	return grounds{of: -1}
}

// ranked reports whether everything that the ranking looks at is known.
func (f *facts) ranked() bool { return f.issued != schannel.Unknown && !f.notBefore.IsZero() }
