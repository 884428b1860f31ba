// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"bytes"
	"fmt"
	"math/big"

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

// leadingZeros states whether the host has the fix of KB4557473.
func (f hostFacts) leadingZeros(subject schannel.Subject) schannel.Finding {
	product := schannel.Text("product", f.name())
	basis := schannel.Basis{Certainty: f.sure(schannel.Certain)}
	switch f.leadingZeroFix() {
	case yes:
		return schannel.NewFinding(ruleLeadingZeroFixed, basis, subject, product)
	case born:
		basis.Certainty, basis.Evidence = schannel.Likely, schannel.Inferred
		return schannel.NewFinding(ruleLeadingZeroFixed, basis, subject, product)
	case no:
		finding := schannel.NewFinding(ruleLeadingZeroMissing, basis, subject, product)
		finding.Remedies = remediesFor(f.scope(), f.registry, RemedyInstallUpdates, RemedyRemoveDHE)
		return finding
	case disputed:
		basis = schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeZeroEvery, outcomeZeroUpdate}, Settle: []schannel.Phrase{settleZero},
		}
		return schannel.NewFinding(ruleLeadingZeroDisputed, basis, subject, product)
	case unknown:
	}
	return f.unknown(ruleLeadingZeroUnknown, subject, missingUpdates)
}

var (
	outcomeZeroEvery  = schannel.Phrase{Code: "ems.windows.outcome.zero_every", Text: "the fix is in every build"}
	outcomeZeroUpdate = schannel.Phrase{Code: "ems.windows.outcome.zero_update", Text: "the fix came with KB4537806"}
	settleZero        = schannel.Phrase{Code: "ems.windows.settle.zero", Text: "a handshake with TLS_DHE whose shared secret begins with a zero byte"}
)

func (f hostFacts) leadingZeroFix() known {
	for _, u := range f.installed {
		if u.LeadingZeroFix {
			return yes
		}
	}
	switch f.product.leadingZero {
	case arrivedFromStart:
		return yes
	case arrivedUnnamed:
		return born
	case arrivedNever:
		return no
	case arrivedByUpdate:
		return f.hasUpdate("KB4537806")
	case arrivalDisputed:
		if f.hasUpdate("KB4537806") == no {
			return disputed
		}
		return f.hasUpdate("KB4537806")
	}
	return unknown
}

// hasUpdate tells from build and date whether the host has the cumulative
// update with that ID.
func (f hostFacts) hasUpdate(id string) known {
	for _, u := range updates {
		if u.ID != id {
			continue
		}
		if reached, ok := f.build.compare(u); ok {
			return knownIf(reached)
		}
		if f.updated != "" && !f.securityOnly {
			return knownIf(f.updated >= u.Released)
		}
	}
	return unknown
}

// shortValueFix tells whether the host is of build 14393 or later, in which
// dotnet/corefx issue 7812 saw the fix.
func (f hostFacts) shortValueFix() schannel.Truth {
	const fixedIn = 14393
	if f.build.branch != 0 {
		return knownIf(f.build.branch >= fixedIn).truth()
	}
	fixed := no
	for _, p := range products {
		if p.name == "Windows 10 1607" {
			fixed = yes
		}
		if p.name == f.product.name {
			return fixed.truth()
		}
	}
	return schannel.Unknown
}

var ruleLeadingZeroDisputed = schannel.Rule{
	Code:     "ems.windows.leading_zero.disputed",
	Title:    "Documents disagree about the leading zero fix",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4557473", Section: "Cause"}, {Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}},
	Message:  "KB4557473 says both that {product} has the leading zero fix and that it needs an update for it.",
	Excludes: []schannel.Code{"ems.windows.leading_zero.fixed", "ems.windows.leading_zero.missing", "ems.windows.leading_zero.unknown"},
}

var ruleLeadingZeroFixed = schannel.Rule{
	Code:     "ems.windows.leading_zero.fixed",
	Title:    "Schannel has the leading zero fix",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}},
	Message:  "{product} has the leading zero fix for TLS_DHE.",
	Excludes: []schannel.Code{"ems.windows.leading_zero.missing", "ems.windows.leading_zero.unknown"},
}

var ruleLeadingZeroMissing = schannel.Rule{
	Code:     "ems.windows.leading_zero.missing",
	Title:    "Schannel lacks the leading zero fix",
	Severity: schannel.Warning,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4557473", Section: "Windows versions that don't contain the leading zero fixes for TLS_DHE"}},
	Message:  "{product} lacks the leading zero fix for TLS_DHE.",
	Excludes: []schannel.Code{"ems.windows.leading_zero.unknown"},
}

var ruleLeadingZeroUnknown = schannel.Rule{
	Code:     "ems.windows.leading_zero.unknown",
	Title:    "Whether Schannel has the leading zero fix is not known",
	Severity: schannel.Info,
	Evidence: schannel.Documented,
	Sources:  []schannel.Source{{Document: "KB4557473", Section: "Resolution"}},
	Message:  "Whether {product} has the leading zero fix for TLS_DHE depends on its release and updates.",
}
