// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"slices"

	"github.com/schanneltrust/schannel"
)

// decide looks at every certificate, chooses, tries the other readings, and
// says why.
func (b *builder) decide() {
	q := b.q
	if !q.server.Seen() {
		b.refuse(missingCertificates)
		return
	}
	b.facts = make([]facts, len(q.server.Certificates))
	for i := range b.facts {
		b.facts[i] = q.factsOf(i)
	}
	b.run = q.choose(b.facts, q.defaults())
	b.vary()
	b.conclude()
	b.trace()
}

// defaults is the best-founded policy for the question.
func (q *question) defaults() readings {
	var r readings
	for f := range field(fieldCount) {
		r[f] = q.choices(f)[0].value
	}
	return r
}

// variant is another winner than the default one: the fields that give it, and
// how sure the answer still is in spite of it.
type variant struct {
	fields    fieldSet
	readings  readings
	winner    int // -1: none
	certainty schannel.Certainty
}

// vary tries every combination of the readings of those fields that were read,
// also by one of the combinations. It keeps the winners that differ, each with
// the fewest fields that lead to it.
func (b *builder) vary() {
	defaults, fields := b.run.r, b.run.read
	for {
		read := fields
		b.variants = nil
		for _, v := range combinations(b.q, defaults, fields) {
			u := b.q.choose(b.facts, v.readings)
			read |= u.read
			if v.winner = u.winner; v.winner != b.run.winner {
				b.addVariant(v)
			}
		}
		if read == fields {
			return
		}
		fields = read
	}
}

// addVariant keeps v unless fewer of its fields give the same winner.
func (b *builder) addVariant(v variant) {
	for i, known := range b.variants {
		if known.winner != v.winner || known.certainty > v.certainty {
			continue
		}
		if known.fields&^v.fields == 0 {
			return
		}
		if v.fields&^known.fields == 0 {
			b.variants[i] = v
			return
		}
	}
	b.variants = append(b.variants, v)
}

// combinations are every combination of readings of the fields that differs from
// the defaults; there are 95 at most. A combination counts as much as the
// best-founded of its readings.
func combinations(q *question, defaults readings, fields fieldSet) []variant {
	all := []variant{{readings: defaults, certainty: schannel.InsufficientData}}
	for f := range field(fieldCount) {
		if !fields.has(f) {
			continue
		}
		for _, base := range slices.Clone(all) {
			for _, c := range q.choices(f)[1:] {
				v := base
				v.readings[f], v.fields = c.value, v.fields|1<<f
				v.certainty = min(v.certainty, c.certainty)
				all = append(all, v)
			}
		}
	}
	return all[1:]
}
