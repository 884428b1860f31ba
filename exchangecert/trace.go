// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// trace writes down the way of every certificate under the default policy.
func (b *builder) trace() {
	all := b.q.server.Certificates
	b.answer.Trace = make([]Candidate, len(all))
	b.otherHost = reasonHost.With(schannel.Text("name", b.q.host)) // the same for many
	remaining := 0
	for i := range all {
		if !b.run.excluded(i) {
			remaining++
		}
	}
	for i := range all {
		c := Candidate{Index: i, Thumbprint: all[i].Thumbprint, Steps: b.steps(i)}
		switch {
		case b.facts[i].out != "":
			c.Verdict, c.Because = Out, b.outReason(i)
		case b.run.excluded(i):
			c.Verdict, c.Because = Out, b.against(i, b.firstExcluding(i))
		case i == b.run.winner:
			c.Verdict, c.Because = Won, reasonOnly
			if b.grounds.of == i {
				c.Verdict = Assumed
			}
			if remaining > 1 {
				c.Because = reasonWon.With(schannel.Number("count", remaining))
			}
			c.Steps = append(c.Steps, Step{stepRank.Code, Passed})
		default:
			_, rule := b.run.before(b.run.winner, i, guessNone)
			c.Verdict, c.Because = Lost, b.lostReason(i, rule)
			winner := all[b.run.winner].Thumbprint
			c.LostTo = &winner
			c.Steps = append(c.Steps, Step{rule, Failed})
		}
		b.answer.Trace[i] = c
	}
}

// firstExcluding is the first field, in the order of the steps, that excludes a
// certificate.
func (b *builder) firstExcluding(i int) field {
	for _, f := range stepOrder {
		if b.facts[i].against[f] == schannel.Yes && b.run.r.reading(f) == Excludes {
			return f
		}
	}
	return fieldDates
}

// stepOrder is the order in which the fields of a policy are steps.
var stepOrder = [...]field{fieldKey, fieldFlag, fieldStatus, fieldDates}

// steps lists the tests of a certificate up to the one that stopped it.
func (b *builder) steps(i int) []Step {
	f := &b.facts[i]
	if f.out == b.q.nameRule() {
		return []Step{{f.out, Failed}}
	}
	name := Passed
	if f.name == exchange.UnknownName || f.name == exchange.RewrittenName {
		name = Assumed
	}
	steps := append(make([]Step, 0, 7), Step{b.q.nameRule(), name})
	if f.out != "" {
		return append(steps, Step{f.out, Failed})
	}
	version := Passed
	if c := &b.q.server.Certificates[i]; c.X509Version == 0 && len(c.Domains) == 0 {
		version = Assumed
	}
	steps = append(steps, Step{stepVersion.Code, version})
	for _, n := range stepOrder {
		step := Step{fieldRules[n].Code, Passed}
		switch f.against[n] {
		case schannel.Yes:
			step.Verdict = Failed
		case schannel.Unknown:
			step.Verdict = Assumed
		case schannel.No:
		}
		steps = append(steps, step)
		if step.Verdict == Failed && b.run.r.reading(n) == Excludes {
			break
		}
	}
	return steps
}

// traceNone gives every certificate the same reason: none was looked at.
func (b *builder) traceNone(because schannel.Phrase) {
	for i, c := range b.q.server.Certificates {
		b.answer.Trace = append(b.answer.Trace, Candidate{Index: i, Thumbprint: c.Thumbprint, Verdict: Out, Because: because})
	}
}
