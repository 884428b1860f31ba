// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"encoding/json"
	"iter"
	"slices"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// Ordering is the list of URLs that a client makes of service connection
// points.
type Ordering struct {
	Policy   Policy             `json:"policy"`
	Order    []Place            `json:"order"`
	Ends     Exception          `json:"ends"`     // what ends the look-up before anything is tried; Order is what was sorted before it
	Searches int                `json:"searches"` // of directories
	Findings []schannel.Finding `json:"findings"`
}

// Place is one URL in its place, and why it is there.
type Place struct {
	URL    string          `json:"url"`    // as it is written in the directory
	Tier   int             `json:"tier"`   // 1: the client's site; 2 and 3: see the reason; 0: the policy has no tiers
	Reason schannel.Phrase `json:"reason"` // why it stands here

	Directory string `json:"directory"` // the host of the directory; empty for the client's own
	Index     int    `json:"index"`     // of the entry in that directory
	Server    string `json:"server"`
}

// MarshalJSON writes every field, empty lists as lists.
func (o Ordering) MarshalJSON() ([]byte, error) {
	type plain Ordering
	p := plain(o)
	p.Order, p.Findings = jsonlist.Of(p.Order), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// Order sorts the service connection points for a client by a policy; with
// PolicyUnspecified, by the first that [Policies] yields for its product. It
// assumes that the client reads them: see [Plan] for whether it does. Entries are
// assumed to be in the order in which the directory returns them; if the list
// depends on that and Directory.InOrder does not confirm it, a finding says so.
//
// Pointers are followed through the directories of the forest: by the text of
// the pages for developers (docs, and for lack of a document Outlook), as the
// EWS Managed API does, or as MS-OXDISCO says.
func Order(f Forest, c Client, p Policy) Ordering {
	if all := policiesOf(c.Product); p == PolicyUnspecified && len(all) > 0 {
		p = all[0]
	}
	s := newSearch(&f, c, p)
	s.sort()
	s.checkInOrder()
	if s.incomplete(f) {
		s.add(ruleIncomplete, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingEntries}}, -1)
	}
	s.finish()
	return *s.out
}

// sort makes the list as the policy does.
func (s *search) sort() {
	switch s.policy {
	case PolicyEWS:
		s.orderEWS()
	case PolicyDocs, PolicyOldest, PolicyNewest, PolicyDirectory:
		s.orderTiers()
	case PolicyOXDISCO:
		s.orderOXDISCO()
	case PolicyUnspecified:
		fallthrough
	default:
		s.add(ruleNoPolicy, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingProduct},
		}, -1)
	}
}

// finish puts what is said about pointers first.
func (s *search) finish() { s.out.Findings = append(s.pointers.Findings(), s.out.Findings...) }

// checkInOrder says so if the list depends on an order that is not known.
func (s *search) checkInOrder() {
	if len(s.out.Order) > 0 && s.here.InOrder != schannel.Yes && s.hangsOnOrder() {
		s.add(ruleOrderUnknown, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingDirectoryOrder},
		}, -1, schannel.Word("policy", s.policy))
	}
}

// incomplete reports whether entries of the client's directory, or of the one to
// which it was led, could not be read.
func (s *search) incomplete(f Forest) bool {
	return f.Own.Incomplete || s.here.Incomplete
}

// hangsOnOrder reports whether two places of one tier are in the directory's
// order.
func (s *search) hangsOnOrder() bool {
	dated := s.policy == PolicyOldest || s.policy == PolicyNewest
	for i, p := range s.out.Order[1:] {
		before := s.out.Order[i]
		if p.Tier != before.Tier {
			continue
		}
		if !dated || s.created(p).Equal(s.created(before)) && !s.created(p).IsZero() {
			return true
		}
	}
	return false
}

// created is the creation time of the entry behind a place. All places of a
// policy that asks for it are of one directory.
func (s *search) created(p Place) time.Time { return s.here.SCPs[p.Index].Created }

// outlook reports whether the policy is one of Outlook's.
func (p Policy) outlook() bool {
	return p == PolicyOldest || p == PolicyNewest || p == PolicyDirectory
}

// Policies yields the policies that documents or sources give for a product,
// the one that most of them agree on first.
//
// For Outlook: own site, then the oldest (KB2006728 lets the older Exchange
// 2007 stand first; third parties name the creation time); the newest (the
// Exchange Team's "Active Directory Deployment Site"); as the directory
// returns them (help of Exchange 2013 and later, and Brad Hughes of Microsoft
// on sites with clients only); the three tiers (the example in the help of
// Exchange 2016 agrees with them).
func Policies(product Product) iter.Seq[Policy] {
	return slices.Values(policiesOf(product))
}

func policiesOf(product Product) []Policy {
	switch product {
	case Outlook2007, Outlook2010, Outlook2013, Outlook2016, Outlook365:
		return []Policy{PolicyOldest, PolicyNewest, PolicyDirectory, PolicyDocs}
	case EWSManagedAPI:
		return []Policy{PolicyEWS}
	case DocsClient:
		return []Policy{PolicyDocs}
	case ProductUnspecified:
	}
	return nil
}

var (
	ruleNoPolicy = schannel.Rule{
		Code: "autodiscover.order.no_policy", Title: "No policy sorts for this client", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "Neither a policy nor a product is given: nothing is sorted.",
	}
	ruleOrderUnknown = schannel.Rule{
		Code: "autodiscover.order.unsorted", Title: "The order of the directory is not known", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}, {Document: "AutodiscoverSiteScope and client-only sites"}},
		Message: "The policy {policy} keeps or reverses the order of the directory, and the input does not say that it is in that order.",
	}
	ruleIncomplete = schannel.Rule{
		Code: "autodiscover.order.incomplete", Title: "Entries could not be read", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "The directory holds entries that could not be read; where they belong, and whether one of them comes first, is not known.",
	}
)

var (
	missingEntries = schannel.Phrase{Code: "autodiscover.missing.entries", Text: "the service connection points that could not be read"}
	missingProduct = schannel.Phrase{Code: "autodiscover.missing.product", Text: "the product of the client, or a policy"}
)
