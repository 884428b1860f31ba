// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"slices"

	"github.com/schanneltrust/schannel"
)

// The codes of the remedies.
const (
	RemedyEnable         schannel.Code = "ems.windows.remedy.enable"
	RemedyEnableOther    schannel.Code = "ems.windows.remedy.enable_other"
	RemedyFTPReuse       schannel.Code = "ems.windows.remedy.ftp_reuse"
	RemedyInstallUpdates schannel.Code = "ems.windows.remedy.install_updates"
	RemedyRemoveDHE      schannel.Code = "ems.windows.remedy.remove_dhe"
)

// RemedyByCode finds a remedy of this package: what the articles advise about
// Windows and about the ends that it talks to. Call [schannel.Remedy.For] on it
// with what is known of the case.
func RemedyByCode(code schannel.Code) (schannel.Remedy, bool) {
	for _, r := range [...]*schannel.Remedy{&remedyEnable, &remedyEnableOther, &remedyFTPReuse, &remedyInstallUpdates, &remedyRemoveDHE} {
		if r.Code == code {
			return own(*r), true
		}
	}
	return schannel.Remedy{}, false
}

// own returns a copy that the caller may change.
func own(r schannel.Remedy) schannel.Remedy {
	r.Rights, r.Steps, r.SideEffects = slices.Clone(r.Rights), slices.Clone(r.Steps), slices.Clone(r.SideEffects)
	r.Restarts, r.Sources = slices.Clone(r.Restarts), slices.Clone(r.Sources)
	return r
}

// remediesFor returns the remedies with those codes that fit a case, in that
// order.
func remediesFor(known schannel.Scope, registry []schannel.RegistryValue, codes ...schannel.Code) []schannel.Remedy {
	var found []schannel.Remedy
	for _, code := range codes {
		r, _ := RemedyByCode(code)
		if r, ok := r.For(known, registry); ok {
			found = append(found, r)
		}
	}
	return found
}

// What a person needs, and what else changes.
var (
	rightsAdministrator = schannel.Phrase{Code: "ems.windows.rights.administrator", Text: "local administrator"}
	rightsFTP           = schannel.Phrase{Code: "ems.windows.rights.ftp", Text: "administrator of the FTP server"}
	rightsOther         = schannel.Phrase{Code: "ems.windows.rights.other", Text: "administrator of the other end"}
	rightsPolicy        = schannel.Phrase{Code: "ems.windows.rights.policy", Text: "local administrator, or whoever edits the group policy"}

	effectEnforces   = schannel.Phrase{Code: "ems.windows.effect.enforces", Text: "KB4537806 and KB4540670 also enforce the extended master secret for resumption."}
	effectFirst      = schannel.Phrase{Code: "ems.windows.effect.first", Text: "Where the failures come from leading zeros, KB4528489 names this first and KB4557473 does not name it: look at the rate of failures afterwards."}
	effectImpostor   = schannel.Phrase{Code: "ems.windows.effect.impostor", Text: "A resumed session shows that the data connection comes from the client of the control connection; without it somebody else may connect first."}
	effectListLength = schannel.Phrase{Code: "ems.windows.effect.list_length", Text: "The list of the policy is limited to 1023 characters."}
	effectNoSuite    = schannel.Phrase{Code: "ems.windows.effect.no_suite", Text: "An end that has no other suite in common can no longer connect."}

	conditionDemands = schannel.Phrase{Code: "ems.windows.condition.demands", Text: "an FTP server that demands it, until its vendor has an update"}
	conditionHas7627 = schannel.Phrase{Code: "ems.windows.condition.implements", Text: "ends that have an implementation of RFC 7627"}
	conditionNoEMS   = schannel.Phrase{Code: "ems.windows.condition.no_ems", Text: "connections to an end without the extension, or with an end that cannot be updated"}
)

var remedyEnable = schannel.Remedy{
	Code:   RemedyEnable,
	Title:  "Enable the extended master secret on the Windows end",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionHas7627}},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{
			Number: 1, Scope: schannel.Scope{Roles: []string{"client"}},
			Text:     "On a Windows client: set the value to 0 if it exists.",
			Registry: schannel.RegistryValue{Key: schannelKey, Name: disableClient, Type: schannel.RegDWORD},
		},
		{
			Number: 2, Scope: schannel.Scope{Roles: []string{"server"}},
			Text:     "On a Windows server: set the value to 0 if it exists.",
			Registry: schannel.RegistryValue{Key: schannelKey, Name: disableServer, Type: schannel.RegDWORD},
		},
		{Number: 3, Text: "Restart a computer on which a value was changed."},
	},
	SideEffects: []schannel.Phrase{effectFirst},
	Restarts:    []string{"computer"},
	Sources: []schannel.Source{
		{Document: "KB4528489", Section: "Next steps, note"},
		{Document: "KB4528489", Section: "Advanced information for administrators, item 1"},
		{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, // the restart
	},
}

var remedyEnableOther = schannel.Remedy{
	Code:   RemedyEnableOther,
	Title:  "Enable the extended master secret on the other end",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionHas7627}},
	Rights: []schannel.Phrase{rightsOther},
	Steps: []schannel.Step{
		{Number: 1, Text: "On the other end: turn the extension on, by the means of its TLS library."},
	},
	SideEffects: []schannel.Phrase{effectFirst},
	Sources: []schannel.Source{
		{Document: "KB4528489", Section: "Next steps, note"},
		{Document: "KB4528489", Section: "Advanced information for administrators, item 1"},
	},
}

var remedyFTPReuse = schannel.Remedy{
	Code:   RemedyFTPReuse,
	Title:  "Let the FTP server accept data connections that do not resume the session",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionDemands}},
	Rights: []schannel.Phrase{rightsFTP},
	Steps: []schannel.Step{
		{
			Number: 1, Scope: schannel.Scope{Products: []string{"proftpd"}},
			Text: "ProFTPD: turn off the demand in its configuration.", Command: "TLSOptions NoSessionReuseRequired",
		},
		{
			Number: 2, Scope: schannel.Scope{Products: []string{"vsftpd"}},
			Text: "vsftpd: turn off the demand in its configuration.", Command: "require_ssl_reuse=NO",
		},
		{
			Number: 3, Scope: schannel.Scope{Products: []string{"filezilla-server-0.9"}},
			Text: "FileZilla Server 0.9: turn off the option Require TLS session resumption.",
		},
	},
	SideEffects: []schannel.Phrase{effectImpostor},
	Sources: []schannel.Source{
		{Document: "proftpd/proftpd#1175"},
		{Document: "robinrodricks/FluentFTP#236"},
		{Document: "Limilabs on FTP and EMS", Section: "Detailed explanation"},
	},
}

var remedyInstallUpdates = schannel.Remedy{
	Code:   RemedyInstallUpdates,
	Title:  "Bring the leading zero fix for TLS_DHE to the end that lacks it",
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{
			Number: 1, Scope: schannel.Scope{Products: []string{"Windows Server 2016", "Windows 10 1607"}},
			Text: "Install KB4537806 (build 14393.3542), KB4540670 (build 14393.3564) or a later cumulative update.",
		},
		{
			Number: 2, Scope: schannel.Scope{Products: []string{
				"Windows Vista", "Windows Server 2008", "Windows 7", "Windows Server 2008 R2", "Windows Embedded Standard 7",
				"Windows Embedded POSReady 7", "Windows 8", "Windows RT", "Windows Server 2012", "Windows Embedded 8 Standard",
				"Windows 8.1", "Windows RT 8.1", "Windows Server 2012 R2", "Windows 10 1507",
			}},
			Text: "No update brings the fix to this release: upgrade it, or remove the suites instead.",
		},
	},
	SideEffects: []schannel.Phrase{effectEnforces},
	Sources: []schannel.Source{
		{Document: "KB4557473", Section: "Resolution"},
		{Document: "KB4528489", Section: "Cause"},
	},
}

var remedyRemoveDHE = schannel.Remedy{
	Code:   RemedyRemoveDHE,
	Title:  "Remove the TLS_DHE suites from the list of the client",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionNoEMS}},
	Rights: []schannel.Phrase{rightsPolicy},
	Steps: []schannel.Step{
		{
			Number: 1, Scope: schannel.Scope{Products: []string{
				"Windows Server 2016", "Windows 10 1607", "Windows 10 1703", "Windows 10 1709", "Windows 10 1803", "Windows 10 1809",
				"Windows Server, version 1709", "Windows Server, version 1803", "Windows Server, version 1903", "Windows Server, version 1909",
				"Windows Server, version 2004", "Windows Server, version 20H2", "Windows Server 2019", "Windows 10 1903", "Windows 10 1909", "Windows 10 2004", "Windows 10 20H2", "Windows 10 21H1",
				"Windows Server 2022", "Windows 10 21H2", "Windows 11", "Windows 10 22H2", "Windows Server, version 23H2", "Windows Server 2025",
			}},
			Text:    "Without a group policy: disable every suite whose name begins with TLS_DHE_.",
			Command: `Get-TlsCipherSuite | Where-Object Name -like 'TLS_DHE_*' | ForEach-Object { Disable-TlsCipherSuite -Name $_.Name }`,
		},
		{Number: 2, Text: "By group policy, which works on every release: Computer Configuration, Administrative Templates, Network, SSL Configuration Settings, SSL Cipher Suite Order: a list without the suites whose names begin with TLS_DHE_; then restart the computer."},
	},
	SideEffects: []schannel.Phrase{effectNoSuite, effectListLength},
	Restarts:    []string{"computer"},
	Sources: []schannel.Source{
		{Document: "KB4528489", Section: "Advanced information for administrators, item 1"},
		{Document: "KB4557473", Section: "Workaround"},
		{Document: "Prioritizing Schannel cipher suites"},
		{Document: "Disable-TlsCipherSuite"},
	},
}
