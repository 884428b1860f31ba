// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"cmp"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnet"
	"github.com/schanneltrust/schannel/internal/gather"
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
	pointers  gather.Groups
	out       *Ordering
}

// entry is a URL of a directory.
type entry struct {
	directory *Directory
	index     int
	tier      int
	last      bool // found through a pointer that is followed last
}

func (e entry) scp() *SCP { return &e.directory.SCPs[e.index] }

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
	s := search{client: c, domain: domainOf(c.Mail), policy: p, here: &f.Own}
	s.byHost = map[string]*Directory{dotnet.FoldKey(f.Own.Host): &f.Own}
	for i := range f.Others {
		host := dotnet.FoldKey(f.Others[i].Host)
		if s.byHost[host] == nil {
			s.byHost[host] = &f.Others[i]
		}
	}
	s.out = &Ordering{Policy: p}
	return s
}

// ldapHost takes the host out of a pointer's binding, LDAP://host[:port]. The
// port is commonly 389 (MS-OXDISCO, Section 2.2.1.2) and tells no directory
// from another here.
func ldapHost(binding string) string {
	if u := dotnet.ParseURI(binding); u.Absolute && u.Scheme == "ldap" {
		return u.Host
	}
	return ""
}

// follow goes to the directory that a pointer names. It reports false, with a
// finding, if that directory was not recorded.
func (s *search) follow(index int) bool {
	binding := s.here.SCPs[index].URL()
	host := ldapHost(binding)
	next := s.byHost[dotnet.FoldKey(host)]
	if host == "" || next == nil {
		s.pointers.AddWith(ruleDirectoryMissing, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingDirectory},
		}, s.here.subject(index).Named(binding))
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
	s.pointers.AddWith(rulePointerFollowed, certainty, s.here.subject(index).Named(host))
	s.here = next
	return true
}

// loop says that the directory was searched before.
func (s *search) loop() {
	s.pointers.Add(ruleLoop, schannel.Whole("scp").Named(s.here.Host))
}

// add makes a finding about an entry of the directory that is being searched.
func (s *search) add(rule schannel.Rule, basis schannel.Basis, index int, args ...schannel.Arg) {
	s.out.Findings = append(s.out.Findings, schannel.NewFinding(rule, basis, s.here.subject(index), args...))
}

// subject is the entry at index, or the directory's entries as a whole.
func (d Directory) subject(index int) schannel.Subject {
	if index < 0 {
		return schannel.Whole("directory").Named(d.Host)
	}
	return schannel.Nth("scp", index).Named(d.SCPs[index].name())
}

// name is what people call the entry.
func (s SCP) name() string { return cmp.Or(s.Server, s.DN, s.URL()) }

// tier is the tier of the developer pages: the client's site, no site, other
// sites. An unknown site is nobody's.
func (s SCP) tier(site string) int {
	switch {
	case site != "" && hasKeyword(s.Keywords, sitePrefix+site):
		return tierOwnSite
	case len(s.Sites()) == 0:
		return tierNoSite
	}
	return tierOtherSite
}

// collectURLs takes the URL entries of the directory that have a binding.
func (s *search) collectURLs() {
	for i, scp := range s.here.SCPs {
		if scp.IsFor(URLEntry) && len(scp.Bindings) > 0 {
			s.collected = append(s.collected, entry{directory: s.here, index: i, tier: scp.tier(s.client.Site)})
		}
	}
}

// place puts entries into the list, each URL once: where it stands first.
func (s *search) place(entries []entry, reason func(entry) schannel.Phrase) {
	seen := map[string]bool{}
	for _, e := range entries {
		if key := dotnet.FoldKey(e.scp().URL()); !seen[key] {
			seen[key] = true
			s.out.Order = append(s.out.Order, e.place(reason(e)))
		}
	}
}

func (e entry) place(reason schannel.Phrase) Place {
	return Place{
		URL: e.scp().URL(), Tier: e.tier, Reason: reason,
		Directory: e.directory.Host, Index: e.index, Server: e.scp().Server,
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
		Message: "The search continues in the directory of {names} ({count} in all).",
	}
	ruleDirectoryMissing = schannel.Rule{
		Code: "autodiscover.order.no_directory", Title: "A pointer leads to a directory that was not recorded", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "The search continues at {names}, and what is returned there is not known ({count} in all).",
	}
	ruleLoop = schannel.Rule{
		Code: "autodiscover.order.loop", Title: "Pointers lead in a circle", Severity: schannel.Failure, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "MS-OXDISCO", Section: "Section 3.1.5.1"}},
		Message: "A pointer leads back to a directory that was searched before: {names} ({count} in all). The document sets no limit; a client that follows it to the letter never ends.",
	}
)

var (
	missingDirectory       = schannel.Phrase{Code: "autodiscover.missing.directory", Text: "the service connection points of the directories to which pointers lead"}
	outcomePointerFollowed = schannel.Phrase{Code: "autodiscover.outcome.pointer_followed", Text: "Outlook follows the pointer, as the pages for developers say"}
	outcomePointerIgnored  = schannel.Phrase{Code: "autodiscover.outcome.pointer_ignored", Text: "Outlook does not follow the pointer and keeps to its own directory"}
)
