// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"errors"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

// errorOf is the error in the form of a report.
func errorOf(err error) *schannel.Error {
	if e, ok := errors.AsType[*schannel.Error](err); ok {
		return e
	}
	return &schannel.Error{Code: codeRefused, Field: "case", Offset: schannel.NoOffset, Err: err}
}

const codeRefused schannel.Code = "diagnose.family.refused"

var errRefused = schannel.Phrase{Code: codeRefused, Text: "a package refused the facts"}

// Why something does not stand in the report.
var (
	leftEMS        = schannel.Phrase{Code: "diagnose.left_out.ems", Text: "nothing is said about the extended master secret: the facts cannot be used"}
	leftConnection = schannel.Phrase{Code: "diagnose.left_out.connection", Text: "connection {number} cannot be read"}
	leftThird      = schannel.Phrase{Code: "diagnose.left_out.more_connections", Text: "connections beside the first two that can be read: {count}"}
	leftCaptured   = schannel.Phrase{Code: "diagnose.left_out.captured", Text: "a fault in what the server of the list sent"}
	leftFaults     = schannel.Phrase{Code: "diagnose.left_out.faults", Text: "faults beside those that are listed: {count}"}
	leftSynthetic  = schannel.Phrase{Code: "diagnose.left_out.synthetic", Text: "no list of the size that was asked for is made up"}
	leftAnswer     = schannel.Phrase{Code: "diagnose.left_out.answer", Text: "answer no. {number} of Autodiscover: it cannot be read"}
	leftAnswers    = schannel.Phrase{Code: "diagnose.left_out.answers", Text: "answers of Autodiscover that were not asked about, for there are too many: {count}"}
	leftFirst      = schannel.Phrase{Code: "diagnose.left_out.first", Text: "no documented policy of the client puts {server} first: what was seen does not fit the service connection points"}
	leftSymptoms   = schannel.Phrase{Code: "diagnose.left_out.unasked_symptoms", Text: "different symptoms that not every package was asked about, for there are too many: {count}"}
	leftServers    = schannel.Phrase{Code: "diagnose.left_out.servers", Text: "servers of Exchange that were not asked, for there are too many: {count}"}
	leftConnectors = schannel.Phrase{Code: "diagnose.left_out.connectors", Text: "connectors that were not asked about, for there are too many: {count}"}
	leftFindings   = schannel.Phrase{Code: "diagnose.left_out.findings", Text: "findings that were left out, for there are too many: {count}"}
	leftFamily     = schannel.Phrase{Code: "diagnose.left_out.family", Text: "what the family {family} could say about the events, codes and messages: nothing else was given for it, and other families have a better-founded cause"}
)

// noCause are the findings by which a family says that it has no cause.
var noCause = [...]schannel.Code{
	"trustlist.cause.other", "trustlist.incident.empty",
	"ems.windows.cause.other", "ems.windows.cause.unknown",
	"exchangecert.cause.not_shown",
}

func explains(f schannel.Finding) bool { return !slices.Contains(noCause[:], f.Code) }

// best is how sure the surest cause is; false if there is none.
func (a *answer) best() (schannel.Certainty, bool) {
	best, found := schannel.InsufficientData, false
	for _, c := range a.causes {
		if explains(c.Finding) {
			best, found = min(best, c.Certainty), true
		}
	}
	return best, found
}

// weigh leaves out families that only guess. One of which the case says nothing
// has nothing but the symptoms to go by: where others have a better-founded cause
// of all that it knows of them, it is not heard. That it has no cause is no news
// where another one is heard.
func weigh(answers []answer, seen symptoms) ([]answer, []casefile.LeftOut) {
	likely, heard := false, false
	for _, a := range answers {
		certainty, found := a.best()
		likely = likely || found && certainty <= schannel.Likely
		heard = heard || found || a.described
	}
	explained := seen.explained(answers)
	var leftOut []casefile.LeftOut
	for i, a := range answers {
		own, found := a.best()
		switch {
		case a.described && !found && likely:
			answers[i].causes = nil
		case a.described || len(a.causes)+len(a.facts) == 0:
		case !found && heard:
			answers[i].silence()
		case likely && own > schannel.Likely && a.knowsNothingBeside(explained):
			answers[i].silence()
			leftOut = append(leftOut, casefile.LeftOut{Reason: leftFamily.With(schannel.Word("family", a.family))})
		}
	}
	return answers, leftOut
}

// knowsNothingBeside reports whether the family took no symptom but those.
func (a *answer) knowsNothingBeside(explained []bool) bool {
	for _, taken := range a.taken {
		for i, is := range taken {
			if is && !explained[i] {
				return false
			}
		}
	}
	return true
}

// explained tells of each symptom whether a cause rests on it that is likely at
// least.
func (s symptoms) explained(answers []answer) []bool {
	rows := make([]bool, len(s.rows))
	for _, a := range answers {
		for _, cause := range a.causes {
			if explains(cause.Finding) && cause.Certainty <= schannel.Likely {
				a.markRows(cause, rows)
			}
		}
	}
	for i, first := range s.same {
		rows[i] = rows[i] || rows[first]
	}
	return rows
}

// markRows marks the symptoms that a finding rests on: those that it, or what it
// is concluded from, is about. If nothing says which those are, they are all
// that the family took.
func (a *answer) markRows(of item, rows []bool) {
	all := slices.Concat(a.causes, a.facts)
	var codes []schannel.Code
	any := false
	for next := []item{of}; len(next) > 0; next = next[1:] {
		for _, about := range append([]schannel.Subject{next[0].Subject}, next[0].Items...) {
			if about.Kind == "symptom" && about.Index >= 0 && about.Index < len(rows) {
				rows[about.Index], any = true, true
			}
		}
		for _, code := range next[0].Because {
			if slices.Contains(codes, code) {
				continue
			}
			codes = append(codes, code)
			for _, i := range all {
				if i.Code == code && i.group == of.group {
					next = append(next, i)
				}
			}
		}
	}
	for _, taken := range a.taken {
		for i, is := range taken {
			rows[i] = rows[i] || is && !any
		}
	}
}

// silence drops what a family says; what it recognised stays recognised.
func (a *answer) silence() { a.causes, a.facts, a.needs = nil, nil, nil }

// String returns the name of the family's package.
func (f family) String() string {
	return [...]string{"trustlist", "ems", "exchangecert", "autodiscover", "diagnose"}[f]
}
