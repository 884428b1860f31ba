// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"strings"

	"github.com/schanneltrust/schannel"
)

// search is one look-up of service connection points on its way from
// directory to directory.
type search struct {
	client    Client
	domain    string // of the mail address, as written
	policy    Policy
	byHost    map[string]*Directory
	here      *Directory
	collected []entry // what the directories gave, as the policy takes it
	out       *Ordering
}

// entry is a URL of a directory.
type entry struct {
	directory *Directory
	index     int
	tier      int
	last      bool // found through a pointer that is followed last
}

func (e entry) scp() SCP { return e.directory.SCPs[e.index] }

// tiers of the developer pages and of the EWS Managed API. Outlook's documents
// know one that is not the client's.
const (
	tierNone      = 0
	tierOwnSite   = 1
	tierNoSite    = 2
	tierOtherSite = 3
	tierElsewhere = 2
)

func newSearch(f *Forest, c Client, p Policy) search {
	s := search{client: c, domain: domainOf(c.Mail), policy: p, byHost: map[string]*Directory{}, here: &f.Own}
	for i := range f.Others {
		host := foldKey(f.Others[i].Host)
		if s.byHost[host] == nil {
			s.byHost[host] = &f.Others[i]
		}
	}
	s.out = &Ordering{Policy: p}
	return s
}

// ldapHost takes the host out of a pointer's binding, LDAP://host[:port]. The
// port is commonly 389 (MS-OXDISCO, Section 3.1.5.1) and tells no directory
// from another here.
func ldapHost(binding string) (string, bool) {
	u := parseURI(binding)
	return u.host, u.absolute && u.scheme == "ldap" && u.host != ""
}

// follow goes to the directory that a pointer names. It reports false, with a
// finding, if that directory was not recorded.
func (s *search) follow(index int) bool {
	binding := s.here.SCPs[index].URL()
	host, _ := ldapHost(binding)
	next := s.byHost[foldKey(host)]
	if host == "" || next == nil {
		s.add(ruleDirectoryMissing, schannel.Basis{
			Certainty: schannel.InsufficientData,
			Missing:   []schannel.Phrase{missingDirectory.With(schannel.Text("binding", binding))},
		}, index, schannel.Text("binding", binding))
		return false
	}
	certainty := schannel.Basis{Certainty: schannel.Certain}
	if s.policy.outlook() {
		certainty = schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomePointerFollowed, outcomePointerIgnored},
			Settle:    []schannel.Phrase{settleOutlookLog},
		}
	}
	s.add(rulePointerFollowed, certainty, index, schannel.Text("host", host))
	s.here = next
	return true
}

// add makes a finding about an entry of the directory that is being searched.
func (s *search) add(rule schannel.Rule, basis schannel.Basis, index int, args ...schannel.Arg) {
	s.out.Findings = append(s.out.Findings, schannel.NewFinding(rule, basis, s.here.subject(index), args...))
}

// subject is the entry at index, or the directory's entries as a whole.
func (d *Directory) subject(index int) schannel.Subject {
	if index < 0 || index >= len(d.SCPs) {
		return schannel.Whole("directory").Named(d.Host)
	}
	return schannel.Nth("scp", index).Named(d.SCPs[index].name())
}

// name is what people call the entry.
func (s SCP) name() string {
	switch {
	case s.Server != "":
		return s.Server
	case s.DN != "":
		return s.DN
	}
	return s.URL()
}

// isPointer and isURL ask the keywords, as clients do: an entry may hold the
// GUIDs of both.
func (s SCP) isPointer() bool { return hasKeyword(s.Keywords, guidPointer) }
func (s SCP) isURL() bool     { return hasKeyword(s.Keywords, guidURL) }

// tier is the tier of the developer pages: the client's site, no site, other
// sites. An unknown site is nobody's.
func (s SCP) tier(site string) int {
	switch {
	case site != "" && hasKeyword(s.Keywords, sitePrefix+site):
		return tierOwnSite
	case !hasPrefixed(s.Keywords, sitePrefix):
		return tierNoSite
	}
	return tierOtherSite
}

// collectURLs takes the URL entries of the directory that have a binding.
func (s *search) collectURLs() {
	for i, scp := range s.here.SCPs {
		if scp.isURL() && len(scp.Bindings) > 0 {
			s.collected = append(s.collected, entry{directory: s.here, index: i, tier: scp.tier(s.client.Site)})
		}
	}
}

// place puts entries into the list, each URL once: where it stands first.
func (s *search) place(entries []entry, reason func(entry) schannel.Phrase) {
	seen := map[string]bool{}
	for _, e := range entries {
		scp := e.scp()
		key := foldKey(scp.URL())
		if seen[key] {
			continue
		}
		seen[key] = true
		s.out.Order = append(s.out.Order, Place{
			URL: scp.URL(), Tier: e.tier, Reason: reason(e),
			Directory: e.directory.Host, Index: e.index, Server: scp.Server,
		})
	}
}

// domainOf returns what stands behind the last @ of an address.
func domainOf(mail string) string {
	return mail[strings.LastIndexByte(mail, '@')+1:]
}

var (
	rulePointerFollowed = schannel.Rule{
		Code: "autodiscover.order.pointer", Title: "A pointer leads to another directory", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "The search goes on in the directory of {host}.",
	}
	ruleDirectoryMissing = schannel.Rule{
		Code: "autodiscover.order.no_directory", Title: "A pointer leads to a directory that was not recorded", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "The search goes on at {binding}, and what that directory returns is not known.",
	}
	ruleLoop = schannel.Rule{
		Code: "autodiscover.order.loop", Title: "Pointers lead in a circle", Severity: schannel.Failure, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "After {searches} searches a pointer leads back to a directory that was searched before. The document sets no limit; a client that follows it to the letter never ends.",
	}
)

var (
	missingDirectory       = schannel.Phrase{Code: "autodiscover.missing.directory", Text: "the service connection points of the directory at {binding}"}
	outcomePointerFollowed = schannel.Phrase{Code: "autodiscover.outcome.pointer_followed", Text: "Outlook follows the pointer, as the pages for developers say"}
	outcomePointerIgnored  = schannel.Phrase{Code: "autodiscover.outcome.pointer_ignored", Text: "Outlook does not follow the pointer and keeps to its own directory"}
)
