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
	leftFirst      = schannel.Phrase{Code: "diagnose.left_out.first", Text: "no documented policy of the client puts {server} first: what was seen does not fit the service connection points"}
	leftSymptoms   = schannel.Phrase{Code: "diagnose.left_out.unasked_symptoms", Text: "different symptoms that not every package was asked about, for there are too many: {count}"}
	leftServers    = schannel.Phrase{Code: "diagnose.left_out.servers", Text: "servers of Exchange that were not asked, for there are too many: {count}"}
	leftConnectors = schannel.Phrase{Code: "diagnose.left_out.connectors", Text: "connectors that were not asked about, for there are too many: {count}"}
	leftFindings   = schannel.Phrase{Code: "diagnose.left_out.findings", Text: "findings that were left out, for there are too many: {count}"}
	leftFamily     = schannel.Phrase{Code: "diagnose.left_out.family", Text: "what the family {family} could say about the events, codes and messages: nothing else was given for it, and another family has a cause"}
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
// has nothing but the symptoms to go by: where another one has a cause that is
// better founded, it is not heard. That it has no cause is no news where
// another one is heard.
func weigh(answers []answer) ([]answer, []casefile.LeftOut) {
	likely, heard := false, false
	for _, a := range answers {
		certainty, found := a.best()
		likely = likely || found && certainty <= schannel.Likely
		heard = heard || found || a.described
	}
	var leftOut []casefile.LeftOut
	for i, a := range answers {
		own, found := a.best()
		switch {
		case a.described && !found && likely:
			answers[i].causes = nil
		case a.described || len(a.causes)+len(a.facts) == 0:
		case !found && heard:
			answers[i].silence()
		case likely && own > schannel.Likely:
			answers[i].silence()
			leftOut = append(leftOut, casefile.LeftOut{Reason: leftFamily.With(schannel.Word("family", a.family))})
		}
	}
	return answers, leftOut
}

// silence drops what a family says; what it recognised stays recognised.
func (a *answer) silence() { a.causes, a.facts, a.needs = nil, nil, nil }

// String returns the name of the family's package.
func (f family) String() string {
	return [...]string{"trustlist", "ems", "exchangecert", "autodiscover", "diagnose"}[f]
}
