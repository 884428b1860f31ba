// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/internal/office"
)

// Planned is every attempt of a client, in the order of its steps.
type Planned struct {
	Plan     []Attempt          `json:"plan"`
	Ends     Exception          `json:"ends"` // what ends the look-up before any of them is made
	Findings []schannel.Finding `json:"findings"`
}

// Attempt is a request that a client makes if none before it succeeded, or one
// that it skips.
type Attempt struct {
	Step        Step             `json:"step"`
	Method      Method           `json:"method"`
	URL         string           `json:"url"`         // of a DNS query the name; empty where it is not known
	Protocol    Protocol         `json:"protocol"`    // of the answer
	Group       int              `json:"group"`       // from 1; attempts of one group go out at the same time
	Credentials bool             `json:"credentials"` // the client authenticates if it is asked to
	Skipped     *schannel.Phrase `json:"skipped"`     // what skips it; null: it is made

	Registry []schannel.RegistryValue `json:"registry"` // the values that decided it
}

// MarshalJSON writes every field, empty lists as lists.
func (p Planned) MarshalJSON() ([]byte, error) {
	type plain Planned
	q := plain(p)
	q.Plan, q.Findings = jsonlist.Of(q.Plan), jsonlist.Of(q.Findings)
	return json.Marshal(q)
}

// MarshalJSON writes every field, empty lists as lists.
func (a Attempt) MarshalJSON() ([]byte, error) {
	type plain Attempt
	p := plain(a)
	p.Registry = jsonlist.Of(p.Registry)
	return json.Marshal(p)
}

// Plan lists every attempt for a client's mail address: what it asks until
// something answers, and what it skips and why. Service connection points are
// sorted by the policy as [Order] does, and its findings are among those of the
// plan; with PolicyUnspecified by the first of the product.
//
// The values in Client.Registry are assumed to be all that are set.
func Plan(f Forest, c Client, p Policy) Planned {
	if c.Product.officeVersion() != "" {
		c.Protocol = POX
	}
	steps := stepsOf(c.Product)
	if steps == nil {
		return Planned{Findings: []schannel.Finding{schannel.NewFinding(ruleNoProduct, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingProduct},
		}, clientSubject)}}
	}
	plan := planner{client: c, settings: settingsOf(c)}
	plan.domain, plan.findings = mailDomain(c.Mail)
	if _, ok := office.BuildOf(c.Build); !ok && c.Build != "" {
		plan.findings = append(plan.findings, schannel.NewFinding(ruleBuild, schannel.Basis{Certainty: schannel.Certain},
			clientSubject, schannel.Text("build", shown(c.Build))))
	}
	if c.Protocol == V2 {
		plan.stepV2()
		return plan.planned()
	}
	plan.readDirectory(f, p)
	plan.all(steps)
	if c.Product == EWSManagedAPI && c.Protocol == SOAP {
		// ExchangeService.cs:4997: plain XML after SOAP has failed.
		plan.client.Protocol = POX
		plan.all(steps)
	}
	return plan.planned()
}

// planner gathers attempts.
type planner struct {
	client   Client
	settings settings
	domain   string // empty: none of which URLs can be made
	noSCP    *schannel.Phrase
	noSCPBy  []schannel.RegistryValue
	order    Ordering
	group    int
	attempts []Attempt
	findings []schannel.Finding
}

// readDirectory sorts the service connection points. What is said about the
// list of a client that does not read them is left out.
func (p *planner) readDirectory(f Forest, policy Policy) {
	p.order = Order(f, p.client, policy)
	p.noSCP, p.noSCPBy = skipSCP(p.client, &p.settings)
	if p.noSCP != nil {
		p.order.Ends = ExceptionNone
		return
	}
	p.findings = append(p.findings, p.order.Findings...)
	if p.client.Joined == schannel.Unknown && len(p.order.Order) > 0 {
		p.findings = append(p.findings, schannel.NewFinding(ruleJoinedUnknown, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingJoined},
		}, clientSubject))
	}
}

// skipSCP says why the client reads no service connection points, and which
// value decides it; nil if it does.
func skipSCP(c Client, s *settings) (*schannel.Phrase, []schannel.RegistryValue) {
	if c.Joined == schannel.No {
		return new(skipNotJoined), nil
	}
	return s.skips(StepSCP)
}

// skips says which value excludes a step; nil if none does.
func (s *settings) skips(step Step) (*schannel.Phrase, []schannel.RegistryValue) {
	v := s.excluded[step]
	if v == nil {
		return nil, nil
	}
	return new(skipExcluded.With(schannel.Text("value", v.Name))), []schannel.RegistryValue{*v}
}

// all adds the attempts of the steps. Where the registry prefers the local
// file, it is read first; from 2016 on that is a step of its own.
func (p *planner) all(steps []stepGroup) {
	if p.settings.preferLocal != nil && p.client.Product < Outlook2016 {
		steps = slices.DeleteFunc(slices.Clone(steps), func(s stepGroup) bool { return s.step == StepLocalXML })
		steps = slices.Insert(steps, 0, stepGroup{StepLocalXML, 0})
	}
	for i, s := range steps {
		if i == 0 || s.group != steps[i-1].group {
			p.group++
		}
		p.step(s, i+1 < len(steps) && steps[i+1].group == s.group)
	}
}

func (p *planner) step(s stepGroup, together bool) {
	switch s.step {
	case StepSCP:
		p.scps(together)
	case StepLocalXML:
		p.localXML(s.group)
	case StepLastKnownGood:
		p.lastKnownGood()
	case StepRestart:
		p.add(Attempt{Step: StepRestart, Skipped: new(skipNoRestart)})
	case StepOffice365, StepOffice365Last:
		p.office365(s.step)
	case StepRootDomain:
		p.derived(StepRootDomain, "")
	case StepHost:
		p.derived(StepHost, "autodiscover.")
	case StepHTTPRedirect:
		p.byDomain(Attempt{Step: StepHTTPRedirect, Method: Get, URL: "http://autodiscover." + p.domain + pathPOX})
	case StepSRV:
		p.byDomain(Attempt{Step: StepSRV, Method: DNS, URL: "_autodiscover._tcp." + p.domain})
	case StepUnspecified:
	}
}

// add puts an attempt at the end. A look-up that has ended makes none.
func (p *planner) add(a Attempt) {
	a.Group = p.group
	if a.Protocol == POX {
		a.Protocol = p.client.Protocol
	}
	if a.Skipped == nil && p.order.Ends != ExceptionNone {
		a.Skipped = new(skipEnded.With(schannel.Word("end", p.order.Ends)))
	}
	p.attempts = append(p.attempts, a)
}

func (p *planner) planned() Planned {
	made := slices.ContainsFunc(p.attempts, func(a Attempt) bool { return a.Skipped == nil })
	if !made {
		basis := typed(p.decided()...)
		if p.order.Ends != ExceptionNone {
			basis.Premises = slices.Clone(p.order.Findings[len(p.order.Findings)-1:]) // what ended it
		}
		p.findings = append(p.findings, schannel.NewFinding(ruleNothingLeft, basis, clientSubject))
	}
	return Planned{Plan: p.attempts, Ends: p.order.Ends, Findings: slices.Concat(p.findings, p.aboutSteps())}
}

// aboutSteps says what the list of attempts cannot show.
func (p *planner) aboutSteps() []schannel.Finding {
	var about []schannel.Finding
	if p.client.Product == Outlook2013 && p.noSCP == nil {
		about = append(about, schannel.NewFinding(ruleParallel, schannel.Basis{Certainty: schannel.Likely}, clientSubject))
	}
	asked := slices.ContainsFunc(p.attempts, func(a Attempt) bool { return a.Step == StepOffice365 && a.Skipped == nil })
	if asked {
		about = append(about, schannel.NewFinding(ruleOffice365, schannel.Basis{
			Certainty: schannel.InsufficientData, Missing: []schannel.Phrase{missingOffice365},
		}, clientSubject))
	}
	if by := p.decided(); typed(by...).Certainty != schannel.Certain {
		about = append(about, schannel.NewFinding(ruleAssumed, typed(by...), clientSubject))
	}
	return about
}

// decided is the values of the registry that decided something.
func (p *planner) decided() []schannel.RegistryValue {
	var by []schannel.RegistryValue
	for _, a := range p.attempts {
		by = append(by, a.Registry...)
	}
	return by
}

var (
	ruleNoProduct = schannel.Rule{
		Code: "autodiscover.plan.no_product", Title: "No product to plan for", Severity: schannel.Warning, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB3211279"}},
		Message: "The product of the client is not known: nothing is planned.",
	}
	ruleBuild = schannel.Rule{
		Code: "autodiscover.plan.build", Title: "The build cannot be read", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "{build} is not of the form 16.0.6741.2017 and is ignored.",
	}
	ruleJoinedUnknown = schannel.Rule{
		Code: "autodiscover.plan.joined_unknown", Title: "Whether the client reads the directory is not known", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{
			{Document: "Autodiscover for Exchange", Section: "Phase 1: Defining the candidate pool"},
			{Document: "Outlook 2016 Autodiscover implementation"},
		},
		Message: "The plan assumes a computer that is joined to a domain; one that is not skips the service connection points.",
	}
	ruleNothingLeft = schannel.Rule{
		Code: "autodiscover.plan.nothing_left", Title: "Nothing is tried", Severity: schannel.Failure, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}, {Document: "EWS Managed API", Section: "Autodiscover/AutodiscoverService.cs"}},
		Message: "Every step is skipped: the client finds nothing.",
	}
	ruleParallel = schannel.Rule{
		Code: "autodiscover.plan.parallel", Title: "Outlook 2013 looks up directory and domain at the same time", Severity: schannel.Info, Evidence: schannel.Reported,
		Sources: []schannel.Source{{Document: "Outlook 2013 Autodiscover"}, {Document: "Outlook external Autodiscover certificate error"}},
		Message: "A prompt for the certificate of the root domain can appear although a service connection point answers.",
	}
	ruleAssumed = schannel.Rule{
		Code: "autodiscover.plan.assumed_type", Title: "Values of the registry came without their types", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB2212902"}},
		Message: "Steps are excluded or moved by values that are taken for REG_DWORD, because the text they were read from prints no types; reg query prints them.",
	}
	ruleOffice365 = schannel.Rule{
		Code: "autodiscover.plan.office365", Title: "Outlook asks Office 365 if it believes the address to be there", Severity: schannel.Info, Evidence: schannel.Documented,
		Sources: []schannel.Source{{Document: "KB3211279"}},
		Message: "Whether the endpoints of Office 365 are asked before the directory depends on what Outlook learns about the address.",
	}
)

var (
	missingJoined    = schannel.Phrase{Code: "autodiscover.missing.joined", Text: "whether the computer is joined to a domain"}
	missingOffice365 = schannel.Phrase{Code: "autodiscover.missing.office365", Text: "whether Office 365 knows the domain of the address"}

	skipNotJoined = schannel.Phrase{Code: "autodiscover.skip.not_joined", Text: "the computer is joined to no domain"}
	skipExcluded  = schannel.Phrase{Code: "autodiscover.skip.excluded", Text: "the registry value {value} excludes it"}
	skipNoRestart = schannel.Phrase{Code: "autodiscover.skip.no_restart", Text: "nothing is known to be stored for a restart"}
	skipEnded     = schannel.Phrase{Code: "autodiscover.skip.ended", Text: "the look-up ended with {end} before"}
)
