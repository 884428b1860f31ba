// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dotnet"
	"github.com/schanneltrust/schannel/internal/gather"
)

// Firsts is every URL that can be the first of the service connection points.
type Firsts struct {
	Places    []Place            `json:"possible_first"` // as the directory lists them; the reason is that of a policy
	Certainty schannel.Certainty `json:"certainty"`
	Findings  []schannel.Finding `json:"findings"`
}

// MarshalJSON writes every field, empty lists as lists.
func (f Firsts) MarshalJSON() ([]byte, error) {
	type plain Firsts
	p := plain(f)
	p.Places, p.Findings = jsonlist.Of(p.Places), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// PossibleFirst returns every URL that some documented policy of the client's
// product puts first. Where creation times, the directory's order or the
// client's site are not known, every entry that they could bring to the front
// counts. Nothing is first for a client that does not read service connection
// points, or whose look-up ends before it tries anything.
func PossibleFirst(f Forest, c Client) Firsts {
	settings := settingsOf(c)
	if phrase, by := skipSCP(c, &settings); phrase != nil {
		none := schannel.NewFinding(ruleNotJoined, schannel.Basis{Certainty: schannel.Certain}, clientSubject)
		if len(by) > 0 {
			none = schannel.NewFinding(ruleSCPNotRead, settings.sure(StepSCP), clientSubject, schannel.Text("value", by[0].Name))
		}
		return Firsts{Certainty: none.Certainty, Findings: []schannel.Finding{none}}
	}
	if policiesOf(c.Product) == nil {
		return Firsts{Certainty: schannel.InsufficientData, Findings: Order(f, c, PolicyUnspecified).Findings}
	}
	found := firsts{product: c.Product, seen: map[string]Place{}}
	for policy := range Policies(c.Product) {
		found.take(f, c, policy)
	}
	return found.answer()
}

// firsts gathers the places that can be first.
type firsts struct {
	product  Product
	seen     map[string]Place   // by URL in one case
	here     *Directory         // in which all of them stand
	undated  int                // entries whose creation time could bring them to the front
	unsorted int                // entries that the directory's order could bring to the front
	broken   bool               // an end, or a directory that was not recorded
	unread   bool               // entries that could not be read may come first
	siteless bool               // entries of the client's site, which is not known, come first
	findings []schannel.Finding // why nothing is first
	premises []schannel.Finding // what is said about the pointers on the way
}

func (f *firsts) take(forest Forest, c Client, policy Policy) {
	s := newSearch(&forest, c, policy)
	s.sort()
	s.finish()
	for _, finding := range s.out.Findings {
		f.broken = f.broken || finding.Code == ruleDirectoryMissing.Code || finding.Code == ruleNoSiteNoURL.Code
	}
	f.unread = f.unread || s.incomplete(forest)
	if len(s.out.Order) == 0 || s.out.Ends != ExceptionNone {
		f.findings = s.out.Findings
		return
	}
	if f.here == nil {
		f.here, f.premises = s.here, s.pointers.Findings()
	}
	f.put(s.out.Order[0])
	f.beside(s, s.front(), s.created(s.out.Order[0]))
	if c.Site == "" && policy != PolicyEWS {
		f.anySite(s)
	}
}

// beside adds the entries that could be first instead of the one that the policy
// puts first: creation times tell the oldest and the newest, and the order of the
// directory its first, as far as they are known.
func (f *firsts) beside(s search, front []entry, first time.Time) {
	dated := s.policy == PolicyOldest || s.policy == PolicyNewest
	for _, e := range front {
		created := e.scp().Created
		switch {
		case dated && created.IsZero():
			f.undated++
			f.put(e.place(reasonUndated))
		case dated && created.Equal(first): // which of two is older is not documented
			f.put(e.place(reasonTied))
		case dated:
		case s.here.InOrder != schannel.Yes:
			f.unsorted++
			f.put(e.place(reasonUnsorted))
		case s.client.Product == DocsClient: // the text itself names no order
			f.put(e.place(reasonAnyInTier))
		}
	}
}

// anySite adds the entries that come first for a client of some site, because
// the client's is not known. The entries of each site are in the policy's order.
func (f *firsts) anySite(s search) {
	var sites []string
	bySite := map[string][]entry{}
	for _, e := range s.collected {
		for _, site := range e.scp().Sites() {
			key := dotnet.FoldKey(site)
			if bySite[key] == nil {
				sites = append(sites, site)
			}
			bySite[key] = append(bySite[key], e)
		}
	}
	f.siteless = f.siteless || len(sites) > 0
	for _, site := range sites {
		front := bySite[dotnet.FoldKey(site)]
		f.put(front[0].place(reasonMaybeOwnSite.With(schannel.Text("site", site))))
		f.beside(s, front, front[0].scp().Created)
	}
}

// front returns the entries of which one is first, whatever their order. Of
// the API they are those without a site unless each such URL stands at another
// site too: met there first, it stays there.
func (s *search) front() []entry {
	tier := s.out.Order[0].Tier
	front := s.ofTier(tier)
	if s.policy != PolicyEWS || tier == tierOwnSite {
		return front
	}
	elsewhere := map[string]bool{}
	for _, e := range s.ofTier(tierOtherSite) {
		elsewhere[dotnet.FoldKey(e.scp().URL())] = true
	}
	for _, e := range s.ofTier(tierNoSite) {
		if !elsewhere[dotnet.FoldKey(e.scp().URL())] {
			return s.ofTier(tierNoSite)
		}
	}
	return s.collected
}

func (f *firsts) put(p Place) {
	key := dotnet.FoldKey(p.URL)
	if _, ok := f.seen[key]; !ok {
		f.seen[key] = p
	}
}

func (f *firsts) answer() Firsts {
	places := slices.SortedFunc(maps.Values(f.seen), func(a, b Place) int { return cmp.Compare(a.Index, b.Index) })
	answer := Firsts{Places: places, Certainty: schannel.Certain, Findings: slices.Concat(f.premises, f.findings)}
	basis := schannel.Basis{Certainty: schannel.Certain, Premises: f.premises}
	if f.unread || f.siteless && f.product == DocsClient {
		basis.Certainty, basis.Missing = schannel.InsufficientData, f.missing()
	}
	switch {
	case len(places) == 0:
		if f.broken || f.unread {
			answer.Certainty = schannel.InsufficientData
		}
		return answer
	case len(places) == 1:
		one := schannel.NewFinding(ruleFirst, basis,
			schannel.Nth("scp", places[0].Index).Named(places[0].Server), schannel.Text("url", places[0].URL))
		answer.Certainty, answer.Findings = one.Certainty, append(answer.Findings, one)
		return answer
	case len(f.missing()) > 0:
		basis.Certainty, basis.Missing = schannel.InsufficientData, f.missing()
	default:
		basis.Certainty, basis.Settle = schannel.Undocumented, []schannel.Phrase{settleOutlookLog}
		if f.product == DocsClient {
			basis.Settle[0] = settleTrace
		}
		for _, p := range places[:min(len(places), gather.Named)] {
			basis.Outcomes = append(basis.Outcomes, outcomeFirst.With(schannel.Text("url", p.URL)))
		}
	}
	several := schannel.NewFinding(ruleFirstSeveral, basis, schannel.Whole("scp"), schannel.Number("count", len(places)))
	for _, p := range places[:min(len(places), gather.Named)] {
		several.Items = append(several.Items, schannel.Nth("scp", p.Index).Named(p.URL))
	}
	answer.Certainty, answer.Findings = several.Certainty, append(answer.Findings, several)
	return answer
}

func (f *firsts) missing() []schannel.Phrase {
	var missing []schannel.Phrase
	if f.unread {
		missing = append(missing, missingEntries)
	}
	if f.siteless {
		missing = append(missing, missingSite)
	}
	if f.undated > 0 {
		missing = append(missing, missingCreated)
	}
	if f.unsorted > 0 {
		missing = append(missing, missingDirectoryOrder)
	}
	return missing
}

var clientSubject = schannel.Subject{Kind: "client", Index: -1, Offset: schannel.NoOffset}

var (
	ruleFirst = schannel.Rule{
		Code: "autodiscover.first.one", Title: "Only one server can be asked first", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2006728", Section: "More information"}},
		Message: "Every documented policy puts {url} first.", Excludes: []schannel.Code{"autodiscover.first.several"},
	}
	ruleFirstSeveral = schannel.Rule{
		Code: "autodiscover.first.several", Title: "Several servers can be asked first", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "KB2006728", Section: "More information"},
			{Document: "Exchange Active Directory deployment site"},
			{Document: "AutodiscoverSiteScope and client-only sites"},
			{Document: "Exchange 2007 and 2010 coexistence of Autodiscover"},
		},
		Message: "{count} URLs can be the first that is tried.", Excludes: []schannel.Code{"autodiscover.first.one"},
	}
	ruleNotJoined = schannel.Rule{
		Code: "autodiscover.first.not_joined", Title: "The client reads no service connection points", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"}},
		Message: "The computer is joined to no domain, so that the client reads no service connection point: none is first.",
	}
	ruleSCPNotRead = schannel.Rule{
		Code: "autodiscover.first.not_read", Title: "The registry excludes service connection points", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "The registry value {value} keeps the client from reading service connection points: none is first.",
	}
)

var (
	reasonUndated         = schannel.Phrase{Code: "autodiscover.reason.undated", Text: "its creation time is unknown, so that it may be the oldest or the newest"}
	reasonTied            = schannel.Phrase{Code: "autodiscover.reason.tied", Text: "it was created at the same time as another that may be first"}
	reasonAnyInTier       = schannel.Phrase{Code: "autodiscover.reason.any_in_tier", Text: "it is in the first tier, inside which the pages give no order"}
	reasonMaybeOwnSite    = schannel.Phrase{Code: "autodiscover.reason.maybe_own_site", Text: "it is scoped to the site {site}, which may be the client's"}
	reasonUnsorted        = schannel.Phrase{Code: "autodiscover.reason.unsorted", Text: "the order of the directory is unknown, so that it may be returned first"}
	outcomeFirst          = schannel.Phrase{Code: "autodiscover.outcome.first", Text: "{url} is tried first"}
	missingCreated        = schannel.Phrase{Code: "autodiscover.missing.created", Text: "the creation times (whenCreated) of the service connection points"}
	missingDirectoryOrder = schannel.Phrase{Code: "autodiscover.missing.directory_order", Text: "the order in which the directory returns the service connection points, such as an LDIF export of them"}
	settleOutlookLog      = schannel.Phrase{Code: "autodiscover.settle.outlook_log", Text: "the log of \"Test E-mail AutoConfiguration\" in Outlook, which names each URL that it tries"}
)
