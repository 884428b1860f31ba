// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package mend holds the remedies of this family, which packages compose,
// removal and trustdiag attach to their findings. The catalogue of package
// compose lists them.
package mend

import "github.com/schanneltrust/schannel"

// What a remedy may be told by of a case, beside its release: an application
// by its text there, and these roles.
const (
	DomainMember = "domain-member"
	StandAlone   = "stand-alone"
	httpSys      = "http-sys"
	federation   = "federation-proxy"
)

// SchannelKey is the key of the values that remedies set.
const SchannelKey = `HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`

var (
	rightsAdministrator = schannel.Phrase{Code: "trustlist.rights.administrator", Text: "local administrator"}
	rightsPolicy        = schannel.Phrase{Code: "trustlist.rights.group_policy", Text: "right to edit group policy"}

	conditionCannotMove = schannel.Phrase{Code: "trustlist.condition.cannot_move", Text: "the certificates cannot be moved"}

	conditionPackage = schannel.Phrase{Code: "trustlist.condition.package", Text: "the roots came with the package of KB931125"}

	conditionLongRequest = schannel.Phrase{Code: "trustlist.condition.long_request", Text: "a capture shows that the request is longer than the client takes"}

	sideUnverified     = schannel.Phrase{Code: "trustlist.side.unverified", Text: "The client reads and stores that much of every connection before it has verified anything."}
	sideRefilled       = schannel.Phrase{Code: "trustlist.side.refilled", Text: "A server that reaches Windows Update gets each root again when something needs it; others do not."}
	sideEnterpriseOnly = schannel.Phrase{Code: "trustlist.side.enterprise_only", Text: "Affected servers and clients trust nothing but the enterprise root store."}
	sideWholeComputer  = schannel.Phrase{Code: "trustlist.side.whole_computer", Text: "It holds for every application on the computer that uses Schannel."}
	sideRootsUnnamed   = schannel.Phrase{Code: "trustlist.side.roots_unnamed", Text: "As soon as the store has a certificate, the trusted roots are no longer named."}
	sideOthersRefused  = schannel.Phrase{Code: "trustlist.side.others_refused", Text: "The server is likely to refuse clients of every authority that is not in the store, whether or not it sends the list."}
	sideMoreAccepted   = schannel.Phrase{Code: "trustlist.side.more_accepted", Text: "The server accepts every client of that authority."}
	sideNewCredentials = schannel.Phrase{Code: "trustlist.side.new_credentials", Text: "A service that runs keeps its issuers until it acquires new credentials: restart it."}
	sideRootTrusted    = schannel.Phrase{Code: "trustlist.side.root_trusted", Text: "Every program on the computer trusts the root, and its name may take room in the list of authorities."}
	sideRemovedRoot    = schannel.Phrase{Code: "trustlist.side.removed_root", Text: "Clients whose certificates chain to a removed root can no longer connect."}
	sideOtherPrograms  = schannel.Phrase{Code: "trustlist.side.other_programs", Text: "Removing a third-party root can cut off client access to other applications on the server."}
	sideComesBack      = schannel.Phrase{Code: "trustlist.side.comes_back", Text: "The automatic root update may bring a removed root back when something needs it."}
	sideAllShown       = schannel.Phrase{Code: "trustlist.side.all_shown", Text: "Clients are no longer told which certificates fit: Internet Explorer shows all client certificates that are installed."}
)

// AddIssuer mends a store of issuers that lacks one.
var AddIssuer = schannel.Remedy{
	Code: "trustlist.remedy.add_issuer", Title: "Put the authority of the client among the trusted issuers",
	Scope: schannel.Scope{
		Releases: []schannel.Release{schannel.Server2012, schannel.Server2012R2, schannel.Server2016, schannel.Server2019, schannel.Server2022, schannel.Server2025},
	},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Look which store the binding of the site names.", Command: "netsh http show sslcert", Scope: schannel.Scope{Products: []string{httpSys, federation}}},
		{
			Number: 2, Text: "Put the certificate of the authority that issued the client's certificate into that store; without one, into Client Authentication Issuers of the local computer.",
			Command: "certutil -addstore ClientAuthIssuer FILE",
		},
	},
	SideEffects: []schannel.Phrase{sideMoreAccepted, sideNewCredentials},
	Sources: []schannel.Source{
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "jpazureid 2018-11-01"},
		{Document: "Platform SDK 2000"},
	},
}

// TrustRoot mends a server that lacks the root of a client.
var TrustRoot = schannel.Remedy{
	Code: "trustlist.remedy.trust_root", Title: "Put the root of the client among the trusted roots",
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Make sure that the root is the one that it claims to be, and self-signed."},
		{Number: 2, Text: "Put it into Trusted Root Certification Authorities of the local computer, and authorities below it into Intermediate Certification Authorities.", Command: "certutil -addstore Root FILE"},
	},
	SideEffects: []schannel.Phrase{sideMoreAccepted, sideRootTrusted, sideNewCredentials},
	Sources:     []schannel.Source{{Document: "KB2802568"}, {Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

// EnterprisePolicy is method 2 of KB2464556.
var EnterprisePolicy = schannel.Remedy{
	Code: "trustlist.remedy.enterprise_policy", Title: "Have a group policy trust enterprise roots only",
	Scope: schannel.Scope{
		Releases: []schannel.Release{schannel.Server2003, schannel.Server2003KB933940, schannel.Server2008, schannel.Server2008R2},
		Roles:    []string{DomainMember},
	},
	Rights: []schannel.Phrase{rightsPolicy},
	Steps: []schannel.Step{
		{Number: 1, Text: "Create a group policy object for the servers and clients concerned."},
		{Number: 2, Text: "Set it so that third-party roots are not trusted and the enterprise root store alone is."},
		{Number: 3, Text: "Add the roots that Windows requires (KB293781) to the policy."},
		{Number: 4, Text: "Add the roots of the clients that connect."},
	},
	SideEffects: []schannel.Phrase{sideEnterpriseOnly},
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 2"},
		{Document: "KB293781"},
	},
}

// ExclusiveCATrust lets certificates that are no roots stand among the roots.
var ExclusiveCATrust = schannel.Remedy{
	Code: "trustlist.remedy.exclusive_ca_trust", Title: "Set ClientAuthTrustMode to Exclusive CA Trust",
	Scope: schannel.Scope{
		Releases:   []schannel.Release{schannel.Server2012, schannel.Server2012R2, schannel.Server2016, schannel.Server2019, schannel.Server2022, schannel.Server2025},
		Conditions: []schannel.Phrase{conditionCannotMove},
	},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{{
		Number: 1, Text: "Create the value as a DWORD, or change it, to 2.",
		Registry: schannel.RegistryValue{Key: SchannelKey, Name: "ClientAuthTrustMode", Type: schannel.RegDWORD, Number: 2},
	}},
	SideEffects: []schannel.Phrase{sideWholeComputer},
	Sources: []schannel.Source{
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "onpremdiag/SfBServer", Section: "RDCheckSchannelTrustMode.ps1"},
	},
}

// IssuersStore is what took the place of the three methods in Windows Server
// 2012.
var IssuersStore = schannel.Remedy{
	Code: "trustlist.remedy.issuers_store", Title: "Keep the authorities of clients in a store of their own",
	Scope: schannel.Scope{
		Releases: []schannel.Release{schannel.Server2012, schannel.Server2012R2, schannel.Server2016, schannel.Server2019, schannel.Server2022, schannel.Server2025},
	},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{
			Number: 1, Text: "Put the certificates of the authorities that issue to the clients of this server into the store Client Authentication Issuers of the local computer, one after the other.",
			Command: "certutil -addstore ClientAuthIssuer FILE",
		},
		{
			Number: 2, Text: "Look which store the binding of the site names; if none, make the binding anew with sslctlstorename=ClientAuthIssuer.",
			Command: "netsh http show sslcert", Scope: schannel.Scope{Products: []string{httpSys, federation}},
		},
	},
	SideEffects: []schannel.Phrase{sideRootsUnnamed, sideOthersRefused},
	Sources: []schannel.Source{
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "jpazureid 2018-11-01"},
	},
}

// LogWarnings makes Schannel write event 36885.
var LogWarnings = schannel.Remedy{
	Code: "trustlist.remedy.log_warnings", Title: "Have Schannel log warnings",
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{{
		Number: 1, Text: "Create the value as a DWORD, or change it, to 3: errors and warnings.",
		Registry: schannel.RegistryValue{Key: SchannelKey, Name: "EventLogging", Type: schannel.RegDWORD, Number: 3},
	}},
	Restarts: []string{"computer"},
	Sources:  []schannel.Source{{Document: "KB260729"}, {Document: "Schannel events"}, {Document: "TLS registry settings"}},
}

// RefillRoots is what KB2801679 has done after KB931125.
var RefillRoots = schannel.Remedy{
	Code: "trustlist.remedy.refill_roots", Title: "Take out the third-party roots that KB931125 put in",
	Scope: schannel.Scope{
		Releases:   []schannel.Release{schannel.Server2008, schannel.Server2008R2, schannel.Server2012, schannel.Server2012R2},
		Conditions: []schannel.Phrase{conditionPackage},
	},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Back up the key of third-party roots.", Command: `reg export HKLM\SOFTWARE\Microsoft\SystemCertificates\AuthRoot\Certificates FILE`},
		{Number: 2, Text: "Delete it.", Command: `reg delete HKLM\SOFTWARE\Microsoft\SystemCertificates\AuthRoot\Certificates`},
		{Number: 3, Text: "On a server that cannot reach Windows Update, put the roots that are in use back by hand or by group policy."},
	},
	SideEffects: []schannel.Phrase{sideRefilled, sideRemovedRoot, sideNewCredentials},
	Sources:     []schannel.Source{{Document: "KB2801679", Section: "Resolution"}, {Document: "KB2464556", Section: "Method 1"}, {Document: "Platform SDK 2000"}},
}

// MoveIssuers mends a store of trusted roots that holds something else.
var MoveIssuers = schannel.Remedy{
	Code: "trustlist.remedy.move_issuers", Title: "Move certificates that are no roots to the store of intermediate authorities",
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Start the management console with the snap-in Certificates for the computer account.", Command: "mmc"},
		{Number: 2, Text: "In Trusted Root Certification Authorities find the certificates whose issuer is not their subject."},
		{Number: 3, Text: "Move each to Intermediate Certification Authorities. If a group policy distributes it, change the policy, or it comes back."},
	},
	Sources: []schannel.Source{{Document: "KB2802568"}},
}

// RemoveRoots is method 1 of KB2464556.
var RemoveRoots = schannel.Remedy{
	Code: "trustlist.remedy.remove_roots", Title: "Remove trusted root certificates that are not used",
	Scope: schannel.Scope{
		Releases: []schannel.Release{schannel.Server2003, schannel.Server2003KB933940, schannel.Server2008, schannel.Server2008R2},
	},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Start the management console.", Command: "mmc"},
		{Number: 2, Text: "Add the snap-in Certificates for the computer account of the local computer."},
		{Number: 3, Text: "Open Certificates (Local Computer), Trusted Root Certification Authorities, Certificates."},
		{Number: 4, Text: "Compare with the roots that Windows requires (KB293781): these must stay, expired ones too."},
		{Number: 5, Text: "Delete the roots that nobody who connects needs, until the list fits."},
	},
	SideEffects: []schannel.Phrase{sideRemovedRoot, sideOtherPrograms, sideComesBack},
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 1"},
		{Document: "KB2464556", Section: "More Information"},
		{Document: "KB293781"},
	},
}

// SendNoList is method 3 of KB2464556.
var SendNoList = schannel.Remedy{
	Code: "trustlist.remedy.send_no_list", Title: "Send no list at all",
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Start the registry editor.", Command: "regedit"},
		{
			Number: 2, Text: "Create the value as a DWORD, or change it, to 0.",
			Registry: schannel.RegistryValue{Key: SchannelKey, Name: "SendTrustedIssuerList", Type: schannel.RegDWORD},
		},
	},
	SideEffects: []schannel.Phrase{sideAllShown},
	Restarts:    []string{"computer"},
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "Method 3"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "jpazureid 2018-11-01"},
	},
}

// TakeLonger mends a client of Windows that refuses a long request.
var TakeLonger = schannel.Remedy{
	Code: "trustlist.remedy.message_limit", Title: "Have the client take longer messages",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionLongRequest}},
	Rights: []schannel.Phrase{rightsAdministrator},
	Steps: []schannel.Step{
		{Number: 1, Text: "Capture the handshake and see how many bytes the CertificateRequest has: other malformed messages have the same code."},
		{
			Number: 2, Text: "On the client create the DWORD MessageLimitClient with at least as many bytes; 16,777,215 are allowed.",
			Command: `reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Messaging /v MessageLimitClient /t REG_DWORD /d BYTES`,
		},
	},
	SideEffects: []schannel.Phrase{sideWholeComputer, sideUnverified},
	Sources: []schannel.Source{
		{Document: "TLS registry settings", Section: "Messaging – fragment parsing"},
		{Document: "dotnet/docs#55739"},
		{Document: "dotnet/runtime#77989"},
	},
}

// Update2880390 mends Windows Server 2012 with a large store of trusted roots.
var Update2880390 = schannel.Remedy{
	Code: "trustlist.remedy.update_2880390", Title: "Install the update of KB2880390",
	Scope:   schannel.Scope{Releases: []schannel.Release{schannel.Server2012}},
	Rights:  []schannel.Phrase{rightsAdministrator},
	Steps:   []schannel.Step{{Number: 1, Text: "Install the update of KB2880390, unless it is there."}},
	Sources: []schannel.Source{{Document: "KB2880390"}},
}

// Remedies is all of them.
func Remedies() []schannel.Remedy {
	return []schannel.Remedy{AddIssuer, EnterprisePolicy, ExclusiveCATrust, IssuersStore, LogWarnings, MoveIssuers, RefillRoots, RemoveRoots, SendNoList, TakeLonger, TrustRoot, Update2880390}
}

// Phrases is what the remedies say beside their steps.
func Phrases() []schannel.Phrase {
	return []schannel.Phrase{
		rightsAdministrator, rightsPolicy, conditionCannotMove, conditionPackage, conditionLongRequest, sideUnverified, sideRefilled, sideEnterpriseOnly, sideWholeComputer, sideRootsUnnamed,
		sideOthersRefused, sideMoreAccepted, sideRootTrusted, sideNewCredentials, sideRemovedRoot, sideOtherPrograms, sideComesBack, sideAllShown,
	}
}

// For returns those of the remedies that fit a case and are not done.
func For(known schannel.Scope, registry []schannel.RegistryValue, remedies ...schannel.Remedy) []schannel.Remedy {
	fitting := []schannel.Remedy{}
	for _, r := range remedies {
		if r, ok := r.For(known, registry); ok {
			fitting = append(fitting, r)
		}
	}
	return fitting
}
