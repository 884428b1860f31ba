// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// Codes of the remedies.
const (
	codeRemedyRemove schannel.Code = "trustlist.remedy.remove_roots"
	codeRemedyPolicy schannel.Code = "trustlist.remedy.enterprise_policy"
	codeRemedySilent schannel.Code = "trustlist.remedy.send_no_list"
	codeRemedyStore  schannel.Code = "trustlist.remedy.issuers_store"
	codeRemedyMove   schannel.Code = "trustlist.remedy.move_issuers"
	codeRemedyMode   schannel.Code = "trustlist.remedy.exclusive_ca_trust"
)

const appliesTo2003To2008R2 = "Windows Server 2003, 2008 and 2008 R2"

// remedies is the one table of the remedies, ordered by code: the three methods
// of KB2464556, the store that took their place in Windows Server 2012, and
// what helps where certificates that are no roots stand among the roots.
var remedies = [...]schannel.Remedy{
	{
		Code: codeRemedyPolicy, Title: "Have a group policy trust enterprise roots only",
		Applies: appliesTo2003To2008R2 + ", if the server is a member of a domain", Rights: "right to edit group policy",
		Steps: []schannel.Step{
			{Text: "Create a group policy object for the servers and clients concerned."},
			{Text: "Set it so that third-party roots are not trusted and the enterprise root store alone is."},
			{Text: "Add the roots that Windows requires (KB293781) to the policy."},
			{Text: "Add the roots of the clients that connect."},
		},
		SideEffects: []string{
			"Affected servers and clients trust nothing but the enterprise root store.",
		},
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 2"},
			{Document: "KB293781"},
		},
	},
	{
		Code: codeRemedyMode, Title: "Set ClientAuthTrustMode to Exclusive CA Trust",
		Applies: "Windows Server 2012 and later, where the certificates cannot be moved", Rights: "local administrator",
		Steps: []schannel.Step{
			{
				Text:     "Create the value as a DWORD, or change it, to 2.",
				Registry: schannel.DWORD(RegistryKey, ClientAuthTrustMode, modeExclusiveCA),
			},
		},
		SideEffects: []string{"It holds for every application on the computer that uses Schannel."},
		Sources: []schannel.Source{
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "onpremdiag/SfBServer", Section: "RDCheckSchannelTrustMode.ps1"},
		},
	},
	{
		Code: codeRemedyStore, Title: "Keep the authorities of clients in a store of their own",
		Applies: "Windows Server 2012 and later", Rights: "local administrator",
		Steps: []schannel.Step{
			{Text: "Open the store Client Authentication Issuers of the local computer."},
			{Text: "Put the certificates of the authorities into it that issue to the clients of this server."},
		},
		SideEffects: []string{
			"As soon as the store has a certificate, the trusted roots are no longer named.",
		},
		Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	},
	{
		Code: codeRemedyMove, Title: "Move certificates that are no roots to the store of intermediate authorities",
		Rights: "local administrator",
		Steps: []schannel.Step{
			{Text: "Start the management console with the snap-in Certificates for the computer account.", Commands: []schannel.Command{{Line: "mmc"}}},
			{Text: "In Trusted Root Certification Authorities find the certificates whose issuer is not their subject."},
			{Text: "Move each to Intermediate Certification Authorities. If a group policy distributes it, change the policy, or it comes back."},
		},
		Sources: []schannel.Source{{Document: "KB2802568"}},
	},
	{
		Code: codeRemedyRemove, Title: "Remove trusted root certificates that are not used",
		Applies: appliesTo2003To2008R2, Rights: "local administrator",
		Steps: []schannel.Step{
			{Text: "Start the management console.", Commands: []schannel.Command{{Line: "mmc"}}},
			{Text: "Add the snap-in Certificates for the computer account of the local computer."},
			{Text: "Open Certificates (Local Computer), Trusted Root Certification Authorities, Certificates."},
			{Text: "Compare with the roots that Windows requires (KB293781): these must stay, expired ones too."},
			{Text: "Delete the roots that nobody who connects needs, until the list fits."},
		},
		SideEffects: []string{
			"Clients whose certificates chain to a removed root can no longer connect.",
			"Removing a third-party root can cut off client access to other applications on the server.",
			"The automatic root update may bring a removed root back when something needs it.",
		},
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 1"},
			{Document: "KB2464556", Section: "More Information"},
			{Document: "KB293781"},
		},
	},
	{
		Code: codeRemedySilent, Title: "Send no list at all",
		Applies: "every release that sends a list", Rights: "local administrator",
		Steps: []schannel.Step{
			{Text: "Start the registry editor.", Commands: []schannel.Command{{Line: "regedit"}}},
			{
				Text:     "Create the value as a DWORD, or change it, to 0.",
				Registry: schannel.DWORD(RegistryKey, SendTrustedIssuerList, 0),
			},
		},
		SideEffects: []string{
			"Clients are no longer told which certificates fit: Internet Explorer shows all client certificates that are installed.",
		},
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Method 3"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
}

// Remedies yields what helps against the findings of this package, ordered by
// code.
func Remedies() iter.Seq[schannel.Remedy] { return slices.Values(remedies[:]) }

// RemedyByCode finds a remedy by its code.
func RemedyByCode(code schannel.Code) (schannel.Remedy, bool) {
	i := slices.IndexFunc(remedies[:], func(r schannel.Remedy) bool { return r.Code == code })
	if i < 0 {
		return schannel.Remedy{}, false
	}
	return remedies[i], true
}

// remediesOf returns the remedies with the codes.
func remediesOf(codes ...schannel.Code) []schannel.Remedy {
	found := make([]schannel.Remedy, 0, len(codes))
	for _, code := range codes {
		remedy, _ := RemedyByCode(code)
		found = append(found, remedy)
	}
	return found
}

// WithRemedies gives the findings of [trustlist.Analyze] what helps a server with the
// profile that cuts its list: the methods of KB2464556, or from Windows Server
// 2012 on what took their place. Where no list is sent there is nothing to
// mend. The findings that are given stay as they are.
func WithRemedies(profile trustlist.Profile, findings []schannel.Finding) []schannel.Finding {
	findings = slices.Clone(findings)
	for i, f := range findings {
		if profile.Sent && (f.Code == codeListTruncated || f.Code == codeNoOffer) {
			findings[i].Remedies = cutRemedies(profile.Release)
		}
	}
	return findings
}

func cutRemedies(release schannel.Release) []schannel.Remedy {
	if release < schannel.Server2012 {
		return remediesOf(codeRemedyRemove, codeRemedyPolicy, codeRemedySilent)
	}
	return remediesOf(codeRemedyStore, codeRemedySilent)
}
