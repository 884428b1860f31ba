// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsdiag

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/winhost"
)

const (
	remedyAskVendor        schannel.Code = "ems.windows.remedy.ask_vendor"
	remedyInstallExtension schannel.Code = "ems.windows.remedy.install_extension"
)

const localAdministrator = "local administrator"

// remedies is what the articles advise besides what package winhost has, by
// code.
var remedies = [...]schannel.Remedy{
	{
		Code:    remedyAskVendor,
		Title:   "Ask the vendor of the other end for an update",
		Applies: "another end than Windows",
		Rights:  "none on Windows; the administrator of the device installs the update",
		Steps: []schannel.Step{
			{Text: "Ask the administrator, manufacturer or service provider of the device for an update that supports resumption with the extended master secret as RFC 7627 defines it."},
			{Text: "If every connection fails: ask for one that copes with a full handshake where it offered or expected resumption, as RFC 2246 and RFC 5246 demand."},
		},
		Sources: []schannel.Source{
			{Document: "KB4528489", Section: "Next steps"},
			{Document: "KB4528489", Section: "Advanced information for administrators, items 2 and 3"},
		},
	},
	{
		Code:    remedyInstallExtension,
		Title:   "Install an update that brings the extended master secret",
		Applies: "Windows 8.1, Windows Server 2012 R2 and older",
		Rights:  localAdministrator,
		Steps: []schannel.Step{
			{Text: "Install KB3081320 of November 2015, or the newest monthly rollup."},
		},
		SideEffects: []string{"A rollup of October 2019 or later also enforces the extended master secret for resumption."},
		Sources: []schannel.Source{
			{Document: "MS15-121", Section: "Affected Software"},
			{Document: "Limilabs on FTP and EMS", Section: "Cause"},
		},
	},
}

// Remedies yields the remedies of this package, ordered by code; others that
// findings carry are those of package winhost.
func Remedies() iter.Seq[schannel.Remedy] {
	return func(yield func(schannel.Remedy) bool) {
		for _, r := range remedies {
			if !yield(own(r)) {
				return
			}
		}
	}
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
		r, ok := winhost.RemedyByCode(code)
		for _, mine := range remedies {
			if mine.Code == code {
				r, ok = own(mine), true
			}
		}
		if ok {
			found = append(found, r)
		}
	}
	return found
}
