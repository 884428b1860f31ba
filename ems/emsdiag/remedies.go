// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

const (
	remedyAskVendor        schannel.Code = "ems.windows.remedy.ask_vendor"
	remedyPassDevice       schannel.Code = "ems.windows.remedy.pass_device"
	remedyInstallExtension schannel.Code = "ems.windows.remedy.install_extension"
)

var (
	rightsNone          = schannel.Phrase{Code: "ems.windows.rights.none", Text: "none on Windows; the administrator of the device installs the update"}
	rightsDevice        = schannel.Phrase{Code: "ems.windows.rights.device", Text: "administrator of the device between the two ends"}
	conditionDevice     = schannel.Phrase{Code: "ems.windows.condition.device", Text: "a device on the path that looks into TLS, such as an inspecting firewall, a proxy or a load balancer"}
	rightsLocal         = schannel.Phrase{Code: "ems.windows.rights.local", Text: "administrator of the computer that gets the update"}
	conditionOther      = schannel.Phrase{Code: "ems.windows.condition.other_end", Text: "an end that does not run Windows"}
	effectRollupEnforce = schannel.Phrase{Code: "ems.windows.effect.rollup", Text: "A rollup of October 2019 or later also enforces the extended master secret for resumption."}
)

var askVendor = schannel.Remedy{
	Code:   remedyAskVendor,
	Title:  "Ask the vendor of the other end for an update",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionOther}},
	Rights: []schannel.Phrase{rightsNone},
	Steps: []schannel.Step{
		{Number: 1, Text: "Ask the administrator, manufacturer or service provider of the device for an update that supports resumption with the extended master secret as RFC 7627 defines it."},
		{Number: 2, Text: "If every connection fails: ask for an update that copes with a full handshake where the device offered or expected resumption, as RFC 2246 and RFC 5246 demand."},
	},
	Sources: []schannel.Source{
		{Document: "KB4528489", Section: "Next steps"},
		{Document: "KB4528489", Section: "Advanced information for administrators, items 2 and 3"},
	},
}

var installExtension = schannel.Remedy{
	Code:  remedyInstallExtension,
	Title: "Install an update that brings the extended master secret",
	Scope: schannel.Scope{Products: []string{
		"Windows Vista", "Windows Server 2008", "Windows 7", "Windows Server 2008 R2", "Windows Embedded Standard 7",
		"Windows Embedded POSReady 7", "Windows 8", "Windows RT", "Windows Server 2012", "Windows Embedded 8 Standard",
		"Windows 8.1", "Windows RT 8.1", "Windows Server 2012 R2",
	}},
	Rights: []schannel.Phrase{rightsLocal},
	Steps: []schannel.Step{
		{Number: 1, Text: "Install KB3081320 of November 2015, or the newest monthly rollup."},
	},
	SideEffects: []schannel.Phrase{effectRollupEnforce},
	Sources: []schannel.Source{
		{Document: "MS15-121", Section: "Affected Software"},
		{Document: "Limilabs on FTP and EMS", Section: "Cause"},
	},
}

var passDevice = schannel.Remedy{
	Code:   remedyPassDevice,
	Title:  "Bypass the device that changes the hello",
	Scope:  schannel.Scope{Conditions: []schannel.Phrase{conditionDevice}},
	Rights: []schannel.Phrase{rightsDevice},
	Steps: []schannel.Step{
		{Number: 1, Text: "Capture a ClientHello at both ends and compare: extension 23 is missing behind the device, or another part differs."},
		{Number: 2, Text: "Try the connection on a path without the device, or with its inspection switched off for these two ends."},
		{Number: 3, Text: "If that helps: exempt the connection, or ask the vendor of the device for an update that passes the hello on unchanged, or ends TLS itself."},
	},
	Sources: []schannel.Source{
		{Document: "silverf0x00 on EMS"},
		{Document: "RFC 7627", Section: "Section 4"},
	},
}

// remedy finds one of this package or of package winhost.
func remedy(code schannel.Code) schannel.Remedy {
	switch code {
	case remedyAskVendor:
		return own(askVendor)
	case remedyInstallExtension:
		return own(installExtension)
	case remedyPassDevice:
		return own(passDevice)
	}
	r, _ := winhost.RemedyByCode(code)
	return r
}

// own returns a copy that the caller may change.
func own(r schannel.Remedy) schannel.Remedy {
	r.Rights, r.Steps, r.SideEffects, r.Sources = slices.Clone(r.Rights), slices.Clone(r.Steps), slices.Clone(r.SideEffects), slices.Clone(r.Sources)
	return r
}

// remedies returns those with these codes that help in the case, in that
// order.
func (v view) remedies(codes ...schannel.Code) []schannel.Remedy {
	var found []schannel.Remedy
	for _, code := range codes {
		scope, registry, useful := v.caseOf(code)
		if r, fits := remedy(code).For(scope, registry); useful && fits {
			found = append(found, r)
		}
	}
	return found
}

// caseOf is what a remedy wants to know of the end that it is for, and whether
// it can help there at all.
func (v view) caseOf(code schannel.Code) (known schannel.Scope, registry []schannel.RegistryValue, useful bool) {
	windowsPeer := !empty(v.Peer)
	switch code {
	case winhost.RemedyEnable:
		// Without its registry it is not known that nothing is switched off.
		useful = len(v.Local.Registry) == 0 || v.switchedOff
		return v.scopeOf(v.Local, v.Side), v.Local.Registry, useful
	case winhost.RemedyEnableOther:
		return schannel.Scope{}, nil, !windowsPeer && !negotiates(v.peer)
	case remedyAskVendor:
		return schannel.Scope{}, nil, !windowsPeer
	case remedyInstallExtension:
		if windowsPeer && negotiates(v.local) {
			return v.scopeOf(v.Peer, ems.SideUnspecified), nil, !negotiates(v.peer)
		}
		return v.scopeOf(v.Local, ems.SideUnspecified), nil, !negotiates(v.local)
	case winhost.RemedyRemoveDHE:
		return v.scopeOf(v.client(), ems.SideUnspecified), nil, v.dhe != schannel.No
	case winhost.RemedyInstallUpdates:
		return v.lackingFix()
	case winhost.RemedyFTPReuse:
		if v.seen.server != "" {
			known.Products = []string{v.seen.server}
		}
	}
	return known, nil, true
}

func negotiates(b winhost.Behaviour) bool {
	return b == winhost.NegotiatesEMS || b == winhost.EnforcesEMS
}

// client is the host that is the client, as far as it is known.
func (v view) client() winhost.Host {
	switch v.Side {
	case ems.Client:
		return v.Local
	case ems.Server:
		return v.Peer
	case ems.SideUnspecified:
	}
	return winhost.Host{}
}

// lackingFix is the scope of the Windows ends that may lack the fix for leading
// zeros.
func (v view) lackingFix() (known schannel.Scope, registry []schannel.RegistryValue, useful bool) {
	for _, end := range [...]struct {
		host winhost.Host
		fix  schannel.Truth
		here bool
	}{{v.Local, v.localZeros, true}, {v.Peer, v.peerZeros, !empty(v.Peer)}} {
		if !end.here || end.fix == schannel.Yes {
			continue
		}
		if end.host.Product == "" {
			return schannel.Scope{}, nil, v.dhe != schannel.No
		}
		useful = true
		known.Products = append(known.Products, v.scopeOf(end.host, ems.SideUnspecified).Products...)
	}
	return known, nil, useful && v.dhe != schannel.No
}

// scopeOf is what remedies want to know of a host.
func (v view) scopeOf(h winhost.Host, side ems.Side) schannel.Scope {
	var known schannel.Scope
	if product, ok := winhost.ProductByName(h.Product); ok {
		known.Products = []string{product}
	}
	if side != ems.SideUnspecified {
		known.Roles = []string{side.String()}
	}
	return known
}
