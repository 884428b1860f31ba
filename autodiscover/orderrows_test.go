// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import "github.com/schanneltrust/schannel/autodiscover"

// What follows is what documents say; the EWS Managed API has rows of its own
// that were recorded, see ews_test.go.

var docsRows = []orderRow{
	{
		name: "three-tiers", why: "SCP lookup: the client's site, no site, other sites; inside a tier the sample keeps the directory's order",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own:     "url https://o/x Site=Oslo\nurl https://n1/x\nurl https://p/x Site=Paris\nurl https://n2/x",
		want:    []string{"https://p/x", "https://n1/x", "https://n2/x", "https://o/x"},
		tiers:   []int{1, 2, 2, 3},
		reasons: []string{"autodiscover.reason.own_site", "autodiscover.reason.no_site", "autodiscover.reason.no_site", "autodiscover.reason.other_site"},
		codes:   []string{"autodiscover.order.within_tier"},
	},
	{
		name: "own-site-among-several", why: "one of the keywords is the client's site; the text names no case",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "url https://a/x\nurl https://b/x Site=Oslo site=PARIS", want: []string{"https://b/x", "https://a/x"}, tiers: []int{1, 2},
	},
	{
		name: "same-url-twice", why: "a URL is listed once, where its best tier is",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "url https://A/x Site=Oslo\nurl https://a/X\nurl https://b/x", want: []string{"https://a/X", "https://b/x"}, tiers: []int{2, 2},
		codes: []string{"autodiscover.order.within_tier"},
	},
	{
		name: "no-site-known", why: "the text is silent about a client without a site",
		policy: autodiscover.PolicyDocs, searches: 1,
		own: "url https://p/x Site=Paris\nurl https://n/x", want: []string{"https://n/x", "https://p/x"}, tiers: []int{2, 3},
		codes: []string{"autodiscover.order.site_unknown"},
	},
	{
		name: "outlook-without-a-site", why: "Exchange 2007 and 2010 coexistence of Autodiscover: the in-site list comes first, and which one it is depends on the site",
		policy: autodiscover.PolicyOldest, searches: 1,
		own: "url https://p/x Site=Paris @2010\nurl https://n/x @2007", want: []string{"https://n/x", "https://p/x"}, tiers: []int{2, 2},
		codes: []string{"autodiscover.order.site_missing"},
	},
	{
		name: "outlook-without-a-site-and-scopes", why: "where nothing is scoped, the site does not matter",
		policy: autodiscover.PolicyOldest, searches: 1,
		own: "url https://p/x @2010\nurl https://n/x @2007", want: []string{"https://n/x", "https://p/x"}, tiers: []int{2, 2},
	},
	{
		name: "pointer-for-the-domain", why: "SCP lookup, step 3: the set is thrown away and the search starts again there",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 2,
		own: "url https://a/x Site=Paris\nptr LDAP://dc.fabrikam.com domain=CONTOSO.com", others: map[string]string{"DC.fabrikam.com": "url https://b/x"},
		want: []string{"https://b/x"}, tiers: []int{2}, codes: []string{"autodiscover.order.pointer"},
	},
	{
		name: "fallback-with-site", why: "SCP lookup, step 4: scoped to no domain, whatever other keywords there are",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 2,
		own: "ptr LDAP://dc.fabrikam.com Site=Paris", others: map[string]string{"dc.fabrikam.com": "url https://b/x"},
		want: []string{"https://b/x"}, tiers: []int{2}, codes: []string{"autodiscover.order.pointer"},
	},
	{
		name: "fallback-not-needed", why: "the fallback is for a directory that returns no URL",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "ptr LDAP://dc.fabrikam.com\nurl https://a/x", want: []string{"https://a/x"}, tiers: []int{2},
	},
	{
		name: "foreign-domain", why: "a pointer for another domain is neither",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "ptr LDAP://dc.fabrikam.com Domain=fabrikam.com\nurl https://a/x", want: []string{"https://a/x"}, tiers: []int{2},
	},
	{
		name: "loop", why: "the page sets no limit, so that a client of it never ends",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 3,
		own: "ptr LDAP://q Domain=contoso.com", others: map[string]string{"q": "ptr LDAP://r Domain=contoso.com", "r": "ptr LDAP://q Domain=contoso.com"},
		codes: []string{"autodiscover.order.pointer", "autodiscover.order.loop"},
	},
	{
		name: "directory-not-recorded", why: "what is not known is named, and nothing is listed in its place",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "ptr LDAP://q Domain=contoso.com\nurl https://a/x", codes: []string{"autodiscover.order.no_directory"},
	},
	{
		name: "foreign-domain-only", why: "SCP lookup, step 4: the fallback is scoped to no domain, even where there is no URL",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "ptr LDAP://q Domain=fabrikam.com", others: map[string]string{"q": "url https://a/x"},
	},
	{
		name: "first-fallback", why: "SCP lookup, step 4: the first pointer that is scoped to no domain",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 2,
		own: "ptr LDAP://q\nptr LDAP://r", others: map[string]string{"q": "url https://a/x", "r": "url https://b/x"},
		want: []string{"https://a/x"}, tiers: []int{2}, codes: []string{"autodiscover.order.pointer"},
	},
	{
		name: "no-ldap", why: "SCP lookup: a pointer holds LDAP:// and a directory; another URL names none",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "ptr https://q Domain=contoso.com", others: map[string]string{"q": "url https://a/x"}, codes: []string{"autodiscover.order.no_directory"},
	},
	{
		name: "no-port", why: "RFC 3986, Section 3.2.3, and TCP: a port has 16 bits, so that this is no URL",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "ptr LDAP://q:99999 Domain=contoso.com", others: map[string]string{"q": "url https://a/x"}, codes: []string{"autodiscover.order.no_directory"},
	},
	{
		name: "pointer-home", why: "the client's own directory was searched before",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1, host: "dc.contoso.com",
		own: "ptr LDAP://DC.contoso.com Domain=contoso.com", codes: []string{"autodiscover.order.pointer", "autodiscover.order.loop"},
	},
	{
		name: "no-binding", why: "an entry without a binding has no URL to list",
		policy: autodiscover.PolicyDocs, site: "Paris", searches: 1,
		own: "url - Site=Paris\nptr - Domain=contoso.com\nurl https://a/x", want: []string{"https://a/x"}, tiers: []int{2},
	},
}

var outlookRows = []orderRow{
	{
		name: "oldest", why: "KB2006728: the first of a sorted list is usually the older Exchange 2007; InfoTechGuyz: out of site, the oldest first",
		policy: autodiscover.PolicyOldest, site: "Paris", searches: 1,
		own: "url https://new/x @2010\nurl https://old/x @2007", want: []string{"https://old/x", "https://new/x"}, tiers: []int{2, 2},
		reasons: []string{"autodiscover.reason.elsewhere_oldest", "autodiscover.reason.elsewhere_oldest"},
	},
	{
		name: "own-site-first", why: "m365security.eu: site scope first, then creation date, the older first",
		policy: autodiscover.PolicyOldest, site: "Paris", searches: 1,
		own:  "url https://old/x @2007\nurl https://p2/x Site=Paris @2012\nurl https://p1/x Site=Paris @2010",
		want: []string{"https://p1/x", "https://p2/x", "https://old/x"}, tiers: []int{1, 1, 2},
		reasons: []string{"autodiscover.reason.own_site_oldest", "autodiscover.reason.own_site_oldest", "autodiscover.reason.elsewhere_oldest"},
	},
	{
		name: "newest", why: "Exchange Active Directory deployment site: without a match the newest",
		policy: autodiscover.PolicyNewest, site: "Paris", searches: 1,
		own: "url https://old/x Site=Oslo @2007\nurl https://p/x Site=Paris @2008\nurl https://new/x @2010", want: []string{"https://p/x", "https://new/x", "https://old/x"}, tiers: []int{1, 2, 2},
		reasons: []string{"autodiscover.reason.own_site_newest", "autodiscover.reason.elsewhere_newest", "autodiscover.reason.elsewhere_newest"},
	},
	{
		name: "undated", why: "without a creation time there is nothing to sort by; that is said",
		policy: autodiscover.PolicyNewest, site: "Paris", searches: 1,
		own: "url https://a/x\nurl https://b/x @2010\nurl https://p/x Site=Paris", want: []string{"https://p/x", "https://b/x", "https://a/x"}, tiers: []int{1, 2, 2},
		reasons: []string{"autodiscover.reason.own_site_undated", "autodiscover.reason.elsewhere_newest", "autodiscover.reason.elsewhere_undated"},
		codes:   []string{"autodiscover.order.undated"},
	},
	{
		name: "one-url", why: "one URL has one order, whatever is not known of it",
		policy: autodiscover.PolicyOldest, searches: 1,
		own: "url https://a/x Site=Paris", want: []string{"https://a/x"}, tiers: []int{2}, reasons: []string{"autodiscover.reason.elsewhere_undated"},
	},
	{
		name: "as-returned", why: "Brad Hughes: what LDAP returns first",
		policy: autodiscover.PolicyDirectory, site: "Paris", searches: 1,
		own: "url https://b/x @2010\nurl https://p/x Site=Paris @2012\nurl https://a/x @2007", want: []string{"https://p/x", "https://b/x", "https://a/x"}, tiers: []int{1, 2, 2},
		reasons: []string{"autodiscover.reason.own_site_directory", "autodiscover.reason.elsewhere_directory", "autodiscover.reason.elsewhere_directory"},
	},
	{
		name: "pointer", why: "what Outlook does with a pointer is not documented",
		policy: autodiscover.PolicyOldest, site: "Paris", searches: 2,
		own: "ptr LDAP://dc Domain=contoso.com", others: map[string]string{"dc": "url https://a/x @2007"}, want: []string{"https://a/x"}, tiers: []int{2},
		codes: []string{"autodiscover.order.pointer"},
	},
}

var oxdiscoRows = []orderRow{
	{
		name: "pointer-last", why: "MS-OXDISCO, Section 3.1.5.1: a pointer without domain= after all other entries",
		policy: autodiscover.PolicyOXDISCO, searches: 2,
		own: "ptr LDAP://dc\nurl https://a/x Site=Oslo\nurl https://b/x", others: map[string]string{"dc": "url https://c/x"},
		want: []string{"https://a/x", "https://b/x", "https://c/x"}, tiers: []int{0, 0, 0},
		reasons: []string{"autodiscover.reason.directory_order", "autodiscover.reason.directory_order", "autodiscover.reason.pointer_last"},
		codes:   []string{"autodiscover.order.pointer"},
	},
	{
		name: "pointer-for-the-domain-adds", why: "MS-OXDISCO, Section 3.1.5.1: the search is repeated there; nothing is thrown away",
		policy: autodiscover.PolicyOXDISCO, searches: 3,
		own:  "ptr LDAP://last\nptr LDAP://dc domain=contoso.com\nurl https://a/x",
		want: []string{"https://a/x", "https://b/x", "https://c/x"}, tiers: []int{0, 0, 0},
		others: map[string]string{"dc": "url https://b/x", "last": "url https://c/x"},
		codes:  []string{"autodiscover.order.pointer"},
	},
	{
		name: "binding-decides", why: "MS-OXDISCO, Section 3.1.5.1: http:// or https:// is a URL, LDAP:// a directory",
		policy: autodiscover.PolicyOXDISCO, searches: 1,
		own: "url mail.contoso.com/x\nurl http://a/x\nurl ftp://b/x\nurl -", want: []string{"http://a/x"}, tiers: []int{0},
	},
	{
		name: "loop", why: "the specification sets no limit",
		policy: autodiscover.PolicyOXDISCO, searches: 3,
		own: "url https://a/x\nptr LDAP://q Domain=contoso.com", others: map[string]string{"q": "ptr LDAP://r", "r": "ptr LDAP://q\nurl https://b/x"},
		want: []string{"https://a/x", "https://b/x"}, tiers: []int{0, 0}, codes: []string{"autodiscover.order.pointer", "autodiscover.order.loop"},
	},
	{
		name: "foreign-domain", why: "the specification can be read both ways",
		policy: autodiscover.PolicyOXDISCO, searches: 1,
		own: "url https://a/x\nptr LDAP://q Domain=fabrikam.com", others: map[string]string{"q": "url https://b/x"},
		want: []string{"https://a/x"}, tiers: []int{0}, codes: []string{"autodiscover.order.foreign_pointer"},
	},
}

// ewsRows are about findings; the order is held by what was recorded.
var ewsRows = []orderRow{
	{
		name: "reversed", why: "DirectoryHelper.cs:288 inserts entries without a site at the front",
		policy: autodiscover.PolicyEWS, site: "Paris", searches: 1,
		own: "url https://a/x\nurl https://b/x\nurl https://o/x Site=Oslo\nurl https://p/x Site=Paris", want: []string{"https://p/x", "https://b/x", "https://a/x", "https://o/x"}, tiers: []int{1, 2, 2, 3},
		reasons: []string{"autodiscover.reason.own_site", "autodiscover.reason.no_site_reversed", "autodiscover.reason.no_site_reversed", "autodiscover.reason.other_site"},
	},
	{
		name: "no-site", why: "DirectoryHelper.cs:228: no URL without a site",
		policy: autodiscover.PolicyEWS, searches: 1, own: "url https://a/x", codes: []string{"autodiscover.order.no_site"},
	},
	{
		name: "no-site-no-url", why: "DirectoryHelper.cs:228: where there is no URL, none is lost",
		policy: autodiscover.PolicyEWS, searches: 1, own: "",
	},
	{
		name: "first-fallback", why: "DirectoryHelper.cs: the first pointer without another keyword is kept",
		policy: autodiscover.PolicyEWS, site: "Paris", searches: 2,
		own: "ptr LDAP://q\nptr LDAP://r", others: map[string]string{"q": "url https://a/x", "r": "url https://b/x"},
		want: []string{"https://a/x"}, tiers: []int{2}, codes: []string{"autodiscover.order.pointer", "autodiscover.order.wrong_forest"},
	},
	{
		name: "no-url", why: "AutodiscoverService.cs:1310: new Uri, uncaught; the list stays what was sorted",
		policy: autodiscover.PolicyEWS, site: "Paris", searches: 1, own: "url https://a/x\nurl mail/x", want: []string{"mail/x", "https://a/x"}, tiers: []int{2, 2},
		codes: []string{"autodiscover.order.ends_format"},
	},
	{
		name: "pointer-without-binding", why: "DirectoryHelper.cs:189 takes the first value without counting",
		policy: autodiscover.PolicyEWS, site: "Paris", searches: 1, own: "ptr - Domain=fabrikam.com\nurl https://a/x", codes: []string{"autodiscover.order.ends_pointer"},
	},
	{
		name: "hops", why: "DirectoryHelper.cs:46: ten searches",
		policy: autodiscover.PolicyEWS, site: "Paris", searches: 10,
		own: "ptr LDAP://q Domain=contoso.com", others: map[string]string{"q": "ptr LDAP://q Domain=contoso.com"},
		codes: []string{"autodiscover.order.pointer", "autodiscover.order.wrong_forest", "autodiscover.order.ends_hops"},
	},
}
