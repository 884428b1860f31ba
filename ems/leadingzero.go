// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"bytes"
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/schanneltrust/schannel"
)

// maxModulus is the length in bytes of the longest modulus that is accepted,
// four times that of the largest group of RFC 7919.
const maxModulus = 4096

// LeadingZeroProbability returns the probability that a number begins with a
// zero byte when it is written in as many bytes as the Diffie-Hellman modulus
// p, big-endian. It is exact for a number that is uniform on 1 … p-1: of
// those, 256^(n-1) - 1 fit into less than the n bytes of p.
//
// The public values and the shared secret of a real exchange lie in the
// subgroup of the generator, for which the number is a close approximation.
// It is 1 in 256 if p begins with ff, as those of RFC 3526 and RFC 7919 do,
// and up to 1 in 128 if it begins with 80; the smaller the first byte, the
// more often.
//
// The error is a [*schannel.Error] for a p that is less than 3 or longer than
// 4096 bytes.
func LeadingZeroProbability(p []byte) (*big.Rat, error) {
	p = bytes.TrimLeft(p, "\x00")
	modulus := new(big.Int).SetBytes(p[:min(len(p), maxModulus)])
	if len(p) > maxModulus || modulus.Cmp(big.NewInt(3)) < 0 {
		return nil, malformed(codeModulusSize, "modulus", fmt.Errorf("%d bytes are no Diffie-Hellman modulus", len(p)))
	}
	one := big.NewInt(1)
	short := new(big.Int).Lsh(one, uint(8*(len(p)-1)))
	return new(big.Rat).SetFrac(short.Sub(short, one), modulus.Sub(modulus, one)), nil
}

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
		exact, err := LeadingZeroProbability(i.Modulus)
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

// dhe tells from its name whether a cipher suite is of those that lead to the
// failure: with TLS_DHE the premaster secret is the shared secret without its
// leading zeros (RFC 5246, Section 8.1.2), with TLS_ECDHE all of it (RFC 8422,
// Section 5.10), and in TLS 1.3 all of it too (RFC 8446, Section 7.4.1).
func dhe(suite string) known {
	switch {
	case strings.HasPrefix(suite, "TLS_DHE_") && strings.Contains(suite, with):
		return yes
	case strings.HasPrefix(suite, "TLS_ECDHE_") && strings.Contains(suite, with), strings.HasPrefix(suite, "TLS_RSA_WITH_"):
		return no
	}
	for _, known := range suites {
		if known.name == suite {
			return no
		}
	}
	return unknown
}

const (
	with     = "_WITH_"
	staticDH = "TLS_DH_" // the secret is stripped too, and no article speaks of it
)
