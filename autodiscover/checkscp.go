// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// CheckSCPs says what is odd about the service connection points of a forest,
// whoever reads them. With the names of all sites it also finds sites that do
// not exist and sites without an entry; none: this is not checked.
func CheckSCPs(f Forest, sites []string) []schannel.Finding {
	check := scpCheck{tiers: map[string]bool{}, scoped: map[string]bool{}, pointers: map[string]bool{}}
	check.common = commonURL(f.Own)
	for _, site := range sites {
		check.sites = append(check.sites, foldKey(site))
	}
	check.directory(f.Own)
	hosts := map[string]bool{}
	for _, other := range f.Others {
		if key := foldKey(other.Host); hosts[key] {
			check.add(ruleTwice, schannel.Whole("directory").Named(other.Host))
		} else {
			hosts[key] = true
		}
		check.directory(other)
	}
	check.sitesWithout(sites)
	return check.findings()
}

type scpCheck struct {
	groups
	common   string          // the one URL of all servers that have one of their choice
	sites    []string        // all of the forest, in one case; none: unknown
	scoped   map[string]bool // sites that an entry is scoped to
	tiers    map[string]bool // URL in one case -> it is scoped
	pointers map[string]bool // mail domains that a pointer of the directory is for
}

func (c *scpCheck) directory(d Directory) {
	clear(c.pointers)
	clear(c.tiers)
	for i, scp := range d.SCPs {
		subject := schannel.Nth("scp", i).Named(scp.name())
		switch {
		case scp.isURL() && scp.isPointer():
			c.add(ruleTwoKinds, subject)
		case scp.isPointer():
			c.pointer(scp, subject)
		case scp.isURL():
			c.urlEntry(scp, subject)
		case KindOf(scp.Keywords) == TrustedHoster:
			if scp.URL() == "" {
				c.add(ruleNoHoster, subject)
			}
		default:
			c.add(ruleUnknownGUID, subject)
		}
		if len(scp.Bindings) > 1 {
			c.add(ruleTwoBindings, subject)
		}
		c.keywords(scp, subject)
	}
}

// keywords judges how the keywords are written and which sites they name.
func (c *scpCheck) keywords(scp SCP, subject schannel.Subject) {
	for _, k := range scp.Keywords {
		for _, prefix := range []string{sitePrefix, domainPrefix} {
			if _, ok := cutPrefixFold(k, prefix); ok && !strings.HasPrefix(k, prefix) {
				c.add(ruleKeywordCase, subject)
			}
		}
	}
	for _, site := range scp.Sites() {
		key := foldKey(site)
		c.scoped[key] = true
		if len(c.sites) > 0 && !slices.Contains(c.sites, key) {
			c.add(ruleUnknownSite, subject.Named(site))
		}
	}
}

func (c *scpCheck) sitesWithout(sites []string) {
	for _, site := range sites {
		if !c.scoped[foldKey(site)] {
			c.add(ruleSiteWithout, schannel.Whole("site").Named(site))
		}
	}
}

// pointer judges a pointer. One without a domain is followed last, or if
// nothing else is found.
func (c *scpCheck) pointer(scp SCP, subject schannel.Subject) {
	if scp.URL() == "" {
		c.add(rulePointerNoBinding, subject)
	} else if _, ok := ldapHost(scp.URL()); !ok {
		c.add(rulePointerNotLDAP, subject)
	}
	domains := scp.Domains()
	if len(domains) == 0 && len(scp.Keywords) > 1 {
		c.add(rulePointerScoped, subject)
	}
	for _, domain := range domains {
		if key := foldKey(domain); c.pointers[key] {
			c.add(rulePointerTwice, subject.Named(domain))
		} else {
			c.pointers[key] = true
		}
	}
}

// urlEntry judges the URL of an entry: whether it is one, and whether its host
// is a name that clients of every site can check.
func (c *scpCheck) urlEntry(scp SCP, subject schannel.Subject) {
	url := scp.URL()
	if url == "" {
		c.add(ruleNoBinding, subject, c.remedy(scp, c.common)...)
		return
	}
	u := parseURI(url)
	switch {
	case !u.absolute && !strings.Contains(url, "://"):
		c.add(ruleNotURL, subject, c.remedy(scp, withScheme(url))...)
		return
	case !u.absolute:
		c.add(ruleNotURL, subject)
		return
	case u.scheme == "http":
		c.add(ruleHTTP, subject, c.remedy(scp, "https"+url[len("http"):])...)
	case u.scheme != "https":
		c.add(ruleOtherScheme, subject)
		return
	}
	c.host(scp, u.host, subject)
	path, _, _ := strings.Cut(url, "?")
	if _, ok := cutPrefixFold(path[max(0, len(path)-len(pathPOX)):], pathPOX); !ok {
		c.add(rulePath, subject)
	}
	c.tier(scp, subject)
}

func (c *scpCheck) host(scp SCP, host string, subject schannel.Subject) {
	label, _, dotted := strings.Cut(host, ".")
	_, err := netip.ParseAddr(host)
	switch {
	case err == nil:
		c.add(ruleAddress, subject)
	case !isASCII(host):
		c.add(ruleHostLetters, subject)
	case !dotted:
		c.add(ruleShortName, subject)
	case scp.Server != "" && strings.EqualFold(label, scp.Server):
		c.add(ruleOwnName, subject, c.remedy(scp, c.common)...)
	}
}

// tier finds a URL that is scoped to a site in one entry and to none in
// another: policies place it differently.
func (c *scpCheck) tier(scp SCP, subject schannel.Subject) {
	key := foldKey(scp.URL())
	scoped := hasPrefixed(scp.Keywords, sitePrefix)
	if before, ok := c.tiers[key]; ok && before != scoped {
		c.add(ruleTiers, subject)
	} else if !ok {
		c.tiers[key] = scoped
	}
}

// withScheme makes a URL of a text that lacks the scheme, if that is all.
func withScheme(text string) string {
	if url := "https://" + text; parseURI(url).absolute {
		return url
	}
	return ""
}

// commonURL is the URL that is given to servers by choice: not under their own
// name, and the same for all. Empty if there is none or more than one.
func commonURL(d Directory) string {
	common := ""
	for _, scp := range d.SCPs {
		u := parseURI(scp.URL())
		label, _, _ := strings.Cut(u.host, ".")
		if !scp.isURL() || u.scheme != "https" || u.host == "" || strings.EqualFold(label, scp.Server) {
			continue
		}
		if common != "" && !sameText(common, scp.URL()) {
			return ""
		}
		if common == "" {
			common = scp.URL()
		}
	}
	return common
}

// remedy sets the URL, if the server and the URL are known.
func (c *scpCheck) remedy(scp SCP, url string) []schannel.Remedy {
	remedy, ok := SetURI(scp, url)
	if !ok {
		return nil
	}
	return []schannel.Remedy{remedy}
}
