// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import "github.com/schanneltrust/schannel"

// Codes of the remedies.
const (
	codeRemedyRemove schannel.Code = "trustlist.remedy.remove_roots"
	codeRemedyPolicy schannel.Code = "trustlist.remedy.enterprise_policy"
	codeRemedySilent schannel.Code = "trustlist.remedy.send_no_list"
)

const (
	keySchannel   = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`
	valueSendList = "SendTrustedIssuerList"
)

const appliesTo2003To2008R2 = "Windows Server 2003, 2008 and 2008 R2"

// remedies are the three methods of KB2464556, in its order.
var remedies = [...]schannel.Remedy{
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
			{Document: "KB293781"},
		},
	},
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
		Code: codeRemedySilent, Title: "Send no list at all",
		Applies: appliesTo2003To2008R2, Rights: "local administrator",
		Steps: []schannel.Step{
			{Text: "Start the registry editor.", Commands: []schannel.Command{{Line: "regedit"}}},
			{
				Text:     "Create the value as a DWORD, or change it, to 0.",
				Registry: schannel.RegistryValue{Key: keySchannel, Name: valueSendList, Data: 0},
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
