// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/jsonlist"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// Composition is the list that a host sends, or would send. A finding of it
// holds for the host; see [Composition.Offers] for its clients.
type Composition struct {
	Profile    trustlist.Profile    `json:"profile"` // of the release, Sent and Warnings as they are on this host
	Sent       schannel.Truth       `json:"sent"`    // whether a list is sent; Unknown where no document tells, or nothing is known
	From       StoreKind            `json:"from"`    // where the names come from
	Bound      bool                 `json:"bound"`   // the binding of http.sys names that store
	List       trustlist.List       `json:"list"`    // before it is cut; also where it is not sent
	Places     []int                `json:"places"`  // of the certificate of each name: in its store, or before Windows Server 2012 in Site followed by TrustedRoots
	Truncation trustlist.Truncation `json:"truncation"`
	Findings   []schannel.Finding   `json:"findings"`

	// SystemMapper is whether the name NT AUTHORITY comes on top of a list
	// that is sent.
	SystemMapper bool `json:"system_mapper"`

	Trust Trust `json:"trust"` // what [Composition.Accepts] goes by

	// Case and Settings are what remedies go by: what is known of the host,
	// and the registry values that Schannel reads there.
	Case     schannel.Scope           `json:"case"`
	Settings []schannel.RegistryValue `json:"settings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (c Composition) MarshalJSON() ([]byte, error) {
	type plain Composition
	p := plain(c)
	p.Places, p.Findings = jsonlist.Of(p.Places), jsonlist.Of(p.Findings)
	p.Settings = jsonlist.Of(p.Settings)
	return json.Marshal(p)
}

var ruleHostUnknown = schannel.Rule{
	Code: "trustlist.host.unknown", Title: "Nothing is known of the server",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Whether a server sends a list, from which store, and how much of it depends on its release.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
}

// Compose puts together the list of a host, and tells what decides it, what
// becomes of it and what is wrong with the stores. The names alias the
// certificates. Of a host without a release it says that nothing is known.
//
// Two choices are not documented and are made as follows. Outside the store of
// trusted roots, certificates without the purpose of client authentication are
// named too. Expired certificates are named. Findings say where that matters.
func Compose(h Host) Composition {
	c := composer{host: h, settings: readSettings(h.Release, h.Registry)}
	c.List, c.Places, c.Findings = trustlist.List{}, []int{}, []schannel.Finding{}
	c.Case, c.Settings = h.known(), c.settings.values()
	c.Trust = h.Stores.trust()
	profile, ok := trustlist.ProfileOf(h.Release)
	if !ok {
		c.Truncation.FirstDropped = -1
		c.addHost(ruleHostUnknown, schannel.Basis{Certainty: schannel.InsufficientData, Missing: c.Missing()})
		c.add(c.settings.findings...)
		return c.Composition
	}
	c.Profile = profile
	c.Profile.Policy, c.Profile.Ordered, c.Profile.Warnings = h.Policy, h.Ordered, c.settings.warnings()
	c.add(c.settings.decided...)
	c.decideSent()
	c.choose()
	c.collect()
	c.Truncation = trustlist.Truncate(c.List, c.Profile)
	c.judgeTrust()
	c.judgeList()
	c.judgeStores()
	c.add(c.settings.odd...)
	return c.Composition
}

// Missing returns what would have to be known of the host to say which list it
// sends and whom it accepts; nothing if that is known.
func (c Composition) Missing() []schannel.Phrase {
	missing := []schannel.Phrase{}
	known := c.Profile.Limit != 0
	if !known {
		missing = append(missing, say.Release)
	}
	if known && c.From == StoreUnspecified || len(c.Trust.Site)+len(c.Trust.Issuers)+len(c.Trust.Roots) == 0 {
		missing = append(missing, say.Stores)
	}
	return missing
}

// Shown is what a client sees of the list: the names that are kept, and none
// where no list is sent. The name NT AUTHORITY, whose encoding is not
// documented, is never among them.
func (c Composition) Shown() trustlist.List {
	if c.Sent == schannel.No {
		return trustlist.List{}
	}
	return c.Profile.Kept(c.List)
}

// Named returns the certificates whose subjects the list names, in its order,
// out of the stores that it was composed of.
func (c Composition) Named(s Stores) []certstore.Certificate {
	var all []certstore.Certificate
	switch {
	case c.From == SiteStore:
		all = s.Site
	case c.From == ClientAuthIssuersStore:
		all = s.ClientAuthIssuers
	case storesOf2012(c.Profile.Release):
		all = s.TrustedRoots
	default:
		all = slices.Concat(s.Site, s.TrustedRoots)
	}
	named := make([]certstore.Certificate, 0, len(c.Places))
	for _, place := range c.Places {
		if 0 <= place && place < len(all) {
			named = append(named, all[place])
		}
	}
	return named
}

// Offers tells for every family of clients whether one with the chain offers it
// to the host; see [offer.Seen.Offers]. Its findings rest on those of the
// composition.
func (c Composition) Offers(chain []certstore.Certificate) []offer.Offer {
	return c.Seen().Offers(chain)
}

// Seen is the list as clients see it, and what is known of it by which
// findings.
func (c Composition) Seen() offer.Seen {
	return offer.Seen{
		List: c.List, Sent: c.Sent, Fates: trustlist.Fates(c.List, c.Profile), SystemMapper: c.SystemMapper, Ordered: c.Profile.Ordered,
		Grounds: c.grounds(),
	}
}

// grounds is the findings by which the list is known.
func (c Composition) grounds() (g offer.Grounds) {
	for _, f := range c.Findings {
		switch f.Code {
		case ruleRegistrySend.Code, ruleRegistrySilent.Code, ruleComposeFederation.Code, ruleHostSilent.Code:
			g.Sending = append(g.Sending, f)
		case ruleRegistryData.Code, ruleRegistryType.Code:
			if f.Args[0].Value == SendTrustedIssuerList {
				g.Sending = append(g.Sending, f)
			}
		case ruleStoreUsed.Code, ruleStoreUnited.Code, ruleStoreMixed.Code, ruleStoreUntrusted.Code, ruleStorePurposesElsewhere.Code, ruleStoreNone.Code, ruleStoreUnread.Code, ruleStoreList.Code, ruleListExpired.Code:
			g.Listing = append(g.Listing, f)
		case codeLimitInferred, codeListTruncated, codeListFits:
			g.Cutting = append(g.Cutting, f)
		case ruleListSystemMapper.Code:
			g.Mapper = append(g.Mapper, f)
		}
	}
	return g
}

// Codes of packages below.
const (
	codeLimitInferred = "trustlist.limit.inferred"
	codeListFits      = "trustlist.list.fits"
	codeListTruncated = "trustlist.list.truncated"
	codeLogging       = "trustlist.event.logging"
	codeNoOffer       = "trustlist.client.no_offer"
)

// composer is a composition in the making.
type composer struct {
	host     Host
	settings settings
	Composition
	candidates []certstore.Certificate // of the store that is used
}

func (c *composer) add(findings ...schannel.Finding) { c.Findings = append(c.Findings, findings...) }

func (c *composer) product() schannel.Arg {
	return schannel.Text("product", c.host.Release.Product())
}

func surely(certainty schannel.Certainty) schannel.Basis { return schannel.Basis{Certainty: certainty} }

// addHost adds a finding about the host as a whole.
func (c *composer) addHost(rule schannel.Rule, basis schannel.Basis, args ...schannel.Arg) {
	c.add(schannel.NewFinding(rule, basis, schannel.Whole("host"), args...))
}

// found returns the findings so far with that code.
func (c *composer) found(code schannel.Code) []schannel.Finding {
	var found []schannel.Finding
	for _, f := range c.Findings {
		if f.Code == code {
			found = append(found, f)
		}
	}
	return found
}

// mend gives a finding those of the remedies that fit the host.
func (c *composer) mend(f schannel.Finding, remedies ...schannel.Remedy) schannel.Finding {
	f.Remedies = mend.For(c.Case, c.Settings, remedies...)
	return f
}

// storesOf2012 reports whether the release has the store of client
// authentication issuers, ClientAuthTrustMode and the order of three stores:
// Schannel SSP overview.
func storesOf2012(r schannel.Release) bool { return r >= schannel.Server2012 }

var ruleComposeFederation = schannel.Rule{
	Code: "trustlist.list.federation", Title: "AD FS and Web Application Proxy send the list",
	Severity: schannel.Info, Evidence: schannel.Reported,
	Message: "AD FS and Web Application Proxy send the list of authorities by default, although {product} otherwise does not.",
	Sources: []schannel.Source{
		{Document: "jpazureid 2018-11-01"},
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
	},
	Excludes: []schannel.Code{"trustlist.host.silent"},
}

var ruleHostSilent = schannel.Rule{
	Code: "trustlist.host.silent", Title: "The release sends no list unless told to",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{product} sends no list of authorities unless the registry value SendTrustedIssuerList is 1.",
	Sources: []schannel.Source{
		{Document: "TLS registry settings", Section: "SendTrustedIssuerList"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
	Excludes: []schannel.Code{"trustlist.registry.send", "trustlist.registry.send_not", "trustlist.list.federation"},
}

func (c *composer) decideSent() {
	switch send := c.settings.sendList; {
	case send.present:
		c.Sent = send.truth()
	case c.Profile.Sent:
		c.Sent = schannel.Yes
	case c.host.Application == FederationProxy:
		c.Sent = schannel.Yes
		c.addHost(ruleComposeFederation, surely(schannel.Likely), c.product())
	default:
		c.Sent = schannel.No
		c.addHost(ruleHostSilent, surely(schannel.Certain), c.product())
	}
	c.Profile.Sent = c.Sent != schannel.No
}
