// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/internal/mend"
	"github.com/schanneltrust/schannel/trustlist/internal/say"
)

var ruleStoreUsed = schannel.Rule{
	Code: "trustlist.store.used", Title: "The store that the list comes from",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "The list comes from the store {store} with {certificates} certificates: the first that is not empty of the store of the site or application, Client Authentication Issuers and Trusted Root Certification Authorities.",
	Sources:  []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	Excludes: []schannel.Code{"trustlist.store.united", "trustlist.store.ignored"},
}

var ruleStoreIgnored = schannel.Rule{
	Code: "trustlist.store.ignored", Title: "The release does not read the store Client Authentication Issuers",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "Client Authentication Issuers holds {certificates} certificates, which {product} does not read: the store counts from Windows Server 2012 on.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

var ruleStoreNone = schannel.Rule{
	Code: "trustlist.store.none", Title: "No store has certificates",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Nothing is known of the certificate stores of the server, and so nothing of its list.",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
	Excludes: []schannel.Code{"trustlist.store.used", "trustlist.store.united"},
}

var (
	outcomeIssuersStore = schannel.Phrase{Code: "trustlist.outcome.issuers_store", Text: "the list comes from Client Authentication Issuers"}
	outcomeBinding      = schannel.Phrase{Code: "trustlist.outcome.binding", Text: "the binding names no store: the list comes from the trusted roots"}
	settleBinding       = schannel.Phrase{Code: "trustlist.settle.binding", Text: "\"Ctl Store Name\" in the output of netsh http show sslcert"}
)

var ruleStoreUnread = schannel.Rule{
	Code: "trustlist.store.unread", Title: "The binding names a store of which nothing is known",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "The binding names the store {name}, so the list comes from it and from no other.",
	Sources:  []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}, {Document: "jpazureid 2018-11-01"}},
	Excludes: []schannel.Code{"trustlist.store.used", "trustlist.store.none"},
}

var ruleStoreList = schannel.Rule{
	Code: "trustlist.store.trust_list", Title: "The list comes from the trust list of the binding",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message:  "The binding names the trust list {identifier}, which takes the place of the trusted roots before Windows Server 2012, and not since.",
	Sources:  []schannel.Source{{Document: "IIS 6.0 SslCtlIdentifier"}, {Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
	Excludes: []schannel.Code{"trustlist.store.united", "trustlist.store.none"},
}

var ruleStoreListIgnored = schannel.Rule{
	Code: "trustlist.store.trust_list_ignored", Title: "The release reads no trust list of a binding",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "The binding names the trust list {identifier}. From Windows Server 2012 on certificate stores have taken its place: {product} does not read it.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

var (
	missingBound     = schannel.Phrase{Code: "trustlist.missing.bound_store", Text: "the certificates of the store {store}"}
	missingTrustList = schannel.Phrase{Code: "trustlist.missing.trust_list", Text: "the certificates that the trust list {identifier} names"}
)

// bound is what the binding of http.sys names.
type bound uint8

const (
	storeUnknown bound = iota // nothing is known of the binding, or there is none
	storeNone
	storeIssuers
	storeRoots
	storeOther
)

// boundStores is what a binding names if it names a store of [Stores].
var boundStores = [...]bound{SiteStore: storeOther, ClientAuthIssuersStore: storeIssuers, TrustedRootStore: storeRoots}

// boundTo goes by the names that certutil and netsh take.
func (h Host) boundTo() bound {
	switch {
	case !h.Application.bindable() || !h.Binding.Known:
		return storeUnknown
	case h.Binding.CtlStoreName == "":
		return storeNone
	case strings.EqualFold(h.Binding.CtlStoreName, "ClientAuthIssuer"):
		return storeIssuers
	case strings.EqualFold(h.Binding.CtlStoreName, "Root"):
		return storeRoots
	}
	return storeOther
}

// boundToList reports whether the binding names a trust list.
func (h Host) boundToList() bool {
	return h.Application.bindable() && h.Binding.Known && h.Binding.CtlIdentifier != ""
}

// chooseList takes the certificates of a trust list, which are given as those
// of the site: the list itself has thumbprints only.
func (c *composer) chooseList() {
	identifier := schannel.Text("identifier", c.host.Binding.CtlIdentifier)
	basis := surely(schannel.Likely)
	if c.candidates = c.host.Stores.Site; len(c.candidates) > 0 {
		c.From = SiteStore
	} else {
		basis = schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingTrustList.With(identifier)}}
	}
	c.addHost(ruleStoreList, basis, identifier)
}

// choose picks the store.
func (c *composer) choose() {
	s := c.host.Stores
	switch {
	case len(s.Site)+len(s.ClientAuthIssuers)+len(s.TrustedRoots) == 0:
		c.addHost(ruleStoreNone, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Stores}})
		return
	case !storesOf2012(c.host.Release):
		if c.host.boundToList() {
			c.chooseList()
			return
		}
		// Platform SDK: the self-signed certificates of the system store
		// united with those of the application's store.
		if c.candidates = slices.Concat(s.Site, s.TrustedRoots); len(c.candidates) > 0 {
			c.From = TrustedRootStore
		}
		if n := len(s.ClientAuthIssuers); n > 0 {
			c.addHost(ruleStoreIgnored, surely(schannel.Certain), schannel.Number("certificates", n), c.product())
		}
		return
	case c.host.boundTo() == storeOther && len(s.Site) == 0:
		c.addHost(ruleStoreUnread, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingBound.With(schannel.Text("store", c.host.Binding.CtlStoreName))},
		}, schannel.Text("name", c.host.Binding.CtlStoreName))
		return
	case c.host.boundTo() == storeRoots:
		c.From, c.candidates = TrustedRootStore, s.TrustedRoots
	// Schannel SSP overview: the store of the site or application; if it has
	// no certificates, Client Authentication Issuers; if that is empty too,
	// the trusted roots.
	case len(s.Site) > 0:
		c.From, c.candidates = SiteStore, s.Site
	case len(s.ClientAuthIssuers) > 0 && c.host.boundTo() != storeNone:
		c.From, c.candidates = ClientAuthIssuersStore, s.ClientAuthIssuers
	default:
		c.From, c.candidates = TrustedRootStore, s.TrustedRoots
	}
	if len(c.candidates) == 0 {
		c.From = StoreUnspecified
		c.addHost(ruleStoreNone, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{say.Stores}})
		return
	}
	c.Bound = c.host.boundTo() == boundStores[c.From]
	c.addUsed()
}

// addUsed says which store is used, and how sure that is.
func (c *composer) addUsed() {
	basis := surely(schannel.Certain)
	switch {
	case c.From == TrustedRootStore && c.host.boundTo() == storeNone && len(c.host.Stores.ClientAuthIssuers) > 0:
		// Seen on Windows Server 2016; the page speaks of Schannel.
		basis = schannel.Basis{Certainty: schannel.Likely, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "newbetuts 1050679"}}}
	case c.From == ClientAuthIssuersStore && c.host.Application.bindable() && c.host.boundTo() == storeUnknown:
		// The order is documented for Schannel, not for http.sys: on Windows
		// Server 2016 the trusted roots were seen in the list of a host with
		// a filled store (newbetuts 1050679).
		basis = schannel.Basis{
			Certainty: schannel.Undocumented, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "newbetuts 1050679"}},
			Outcomes: []schannel.Phrase{outcomeIssuersStore, outcomeBinding}, Settle: []schannel.Phrase{settleBinding},
		}
	}
	if c.host.boundToList() {
		c.addHost(ruleStoreListIgnored, surely(schannel.Certain), schannel.Text("identifier", c.host.Binding.CtlIdentifier), c.product())
	}
	c.addHost(ruleStoreUsed, basis, schannel.Word("store", c.From), schannel.Number("certificates", len(c.candidates)))
}

var ruleStoreUnited = schannel.Rule{
	Code: "trustlist.store.united", Title: "The list is made of the trusted roots and the store of the application",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Before Windows Server 2012 the list is made of the self-signed certificates among the trusted roots and those of the application's own store: {names} names of {certificates} certificates. Schannel does so when credentials are acquired: a change of the stores counts for new credentials.",
	Sources: []schannel.Source{
		{Document: "Platform SDK 2000"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleStoreMixed = schannel.Rule{
	Code: "trustlist.store.mixed", Title: "What a mixed store of trusted roots sends is not clear",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "The store of trusted roots holds certificates of authorities below roots: {issuers} of {certificates}. Sources differ about what is sent of such a mix; here the list is taken to hold those alone.",
	Sources: []schannel.Source{
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "jpazureid 2018-11-01"},
		{Document: "KB2802568"},
	},
}

var (
	outcomeIssuersOnly = schannel.Phrase{Code: "trustlist.outcome.issuers_only", Text: "the certificates of authorities below roots alone are named"}
	outcomeBroken      = schannel.Phrase{Code: "trustlist.outcome.list_broken", Text: "the list is not made properly: roots of clients are missing from it"}
)

// collect makes the list of the candidates.
func (c *composer) collect() {
	rootsOnly, issuers := c.From == TrustedRootStore && !storesOf2012(c.host.Release), 0
	if c.From == TrustedRootStore && !rootsOnly {
		for _, candidate := range c.candidates {
			if isIssuer(candidate) {
				issuers++
			}
		}
	}
	unfit := 0
	for i, candidate := range c.candidates {
		// Schannel SSP overview: of a mix of self-signed and other
		// certificates only the others are sent.
		if rootsOnly && isIssuer(candidate) || issuers > 0 && !isIssuer(candidate) {
			continue
		}
		if !candidate.Allows(certstore.ClientAuthentication) {
			unfit++
			// KB2801679: the trusted roots that are trusted for client
			// authentication.
			if c.From == TrustedRootStore {
				continue
			}
		}
		c.List = append(c.List, candidate.Subject)
		c.Places = append(c.Places, i)
	}
	c.judgeCollected(rootsOnly, unfit, issuers)
}

// judgeCollected says what the list was made of.
func (c *composer) judgeCollected(united bool, unfit, issuers int) {
	if united && c.From == TrustedRootStore {
		// Both sources have the trusted roots; the store of the application
		// stands in the older one alone.
		basis := surely(schannel.Certain)
		if len(c.host.Stores.Site) > 0 {
			basis = surely(schannel.Likely)
		}
		c.addHost(ruleStoreUnited, basis, schannel.Number("names", len(c.List)), schannel.Number("certificates", len(c.candidates)))
	}
	if unfit > 0 {
		c.addPurposes(unfit)
	}
	if issuers > 0 && issuers < len(c.candidates) {
		c.addHost(ruleStoreMixed, schannel.Basis{
			Certainty: schannel.Undocumented, Outcomes: []schannel.Phrase{outcomeIssuersOnly, outcomeBroken}, Settle: []schannel.Phrase{say.Capture},
		}, schannel.Number("issuers", issuers), schannel.Number("certificates", len(c.candidates)))
	}
}

// isIssuer reports whether a certificate is that of an authority below a root.
// It goes by the names: the pages speak of self-signed certificates, and a root
// whose signature cannot be checked is still one.
func isIssuer(c certstore.Certificate) bool { return !c.SelfIssued }

var ruleStorePurposes = schannel.Rule{
	Code: "trustlist.store.purposes", Title: "Trusted roots that are not for client authentication are not named",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{certificates} certificates of the store are not trusted for client authentication and are left out.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

var ruleStorePurposesElsewhere = schannel.Rule{
	Code: "trustlist.store.purposes_elsewhere", Title: "Nothing says whether other stores are filtered by purpose",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "{certificates} certificates of the store {store} are not trusted for client authentication. The article that tells of the filter speaks of trusted roots only.",
	Sources: []schannel.Source{
		{Document: "KB2801679", Section: "More information"},
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
	},
}

var (
	outcomeNamed   = schannel.Phrase{Code: "trustlist.outcome.named", Text: "they are named"}
	outcomeLeftOut = schannel.Phrase{Code: "trustlist.outcome.left_out", Text: "they are left out"}
)

func (c *composer) addPurposes(unfit int) {
	count := schannel.Number("certificates", unfit)
	if c.From == TrustedRootStore {
		c.addHost(ruleStorePurposes, surely(schannel.Certain), count)
		return
	}
	c.addHost(ruleStorePurposesElsewhere, schannel.Basis{
		Certainty: schannel.Undocumented, Outcomes: []schannel.Phrase{outcomeNamed, outcomeLeftOut}, Settle: []schannel.Phrase{say.Capture},
	}, count, schannel.Word("store", c.From))
}

var ruleStoreTooLarge = schannel.Rule{
	Code: "trustlist.store.too_large", Title: "The store of trusted roots is too large for client authentication",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The names of the trusted roots take {bytes} bytes, more than {limit}. On Windows Server 2012 client authentication then fails, whatever SendTrustedIssuerList is. The store can grow without anybody's doing: by the automatic update of roots, and by a stranger who connects with a certificate below a root that is not there yet.",
	Sources: []schannel.Source{{Document: "KB2880390"}},
}

// judgeSize goes by KB2880390: the size of the store of trusted roots decides,
// whatever is sent and from where.
func (c *composer) judgeSize() {
	if c.host.Release != schannel.Server2012 {
		return
	}
	roots := trustlist.List{}
	for _, root := range c.host.Stores.TrustedRoots {
		if root.Allows(certstore.ClientAuthentication) {
			roots = append(roots, root.Subject)
		}
	}
	if t := trustlist.Truncate(roots, c.Profile); t.Truncated {
		f := schannel.NewFinding(ruleStoreTooLarge, surely(schannel.Likely), schannel.Whole("host"),
			schannel.Number("bytes", t.Bytes), schannel.Number("limit", t.Limit))
		c.add(c.mend(f, mend.Update2880390))
	}
}

var ruleStoreNonRoot = schannel.Rule{
	Code: "trustlist.store.non_root", Title: "Certificates in the store of trusted roots are no roots",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "Certificates that are not issued by themselves but stand among the trusted roots: {count}, the first of them {name} ({sha1}). Client authentication can fail over that: IIS answers 403.7 where the list is sent and 403.16 where it is not.",
	Sources: []schannel.Source{
		{Document: "KB2802568"},
		{Document: "jpazureid 2018-11-01"},
	},
}

var ruleStoreUntrusted = schannel.Rule{
	Code: "trustlist.store.untrusted", Title: "Certificates that may be named are among the untrusted ones",
	Severity: schannel.Warning, Evidence: schannel.Inferred,
	Message: "Certificates that the list names and that stand among the Untrusted Certificates too: {count}, the first of them {name} ({sha1}). No document says whether Windows names them.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

// judgeUntrusted compares by thumbprint: of an authority with another key
// nothing is said.
func (c *composer) judgeUntrusted() {
	untrusted := make(map[schannel.Thumbprint]bool, len(c.host.Stores.Untrusted))
	for _, u := range c.host.Stores.Untrusted {
		untrusted[u.SHA1] = true
	}
	var subjects []schannel.Subject
	first := -1
	for i, place := range c.Places {
		if candidate := c.candidates[place]; untrusted[candidate.SHA1] {
			subjects = append(subjects, schannel.Nth("name", i).Named(candidate.SHA1.String()))
			if first < 0 {
				first = place
			}
		}
	}
	if len(subjects) == 0 {
		return
	}
	c.add(say.Counted(schannel.NewFinding(ruleStoreUntrusted, schannel.Basis{
		Certainty: schannel.Undocumented, Outcomes: []schannel.Phrase{outcomeNamed, outcomeLeftOut}, Settle: []schannel.Phrase{say.Capture},
	}, schannel.Whole("store"), schannel.Number("count", len(subjects)),
		schannel.Text("name", c.candidates[first].Subject.String()), schannel.Text("sha1", c.candidates[first].SHA1.String())), subjects))
}

// judgeStores says what is wrong in the store of trusted roots.
func (c *composer) judgeStores() {
	c.judgeSize()
	c.judgeUntrusted()
	c.judgeNonRoots()
	if len(c.host.Stores.TrustedRoots) > 0 {
		c.add(certstore.CheckRequired(c.host.Release, c.host.Stores.TrustedRoots, nil)...)
	}
}

// judgeNonRoots goes by articles that speak of IIS 8, which is that of Windows
// Server 2012. With Exclusive CA Trust a certificate that is no root is no
// fault: that mode is what the articles recommend.
func (c *composer) judgeNonRoots() {
	if !storesOf2012(c.host.Release) || c.settings.trustMode.is(modeExclusiveCA) {
		return
	}
	var subjects []schannel.Subject
	for i, root := range c.host.Stores.TrustedRoots {
		if isIssuer(root) {
			subjects = append(subjects, schannel.Nth("certificate", i).Named(root.SHA1.String()))
		}
	}
	if len(subjects) == 0 {
		return
	}
	first := c.host.Stores.TrustedRoots[subjects[0].Index]
	f := schannel.NewFinding(ruleStoreNonRoot, surely(schannel.Likely), schannel.Whole("store"), schannel.Number("count", len(subjects)),
		schannel.Text("name", first.Subject.String()), schannel.Text("sha1", first.SHA1.String()))
	c.add(say.Counted(c.mend(f, mend.MoveIssuers, mend.ExclusiveCATrust), subjects))
}
