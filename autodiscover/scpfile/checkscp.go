// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"cmp"
	"net/netip"
	"strings"
	"unicode"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/dotnet"
	"github.com/schanneltrust/schannel/internal/gather"
)

// Check reports what is odd about the service connection points of a forest,
// whichever client reads them. Given the names of all sites, it also finds sites
// that do not exist and sites without an entry.
func Check(f autodiscover.Forest, sites []string) []schannel.Finding {
	check := scpCheck{sites: map[string]bool{}, tiers: map[string]bool{}, scoped: map[string]bool{}, pointers: map[string]bool{}}
	check.common = commonURL(f.Own)
	for _, site := range sites {
		check.sites[dotnet.FoldKey(site)] = true
	}
	check.directory(f.Own)
	hosts := map[string]bool{}
	for _, other := range f.Others {
		if key := dotnet.FoldKey(other.Host); hosts[key] {
			check.Add(ruleTwice, schannel.Whole("directory").Named(other.Host))
		} else {
			hosts[key] = true
		}
		check.directory(other)
	}
	check.sitesWithout(sites)
	return check.Findings()
}

type scpCheck struct {
	gather.Groups
	common   string          // the one URL of all servers that have one of their choice
	sites    map[string]bool // all of the forest, in one case; none: unknown
	scoped   map[string]bool // sites that an entry is scoped to
	tiers    map[string]bool // URL in one case -> it is scoped
	pointers map[string]bool // mail domains that a pointer of the directory is for
}

func (c *scpCheck) directory(d autodiscover.Directory) {
	clear(c.pointers)
	clear(c.tiers)
	for i, scp := range d.SCPs {
		subject := schannel.Nth("scp", i).Named(nameOf(scp))
		switch {
		case scp.IsFor(autodiscover.URLEntry) && scp.IsFor(autodiscover.PointerEntry):
			c.Add(ruleTwoKinds, subject)
		case scp.IsFor(autodiscover.PointerEntry):
			c.pointer(scp, subject)
		case scp.IsFor(autodiscover.URLEntry):
			c.urlEntry(scp, subject)
		case scp.IsFor(autodiscover.TrustedHoster):
			if scp.URL() == "" {
				c.Add(ruleNoHoster, subject)
			}
		default:
			c.Add(ruleUnknownGUID, subject)
		}
		if len(scp.Bindings) > 1 {
			c.Add(ruleTwoBindings, subject)
		}
		c.keywords(scp, subject)
	}
}

// keywords judges how the keywords are written and which sites they name.
func (c *scpCheck) keywords(scp autodiscover.SCP, subject schannel.Subject) {
	known := autodiscover.KindOf(scp.Keywords) != autodiscover.KindUnknown // once: an entry may have any number of keywords
	for _, k := range scp.Keywords {
		if known && !isKeyword(k) {
			c.Add(ruleUnknownKeyword, subject.Named(k))
		}
		for _, prefix := range []string{"Site=", "Domain="} {
			if _, ok := dotnet.CutPrefix(k, prefix); ok && !strings.HasPrefix(k, prefix) {
				c.Add(ruleKeywordCase, subject)
			}
		}
	}
	for _, site := range scp.Sites() {
		key := dotnet.FoldKey(site)
		c.scoped[key] = true
		if len(c.sites) > 0 && !c.sites[key] {
			c.Add(ruleUnknownSite, subject.Named(site))
		}
	}
}

// isKeyword reports whether clients look for a keyword: a GUID, or Site= or
// Domain= in any case.
func isKeyword(text string) bool {
	site := autodiscover.SCP{Keywords: []string{text}}
	return autodiscover.KindOf(site.Keywords) != autodiscover.KindUnknown || len(site.Sites()) > 0 || len(site.Domains()) > 0
}

func (c *scpCheck) sitesWithout(sites []string) {
	for _, site := range sites {
		if !c.scoped[dotnet.FoldKey(site)] {
			c.Add(ruleSiteWithout, schannel.Whole("site").Named(site))
		}
	}
}

// pointer judges a pointer. One without a domain is followed last, or if
// nothing else is found.
func (c *scpCheck) pointer(scp autodiscover.SCP, subject schannel.Subject) {
	if scp.URL() == "" {
		c.Add(rulePointerNoBinding, subject)
	} else if u := dotnet.ParseURI(scp.URL()); u.Scheme != "ldap" || u.Host == "" {
		c.Add(rulePointerNotLDAP, subject)
	}
	domains := scp.Domains()
	if len(domains) == 0 && len(scp.Keywords) > 1 {
		c.Add(rulePointerScoped, subject)
	}
	for _, domain := range domains {
		if key := dotnet.FoldKey(domain); c.pointers[key] {
			c.Add(rulePointerTwice, subject.Named(domain))
		} else {
			c.pointers[key] = true
		}
	}
}

// urlEntry judges the URL of an entry: whether it is one, and whether its host
// is a name that clients of every site can check.
func (c *scpCheck) urlEntry(scp autodiscover.SCP, subject schannel.Subject) {
	url := scp.URL()
	if url == "" {
		c.Add(ruleNoBinding, subject, c.remedy(scp, c.common)...)
		return
	}
	u := dotnet.ParseURI(url)
	switch {
	case !u.Absolute && !strings.Contains(url, ":/"): // nothing but the scheme may be missing
		c.Add(ruleNotURL, subject, c.remedy(scp, withScheme(url))...)
		return
	case !u.Absolute:
		c.Add(ruleNotURL, subject)
		return
	case u.Scheme == "http":
		c.Add(ruleHTTP, subject, c.remedy(scp, "https"+url[len("http"):])...)
	case u.Scheme != "https":
		c.Add(ruleOtherScheme, subject)
		return
	}
	c.host(scp, u.Host, subject)
	path, _, _ := strings.Cut(url, "?")
	if !strings.HasSuffix(strings.ToLower(path), "/autodiscover/autodiscover.xml") {
		c.Add(rulePath, subject)
	}
	c.tier(scp, subject)
}

func (c *scpCheck) host(scp autodiscover.SCP, host string, subject schannel.Subject) {
	label, _, dotted := strings.Cut(host, ".")
	_, err := netip.ParseAddr(host)
	switch {
	case err == nil:
		c.Add(ruleAddress, subject)
	case !isASCII(host):
		c.Add(ruleHostLetters, subject)
	case !dotted:
		c.Add(ruleShortName, subject)
	case scp.Server != "" && strings.EqualFold(label, scp.Server):
		c.Add(ruleOwnName, subject, c.remedy(scp, c.common)...)
	}
}

// tier finds a URL that is scoped to a site in one entry and to none in
// another: policies place it differently.
func (c *scpCheck) tier(scp autodiscover.SCP, subject schannel.Subject) {
	key := dotnet.FoldKey(scp.URL())
	scoped := len(scp.Sites()) > 0
	if before, ok := c.tiers[key]; ok && before != scoped {
		c.Add(ruleTiers, subject)
	} else if !ok {
		c.tiers[key] = scoped
	}
}

// withScheme makes a URL of a text that lacks the scheme, if that is all.
func withScheme(text string) string {
	if url := "https://" + text; dotnet.ParseURI(url).Absolute {
		return url
	}
	return ""
}

// commonURL is the URL that is given to servers by choice: not under their own
// name, and the same for all. Empty if there is none or more than one.
func commonURL(d autodiscover.Directory) string {
	common := ""
	for _, scp := range d.SCPs {
		u := dotnet.ParseURI(scp.URL())
		label, _, _ := strings.Cut(u.Host, ".")
		if !scp.IsFor(autodiscover.URLEntry) || u.Scheme != "https" || u.Host == "" || strings.EqualFold(label, scp.Server) {
			continue
		}
		if common != "" && !dotnet.SameText(common, scp.URL()) {
			return ""
		}
		if common == "" {
			common = scp.URL()
		}
	}
	return common
}

// remedy sets the URL, if the server and the URL are known.
func (c *scpCheck) remedy(scp autodiscover.SCP, url string) []schannel.Remedy {
	remedy, ok := autodiscover.SetURI(scp, url)
	if !ok {
		return nil
	}
	return []schannel.Remedy{remedy}
}

// nameOf is what people call the entry.
func nameOf(scp autodiscover.SCP) string { return cmp.Or(scp.Server, scp.DN, scp.URL()) }

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}
