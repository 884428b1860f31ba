// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"encoding/json"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
)

// Host is a server as far as it decides which list is sent. Of the zero value
// nothing is known.
type Host struct {
	Release  schannel.Release         `json:"release"`
	Registry []schannel.RegistryValue `json:"registry"` // below SecurityProviders\SCHANNEL; others do no harm
	Stores   Stores                   `json:"stores"`

	Application    Application    `json:"application"`      // what asks for client certificates
	Binding        Binding        `json:"binding"`          // of http.sys
	NoSystemMapper bool           `json:"no_system_mapper"` // it has SCH_CRED_NO_SYSTEM_MAPPER in its credentials
	NoRootUpdate   bool           `json:"no_root_update"`   // the automatic update of roots is turned off
	DomainMember   schannel.Truth `json:"domain_member"`    // whether group policy reaches it

	// Ordered is whether the stores are known to be in the order in which
	// Windows lists them, which is not documented: it decides which names of a
	// list that is cut are sent.
	Ordered bool `json:"ordered"`

	At     time.Time        `json:"at,omitzero"` // for expiry; the zero time leaves that out
	Policy trustlist.Policy `json:"policy"`      // of the cut, see Profile
}

// Stores are the certificate stores that a list may come from, each in the
// order in which Windows enumerates it as far as that is known. If none has a
// certificate, nothing is known of them.
type Stores struct {
	// Site is the store that is configured for the site or the application:
	// from Windows Server 2012 on the one named by sslctlstorename, before the
	// one in hRootStore of its credentials.
	Site []certstore.Certificate `json:"site"`

	ClientAuthIssuers []certstore.Certificate `json:"client_auth_issuers"` // "Client Authentication Issuers" of the computer
	TrustedRoots      []certstore.Certificate `json:"trusted_roots"`       // "Trusted Root Certification Authorities" of the computer
	Untrusted         []certstore.Certificate `json:"untrusted"`           // "Untrusted Certificates" of the computer, which certutil calls Disallowed
}

// Trust is what of the stores decides which client certificates are accepted,
// whether or not a list is sent.
type Trust struct {
	Site    []Anchor `json:"site"`
	Issuers []Anchor `json:"issuers"` // Client Authentication Issuers
	Roots   []Anchor `json:"roots"`

	Untrusted []Anchor `json:"untrusted"` // whatever the other stores say
}

// MarshalJSON writes every field, empty lists as lists.
func (t Trust) MarshalJSON() ([]byte, error) {
	type plain Trust
	p := plain(t)
	for _, store := range []*[]Anchor{&p.Site, &p.Issuers, &p.Roots, &p.Untrusted} {
		*store = append([]Anchor{}, *store...)
	}
	return json.Marshal(p)
}

func (s Stores) trust() Trust {
	return Trust{anchors(s.Site), anchors(s.ClientAuthIssuers), anchors(s.TrustedRoots), anchors(s.Untrusted)}
}

// Application is what asks for client certificates.
type Application uint8

const (
	ApplicationOther Application = 0 // "other": a program with its own Schannel credentials
	HTTPSys          Application = 1 // "http-sys": http.sys: IIS and what else listens through it
	FederationProxy  Application = 2 // "federation-proxy": AD FS and Web Application Proxy, which listen through http.sys too
)

// bindable reports whether a binding of http.sys counts for the application.
func (a Application) bindable() bool { return a == HTTPSys || a == FederationProxy }

// Binding is what the binding of a site in http.sys says of the authorities of
// clients, as netsh http show sslcert prints it. Of the zero value nothing is
// known.
type Binding struct {
	Known         bool   `json:"known"`
	CtlStoreName  string `json:"ctl_store_name"` // empty: null
	CtlIdentifier string `json:"ctl_identifier"` // of a trust list, before Windows Server 2012; empty: null
}

// StoreKind is one of the stores of [Stores].
type StoreKind uint8

const (
	StoreUnspecified       StoreKind = 0 // "unspecified": none: no store has certificates
	SiteStore              StoreKind = 1 // "site"
	ClientAuthIssuersStore StoreKind = 2 // "client-auth-issuers"
	TrustedRootStore       StoreKind = 3 // "trusted-roots": before Windows Server 2012 together with SiteStore
)

// MarshalJSON writes every field but a time that is not known, empty lists as
// lists.
func (h Host) MarshalJSON() ([]byte, error) {
	type plain Host
	p := plain(h)
	p.Registry = jsonlist.Of(p.Registry)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (s Stores) MarshalJSON() ([]byte, error) {
	type plain Stores
	p := plain(s)
	for _, store := range []*[]certstore.Certificate{&p.Site, &p.ClientAuthIssuers, &p.TrustedRoots, &p.Untrusted} {
		*store = append([]certstore.Certificate{}, *store...)
	}
	return json.Marshal(p)
}

// known is what remedies go by.
func (h Host) known() schannel.Scope {
	known := schannel.Scope{Products: []string{h.Application.String()}}
	if h.Release != schannel.ReleaseUnspecified {
		known.Releases = []schannel.Release{h.Release}
	}
	switch h.DomainMember {
	case schannel.Yes:
		known.Roles = []string{mend.DomainMember}
	case schannel.No:
		known.Roles = []string{mend.StandAlone}
	case schannel.Unknown:
	}
	return known
}
