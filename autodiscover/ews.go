// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnet"
)

// maxSearches is AutodiscoverMaxScpHops of DirectoryHelper.cs: for all
// searches of one look-up together.
const maxSearches = 10

// orderEWS does what GetScpUrlList of DirectoryHelper.cs does. Entries that
// hold the GUIDs of a pointer and of a URL count as both.
func (s *search) orderEWS() {
	for {
		if s.out.Searches == maxSearches {
			s.end(ExceptionHops, ruleEndsHops, -1, schannel.Number("searches", maxSearches))
			return
		}
		s.out.Searches++
		matched, fallback, ok := s.pointersEWS()
		if !ok {
			return
		}
		if matched >= 0 {
			if !s.followEWS(matched) {
				return
			}
			continue
		}
		s.urlsEWS()
		if len(s.out.Order) > 0 || fallback < 0 {
			s.endFormat()
			return
		}
		if !s.followEWS(fallback) {
			return
		}
	}
}

// pointersEWS is the first pass. It returns the pointer that is scoped to the
// mail domain, and the first whose only keyword is the GUID, or -1. It reports
// false if a pointer without a binding ended the look-up.
func (s *search) pointersEWS() (matched, fallback int, ok bool) {
	fallback = -1
	for i, scp := range s.here.SCPs {
		if !scp.IsFor(PointerEntry) {
			continue
		}
		if len(scp.Bindings) == 0 {
			s.end(ExceptionNoBinding, ruleEndsPointer, i, schannel.Text("server", scp.name()))
			return -1, -1, false
		}
		if hasKeyword(scp.Keywords, domainPrefix+s.domain) {
			return i, -1, true
		}
		if len(scp.Keywords) == 1 && fallback < 0 && scp.URL() != "" {
			fallback = i
		}
	}
	return -1, fallback, true
}

// followEWS follows a pointer. The second search of the API names no server,
// so that it may end in the client's own forest (line 152).
func (s *search) followEWS(index int) bool {
	from := s.here
	if !s.follow(index) {
		return false
	}
	host := ldapHost(from.SCPs[index].URL())
	s.pointers.AddWith(ruleWrongForest, schannel.Basis{Certainty: schannel.Likely}, from.subject(index).Named(host))
	return true
}

// urlsEWS is the second pass: nothing without a site; the client's site as the
// directory returns it; entries without a site in the reverse of that, before
// those of other sites. Of a URL that stands twice among the latter two, the
// first that was met counts.
func (s *search) urlsEWS() {
	s.collected = nil
	s.collectURLs()
	if s.client.Site == "" {
		if urls := len(s.collected); urls > 0 {
			s.add(ruleNoSiteNoURL, schannel.Basis{
				Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingSite},
			}, -1, schannel.Number("count", urls))
		}
		return
	}
	own := s.ofTier(tierOwnSite)
	seen := map[string]bool{}
	var noSite, other []entry
	for _, e := range s.collected {
		key := dotnet.FoldKey(e.scp().URL())
		if e.tier == tierOwnSite || seen[key] {
			continue
		}
		seen[key] = true
		if e.tier == tierNoSite {
			noSite = append(noSite, e)
		} else {
			other = append(other, e)
		}
	}
	slices.Reverse(noSite)
	s.place(slices.Concat(own, noSite, other), s.reasonTier(reasonNoSiteReversed))
}

func (s *search) ofTier(tier int) []entry {
	var found []entry
	for _, e := range s.collected {
		if e.tier == tier {
			found = append(found, e)
		}
	}
	return found
}

// endFormat says so if a URL of the list is none: the list becomes objects of
// the class Uri before anything is tried, and nobody catches the exception
// (AutodiscoverService.cs:1310).
func (s *search) endFormat() {
	for _, p := range s.out.Order {
		if !dotnet.ParseURI(p.URL).Absolute {
			s.end(ExceptionFormat, ruleEndsFormat, p.Index, schannel.Text("server", s.here.SCPs[p.Index].name()), schannel.Text("url", p.URL))
			return
		}
	}
}

func (s *search) end(end Exception, rule schannel.Rule, index int, args ...schannel.Arg) {
	s.out.Ends = end
	s.add(rule, schannel.Basis{Certainty: schannel.Certain}, index, args...)
}

var (
	ruleEndsHops = schannel.Rule{
		Code: "autodiscover.order.ends_hops", Title: "The EWS Managed API gives up following pointers", Severity: schannel.Failure, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "After {searches} searches the EWS Managed API throws ServiceLocalException, and nothing is tried.",
	}
	ruleEndsPointer = schannel.Rule{
		Code: "autodiscover.order.ends_pointer", Title: "A pointer without a binding ends the look-up", Severity: schannel.Failure, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "The pointer {server} has no serviceBindingInformation; the EWS Managed API takes the first value all the same and fails with ArgumentOutOfRangeException.",
	}
	ruleEndsFormat = schannel.Rule{
		Code: "autodiscover.order.ends_format", Title: "One entry that is not a URL ends the look-up", Severity: schannel.Failure, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
		Message: "The entry {server} holds {url}, which is not an absolute URL; the EWS Managed API fails with UriFormatException before it tries anything, for everybody.",
	}
	ruleNoSiteNoURL = schannel.Rule{
		Code: "autodiscover.order.no_site", Title: "Without a site the EWS Managed API takes no URL", Severity: schannel.Warning, Evidence: schannel.Implemented,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "The computer's site is not known: the EWS Managed API then ignores every entry with a URL ({count}).",
	}
	ruleWrongForest = schannel.Rule{
		Code: "autodiscover.order.wrong_forest", Title: "The search behind a pointer may stay in the client's forest", Severity: schannel.Warning, Evidence: schannel.Inferred,
		Sources: []schannel.Source{{Document: "EWS Managed API", Section: "Autodiscover/DirectoryHelper.cs"}},
		Message: "The EWS Managed API asks a directory for the name of its configuration and then searches it without naming that server, so that the entries of another forest may not be found: {names} ({count} in all).",
	}
)

var (
	missingSite          = schannel.Phrase{Code: "autodiscover.missing.site", Text: "the Active Directory site of the client's computer"}
	reasonOwnSite        = schannel.Phrase{Code: "autodiscover.reason.own_site", Text: "it is scoped to the client's site {site}"}
	reasonNoSiteReversed = schannel.Phrase{Code: "autodiscover.reason.no_site_reversed", Text: "it is scoped to no site; of these the last that the directory returns comes first"}
	reasonOtherSite      = schannel.Phrase{Code: "autodiscover.reason.other_site", Text: "it is scoped to sites that do not count as the client's"}
)
