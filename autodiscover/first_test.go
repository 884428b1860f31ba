// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/vocabtest"
)

type firstRow struct {
	name       string
	why        string
	client     autodiscover.Client
	own        string
	unsorted   bool // the order is not that of the directory
	incomplete bool // entries could not be read
	want       []string
	certainty  schannel.Certainty
	codes      []string
	missing    []string
	reasons    []string // of the places; nil: not compared
}

var (
	paris2010 = autodiscover.Client{Product: autodiscover.Outlook2010, Mail: "anna@contoso.com", Site: "Paris"}
	parisEWS  = autodiscover.Client{Product: autodiscover.EWSManagedAPI, Mail: "anna@contoso.com", Site: "Paris"}
)

// nowhere is a client whose site is not known.
func nowhere(c autodiscover.Client) autodiscover.Client {
	c.Site = ""
	return c
}

func with(c autodiscover.Client, change func(*autodiscover.Client)) autodiscover.Client {
	change(&c)
	return c
}

var firstRows = []firstRow{
	{
		name: "one-in-site", why: "every rule that is documented puts the client's site first",
		client: paris2010, own: "url https://o/x @2007\nurl https://p/x Site=Paris @2010",
		want: []string{"https://p/x"}, certainty: schannel.Certain, codes: []string{"autodiscover.first.one"},
	},
	{
		name: "oldest-or-newest", why: "the sources disagree about the direction: KB2006728 and the Exchange Team's blog",
		client: paris2010, own: "url https://old/x Site=Oslo @2007\nurl https://mid/x Site=Oslo @2008\nurl https://new/x Site=Oslo @2010",
		want: []string{"https://old/x", "https://new/x"}, certainty: schannel.Undocumented, codes: []string{"autodiscover.first.several"},
	},
	{
		name: "directory-too", why: "and what the directory returns first may be neither",
		client: paris2010, own: "url https://mid/x Site=Oslo @2008\nurl https://old/x Site=Oslo @2007\nurl https://new/x Site=Oslo @2010",
		want: []string{"https://mid/x", "https://old/x", "https://new/x"}, certainty: schannel.Undocumented, codes: []string{"autodiscover.first.several"},
	},
	{
		name: "without-times", why: "without creation times each entry of the site may be the oldest or the newest",
		client: paris2010, own: "url - Site=Lyon\nurl https://mail/x Site=Paris\nurl https://MAIL/x Site=Paris\nurl https://new/x Site=Paris", unsorted: true,
		want: []string{"https://mail/x", "https://new/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.several"},
		missing: []string{"autodiscover.missing.created", "autodiscover.missing.directory_order"},
	},
	{
		name: "same-url", why: "one URL is first whatever the order",
		client: paris2010, own: "url https://mail/x Site=Paris\nurl https://mail/X Site=Paris", unsorted: true,
		want: []string{"https://mail/x"}, certainty: schannel.Certain, codes: []string{"autodiscover.first.one"},
	},
	{
		name: "same-time", why: "of two that are as old as each other none is known to be first",
		client: paris2010, own: "url https://a/x Site=Paris @2010\nurl https://b/x Site=Paris @2010",
		want: []string{"https://a/x", "https://b/x"}, certainty: schannel.Undocumented, codes: []string{"autodiscover.first.several"},
		reasons: []string{"autodiscover.reason.own_site_oldest", "autodiscover.reason.tied"},
	},
	{
		name: "no-site-tier", why: "the help of Exchange 2016 agrees with three tiers, so that an entry without a site may come first",
		client: paris2010, own: "url https://o1/x Site=Oslo @2007\nurl https://n/x @2008\nurl https://o2/x Site=Oslo @2010",
		want: []string{"https://o1/x", "https://n/x", "https://o2/x"}, certainty: schannel.Undocumented, codes: []string{"autodiscover.first.several"},
	},
	{
		name: "site-unknown", why: "whichever site is the client's, its entries come first: each site has an oldest and a newest",
		client: nowhere(paris2010), own: "url https://o1/x Site=Oslo @2007\nurl https://p1/x Site=Paris @2008\nurl https://p2/x Site=PARIS @2009\nurl https://p3/x Site=Paris @2010\nurl https://l1/x Site=Lyon @2012",
		want: []string{"https://o1/x", "https://p1/x", "https://p3/x", "https://l1/x"}, certainty: schannel.InsufficientData,
		codes: []string{"autodiscover.first.several"}, missing: []string{"autodiscover.missing.site"},
		reasons: []string{"autodiscover.reason.elsewhere_oldest", "autodiscover.reason.maybe_own_site", "autodiscover.reason.maybe_own_site", "autodiscover.reason.maybe_own_site"},
	},
	{
		name: "site-unknown-and-unsorted", why: "without times and order each entry of each site counts",
		client: nowhere(paris2010), own: "url https://p1/x Site=Paris\nurl https://p2/x Site=Paris\nurl https://n/x", unsorted: true,
		want: []string{"https://p1/x", "https://p2/x", "https://n/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.several"},
		missing: []string{"autodiscover.missing.site", "autodiscover.missing.created", "autodiscover.missing.directory_order"},
		reasons: []string{"autodiscover.reason.elsewhere_undated", "autodiscover.reason.undated", "autodiscover.reason.undated"},
	},
	{
		name: "site-unknown-one-url", why: "what every site agrees on does not depend on the client's",
		client: nowhere(paris2010), own: "url https://mail/x Site=Paris\nurl https://mail/x Site=Oslo",
		want: []string{"https://mail/x"}, certainty: schannel.Certain, codes: []string{"autodiscover.first.one"},
	},
	{
		name: "site-unknown-no-scopes", why: "entries without a site are first in no site's name: the site does not matter",
		client: nowhere(paris2010), own: "url https://a/x @2007\nurl https://b/x @2010",
		want: []string{"https://a/x", "https://b/x"}, certainty: schannel.Undocumented, codes: []string{"autodiscover.first.several"},
		reasons: []string{"autodiscover.reason.elsewhere_oldest", "autodiscover.reason.elsewhere_newest"},
	},
	{
		name: "docs-inside-a-tier", why: "SCP lookup: the text names three tiers, and no order inside one",
		client: with(paris2010, func(c *autodiscover.Client) { c.Product = autodiscover.DocsClient }), own: "url https://p1/x Site=Paris\nurl https://p2/x Site=Paris\nurl https://n/x",
		want: []string{"https://p1/x", "https://p2/x"}, certainty: schannel.Undocumented, codes: []string{"autodiscover.first.several"},
		reasons: []string{"autodiscover.reason.own_site", "autodiscover.reason.any_in_tier"},
	},
	{
		name: "docs-site-unknown", why: "SCP lookup: the text says nothing of a client without a site, and its sample then takes no URL",
		client: nowhere(with(paris2010, func(c *autodiscover.Client) { c.Product = autodiscover.DocsClient })), own: "url https://p1/x Site=Paris",
		want: []string{"https://p1/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.one"}, missing: []string{"autodiscover.missing.site"},
	},
	{
		name: "not-joined", why: "Autodiscover for Exchange: SCP lookup is not for computers that are joined to no domain",
		client: with(paris2010, func(c *autodiscover.Client) { c.Joined = schannel.No }), own: "url https://a/x",
		certainty: schannel.Certain, codes: []string{"autodiscover.first.not_joined"},
	},
	{
		name: "excluded", why: "KB2212902: ExcludeScpLookup",
		client: with(paris2010, func(c *autodiscover.Client) {
			c.Registry = []schannel.RegistryValue{schannel.DWORD(userKey14, "excludescplookup", 1)}
		}), own: "url https://a/x",
		certainty: schannel.Certain, codes: []string{"autodiscover.first.not_read"},
	},
	{
		name: "excluded-assumed", why: "law 1: a list of PowerShell prints no types, and KB2212902 names REG_DWORD",
		client: with(paris2010, func(c *autodiscover.Client) {
			c.Registry = []schannel.RegistryValue{untyped(userKey14, "ExcludeScpLookup")}
		}), own: "url https://a/x",
		certainty: schannel.Likely, codes: []string{"autodiscover.first.not_read"},
	},
	{
		name: "excluded-disputed", why: "no document says whether the policy or the user wins",
		client: with(paris2010, func(c *autodiscover.Client) {
			c.Registry = []schannel.RegistryValue{
				schannel.DWORD(userKey14, "ExcludeScpLookup", 0),
				schannel.DWORD(`HKCU:\Software\Policies\Microsoft\Office\14.0\Outlook\AutoDiscover`, "ExcludeScpLookup", 1),
			}
		}), own: "url https://a/x",
		certainty: schannel.Undocumented, codes: []string{"autodiscover.first.not_read"},
	},
	{
		name: "excluded-twice", why: "user and policy agree",
		client: with(paris2010, func(c *autodiscover.Client) {
			c.Registry = []schannel.RegistryValue{
				schannel.DWORD(userKey14, "ExcludeScpLookup", 1),
				schannel.DWORD(`HKCU\Software\Policies\Microsoft\Office\14.0\Outlook\AutoDiscover`, "ExcludeScpLookup", 1),
			}
		}), own: "url https://a/x",
		certainty: schannel.Certain, codes: []string{"autodiscover.first.not_read"},
	},
	{
		name: "ews", why: "the source is published: the last without a site is first",
		client: parisEWS, own: "url https://a/x\nurl https://b/x\nurl https://o/x Site=Oslo",
		want: []string{"https://b/x"}, certainty: schannel.Certain, codes: []string{"autodiscover.first.one"},
	},
	{
		name: "ews-unsorted", why: "in another order another one is the last",
		client: parisEWS, own: "url https://a/x\nurl https://b/x\nurl https://o/x Site=Oslo", unsorted: true,
		want: []string{"https://a/x", "https://b/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.several"},
		missing: []string{"autodiscover.missing.directory_order"},
		reasons: []string{"autodiscover.reason.unsorted", "autodiscover.reason.no_site_reversed"},
	},
	{
		name: "ews-own-site-unsorted", why: "DirectoryHelper.cs:252: the client's site comes first, in the order of the directory",
		client: parisEWS, own: "url https://a/x Site=Paris\nurl https://b/x Site=Paris\nurl https://n/x", unsorted: true,
		want: []string{"https://a/x", "https://b/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.several"},
		missing: []string{"autodiscover.missing.directory_order"},
	},
	{
		name: "ews-same-url-in-two-tiers", why: "DirectoryHelper.cs:277: met first at another site, the URL stays there, and then that tier is the first",
		client: parisEWS, own: "url https://a/x\nurl https://a/x Site=Oslo\nurl https://o/x Site=Oslo", unsorted: true,
		want: []string{"https://a/x", "https://o/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.several"},
		missing: []string{"autodiscover.missing.directory_order"},
	},
	{
		name: "ews-ends", why: "AutodiscoverService.cs:1310: nothing is tried",
		client: parisEWS, own: "url https://a/x\nurl nonsense",
		certainty: schannel.Certain, codes: []string{"autodiscover.order.ends_format"},
	},
	{
		name: "directory-not-recorded", why: "what the directory behind the pointer returns is not known",
		client: parisEWS, own: "url https://a/x\nptr LDAP://q Domain=contoso.com",
		certainty: schannel.InsufficientData, codes: []string{"autodiscover.order.no_directory"},
	},
	{
		name: "incomplete", why: "an entry that could not be read may be older: autodiscover.missing.entries",
		client: paris2010, own: "url https://a/x Site=Paris @2010", incomplete: true,
		want: []string{"https://a/x"}, certainty: schannel.InsufficientData, codes: []string{"autodiscover.first.one"},
		missing: []string{"autodiscover.missing.entries"},
	},
	{
		name: "incomplete-and-empty", why: "what could not be read may be a URL",
		client: paris2010, own: "", incomplete: true, certainty: schannel.InsufficientData,
	},
	{
		name: "no-product", why: "no policy, no answer", own: "url https://a/x", client: autodiscover.Client{Mail: "anna@contoso.com"},
		certainty: schannel.InsufficientData, codes: []string{"autodiscover.order.no_policy"},
	},
}

func TestPossibleFirst(t *testing.T) {
	t.Parallel()
	for _, row := range firstRows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			f := autodiscover.Forest{Own: directory(t, "", row.own)}
			if row.unsorted {
				f.Own.InOrder = schannel.Unknown
			}
			f.Own.Incomplete = row.incomplete
			got := autodiscover.PossibleFirst(f, row.client)
			if diff := cmp.Diff(row.want, urlsOf(got.Places), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", row.why, diff)
			}
			if row.reasons != nil {
				if diff := cmp.Diff(row.reasons, reasonsOf(got.Places)); diff != "" {
					t.Errorf("%s: reasons (-want +got):\n%s", row.why, diff)
				}
			}
			if got.Certainty != row.certainty {
				t.Errorf("%s: want %s, got %s", row.why, row.certainty, got.Certainty)
			}
			if diff := cmp.Diff(row.codes, vocabtest.FindCodes(got.Findings), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: findings (-want +got):\n%s", row.why, diff)
			}
			var missing []string
			for _, f := range got.Findings {
				for _, m := range f.Missing {
					missing = append(missing, string(m.Code))
				}
			}
			if row.missing != nil && !cmp.Equal(row.missing, missing) {
				t.Errorf("%s: missing\n%s", row.why, cmp.Diff(row.missing, missing))
			}
			checkOpen(t, got.Findings)
		})
	}
}

// TestPossibleFirstHoldsEveryOrder holds that the first of every order of every
// policy of the product is among those that are said to be possible, when
// neither times nor order are known.
func TestPossibleFirstHoldsEveryOrder(t *testing.T) {
	t.Parallel()
	f := autodiscover.Forest{Own: directory(t, "", "url https://a/x\nurl https://a/x Site=Oslo\nurl https://o/x Site=Oslo\nurl https://n/x")}
	for _, client := range []autodiscover.Client{paris2010, parisEWS, nowhere(paris2010)} {
		f.Own.InOrder = schannel.Unknown
		possible := map[string]bool{}
		for _, p := range autodiscover.PossibleFirst(f, client).Places {
			possible[p.URL] = true
		}
		seen := map[string]bool{}
		permute(f.Own.SCPs, 0, func(scps []autodiscover.SCP) {
			other := autodiscover.Forest{Own: autodiscover.Directory{SCPs: scps, InOrder: schannel.Yes}}
			for policy := range autodiscover.Policies(client.Product) {
				client := client
				if client.Site == "" && scps[0].URL() == "https://o/x" {
					client.Site = "Oslo" // it may be there, or anywhere
				}
				first := autodiscover.Order(other, client, policy).Order[0].URL
				seen[first] = true
				if !possible[first] {
					t.Errorf("%s: %s puts %s first, which is not said to be possible", client.Product, policy, first)
				}
			}
		})
		if diff := cmp.Diff(possible, seen); diff != "" {
			t.Errorf("%s: said to be possible, and first in some order (-said +seen):\n%s", client.Product, diff)
		}
	}
}

func permute(scps []autodiscover.SCP, k int, visit func([]autodiscover.SCP)) {
	if k == len(scps) {
		visit(scps)
		return
	}
	for i := k; i < len(scps); i++ {
		scps[k], scps[i] = scps[i], scps[k]
		permute(scps, k+1, visit)
		scps[k], scps[i] = scps[i], scps[k]
	}
}

// TestPossibleFirstAgainstEveryWorld compares with what Order puts first in every
// world that fits: each creation time that is missing, each order that is not
// known, each site that the client may be in, for small forests at random.
func TestPossibleFirstAgainstEveryWorld(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 150 {
		f := autodiscover.Forest{Own: randomDirectory(r)}
		client := paris2010
		if r.IntN(2) == 0 {
			client.Site = ""
		}
		possible := map[string]bool{}
		for _, p := range autodiscover.PossibleFirst(f, client).Places {
			possible[p.URL] = true
		}
		seen := map[string]bool{}
		for _, site := range sitesOf(client) {
			client.Site = site
			dated(f.Own.SCPs, func(scps []autodiscover.SCP) { seeFirsts(seen, scps, f.Own.InOrder, client) })
		}
		if diff := cmp.Diff(seen, possible); diff != "" {
			t.Fatalf("%+v: first in some world, and said to be possible (-seen +said):\n%s", f.Own, diff)
		}
	}
}

// randomDirectory has up to three entries of up to two sites.
func randomDirectory(r *rand.Rand) autodiscover.Directory {
	d := autodiscover.Directory{InOrder: []schannel.Truth{schannel.Yes, schannel.Unknown}[r.IntN(2)]}
	for range 1 + r.IntN(3) {
		scp := autodiscover.SCP{
			Kind: autodiscover.URLEntry, Keywords: []string{"77378F46-2C66-4aa9-A6A6-3E7A48B19596"},
			Bindings: []string{"https://" + string(rune('a'+r.IntN(3))) + "/x"},
		}
		for _, site := range []string{"Paris", "Oslo"} {
			if r.IntN(3) == 0 {
				scp.Keywords = append(scp.Keywords, "Site="+site)
			}
		}
		if n := r.IntN(3); n > 0 {
			scp.Created = time.Date(2000+n, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		d.SCPs = append(d.SCPs, scp)
	}
	return d
}

// sitesOf is where a client may be: two sites that entries name, and another.
func sitesOf(c autodiscover.Client) []string {
	if c.Site != "" {
		return []string{c.Site}
	}
	return []string{"Paris", "Oslo", "Lyon"}
}

// dated visits the entries with every creation time in the place of one that is
// missing: before, between and behind the others, and at the same time.
func dated(scps []autodiscover.SCP, visit func([]autodiscover.SCP)) {
	i := slices.IndexFunc(scps, func(scp autodiscover.SCP) bool { return scp.Created.IsZero() })
	if i < 0 {
		visit(scps)
		return
	}
	for _, year := range []int{1990, 2001, 2002, 2010} {
		world := slices.Clone(scps)
		world[i].Created = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		dated(world, visit)
	}
}

// seeFirsts notes what each policy of Outlook puts first. Of entries that are as
// old as each other either may come first, whatever the order of the directory.
func seeFirsts(seen map[string]bool, scps []autodiscover.SCP, inOrder schannel.Truth, client autodiscover.Client) {
	first := func(scps []autodiscover.SCP, policy autodiscover.Policy) {
		f := autodiscover.Forest{Own: autodiscover.Directory{SCPs: scps}}
		seen[autodiscover.Order(f, client, policy).Order[0].URL] = true
	}
	for policy := range autodiscover.Policies(client.Product) {
		if inOrder == schannel.Yes && policy != autodiscover.PolicyOldest && policy != autodiscover.PolicyNewest {
			first(scps, policy)
			continue
		}
		permute(slices.Clone(scps), 0, func(scps []autodiscover.SCP) { first(scps, policy) })
	}
}
