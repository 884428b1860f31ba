// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/internal/office"
	"github.com/schanneltrust/schannel/internal/dotnet"
)

const (
	pathPOX  = "/autodiscover/autodiscover.xml"
	pathSOAP = "/autodiscover/autodiscover.svc"

	// urlOffice365 is the endpoint that KB3211279 names first.
	urlOffice365 = "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml"
)

// scps adds the service connection points one after the other, or all in the
// group of the steps beside them.
func (p *planner) scps(together bool) {
	if len(p.order.Order) == 0 {
		skipped := p.noSCP
		if skipped == nil {
			skipped = new(skipNoSCP)
		}
		p.add(Attempt{Step: StepSCP, Skipped: skipped, Registry: p.noSCPBy})
		return
	}
	for i, place := range p.order.Order {
		if i > 0 && !together {
			p.group++
		}
		p.scp(place)
	}
}

func (p *planner) scp(place Place) {
	u := dotnet.ParseURI(place.URL)
	a := Attempt{Step: StepSCP, Method: Post, URL: place.URL, Credentials: true, Skipped: p.noSCP, Registry: p.noSCPBy}
	switch {
	case a.Skipped != nil:
	case p.client.Product == EWSManagedAPI && p.client.Protocol == SOAP && u.Host != "":
		p.soapEWS(StepSCP, u.Host)
		return
	case p.client.Product == EWSManagedAPI:
	case !u.Absolute, u.Scheme != "https" && u.Scheme != "http":
		a.Skipped = new(skipNoURL)
	case p.client.Product == DocsClient && u.Scheme == "http":
		a.Skipped = new(skipPlainHTTP)
	case p.client.Protocol == SOAP:
		a.URL = withExtension(place.URL)
	}
	p.add(a)
}

// withExtension makes the URL of the SOAP service of that of the POX service:
// "Generate a list of Autodiscover endpoints" changes the extension.
func withExtension(url string) string {
	if end := len(url) - len(".xml"); end > 0 && strings.EqualFold(url[end:], ".xml") {
		return url[:end] + ".svc"
	}
	return url
}

// soapEWS asks a host for its endpoints by an unauthenticated GET, and then
// the endpoint. Of the URL of a service connection point only the host is left
// (AutodiscoverService.cs:1331, 1348).
func (p *planner) soapEWS(step Step, host string) {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	p.add(Attempt{Step: step, Method: Get, URL: "https://" + host + pathPOX})
	p.group++
	p.add(Attempt{Step: step, Method: Post, URL: "https://" + host + pathSOAP, Credentials: true})
}

// derived adds a URL that is made of the mail domain.
func (p *planner) derived(step Step, prefix string) {
	skipped, by := p.settings.skips(step)
	path := pathPOX
	switch {
	case skipped == nil && p.domain != "" && p.client.Product == EWSManagedAPI && p.client.Protocol == SOAP:
		p.soapEWS(step, prefix+p.domain)
		return
	case p.client.Protocol == SOAP:
		path = pathSOAP
	}
	p.byDomain(Attempt{
		Step: step, Method: Post, URL: "https://" + prefix + p.domain + path, Credentials: true, Skipped: skipped, Registry: by,
	})
}

// byDomain adds an attempt whose URL is made of the mail domain.
func (p *planner) byDomain(a Attempt) {
	if a.Skipped == nil {
		a.Skipped, a.Registry = p.settings.skips(a.Step)
	}
	if p.domain == "" {
		a.URL, a.Skipped, a.Registry = "", new(skipNoDomain), nil
	}
	p.add(a)
}

// localXML adds the file that the registry names for the domain. The step that
// comes first from Outlook 2016 on is made only if the registry prefers it.
func (p *planner) localXML(group int) {
	a := Attempt{Step: StepLocalXML, Skipped: new(skipNoFile)}
	if p.settings.preferLocal != nil {
		a.Registry = append(a.Registry, *p.settings.preferLocal)
	}
	if file := p.settings.fileFor(domainOf(p.client.Mail)); file != nil {
		a.URL, a.Skipped = strings.Join(file.Strings, ""), nil
		a.Registry = append(a.Registry, *file)
	}
	if p.client.Product >= Outlook2016 && group < 3 && p.settings.preferLocal == nil {
		a.Skipped = new(skipNotPreferred)
	}
	p.add(a)
}

func (p *planner) lastKnownGood() {
	a := Attempt{Step: StepLastKnownGood, Method: Post, URL: p.client.LastKnownGood, Credentials: true}
	a.Skipped, a.Registry = p.settings.skips(StepLastKnownGood)
	if p.client.Product == Outlook2010 && office.IsBefore(p.client.Build, buildLastKnownGood) {
		a.Skipped, a.Registry = new(skipTooOld), nil
	}
	if a.Skipped == nil && a.URL == "" {
		a.Skipped = new(skipNothingStored)
	}
	p.add(a)
}

func (p *planner) office365(step Step) {
	a := Attempt{Step: step, Method: Post, URL: urlOffice365, Credentials: true}
	a.Skipped, a.Registry = p.settings.skips(step)
	if office.IsBefore(p.client.Build, buildOffice365) {
		a.Skipped, a.Registry = new(skipTooOld), nil
	}
	p.add(a)
}

// stepV2 adds the one request of Autodiscover V2. It goes without
// authentication; which host a client asks is not documented.
func (p *planner) stepV2() {
	p.group++
	p.byDomain(Attempt{
		Step: StepHost, Method: Get, Protocol: V2,
		URL: "https://autodiscover." + p.domain + "/autodiscover/autodiscover.json/v1.0/" + escaped(p.client.Mail) + "?Protocol=EWS&ServerLocation=true",
	})
	p.findings = append(p.findings, schannel.NewFinding(ruleV2Host, schannel.Basis{
		Certainty: schannel.Undocumented,
		Outcomes:  []schannel.Phrase{outcomeV2Host, outcomeV2Office365},
		Settle:    []schannel.Phrase{settleTrace},
	}, clientSubject))
}

// escaped writes every byte that may not stand in a path as %XX (RFC 3986,
// Section 3.3); the @ may.
func escaped(text string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(text) {
		if isLetter(c) || isDigit(c) || strings.IndexByte("-._~@", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

var ruleV2Host = schannel.Rule{
	Code: "autodiscover.plan.v2_host", Title: "Which host is asked for V2 is not documented", Severity: schannel.Info, Evidence: schannel.Implemented,
	Sources: []schannel.Source{{Document: "CSS-Exchange", Section: "Shared/Get-ProtocolEndpointViaAutoDv2.ps1"}},
	Message: "The form of the URL is known from a script, which leaves the host to its caller.",
}

var (
	outcomeV2Host      = schannel.Phrase{Code: "autodiscover.outcome.v2_host", Text: "the client asks the autodiscover host of the domain, as the plan takes it"}
	outcomeV2Office365 = schannel.Phrase{Code: "autodiscover.outcome.v2_office365", Text: "the client asks a host of Office 365"}

	skipNoSCP         = schannel.Phrase{Code: "autodiscover.skip.no_scp", Text: "no service connection point gives this client a URL"}
	skipNoURL         = schannel.Phrase{Code: "autodiscover.skip.no_url", Text: "it is not a URL that can be asked"}
	skipPlainHTTP     = schannel.Phrase{Code: "autodiscover.skip.plain_http", Text: "only https is tried"}
	skipNoDomain      = schannel.Phrase{Code: "autodiscover.skip.no_domain", Text: "no URL can be made of the mail address"}
	skipNoFile        = schannel.Phrase{Code: "autodiscover.skip.no_file", Text: "no registry value names a file for the domain"}
	skipNotPreferred  = schannel.Phrase{Code: "autodiscover.skip.not_preferred", Text: "PreferLocalXML is not set"}
	skipNothingStored = schannel.Phrase{Code: "autodiscover.skip.nothing_stored", Text: "no URL that answered before is known"}
	skipTooOld        = schannel.Phrase{Code: "autodiscover.skip.too_old", Text: "the step came with a later build"}
)
