// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Profile is what is known of the issuer list of a release. The zero value
// knows nothing.
type Profile struct {
	Release schannel.Release  `json:"release"`
	Limit   int               `json:"limit"` // bytes that the list may have, see Counting; 0: not known
	Known   schannel.Evidence `json:"known"` // how the limit is known

	// Sent is whether the release sends a list when nothing is configured,
	// that is, without a registry value SendTrustedIssuerList.
	Sent bool `json:"sent"`

	// Warnings is whether Schannel logs warnings on the server, if the registry
	// value EventLogging is known.
	Warnings schannel.Truth `json:"warnings"`

	// Policy holds the choices that no document settles. The zero value is
	// the default of this package.
	Policy Policy `json:"policy"`

	// Ordered is whether the order of the list is known, as it is of a captured
	// one. No document tells in which order Windows names what is in a store;
	// while that is open, so is the fate of a single name of a list that is cut.
	Ordered bool `json:"ordered"`

	Sources []schannel.Source `json:"sources"` // of the limit and of Sent
}

// MarshalJSON writes every field, no sources as an empty list.
func (p Profile) MarshalJSON() ([]byte, error) {
	type plain Profile
	f := plain(p)
	f.Sources = jsonlist.Of(f.Sources)
	return json.Marshal(f)
}

// misprintedLimit is the limit of Windows Server 2003 as KB933430 was quoted
// by those who read it in 2012 and 2013: 12,228 with two digits exchanged.
// KB2464556 gives 12,288, which is 0x3000. On real lists the two figures
// often keep a different number of names.
const misprintedLimit = 12228

const (
	limit2003 = 0x3000
	limit2008 = 0x4000
)

// profiles is indexed by release. KB2464556 says that SendTrustedIssuerList
// is 1 when absent; the page on registry settings confines that to Windows
// Server 2008 R2 and earlier.
var profiles = [...]Profile{
	schannel.Server2003: {
		Release: schannel.Server2003, Limit: limit2003, Known: schannel.Documented, Sent: true,
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Windows Server 2003"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	schannel.Server2003KB933940: {
		Release: schannel.Server2003KB933940, Limit: limit2008, Known: schannel.Documented, Sent: true,
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Windows Server 2003"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	schannel.Server2008: {
		Release: schannel.Server2008, Limit: limit2008, Known: schannel.Documented, Sent: true,
		Sources: []schannel.Source{
			{Document: "KB2464556", Section: "Windows Server 2008 R2 and Windows Server 2008"},
			{Document: "KB2801679", Section: "Cause"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	schannel.Server2008R2: {
		Release: schannel.Server2008R2, Limit: limit2008, Known: schannel.Documented, Sent: true,
		Sources: []schannel.Source{
			{Document: "KB2801679", Section: "Cause"},
			{Document: "KB2464556", Section: "Windows Server 2008 R2 and Windows Server 2008"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	schannel.Server2012: {
		Release: schannel.Server2012, Limit: limit2008, Known: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "KB2801679", Section: "Cause"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	schannel.Server2012R2: {
		Release: schannel.Server2012R2, Limit: limit2008, Known: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	schannel.Server2016: {
		Release: schannel.Server2016, Limit: limit2008, Known: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		},
	},
	// No page gives a size for these; that of the release before them stands.
	schannel.Server2019: {
		Release: schannel.Server2019, Limit: limit2008, Known: schannel.Inferred,
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	schannel.Server2022: {
		Release: schannel.Server2022, Limit: limit2008, Known: schannel.Inferred,
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
	schannel.Server2025: {
		Release: schannel.Server2025, Limit: limit2008, Known: schannel.Inferred,
		Sources: []schannel.Source{
			{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
			{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		},
	},
}

// Profiles yields the profile of every release, oldest first.
func Profiles() iter.Seq[Profile] {
	return func(yield func(Profile) bool) {
		for _, p := range profiles[schannel.Server2003:] {
			if !yield(p.owned()) {
				return
			}
		}
	}
}

// owned returns p with sources that are the caller's.
func (p Profile) owned() Profile {
	p.Sources = slices.Clone(p.Sources)
	return p
}

// ProfileOf returns the profile of a release, and whether there is one.
func ProfileOf(r schannel.Release) (Profile, bool) {
	if r == schannel.ReleaseUnspecified || int(r) >= len(profiles) {
		return Profile{}, false
	}
	return profiles[r].owned(), true
}
