// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/symptom"
)

// Run answers a case. It never fails: what a family refuses is told in LeftOut.
func Run(c casefile.Case) Report {
	r := Report{
		Format: Format, Name: c.Name, Title: c.Title, Source: c.Source, Question: c.Question, At: c.At.UTC(),
		Origin: c.Origin, LeftOut: slices.Clone(c.LeftOut), Facts: factsOf(c),
	}
	seen := symptomsOf(c.Symptoms)
	if more := seen.unasked(); more > 0 {
		r.LeftOut = append(r.LeftOut, casefile.LeftOut{Reason: leftSymptoms.With(schannel.Number("count", more))})
	}
	answers := []answer{
		askTrustlist(c, seen, &r),
		askEMS(c, seen, &r),
		askExchangecert(c, &r),
		askAutodiscover(c, seen, &r),
	}
	answers, unheard := weigh(answers, seen)
	r.LeftOut = append(r.LeftOut, unheard...)
	unknown := unknownRows(c.Symptoms, answers)
	items := gather(answers, unknown)
	var left int
	items, left = shorten(consistent(items), allowance(c))
	if left > 0 {
		r.LeftOut = append(r.LeftOut, casefile.LeftOut{Reason: leftFindings.With(schannel.Number("count", left))})
	}
	var rests [][]int
	r.Findings, rests, r.Links = order(items)
	r.Problems = problems(r.Findings, rests, r.Links)
	for _, a := range answers {
		r.LeftOut = append(r.LeftOut, a.leftOut...)
	}
	r.Needs = needsOf(r.Findings, append([]answer{{needs: slices.Concat(needDates(c), needSeen(c))}}, answers...))
	if beforeTransportService(c) {
		nameTransportServer(r.Needs)
	}
	return r
}

// family is who answers, in the order of the report where nothing else decides.
type family uint8

const (
	trustlistFamily family = iota
	emsFamily
	exchangecertFamily
	autodiscoverFamily
	noFamily
)

// answer is what one family says about a case.
type answer struct {
	family    family
	described bool // the case has facts for it, beside the symptoms

	causes []item
	facts  []item
	taken  []symptom.Taken

	leftOut []casefile.LeftOut
	needs   []Need
}

// item is a finding on its way into the report.
type item struct {
	schannel.Finding
	family family
	group  int // what was asked together, such as one of several servers
}

// apart is the group of what a package was asked about symptoms alone, without
// the facts that it knows elsewhere.
const apart = -1

// cause adds findings about what may be behind the symptoms.
func (a *answer) cause(group int, findings ...schannel.Finding) {
	a.causes = appendItems(a.causes, a.family, group, findings)
}

// fact adds other findings.
func (a *answer) fact(group int, findings ...schannel.Finding) {
	a.facts = appendItems(a.facts, a.family, group, findings)
}

func appendItems(items []item, f family, group int, findings []schannel.Finding) []item {
	for _, finding := range findings {
		items = append(items, item{finding, f, group})
	}
	return items
}

// without leaves out what a package says about symptoms that it does not know:
// the report says that once, of those that none took.
func without(findings []schannel.Finding, code schannel.Code) []schannel.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f schannel.Finding) bool { return f.Code == code })
}
