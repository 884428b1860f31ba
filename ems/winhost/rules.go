// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// The codes of the rules.
const (
	codeHostContradiction   schannel.Code = "ems.windows.host.contradiction"
	codeHostEnforces        schannel.Code = "ems.windows.host.enforces"
	codeHostNegotiates      schannel.Code = "ems.windows.host.negotiates"
	codeHostNone            schannel.Code = "ems.windows.host.none"
	codeHostSecurityOnly    schannel.Code = "ems.windows.host.security_only"
	codeHostUnknown         schannel.Code = "ems.windows.host.unknown"
	codeHostYounger         schannel.Code = "ems.windows.host.younger"
	codeLeadingZeroDisputed schannel.Code = "ems.windows.leading_zero.disputed"
	codeLeadingZeroFixed    schannel.Code = "ems.windows.leading_zero.fixed"
	codeLeadingZeroMissing  schannel.Code = "ems.windows.leading_zero.missing"
	codeLeadingZeroUnknown  schannel.Code = "ems.windows.leading_zero.unknown"
	codeRegistryData        schannel.Code = "ems.windows.registry.data"
	codeRegistryKey         schannel.Code = "ems.windows.registry.key"
	codeRegistryName        schannel.Code = "ems.windows.registry.name"
	codeRegistryNoKey       schannel.Code = "ems.windows.registry.no_key"
	CodeRegistryOff         schannel.Code = "ems.windows.registry.off"
	codeRegistryOn          schannel.Code = "ems.windows.registry.on"
)

// What makes facts unusable.
const (
	codeBuildMalformed  schannel.Code = "ems.windows.build.malformed"
	codeModulusSize     schannel.Code = "ems.windows.modulus.size"
	codeUpdateMalformed schannel.Code = "ems.windows.update.malformed"
)

// rules is every rule of this package, ordered by code.
var rules = [...]schannel.Rule{
	{
		Code:     codeHostContradiction,
		Title:    "What is said of the host cannot all be true",
		Severity: schannel.Warning,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Affected updates"}, {Document: "DataForGeeks", Section: "content/ms/mswin/buildnumbers.json"}},
		Message:  "The facts contradict each other: {why}.",
	},
	{
		Code:     codeHostEnforces,
		Title:    "Schannel resumes only sessions with the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates"}},
		Message:  "{product} enforces the extended master secret for resumption: {why}.",
	},
	{
		Code:     codeHostNegotiates,
		Title:    "Schannel negotiates the extended master secret",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}, {Document: "Limilabs on FTP and EMS", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates"}},
		Message:  "{product} negotiates the extended master secret and does not enforce it for resumption: {why}.",
	},
	{
		Code:     codeHostNone,
		Title:    "Schannel does not know the extended master secret",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "MS15-121", Section: "Affected Software"}},
		Message:  "{product} does not know the extended master secret: its newest update is of {released}, before MS15-121.",
	},
	{
		Code:     codeHostSecurityOnly,
		Title:    "A later security-only update may not bring the enforcement",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}, {Document: "KB4528489", Section: "Affected updates, security-only updates"}},
		Message:  "{product} has security-only updates of {released}: by its cause paragraph KB4528489 counts them, by its list only those of October 2019.",
	},
	{
		Code:     codeHostUnknown,
		Title:    "What Schannel does depends on updates that are not known",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Affected updates"}, {Document: "MS15-121", Section: "Affected Software"}},
		Message:  "What {product} does with the extended master secret depends on its updates.",
	},
	{
		Code:     codeHostYounger,
		Title:    "Schannel is younger than the enforcement",
		Severity: schannel.Info,
		Evidence: schannel.Inferred,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Cause"}},
		Message:  "{product} was released after the updates of October 2019 and is taken to enforce the extended master secret for resumption.",
	},
	{
		Code:     codeLeadingZeroDisputed,
		Title:    "Documents disagree about the leading zero fix",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Cause"}, {Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}},
		Message:  "KB4557473 says both that {product} has the leading zero fix and that it needs an update for it.",
	},
	{
		Code:     codeLeadingZeroFixed,
		Title:    "Schannel has the leading zero fix",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Windows versions that contain the leading zero fixes for TLS_DHE"}},
		Message:  "{product} has the leading zero fix for TLS_DHE.",
	},
	{
		Code:     codeLeadingZeroMissing,
		Title:    "Schannel lacks the leading zero fix",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Windows versions that don't contain the leading zero fixes for TLS_DHE"}},
		Message:  "{product} lacks the leading zero fix for TLS_DHE.",
	},
	{
		Code:     codeLeadingZeroUnknown,
		Title:    "Whether Schannel has the leading zero fix is not known",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4557473", Section: "Resolution"}},
		Message:  "Whether {product} has the leading zero fix for TLS_DHE depends on its release and updates.",
	},
	{
		Code:     codeRegistryData,
		Title:    "The value's data is not documented",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is {data}; 0 is documented and 1 was observed, others are not.",
	},
	{
		Code:     codeRegistryKey,
		Title:    "The value stands below another key",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} stands below {key}, where KB4528489 does not place it.",
	},
	{
		Code:     codeRegistryName,
		Title:    "KB4528489 knows no value of that name",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is neither of the two values that KB4528489 names, DisableClientExtendedMasterSecret and DisableServerExtendedMasterSecret.",
	},
	{
		Code:     codeRegistryNoKey,
		Title:    "The key of the value is not given",
		Severity: schannel.Warning,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "No key is given for {name}: it counts only where KB4528489 places it.",
	},
	{
		Code:     CodeRegistryOff,
		Title:    "The registry turns the extended master secret off",
		Severity: schannel.Warning,
		Evidence: schannel.Observed,
		Sources:  []schannel.Source{{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, {Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is 1: as a {side}, Schannel does not negotiate the extended master secret; a client in that state was seen to resume no session.",
	},
	{
		Code:     codeRegistryOn,
		Title:    "The registry leaves the extended master secret on",
		Severity: schannel.Info,
		Evidence: schannel.Documented,
		Sources:  []schannel.Source{{Document: "KB4528489", Section: "Next steps, note"}},
		Message:  "{name} is 0: as a {side}, Schannel negotiates the extended master secret, as it does without the value.",
	},
}

// Rules yields the rules of this package, ordered by code.
func Rules() iter.Seq[schannel.Rule] { return slices.Values(rules[:]) }

// RuleByCode finds a rule of this package.
func RuleByCode(code schannel.Code) (schannel.Rule, bool) {
	i, found := slices.BinarySearchFunc(rules[:], code, func(r schannel.Rule, code schannel.Code) int {
		return cmp.Compare(r.Code, code)
	})
	if !found {
		return schannel.Rule{}, false
	}
	return rules[i], true
}

// newFinding applies the rule with that code.
func newFinding(code schannel.Code, certainty schannel.Certainty, subject schannel.Subject, args ...schannel.Arg) schannel.Finding {
	rule, _ := RuleByCode(code)
	return schannel.NewFinding(rule, certainty, subject, args...)
}
