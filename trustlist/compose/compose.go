// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package compose

import (
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/certstore"
	"github.com/schanneltrust/schannel/trustlist/offer"
)

// Host is a server as far as it decides which list is sent.
type Host struct {
	Release  schannel.Release
	Registry []schannel.RegistryValue // below SecurityProviders\SCHANNEL; others do no harm
	Stores   Stores

	Application    Application    // what asks for client certificates
	NoSystemMapper bool           // it has SCH_CRED_NO_SYSTEM_MAPPER in its credentials
	NoRootUpdate   bool           // the automatic update of roots is turned off
	DomainMember   schannel.Truth // whether group policy reaches it

	At     time.Time        // for expiry; the zero time leaves that out
	Policy trustlist.Policy // of the cut, see Profile
}

// Stores are the certificate stores that a list may come from, each in the
// order in which Windows enumerates it.
type Stores struct {
	// Site is the store that is configured for the site or the application:
	// from Windows Server 2012 on the one named by sslctlstorename, before the
	// one in hRootStore of its credentials.
	Site []certstore.Certificate

	ClientAuthIssuers []certstore.Certificate // "Client Authentication Issuers" of the computer
	TrustedRoots      []certstore.Certificate // "Trusted Root Certification Authorities" of the computer
}

// Application is what asks for client certificates.
type Application uint8

const (
	ApplicationOther Application = 0 // "other": a program with its own Schannel credentials
	HTTPSys          Application = 1 // "http-sys": http.sys: IIS and what else listens through it
	FederationProxy  Application = 2 // "federation-proxy": AD FS and Web Application Proxy
)

// StoreKind is one of the stores of [Stores].
type StoreKind uint8

const (
	StoreUnspecified       StoreKind = 0 // "unspecified": none: no store has certificates
	SiteStore              StoreKind = 1 // "site"
	ClientAuthIssuersStore StoreKind = 2 // "client-auth-issuers"
	TrustedRootStore       StoreKind = 3 // "trusted-roots": before Windows Server 2012 together with SiteStore
)

// Composition is the list that a host sends, or would send.
type Composition struct {
	Profile    trustlist.Profile    `json:"profile"` // of the release, Sent as it is on this host
	Sent       schannel.Truth       `json:"sent"`    // whether a list is sent; Unknown where the registry has a number of which no document tells
	From       StoreKind            `json:"from"`    // where the names come from
	List       trustlist.List       `json:"list"`    // before it is cut; also where it is not sent
	Places     []int                `json:"places"`  // of the certificate of each name: in its store, or before Windows Server 2012 in Site followed by TrustedRoots
	Truncation trustlist.Truncation `json:"truncation"`
	Findings   []schannel.Finding   `json:"findings"`

	// SystemMapper is whether the name NT AUTHORITY comes on top of a list
	// that is sent.
	SystemMapper bool `json:"system_mapper"`
}

const codeHostRelease schannel.Code = "trustlist.host.release"

// Compose puts together the list of a host, and tells what decides it, what
// becomes of it and what is wrong with the stores. The names alias the
// certificates. It refuses a host without a release.
//
// Two choices are not documented and are made as follows. Outside the store of
// trusted roots, certificates without the purpose of client authentication are
// named too. Expired certificates are named. Findings say where that matters.
func Compose(h Host) (Composition, error) {
	profile, ok := trustlist.ProfileOf(h.Release)
	if !ok {
		return Composition{}, fault(codeHostRelease, "release", schannel.NoOffset, "the release decides what is sent; %v is none", h.Release)
	}
	c := composer{Host: h, settings: readSettings(h.Registry)}
	c.Profile = profile
	c.Profile.Policy = h.Policy
	c.add(CheckRegistry(h.Registry)...)
	c.decideSent()
	c.choose()
	c.collect()
	c.Truncation = trustlist.Truncate(c.List, c.Profile)
	c.judgeTrust()
	c.judgeStores()
	c.judgeList()
	return c.Composition, nil
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

// Offers tells for every family of clients whether one with the chain offers it
// to the host. See [offer.Seen.Offers].
func (c Composition) Offers(chain []certstore.Certificate) []offer.Offer {
	seen := offer.Seen{List: c.List, Sent: c.Sent, Fates: trustlist.Fates(c.List, c.Profile), SystemMapper: c.SystemMapper}
	return seen.Offers(chain)
}

// composer is a composition in the making.
type composer struct {
	Host
	settings settings
	Composition
	candidates []certstore.Certificate // of the store that is used
}

func (c *composer) add(findings ...schannel.Finding) { c.Findings = append(c.Findings, findings...) }

func (c *composer) product() schannel.Arg {
	return schannel.Text("product", c.Release.Product())
}

// addHost adds a finding about the host as a whole.
func (c *composer) addHost(code schannel.Code, certainty schannel.Certainty, args ...schannel.Arg) {
	c.add(finding(code, certainty, schannel.Whole("host"), args...))
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
}

func (c *composer) decideSent() {
	c.Sent = schannel.No
	switch {
	case c.settings.sendList.data > 1:
		c.Sent = schannel.Unknown
	case c.settings.sendList.present:
		if c.settings.sendList.data == 1 {
			c.Sent = schannel.Yes
		}
	case c.Profile.Sent:
		c.Sent = schannel.Yes
	case c.Application == FederationProxy:
		c.Sent = schannel.Yes
		c.addHost(codeComposeFederation, schannel.Likely, c.product())
	default:
		rule, _ := trustlist.RuleByCode(codeListNotSent)
		c.add(schannel.NewFinding(rule, schannel.Certain, schannel.Whole("host"), c.product()))
	}
	c.Profile.Sent = c.Sent != schannel.No
}

var ruleStoreIgnored = schannel.Rule{
	Code: "trustlist.store.ignored", Title: "The release does not read the store Client Authentication Issuers",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "Client Authentication Issuers holds {certificates} certificates, which {product} does not read: the store counts from Windows Server 2012 on.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

var ruleStoreUnited = schannel.Rule{
	Code: "trustlist.store.united", Title: "The list is made of the trusted roots and the store of the application",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "Before Windows Server 2012 the list is made of the self-signed certificates among the trusted roots and those of the application's own store, {certificates} in all. Schannel does so when credentials are acquired: a change of the stores counts for new credentials.",
	Sources: []schannel.Source{
		{Document: "Platform SDK 2000"},
		{Document: "KB2801679", Section: "More information"},
	},
}

var ruleStoreUsed = schannel.Rule{
	Code: "trustlist.store.used", Title: "The store that the list comes from",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "The list comes from the store {store} with {certificates} certificates: the first that is not empty of the store of the site or application, Client Authentication Issuers and Trusted Root Certification Authorities.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

// choose picks the store.
func (c *composer) choose() {
	if !storesOf2012(c.Release) {
		// Platform SDK: the self-signed certificates of the system store
		// united with those of the application's store.
		c.candidates = slices.Concat(c.Stores.Site, c.Stores.TrustedRoots)
		if len(c.candidates) > 0 {
			c.From = TrustedRootStore
			c.addHost(codeStoreUnited, schannel.Certain, schannel.Number("certificates", len(c.candidates)))
		}
		if n := len(c.Stores.ClientAuthIssuers); n > 0 {
			c.addHost(codeStoreIgnored, schannel.Certain, schannel.Number("certificates", n), c.product())
		}
		return
	}
	// Schannel SSP overview: the store of the site or application; if it has
	// no certificates, Client Authentication Issuers; if that is empty too,
	// the trusted roots.
	switch {
	case len(c.Stores.Site) > 0:
		c.From, c.candidates = SiteStore, c.Stores.Site
	case len(c.Stores.ClientAuthIssuers) > 0:
		c.From, c.candidates = ClientAuthIssuersStore, c.Stores.ClientAuthIssuers
	case len(c.Stores.TrustedRoots) > 0:
		c.From, c.candidates = TrustedRootStore, c.Stores.TrustedRoots
	}
	if c.From != StoreUnspecified {
		c.addHost(codeStoreUsed, schannel.Certain, schannel.Text("store", c.From.String()), schannel.Number("certificates", len(c.candidates)))
	}
}

var ruleStoreMixed = schannel.Rule{
	Code: "trustlist.store.mixed", Title: "A mixed store of trusted roots sends no root",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "The store of trusted roots holds certificates of authorities below roots. Of such a mix only those are sent: {issuers} of {certificates}.",
	Sources: []schannel.Source{
		{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"},
		{Document: "jpazureid 2018-11-01"},
	},
}

// collect makes the list of the candidates.
func (c *composer) collect() {
	rootsOnly, issuersOnly := !storesOf2012(c.Release), false
	if c.From == TrustedRootStore && !rootsOnly {
		// Schannel SSP overview: of a mix of self-signed and other
		// certificates only the others are sent.
		issuersOnly = slices.ContainsFunc(c.candidates, isIssuer)
	}
	c.List, c.Places = trustlist.List{}, []int{}
	unfit := 0
	for i, candidate := range c.candidates {
		if rootsOnly && isIssuer(candidate) || issuersOnly && !isIssuer(candidate) {
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
	if unfit > 0 {
		c.addPurposes(unfit)
	}
	if issuersOnly {
		c.addHost(codeStoreMixed, schannel.Certain, schannel.Number("issuers", len(c.List)), schannel.Number("certificates", len(c.candidates)))
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

func (c *composer) addPurposes(unfit int) {
	count := schannel.Number("certificates", unfit)
	if c.From == TrustedRootStore {
		c.addHost(codeStorePurposes, schannel.Certain, count)
		return
	}
	f := schannel.NewFinding(ruleStorePurposesElsewhere, schannel.Basis{Certainty: schannel.Undocumented}, schannel.Whole("host"), count, schannel.Text("store", c.From.String()))
	f.Outcomes = []string{"they are named", "they are left out"}
	f.Settle = "a capture of the CertificateRequest that this server sends"
	c.add(f)
}

var ruleStoreTooLarge = schannel.Rule{
	Code: "trustlist.store.too_large", Title: "The store of trusted roots is too large for client authentication",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "The names of the trusted roots take {bytes} bytes, more than {limit}. On Windows Server 2012 client authentication then fails, whatever SendTrustedIssuerList is. The store can grow without anybody's doing: by the automatic update of roots, and by a stranger who connects with a certificate below a root that is not there yet.",
	Sources: []schannel.Source{{Document: "KB2880390"}},
}

var ruleTrustNotYet = schannel.Rule{
	Code: "trustlist.trust.not_yet", Title: "The release has no ClientAuthTrustMode",
	Severity: schannel.Warning, Evidence: schannel.Documented,
	Message: "ClientAuthTrustMode is set, but it counts from Windows Server 2012 on, not on {product}.",
	Sources: []schannel.Source{{Document: "Schannel SSP overview", Section: "Management of trusted issuers for client authentication"}},
}

// judgeTrust says how client certificates are validated.
func (c *composer) judgeTrust() {
	switch mode := c.settings.trustMode; {
	case !storesOf2012(c.Release) && mode.present:
		c.addHost(codeTrustNotYet, schannel.Certain, c.product())
	case storesOf2012(c.Release) && !mode.present:
		c.add(trustModeFinding(modeMachineTrust, schannel.Whole("host")))
	}
	if c.Release != schannel.Server2012 {
		return
	}
	// KB2880390: the size of the store of trusted roots decides, whatever
	// is sent and from where.
	roots := trustlist.List{}
	for _, root := range c.Stores.TrustedRoots {
		if root.Allows(certstore.ClientAuthentication) {
			roots = append(roots, root.Subject)
		}
	}
	if t := trustlist.Truncate(roots, c.Profile); t.Truncated {
		f := schannel.NewFinding(ruleStoreTooLarge, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("host"), schannel.Number("bytes", t.Bytes), schannel.Number("limit", t.Limit))
		f.Remedies = remediesOf(codeRemedyRemove)
		c.add(f)
	}
}

var ruleStoreNonRoot = schannel.Rule{
	Code: "trustlist.store.non_root", Title: "A certificate in the store of trusted roots is no root",
	Severity: schannel.Failure, Evidence: schannel.Documented,
	Message: "{name} ({sha1}) is not issued by itself but stands among the trusted roots. Client authentication can fail over it: IIS answers 403.7 where the list is sent and 403.16 where it is not.",
	Sources: []schannel.Source{
		{Document: "KB2802568"},
		{Document: "jpazureid 2018-11-01"},
	},
}

// judgeStores says what is wrong in the store of trusted roots.
func (c *composer) judgeStores() {
	// The articles speak of SendTrustedIssuerList as it is from Windows Server
	// 2012 on.
	certainty := schannel.Likely
	if storesOf2012(c.Release) {
		certainty = schannel.Certain
	}
	for i, root := range c.Stores.TrustedRoots {
		if isIssuer(root) {
			f := schannel.NewFinding(ruleStoreNonRoot, schannel.Basis{Certainty: certainty}, schannel.Nth("certificate", i),
				schannel.Text("name", root.Subject.String()), schannel.Text("sha1", root.SHA1.String()))
			f.Remedies = c.nonRootRemedies()
			c.add(f)
		}
	}
	if len(c.Stores.TrustedRoots) > 0 {
		c.add(certstore.CheckRequired(c.Release, c.Stores.TrustedRoots, nil)...)
	}
}

func (c *composer) nonRootRemedies() []schannel.Remedy {
	if storesOf2012(c.Release) {
		return remediesOf(codeRemedyMove, codeRemedyMode)
	}
	return remediesOf(codeRemedyMove)
}

var ruleListSystemMapper = schannel.Rule{
	Code: "trustlist.list.nt_authority", Title: "The name NT AUTHORITY comes on top",
	Severity: schannel.Info, Evidence: schannel.Observed,
	Message: "Unless the credentials have SCH_CRED_NO_SYSTEM_MAPPER, Schannel adds a name NT AUTHORITY to a list that it sends. Its encoding is not documented, so it is not counted here. A list meant to be empty then names one authority that nobody has, and clients offer nothing.",
	Sources: []schannel.Source{
		{Document: "dotnet/runtime#60949"},
		{Document: "dotnet/runtime#60988"},
	},
}

// judgeList says what becomes of a list that is sent.
func (c *composer) judgeList() {
	if c.Sent == schannel.No {
		return
	}
	// The name does not come to http.sys: dotnet/runtime#60949.
	if c.SystemMapper = !c.NoSystemMapper && c.Application == ApplicationOther; c.SystemMapper {
		c.addHost(codeListSystemMapper, schannel.Likely)
	}
	c.addExpired()
	c.add(WithRemedies(c.Profile, trustlist.Analyze(c.List, c.Profile).Findings)...)
	if c.From == TrustedRootStore && !c.Truncation.Truncated && !c.NoRootUpdate {
		c.addHeadroom()
	}
}

var ruleListExpired = schannel.Rule{
	Code: "trustlist.list.expired", Title: "Expired certificates may take room in the list",
	Severity: schannel.Info, Evidence: schannel.Inferred,
	Message: "{certificates} certificates have expired; their names take {bytes} bytes. No document says whether Windows names them.",
	Sources: []schannel.Source{{Document: "KB2801679", Section: "More information"}},
}

// addExpired tells of expired certificates in the list.
func (c *composer) addExpired() {
	count, bytes, rest := 0, 0, trustlist.List{}
	for i, name := range c.List {
		if !c.candidates[c.Places[i]].Expired(c.At) {
			rest = append(rest, name)
			continue
		}
		count++
		bytes += trustlist.CountEntries.EntryBytes(name)
	}
	if count == 0 {
		return
	}
	f := schannel.NewFinding(ruleListExpired, schannel.Basis{Certainty: schannel.Likely}, schannel.Whole("list"), schannel.Number("certificates", count), schannel.Number("bytes", bytes))
	if c.Truncation.Truncated && !trustlist.Truncate(rest, c.Profile).Truncated {
		f.Certainty = schannel.Undocumented
		f.Outcomes = []string{"they are named: the list is cut", "they are left out: the rest fits"}
		f.Settle = "a capture of the CertificateRequest that this server sends"
	}
	c.add(f)
}

var ruleListHeadroom = schannel.Rule{
	Code: "trustlist.list.headroom", Title: "How much the list may still grow",
	Severity: schannel.Info, Evidence: schannel.Documented,
	Message: "{free} of {limit} bytes are free, room for about {names} names as long as those of the list on average. The automatic update of roots adds one whenever a certificate needs it, until the list is cut.",
	Sources: []schannel.Source{
		{Document: "KB2464556", Section: "More Information"},
		{Document: "KB2880390"},
	},
}

// addHeadroom says how much the list may still grow. KB2464556, "More
// Information", names the automatic update of roots as the reason why it does;
// of Windows Server 2003 it says both that it is not available and that it is
// supported.
func (c *composer) addHeadroom() {
	free := c.Truncation.Limit - c.Truncation.Bytes
	average := c.List.Size() / max(1, len(c.List))
	f := schannel.NewFinding(ruleListHeadroom, schannel.Basis{Certainty: schannel.Certain}, schannel.Whole("list"),
		schannel.Number("free", free), schannel.Number("limit", c.Truncation.Limit), schannel.Number("names", free/max(1, average)))
	if c.Release <= schannel.Server2003KB933940 {
		f.Certainty = schannel.InsufficientData
		f.Missing = []string{"whether the automatic update of roots is turned on"}
	}
	c.add(f)
}
