// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"fmt"
	"math"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// usualProbability is that of KB4528489, for a modulus that is not known.
const usualProbability = 1.0 / 256

// rate says which share of attempts fails.
type rate uint8

const (
	rateUnknown rate = 0
	rateAlways  rate = 1
	rateOne     rate = 2 // as if one value decided: the shared secret or one public value
	rateThree   rate = 3 // as if any of both public values and the shared secret did
	rateEither  rate = 4 // too few failures to tell the last two apart
	rateOther   rate = 5
	rateNone    rate = 6 // no failure, where short values would have given some
)

// fewAttempts is the number of attempts below which a rate says nothing: three
// failures in a row by one short value are as likely as 1 in 16 million.
const fewAttempts = 3

// rateOf compares the observed failures with what a short value would give,
// by the likelihood of each.
func rateOf(failures, attempts int, short float64) rate {
	if attempts < fewAttempts {
		return rateUnknown
	}
	if failures == 0 {
		if float64(attempts)*short < decisive {
			return rateUnknown
		}
		return rateNone
	}
	if failures == attempts {
		return rateAlways
	}
	three := anyOfThree(short)
	favour := likelihood(failures, attempts, three) - likelihood(failures, attempts, short)
	switch {
	case !plausible(failures, attempts, short) && !plausible(failures, attempts, three):
		return rateOther
	case favour > decisive:
		return rateThree
	case favour < -decisive:
		return rateOne
	}
	return rateEither
}

const (
	decisive  = 3 // the logarithm of a likelihood ratio of about 20 to 1
	tolerance = 4 // standard deviations that an observed number of failures may be off
)

func plausible(failures, attempts int, p float64) bool {
	expected := float64(attempts) * p
	return math.Abs(float64(failures)-expected) <= tolerance*math.Sqrt(expected+1)
}

func anyOfThree(short float64) float64 { return 1 - (1-short)*(1-short)*(1-short) }

// likelihood is the logarithm of the chance of exactly that many failures, up
// to a term that does not depend on p.
func likelihood(failures, attempts int, p float64) float64 {
	return float64(failures)*math.Log(p) + float64(attempts-failures)*math.Log(1-p)
}

// rate gives the rate of the incident and the finding that states it.
func (i Incident) rate() (rate, []schannel.Finding, error) {
	short := usualProbability
	if len(i.Modulus) > 0 {
		exact, err := winhost.LeadingZeroProbability(i.Modulus)
		if err != nil {
			return rateUnknown, nil, err
		}
		short, _ = exact.Float64()
	}
	if i.Attempts < 0 || i.Failures < 0 || i.Failures > i.Attempts {
		return rateUnknown, nil, malformed(codeAttemptsRange, "failures", fmt.Errorf("%d failures of %d attempts", i.Failures, i.Attempts))
	}
	if i.Attempts == 0 {
		return rateUnknown, nil, nil
	}
	observed := rateOf(i.Failures, i.Attempts, short)
	basis := schannel.Basis{Certainty: schannel.Likely}
	if observed == rateUnknown {
		basis = schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingAttempts}}
	}
	finding := schannel.NewFinding(observed.rule(), basis, schannel.Whole("attempts"),
		schannel.Number("failures", i.Failures), schannel.Number("attempts", i.Attempts),
		oneIn("one", short), oneIn("three", anyOfThree(short)))
	return observed, []schannel.Finding{finding}, nil
}

// mixedRate says that the counts are those of several failures together.
func (i Incident) mixedRate(failures int) schannel.Finding {
	basis := schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingRate}}
	return schannel.NewFinding(ruleRateMixed, basis, schannel.Whole("attempts"),
		schannel.Number("failures", i.Failures), schannel.Number("attempts", i.Attempts), schannel.Number("kinds", failures))
}

func (r rate) rule() schannel.Rule {
	switch r {
	case rateAlways:
		return ruleRateAlways
	case rateOne:
		return ruleRateOne
	case rateThree:
		return ruleRateThree
	case rateEither:
		return ruleRateEither
	case rateOther:
		return ruleRateOther
	case rateNone:
		return ruleRateNone
	case rateUnknown:
	}
	return ruleRateFew
}

// short tells whether the failures are as rare as short values.
func (r rate) short() bool { return r == rateOne || r == rateThree || r == rateEither }

var missingAttempts = schannel.Phrase{Code: "ems.windows.missing.attempts", Text: "the outcome of more attempts"}

// oneIn writes a probability as the number of attempts to one failure.
func oneIn(name string, p float64) schannel.Arg {
	if p == 0 {
		return schannel.Text(name, "∞")
	}
	return schannel.Number(name, int(math.Round(1/p)))
}

var ruleRateAlways = schannel.Rule{
	Code:     "ems.windows.rate.always",
	Title:    "Every attempt fails",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, items 2 and 3"}},
	Message:  "{failures} of {attempts} attempts failed; one short value would fail 1 in {one}, any of three 1 in {three}: the cause is not chance.",
	Excludes: []schannel.Code{"ems.windows.rate.either", "ems.windows.rate.few", "ems.windows.rate.none", "ems.windows.rate.one", "ems.windows.rate.other", "ems.windows.rate.three"},
}

var ruleRateEither = schannel.Rule{
	Code:     "ems.windows.rate.either",
	Title:    "The failures are as rare as short values",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{failures} of {attempts} attempts failed, which fits one short value (1 in {one}) as well as any of three (1 in {three}).",
	Excludes: []schannel.Code{"ems.windows.rate.few", "ems.windows.rate.none", "ems.windows.rate.one", "ems.windows.rate.other", "ems.windows.rate.three"},
}

var ruleRateFew = schannel.Rule{
	Code:     "ems.windows.rate.few",
	Title:    "The attempts are too few to tell",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{failures} of {attempts} attempts failed, which tells nothing: one short value would fail 1 in {one}, any of three 1 in {three}.",
	Excludes: []schannel.Code{"ems.windows.rate.none", "ems.windows.rate.one", "ems.windows.rate.other", "ems.windows.rate.three"},
}

var ruleRateMixed = schannel.Rule{
	Code:     "ems.windows.rate.mixed",
	Title:    "The counts are those of several failures",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}},
	Message:  "{failures} of {attempts} attempts failed, and the symptoms are of {kinds} different failures: how often each of them happens is open.",
}

var ruleRateNone = schannel.Rule{
	Code:     "ems.windows.rate.none",
	Title:    "No attempt fails, and short values would show",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{failures} of {attempts} attempts failed; one short value would have failed 1 in {one}, any of three 1 in {three}: these attempts do not show it.",
	Excludes: []schannel.Code{"ems.windows.rate.one", "ems.windows.rate.other", "ems.windows.rate.three"},
}

var ruleRateOne = schannel.Rule{
	Code:     "ems.windows.rate.one",
	Title:    "The failures are as rare as one short value",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{failures} of {attempts} attempts failed, which fits one short value (1 in {one}) and not any of three (1 in {three}).",
	Excludes: []schannel.Code{"ems.windows.rate.other", "ems.windows.rate.three"},
}

var ruleRateOther = schannel.Rule{
	Code:     "ems.windows.rate.other",
	Title:    "The failures are not those of short values",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{failures} of {attempts} attempts failed, which fits neither one short value (1 in {one}) nor any of three (1 in {three}).",
	Excludes: []schannel.Code{"ems.windows.rate.three"},
}

var ruleRateThree = schannel.Rule{
	Code:     "ems.windows.rate.three",
	Title:    "The failures are as rare as any of three short values",
	Severity: schannel.Info,
	Evidence: schannel.Inferred,
	Sources:  []schannel.Source{{Document: "KB4528489", Section: "Advanced information for administrators, item 1"}, {Document: "RFC 5246", Section: "Section 8.1.2"}},
	Message:  "{failures} of {attempts} attempts failed, which fits any of three short values, the public ones and the secret (1 in {three}), and not one alone (1 in {one}).",
}
