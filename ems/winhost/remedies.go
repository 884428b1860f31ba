// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winhost

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// The codes of the remedies.
const (
	RemedyEnable         schannel.Code = "ems.windows.remedy.enable"
	RemedyFTPReuse       schannel.Code = "ems.windows.remedy.ftp_reuse"
	RemedyInstallUpdates schannel.Code = "ems.windows.remedy.install_updates"
	RemedyRemoveDHE      schannel.Code = "ems.windows.remedy.remove_dhe"
)

const localAdministrator = "local administrator"

// remedies is what the articles advise about Windows, by code.
var remedies = [...]schannel.Remedy{
	{
		Code:    RemedyEnable,
		Title:   "Enable the extended master secret on both ends",
		Applies: "ends that have an implementation of RFC 7627",
		Rights:  localAdministrator + "; on the other end its administrator",
		Steps: []schannel.Step{
			{
				Text:     "On a Windows client: set the value to 0 if it exists.",
				Registry: schannel.DWORD(schannelKey, disableClient, 0),
			},
			{
				Text:     "On a Windows server: set the value to 0 if it exists.",
				Registry: schannel.DWORD(schannelKey, disableServer, 0),
			},
			{Text: "Restart a computer on which a value was changed."},
			{Text: "On the other end: turn the extension on, by the means of its TLS library."},
		},
		SideEffects: []string{
			"Where the failures come from leading zeros, KB4528489 names this first and KB4557473 does not name it: look at the rate of failures afterwards.",
		},
		Sources: []schannel.Source{
			{Document: "KB4528489", Section: "Next steps, note"},
			{Document: "KB4528489", Section: "Advanced information for administrators, item 1"},
			{Document: "Decrypting Schannel, part 2", Section: "Section 1.2"}, // the restart
		},
	},
	{
		Code:    RemedyFTPReuse,
		Title:   "Let the FTP server accept data connections that do not resume the session",
		Applies: "an FTP server that demands it, until its vendor has an update",
		Rights:  "administrator of the FTP server",
		Steps: []schannel.Step{
			{
				Text: "Turn off the demand in the configuration of the server.",
				Commands: []schannel.Command{
					{Applies: "ProFTPD", Line: "TLSOptions NoSessionReuseRequired"},
					{Applies: "vsftpd", Line: "require_ssl_reuse=NO"},
				},
			},
		},
		SideEffects: []string{
			"A resumed session shows that the data connection comes from the client of the control connection; without it somebody else may connect first.",
		},
		Sources: []schannel.Source{
			{Document: "proftpd/proftpd#1175"},
			{Document: "robinrodricks/FluentFTP#236"},
			{Document: "Limilabs on FTP and EMS", Section: "Detailed explanation"},
		},
	},
	{
		Code:    RemedyInstallUpdates,
		Title:   "Install the updates with the leading zero fix for TLS_DHE on both ends",
		Applies: "Windows Server 2016 and Windows 10 version 1607",
		Rights:  localAdministrator,
		Steps: []schannel.Step{
			{Text: "Install KB4537806 (build 14393.3542), KB4540670 (build 14393.3564) or a later cumulative update."},
			{Text: "A Windows end of an older release needs an upgrade, or the suites removed instead."},
		},
		SideEffects: []string{"These updates also enforce the extended master secret for resumption."},
		Sources: []schannel.Source{
			{Document: "KB4557473", Section: "Resolution"},
			{Document: "KB4528489", Section: "Cause"},
		},
	},
	{
		Code:    RemedyRemoveDHE,
		Title:   "Remove the TLS_DHE suites from the list of the client",
		Applies: "connections to an end without the extension, or with an end that cannot be updated",
		Rights:  localAdministrator + ", or whoever edits the group policy",
		Steps: []schannel.Step{
			{
				Text: "Disable every suite whose name begins with TLS_DHE_.",
				Commands: []schannel.Command{{
					Applies: "Windows Server 2016, Windows 10 and later",
					Line:    `Get-TlsCipherSuite | Where-Object Name -like 'TLS_DHE_*' | ForEach-Object { Disable-TlsCipherSuite -Name $_.Name }`,
				}},
			},
			{Text: "Or by group policy, on every release: Computer Configuration, Administrative Templates, Network, SSL Configuration Settings, SSL Cipher Suite Order: a list without those suites; then restart the computer."},
		},
		SideEffects: []string{
			"An end that has no other suite in common can no longer connect.",
			"The list of the policy is limited to 1023 characters.",
		},
		Sources: []schannel.Source{
			{Document: "KB4528489", Section: "Advanced information for administrators, item 1"},
			{Document: "KB4557473", Section: "Workaround"},
			{Document: "Prioritizing Schannel cipher suites"},
			{Document: "Disable-TlsCipherSuite"},
		},
	},
}

// Remedies yields the remedies of this package, ordered by code. Findings carry
// those that fit, best first.
func Remedies() iter.Seq[schannel.Remedy] {
	return func(yield func(schannel.Remedy) bool) {
		for _, r := range remedies {
			if !yield(own(r)) {
				return
			}
		}
	}
}

// RemedyByCode finds a remedy of this package.
func RemedyByCode(code schannel.Code) (schannel.Remedy, bool) {
	for _, r := range remedies {
		if r.Code == code {
			return own(r), true
		}
	}
	return schannel.Remedy{}, false
}

// own returns a copy that the caller may change.
func own(r schannel.Remedy) schannel.Remedy {
	r.Steps, r.SideEffects, r.Sources = slices.Clone(r.Steps), slices.Clone(r.SideEffects), slices.Clone(r.Sources)
	return r
}

// remediesFor returns the remedies with those codes, in that order.
func remediesFor(codes ...schannel.Code) []schannel.Remedy {
	var found []schannel.Remedy
	for _, code := range codes {
		r, _ := RemedyByCode(code)
		found = append(found, r)
	}
	return found
}
