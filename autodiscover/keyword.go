// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import "github.com/schanneltrust/schannel/internal/dotnet"

// The keywords that say what a service connection point is for, as the page
// "How to find Autodiscover endpoints by using SCP lookup in Exchange" writes
// them; the third is what Setup of Exchange writes.
const (
	guidURL     = "77378F46-2C66-4aa9-A6A6-3E7A48B19596"
	guidPointer = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68"
	guidHoster  = "D3614C7C-D214-4F1F-BD4C-00D91C67F93F"
)

const (
	sitePrefix   = "Site="
	domainPrefix = "Domain="
)

// KindOf returns what an entry with these keywords is for. Clients look for
// the GUID by content: a directory keeps no order of values.
func KindOf(keywords []string) Kind {
	switch {
	case hasKeyword(keywords, guidPointer):
		return PointerEntry
	case hasKeyword(keywords, guidURL):
		return URLEntry
	case hasKeyword(keywords, guidHoster):
		return TrustedHoster
	}
	return KindUnknown
}

// Sites returns the sites to which s is scoped.
func (s SCP) Sites() []string { return valuesOf(s.Keywords, sitePrefix) }

// Domains returns the mail domains to which s is scoped.
func (s SCP) Domains() []string { return valuesOf(s.Keywords, domainPrefix) }

// URL returns the first binding, which is the one that clients use. It is
// empty where there is none.
func (s SCP) URL() string {
	if len(s.Bindings) == 0 {
		return ""
	}
	return s.Bindings[0]
}

// IsFor reports whether the keywords of s hold the GUID of a kind. An entry may
// hold those of several, and clients take it for all of them.
func (s SCP) IsFor(kind Kind) bool {
	switch kind {
	case URLEntry:
		return hasKeyword(s.Keywords, guidURL)
	case PointerEntry:
		return hasKeyword(s.Keywords, guidPointer)
	case TrustedHoster:
		return hasKeyword(s.Keywords, guidHoster)
	case KindUnknown:
	}
	return false
}

func hasKeyword(keywords []string, want string) bool {
	for _, k := range keywords {
		if dotnet.SameText(k, want) {
			return true
		}
	}
	return false
}

// valuesOf returns what follows a prefix in any case.
func valuesOf(keywords []string, prefix string) []string {
	var values []string
	for _, k := range keywords {
		if value, ok := dotnet.CutPrefix(k, prefix); ok {
			values = append(values, value)
		}
	}
	return values
}
