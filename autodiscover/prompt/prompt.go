// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package prompt

import (
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/autodiscover/walk"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Kind is what a window asks about.
type Kind uint8

const (
	KindUnspecified Kind = 0 // "unspecified": not a kind
	Redirect        Kind = 1 // "redirect": may this website configure the account?
	Untrusted       Kind = 2 // "untrusted": the certificate is from nobody the computer trusts
	WrongName       Kind = 3 // "name": the certificate is for other names
	WrongDate       Kind = 4 // "date": the certificate has expired, or is not valid yet
	Credentials     Kind = 5 // "credentials": a name and a password
)

// Prompt is a window that Outlook shows.
type Prompt struct {
	Kind       Kind               `json:"kind"`
	Host       string             `json:"host"`
	Hop        int                `json:"hop"` // of the outcome
	Certainty  schannel.Certainty `json:"certainty"`
	Suppressed schannel.Truth     `json:"suppressed"` // a value in the registry hides it already
	Remembered schannel.Truth     `json:"remembered"` // the user may tell Outlook not to ask again
	Finding    schannel.Code      `json:"finding"`    // of the same answer, about the same host

	// SuppressedBy is the value that would hide it; none if zero.
	SuppressedBy schannel.RegistryValue `json:"suppressed_by,omitzero"`
}

// Predict says which windows Outlook shows on these hops, and why. Other clients
// show none. The user is assumed to answer Yes.
func Predict(setup walk.Setup, hops []walk.Hop) ([]Prompt, []schannel.Finding) {
	if setup.Client.Product.RegistryKey() == "" { // no Outlook
		return nil, nil
	}
	f := forecast{setup: setup, hops: hops}
	for i, hop := range hops {
		f.hop(i, hop)
	}
	if f.left > 0 {
		f.findings = append(f.findings, schannel.NewFinding(rulePromptMore, certain(), schannel.Whole("walk"), schannel.Number("count", f.left)))
	}
	return f.prompts, f.findings
}

// forecast collects windows and findings.
type forecast struct {
	setup    walk.Setup
	hops     []walk.Hop
	prompts  []Prompt
	findings []schannel.Finding
	left     int // windows that were left out
}

const mostPrompts = 100

// hop looks at one request and its answer.
func (f *forecast) hop(i int, h walk.Hop) {
	host := weburl.Host(h.Request.URL)
	if weburl.IsHTTPS(h.Request.URL) && h.Peer.Known() && h.Failure != walk.NoName && h.Failure != walk.Refused && h.Failure != walk.TimedOut {
		f.certificate(i, h, host)
	}
	target := weburl.Host(h.Target)
	switch {
	case h.Parallel:
	case h.Request.Method == autodiscover.Get && (h.Turn == walk.Follow || h.Reason.Code == "autodiscover.reason.refused"):
		f.redirect(i, target, f.turned(i))
	case h.Request.Method == autodiscover.DNS && target != "" && !f.inDomain(h, target): // only observed
		f.redirect(i, target, schannel.Basis{
			Certainty: schannel.Likely, Evidence: schannel.Observed, Sources: []schannel.Source{{Document: "gromox", Section: "doc/autodiscover.7"}},
		})
	}
	if h.Status == 401 && h.Turn == walk.Advance {
		f.add(i, Credentials, host, rulePromptCredentials, schannel.Basis{Certainty: schannel.Likely}, schannel.RegistryValue{})
	}
}

// inDomain reports whether a host is within the domain of the address.
func (f *forecast) inDomain(h walk.Hop, host string) bool {
	domain, _ := weburl.MailDomain(h.Request.Mail)
	return weburl.IsBelow(host, domain)
}

// redirect is the window before a redirect from HTTP, or from a service record.
func (f *forecast) redirect(i int, host string, basis schannel.Basis) {
	if host != "" {
		f.add(i, Redirect, host, rulePromptRedirect, basis, f.redirectServer(host))
	}
}

// turned is how sure it is that the client turns to the target of a hop. Where
// no document says so, that the target was asked shows it.
func (f *forecast) turned(i int) schannel.Basis {
	asked := i+1 < len(f.hops) && f.hops[i+1].Failure != walk.NotRecorded
	if f.hops[i].Open && !asked {
		return undocumented(outcomePrompt, outcomeNoPrompt)
	}
	return certain()
}

// certificate looks at what a server showed.
func (f *forecast) certificate(i int, h walk.Hop, host string) {
	switch h.Peer.Named(host) {
	case schannel.No:
		f.add(i, WrongName, host, rulePromptName, f.reached(i), f.redirectServer(host))
	case schannel.Unknown:
		if len(h.Peer.Names) > 0 || h.Peer.CommonName != "" { // in letters beyond ASCII, of which no document speaks
			f.add(i, WrongName, host, rulePromptName, undocumented(outcomePrompt, outcomeNoPrompt), f.redirectServer(host))
		}
	case schannel.Yes:
	}
	switch h.Peer.Dated(f.setup.At) {
	case schannel.No:
		f.add(i, WrongDate, host, rulePromptDate, f.reached(i), schannel.RegistryValue{})
	case schannel.Unknown:
		if !h.Peer.NotAfter.IsZero() {
			f.note(i, ruleNoTime, missing(missingTime), host)
		}
	case schannel.Yes:
	}
	switch {
	case h.Peer.Trusted == schannel.No:
		f.untrusted(i, h, host)
	case h.Peer.Trusted == schannel.Unknown && h.Peer.SelfSigned == schannel.Yes && !f.tolerates(h):
		f.add(i, Untrusted, host, rulePromptUntrusted, missing(missingTrust), schannel.RegistryValue{})
	case h.Peer.Trusted == schannel.Unknown:
		f.note(i, ruleNoTrust, missing(missingTrust), host)
	}
}

// reached is how sure it is that the client comes to this hop at all. What is
// recorded happened; otherwise it depends on the hops before, or is asked at the
// same time as they are.
func (f *forecast) reached(i int) schannel.Basis {
	h := f.hops[i]
	unrecorded := func(before walk.Hop) bool {
		return before.Failure == walk.NotRecorded && before.Request.Step >= autodiscover.StepSCP
	}
	switch behind := slices.ContainsFunc(f.hops[:i], unrecorded); {
	case h.Failure != walk.NotRecorded:
	case h.Parallel, behind && f.parallel(h):
		return schannel.Basis{
			Certainty: schannel.Likely, Evidence: schannel.Reported, Sources: []schannel.Source{{Document: "Outlook 2013 Autodiscover"}},
		}
	case behind:
		return missing(missingEarlier)
	}
	return certain()
}

// parallel reports whether a request goes out with those to the directory:
// Outlook 2013 is reported to look up both side by side. What else goes out then
// shows no certificate.
func (f *forecast) parallel(h walk.Hop) bool {
	derived := h.Request.Step == autodiscover.StepRootDomain || h.Request.Step == autodiscover.StepHost
	return f.setup.Client.Product == autodiscover.Outlook2013 && derived && h.Request.Redirects == 0
}

// tolerates reports whether the hop is one where Outlook 2007 tolerates a
// self-signed certificate: the URL of a service connection point itself.
func (f *forecast) tolerates(h walk.Hop) bool {
	return f.setup.Client.Product == autodiscover.Outlook2007 && h.Request.Step == autodiscover.StepSCP &&
		h.Request.Redirects == 0 && h.Peer.SelfSigned == schannel.Yes
}

// untrusted is a certificate that the computer does not trust. Outlook 2007
// tolerates it at the URL of a service connection point if it is self-signed;
// when later ones stopped doing so is not documented.
func (f *forecast) untrusted(i int, h walk.Hop, host string) {
	product, basis := f.setup.Client.Product, f.reached(i)
	fromSCP := h.Request.Step == autodiscover.StepSCP
	direct := fromSCP && h.Request.Redirects == 0
	switch {
	case f.tolerates(h):
		f.note(i, ruleTolerated, basis, host)
		return
	case direct && product == autodiscover.Outlook2007 && h.Peer.SelfSigned == schannel.Unknown:
		basis = missing(missingSelfSigned)
	case direct && (product == autodiscover.Outlook2007 || product == autodiscover.Outlook2010):
		basis = undocumented(outcomePrompt, outcomeNoPrompt)
	case direct && basis.Certainty == schannel.Certain:
		basis.Certainty = schannel.Likely
		basis.Sources = []schannel.Source{{Document: "Exchange Active Directory deployment site"}}
	case fromSCP && !direct && product == autodiscover.Outlook2007 && h.Peer.SelfSigned == schannel.Yes:
		basis.Premises = append(basis.Premises, f.note(i, ruleToleranceLost, basis, host))
	}
	f.add(i, Untrusted, host, rulePromptUntrusted, basis, schannel.RegistryValue{})
}

// note adds a finding about a host once.
func (f *forecast) note(i int, rule schannel.Rule, basis schannel.Basis, host string) schannel.Finding {
	made := schannel.NewFinding(rule, basis, hopSubject(i, host), schannel.Text("host", host))
	for _, have := range f.findings {
		if have.Code == made.Code && strings.EqualFold(have.Subject.Name, host) {
			return have
		}
	}
	f.findings = append(f.findings, made)
	return made
}

// hopSubject is a host as it showed itself on a hop: behind one name may be
// several servers.
func hopSubject(i int, host string) schannel.Subject { return schannel.Nth("hop", i).Named(host) }

func hostSubject(host string) schannel.Subject { return schannel.Whole("host").Named(host) }

// add adds a window, unless the same one was shown before, with its finding and
// what helps.
func (f *forecast) add(i int, kind Kind, host string, rule schannel.Rule, basis schannel.Basis, by schannel.RegistryValue) {
	if slices.ContainsFunc(f.prompts, func(p Prompt) bool { return p.Kind == kind && strings.EqualFold(p.Host, host) }) {
		return
	}
	if len(f.prompts) == mostPrompts {
		f.left++
		return
	}
	finding := schannel.NewFinding(rule, basis, hopSubject(i, host), schannel.Text("host", host))
	p := Prompt{
		Kind: kind, Host: host, Hop: i, Certainty: finding.Certainty,
		Suppressed: schannel.No, Remembered: schannel.No, Finding: rule.Code, SuppressedBy: by,
	}
	if kind == Redirect {
		p.Remembered = remembered(f.setup.Client.Product)
	}
	if !by.IsZero() {
		var said []schannel.Finding
		p.Suppressed, said = f.suppressed(host)
		f.say(said...)
	}
	if p.Suppressed == schannel.Yes {
		p.Finding = ruleSuppressed.Code
	} else {
		finding.Remedies = f.remedies(kind, f.hops[i], host, by)
		f.say(finding)
	}
	f.prompts = append(f.prompts, p)
}

// say adds findings, what is said about a value of the registry once: it is the
// same for every window about a host.
func (f *forecast) say(findings ...schannel.Finding) {
	for _, made := range findings {
		same := func(have schannel.Finding) bool { return have.Code == made.Code && have.Subject == made.Subject }
		if !slices.ContainsFunc(f.findings, same) {
			f.findings = append(f.findings, made)
		}
	}
}

// remembered: KB2480582, which begins with Outlook 2010, has the box that keeps
// the window from coming back.
func remembered(p autodiscover.Product) schannel.Truth {
	if p == autodiscover.Outlook2007 {
		return schannel.Unknown
	}
	return schannel.Yes
}

func missing(what ...schannel.Phrase) schannel.Basis {
	return schannel.Basis{Certainty: schannel.InsufficientData, Missing: what}
}

func undocumented(outcomes ...schannel.Phrase) schannel.Basis {
	return schannel.Basis{Certainty: schannel.Undocumented, Outcomes: outcomes, Settle: []schannel.Phrase{settleLogPrompt}}
}

func certain() schannel.Basis { return schannel.Basis{Certainty: schannel.Certain} }
