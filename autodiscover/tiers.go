// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"cmp"
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
)

// orderTiers sorts by the text of the developer pages, or by what is said of
// Outlook. What Outlook does with pointers is not documented: they are followed
// as the pages say, and a finding says so.
func (s *search) orderTiers() {
	visited := map[*Directory]bool{}
	for {
		if visited[s.here] {
			s.loop()
			return
		}
		visited[s.here] = true
		s.out.Searches++
		matched, fallback := s.pointersDocs()
		if matched >= 0 {
			if !s.follow(matched) {
				return
			}
			continue
		}
		s.collected = nil
		s.collectURLs()
		if len(s.collected) > 0 || fallback < 0 {
			break
		}
		if !s.follow(fallback) {
			return
		}
	}
	if s.policy == PolicyDocs {
		s.placeDocs()
	} else {
		s.placeOutlook()
	}
}

// pointersDocs returns the first pointer that is scoped to the mail domain and
// the first that is scoped to none, whatever else its keywords say, or -1:
// "How to find Autodiscover endpoints by using SCP lookup in Exchange", steps 3
// and 4. One without a binding points nowhere.
func (s *search) pointersDocs() (matched, fallback int) {
	fallback = -1
	for i, scp := range s.here.SCPs {
		switch {
		case !scp.IsFor(PointerEntry) || scp.URL() == "":
		case hasKeyword(scp.Keywords, domainPrefix+s.domain):
			return i, -1
		case fallback < 0 && len(scp.Domains()) == 0:
			fallback = i
		}
	}
	return -1, fallback
}

// placeDocs lists the three tiers. The text gives no order inside a tier; the
// sample on the page keeps that of the directory.
func (s *search) placeDocs() {
	slices.SortStableFunc(s.collected, func(a, b entry) int { return cmp.Compare(a.tier, b.tier) })
	s.place(s.collected, s.reasonTier(reasonNoSite))
	if s.client.Site == "" && len(s.out.Order) > 0 {
		s.add(ruleSiteUnknown, schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeTiersWithoutSite, outcomeNoURL},
			Settle:    []schannel.Phrase{settleSite},
		}, -1)
	}
	if n := s.largestTier(); n > 1 {
		s.add(ruleWithinTier, schannel.Basis{
			Certainty: schannel.Undocumented,
			Outcomes:  []schannel.Phrase{outcomeDirectoryOrder, outcomeAnyOrder},
			Settle:    []schannel.Phrase{settleTrace},
		}, -1, schannel.Number("count", n))
	}
}

// reasonTier gives the reasons of the three tiers.
func (s *search) reasonTier(noSite schannel.Phrase) func(entry) schannel.Phrase {
	return func(e entry) schannel.Phrase {
		switch e.tier {
		case tierOwnSite:
			return reasonOwnSite.With(schannel.Text("site", s.client.Site))
		case tierNoSite:
			return noSite
		}
		return reasonOtherSite
	}
}

// largestTier counts the URLs of the fullest tier of the list.
func (s *search) largestTier() int {
	var count [tierOtherSite + 1]int
	for _, p := range s.out.Order {
		count[p.Tier]++
	}
	return slices.Max(count[:])
}

// placeOutlook lists the client's site, then the rest, both by creation time
// or as the directory returns them. Whether Outlook knows entries without a
// site from those of other sites is not documented.
func (s *search) placeOutlook() {
	undated := 0
	for i := range s.collected {
		e := &s.collected[i]
		if e.tier != tierOwnSite {
			e.tier = tierElsewhere
		}
		if e.scp().Created.IsZero() {
			undated++
		}
	}
	slices.SortStableFunc(s.collected, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), s.byTime(a.scp().Created, b.scp().Created))
	})
	s.place(s.collected, s.reasonOutlook)
	scoped := func(e entry) bool { return len(e.scp().Sites()) > 0 }
	if s.client.Site == "" && len(s.out.Order) > 1 && slices.ContainsFunc(s.collected, scoped) {
		s.add(ruleSiteMissing, schannel.Basis{Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingSite}}, -1)
	}
	if undated > 0 && len(s.out.Order) > 1 && s.policy != PolicyDirectory {
		s.add(ruleUndated, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingCreated},
		}, -1, schannel.Number("count", undated))
	}
}

// byTime compares creation times as the policy does; unknown ones come last.
func (s *search) byTime(a, b time.Time) int {
	switch {
	case s.policy == PolicyDirectory, a.Equal(b):
		return 0
	case b.IsZero(), !a.IsZero() && a.Before(b) == (s.policy == PolicyOldest):
		return -1
	}
	return 1
}

func (s *search) reasonOutlook(e entry) schannel.Phrase {
	var args []schannel.Arg
	if e.tier == tierOwnSite {
		args = append(args, schannel.Text("site", s.client.Site))
	}
	own, elsewhere := reasonOwnSiteDirectory, reasonElsewhereDirectory
	switch created := e.scp().Created; {
	case s.policy == PolicyDirectory:
	case created.IsZero():
		own, elsewhere = reasonOwnSiteUndated, reasonElsewhereUndated
	default:
		own, elsewhere = reasonOwnSiteOldest, reasonElsewhereOldest
		if s.policy == PolicyNewest {
			own, elsewhere = reasonOwnSiteNewest, reasonElsewhereNewest
		}
		args = append(args, schannel.Text("created", created.UTC().Format(time.RFC3339)))
	}
	if e.tier == tierOwnSite {
		return own.With(args...)
	}
	return elsewhere.With(args...)
}

var (
	ruleSiteUnknown = schannel.Rule{
		Code: "autodiscover.order.site_unknown", Title: "No document says what happens without a site", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"}},
		Message: "The client's site is not known. The page says nothing about this; its sample takes no URL at all.",
	}
	ruleSiteMissing = schannel.Rule{
		Code: "autodiscover.order.site_missing", Title: "The client's site is not known", Severity: schannel.Warning, Evidence: schannel.Reported,
		Sources: []schannel.Source{{Document: "Exchange 2007 and 2010 coexistence of Autodiscover"}, {Document: "SCP information via PowerShell"}},
		Message: "Entries of the client's own site come before all others. Its site is not known: the list is that of a client whose site has no entry.",
	}
	ruleWithinTier = schannel.Rule{
		Code: "autodiscover.order.within_tier", Title: "The order inside a tier is not documented", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "SCP lookup", Section: "Locate Autodiscover SCP objects in AD DS"},
			{Document: "Autodiscover endpoint list", Section: "Start with SCP lookup"},
		},
		Message: "Up to {count} URLs share a tier. They are listed as the directory returns them, as in the sample; the text gives no order.",
	}
	ruleUndated = schannel.Rule{
		Code: "autodiscover.order.undated", Title: "Creation times are missing", Severity: schannel.Warning, Evidence: schannel.Reported,
		Sources: []schannel.Source{{Document: "Exchange 2007 and 2010 coexistence of Autodiscover"}, {Document: "SCP information via PowerShell"}},
		Message: "Entries without a creation time are listed last within their tier: {count}.",
	}
)

var (
	reasonNoSite             = schannel.Phrase{Code: "autodiscover.reason.no_site", Text: "it is scoped to no site"}
	reasonOwnSiteOldest      = schannel.Phrase{Code: "autodiscover.reason.own_site_oldest", Text: "it is scoped to the client's site {site}, and was created {created}: the oldest first"}
	reasonOwnSiteNewest      = schannel.Phrase{Code: "autodiscover.reason.own_site_newest", Text: "it is scoped to the client's site {site}, and was created {created}: the newest first"}
	reasonOwnSiteUndated     = schannel.Phrase{Code: "autodiscover.reason.own_site_undated", Text: "it is scoped to the client's site {site}; its creation time is unknown"}
	reasonOwnSiteDirectory   = schannel.Phrase{Code: "autodiscover.reason.own_site_directory", Text: "it is scoped to the client's site {site}; as the directory returns it"}
	reasonElsewhereOldest    = schannel.Phrase{Code: "autodiscover.reason.elsewhere_oldest", Text: "it counts as outside the client's site, and was created {created}: the oldest first"}
	reasonElsewhereNewest    = schannel.Phrase{Code: "autodiscover.reason.elsewhere_newest", Text: "it counts as outside the client's site, and was created {created}: the newest first"}
	reasonElsewhereUndated   = schannel.Phrase{Code: "autodiscover.reason.elsewhere_undated", Text: "it counts as outside the client's site; its creation time is unknown"}
	reasonElsewhereDirectory = schannel.Phrase{Code: "autodiscover.reason.elsewhere_directory", Text: "it counts as outside the client's site; as the directory returns it"}

	outcomeTiersWithoutSite = schannel.Phrase{Code: "autodiscover.outcome.no_site_tiers", Text: "entries without a site first, then all others"}
	outcomeNoURL            = schannel.Phrase{Code: "autodiscover.outcome.no_url", Text: "no URL of a service connection point is tried, as in the sample"}
	outcomeDirectoryOrder   = schannel.Phrase{Code: "autodiscover.outcome.directory_order", Text: "the URLs of a tier are tried as the directory returns them"}
	outcomeAnyOrder         = schannel.Phrase{Code: "autodiscover.outcome.any_order", Text: "the URLs of a tier are tried in another order"}
	settleSite              = schannel.Phrase{Code: "autodiscover.settle.site", Text: "the client's site, which nltest /dsgetsite prints"}
	settleTrace             = schannel.Phrase{Code: "autodiscover.settle.trace", Text: "a trace of the client's requests"}
)
