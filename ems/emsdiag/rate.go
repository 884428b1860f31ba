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
	finding := newFinding(rateCodes[observed], schannel.Likely, schannel.Whole("attempts"),
		schannel.Number("failures", i.Failures), schannel.Number("attempts", i.Attempts),
		oneIn("one", short), oneIn("three", anyOfThree(short)))
	if observed == rateUnknown {
		finding.Certainty, finding.Missing = schannel.InsufficientData, []string{"the outcome of more attempts"}
	}
	return observed, []schannel.Finding{finding}, nil
}

var rateCodes = [...]schannel.Code{
	rateUnknown: codeRateFew, rateAlways: codeRateAlways, rateOne: codeRateOne, rateThree: codeRateThree,
	rateEither: codeRateEither, rateOther: codeRateOther, rateNone: codeRateNone,
}

// oneIn writes a probability as the number of attempts to one failure.
func oneIn(name string, p float64) schannel.Arg {
	if p == 0 {
		return schannel.Text(name, "no number")
	}
	return schannel.Number(name, int(math.Round(1/p)))
}
