// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/catalog"
)

// CodeRegistryOff is the rule of a finding: the registry turns the extension
// off.
const CodeRegistryOff schannel.Code = "ems.windows.registry.off"

// What makes facts unusable.
const (
	codeBuildMalformed  schannel.Code = "ems.windows.build.malformed"
	codeModulusSize     schannel.Code = "ems.windows.modulus.size"
	codeProductUnknown  schannel.Code = "ems.windows.product.unknown"
	codeUpdateMalformed schannel.Code = "ems.windows.update.malformed"
)

// Catalog yields the codes of this package, ordered by code.
func Catalog() iter.Seq[schannel.CatalogEntry] {
	return catalog.Tables{
		Rules: []schannel.Rule{
			ruleHostContradiction, ruleHostEnforces, ruleHostNegotiates, ruleHostNone, ruleHostSecurityOnly,
			ruleHostUnknown, ruleHostYounger, ruleLeadingZeroDisputed, ruleLeadingZeroFixed, ruleLeadingZeroMissing,
			ruleLeadingZeroUnknown, ruleRegistryData, ruleRegistryKey, ruleRegistryName, ruleRegistryNeither,
			ruleRegistryNoKey, ruleRegistryOff, ruleRegistryOn, ruleRegistryBlank, ruleRegistryLogging, ruleRegistryOther,
			ruleRegistryTwice, ruleRegistryType,
		},
		Phrases: []schannel.Phrase{
			conditionLogged, outcomeEnforces, outcomeNegotiates, settleSecurityOnly, missingProduct, missingUpdates,
			missingExtension, outcomeZeroEvery, outcomeZeroUpdate, settleZero, outcomeOff, outcomeOn, settleHello,
			missingControlSet, missingKey, missingLogging, missingWhich, rightsAdministrator, rightsFTP, rightsOther,
			rightsPolicy, effectEnforces, effectFirst, effectImpostor, effectListLength, effectNoSuite, conditionDemands,
			conditionHas7627, conditionNoEMS,
		},
		Remedies: []schannel.Remedy{remedyEnable, remedyEnableOther, remedyFTPReuse, remedyInstallUpdates, remedyRemoveDHE},
		Errors: []schannel.Phrase{
			{Code: codeBuildMalformed, Text: "A text is not a build of Windows, such as 14393.3274."},
			{Code: codeModulusSize, Text: "A number is too small or too long for a Diffie-Hellman modulus."},
			{Code: codeProductUnknown, Text: "A text is not the name of a product that is known here."},
			{Code: codeUpdateMalformed, Text: "A text is not the number of an update, such as KB4519998."},
		},
	}.All()
}
