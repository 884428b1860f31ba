// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package walk

import (
	"errors"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover"
	"github.com/schanneltrust/schannel/internal/weburl"
)

// Outcome returns the walk so far: its hops, and the findings about them.
func (w Walk) Outcome() Outcome {
	if w.setup == nil {
		return Outcome{}
	}
	hops := w.path()
	o := Outcome{As: w.profile(), End: w.end, Hops: hops, Settings: w.last}
	if o.As == EWSManagedAPI && w.end == EndSettings {
		o.External = w.external
	}
	unrecorded := 0
	for _, h := range hops {
		switch {
		case h.Failure != NotRecorded:
			o.Requests++
		case h.unrecorded():
			unrecorded++
		}
	}
	gaps := unrecorded > 0 || slices.ContainsFunc(hops, Hop.brokenOff)
	if gaps && (w.end == EndNotLocated || w.end == EndCouldNotLocate || w.end == EndRemote) {
		o.End = EndUnknown
	}
	c := course{walk: w, hops: hops, end: o.End}
	o.Findings = c.all(unrecorded)
	o.Findings = append(o.Findings, w.setup.leaks(hops)...)
	return o
}

// unrecorded reports whether a recording should hold the answer and does not.
func (h Hop) unrecorded() bool {
	return h.Failure == NotRecorded && !h.Request.Credentials && !h.Parallel && !aside(h.Request.Step)
}

func (h Hop) brokenOff() bool { return h.Reason.Code == reasonBrokenOff.Code }

func (h Hop) unauthorized() bool { return h.Reason.Code == reasonUnauthorized.Code }

// aside reports whether more than the order of the steps decides that a place is
// asked at all: Outlook asks Office 365 if it believes the address to be there.
// That it was not asked is no gap in a recording.
func aside(s autodiscover.Step) bool {
	return s == autodiscover.StepOffice365 || s == autodiscover.StepOffice365Last
}

// course says what is to be said about how a walk went.
type course struct {
	walk     Walk
	hops     []Hop
	end      End
	findings []schannel.Finding
}

func walkSubject() schannel.Subject { return schannel.Whole("walk") }

func (c *course) add(rule schannel.Rule, basis schannel.Basis, args ...schannel.Arg) {
	c.findings = append(c.findings, schannel.NewFinding(rule, basis, walkSubject(), args...))
}

func (c *course) all(unrecorded int) []schannel.Finding {
	if unrecorded > 0 {
		c.add(ruleNotRecorded, missing(missingAnswers), schannel.Number("count", unrecorded))
		c.items(Hop.unrecorded)
	}
	if c.walk.isV2() {
		c.add(ruleV2, certain())
	}
	c.ends()
	c.unauthorized()
	c.loop()
	c.open()
	c.errors()
	c.records()
	c.consent()
	c.directory()
	return c.findings
}

// items adds the first few hops of a kind to the last finding.
func (c *course) items(of func(Hop) bool) {
	f := &c.findings[len(c.findings)-1]
	for i, h := range c.hops {
		if of(h) && len(f.Items) < 10 {
			f.Items = append(f.Items, schannel.Nth("hop", i).Named(hostOrName(h.Request)))
		}
	}
}

func hostOrName(r Request) string {
	if r.Name != "" {
		return r.Name
	}
	return weburl.Host(r.URL)
}

// ends explains an end that is not plain.
func (c *course) ends() {
	last := Hop{}
	if len(c.hops) > 0 {
		last = c.hops[len(c.hops)-1]
	}
	target := schannel.Text("target", last.Target)
	switch c.end {
	case EndNoAddress, EndMailFormat:
		c.add(ruleNoMail, certain())
	case EndForEver:
		c.add(ruleForEver, certain(), target)
	case EndTooManyHops, EndHops:
		c.add(ruleRedirectLimit, last.basis(), schannel.Number("count", c.redirects()), target)
	case EndUnfinished:
		c.add(ruleUnfinished, certain(), schannel.Number("count", len(c.hops)))
	case EndBlocked:
		c.add(ruleBlocked, certain(), target)
	case EndFormat, EndDeserialization, EndLocal, EndLocked, EndNullArgument, EndNullReference,
		EndBadRedirect, EndResponse, EndFault, EndRequest, EndNoEndpoint:
		if len(c.hops) == 0 {
			c.add(ruleDirectory, certain(), schannel.Word("end", c.end))
			return
		}
		left := len(c.walk.list) - c.walk.at - 1
		c.add(ruleEndsCall, certain(), schannel.Text("host", hostOrName(last.Request)), schannel.Word("end", c.end), schannel.Number("count", left))
	case EndNone, EndSettings, EndError, EndNotLocated, EndUnknown, EndCouldNotLocate, EndRemote:
	}
}

// basis is how sure it is that the client turns so.
func (h Hop) basis() schannel.Basis {
	if h.Open {
		return undocumented(outcomeAsTaken, outcomeOtherwise)
	}
	return certain()
}

func (c *course) redirects() int {
	n := 0
	for _, h := range c.hops {
		if h.Turn == Follow || h.Turn == Restart {
			n++
		}
	}
	return n
}

// unauthorized: a client that tries every place says in the end that it found
// none, although one was there and refused the password, or would have been
// asked on.
func (c *course) unauthorized() {
	if c.end == EndSettings || c.end == EndNone {
		return
	}
	c.first(ruleUnauthorized, schannel.Basis{Certainty: schannel.Likely}, Hop.unauthorized)
	c.first(ruleBrokenOff, missing(missingToken), Hop.brokenOff)
}

// first adds a finding about the host of the first hop of a kind, if there is
// one, with those of the others.
func (c *course) first(rule schannel.Rule, basis schannel.Basis, of func(Hop) bool) {
	if i := slices.IndexFunc(c.hops, of); i >= 0 {
		c.add(rule, basis, schannel.Text("host", weburl.Host(c.hops[i].Request.URL)))
		c.items(of)
	}
}

// loop finds the first target that led to itself.
func (c *course) loop() {
	seen := map[string]int{}
	for i, h := range c.hops {
		if h.Turn != Follow && h.Turn != Restart {
			clear(seen)
			continue
		}
		key := strings.ToLower(h.Request.Mail) + " " + weburl.Canonical(h.Target)
		if first, ok := seen[key]; ok {
			c.add(ruleLoop, certain(), schannel.Text("target", h.Target), schannel.Number("count", i-first))
			return
		}
		seen[key] = i
	}
}

// open says which turns of Outlook are undocumented, in one finding per reason.
func (c *course) open() {
	var said []schannel.Code
	for i, h := range c.hops {
		code := h.Reason.Code
		if !h.Open || slices.Contains(said, code) {
			continue
		}
		said = append(said, code)
		same := func(o Hop) bool { return o.Open && o.Reason.Code == code }
		count := 0
		for _, o := range c.hops {
			if same(o) {
				count++
			}
		}
		host := hostOrName(h.Request)
		c.findings = append(c.findings, schannel.NewFinding(
			ruleUndocumentedTurn, h.basis(), schannel.Nth("hop", i).Named(host),
			schannel.Text("host", host), schannel.Number("count", count),
		))
		c.items(same)
	}
}

// errors says that documents leave open whether an error is final.
func (c *course) errors() {
	if c.walk.profile() != Docs {
		return
	}
	refused := func(h Hop) bool {
		return h.Reason.Code == reasonError.Code || h.Reason.Code == reasonFinalError.Code
	}
	i := slices.IndexFunc(c.hops, refused)
	if i < 0 {
		return
	}
	basis := undocumented(outcomeErrorEnds, outcomeErrorNext)
	basis.Settle = []schannel.Phrase{settleError}
	code := c.hops[i].Code
	c.add(ruleErrorOpen, basis, schannel.Text("host", weburl.Host(c.hops[i].Request.URL)), schannel.Text("code", code))
	c.items(refused)
}

// records says that clients choose differently among several service records.
func (c *course) records() {
	for _, h := range c.hops {
		var basis schannel.Basis
		var hosts []string
		for _, r := range h.Records {
			if r.Port == 443 && !slices.Contains(hosts, r.Target) {
				hosts = append(hosts, r.Target)
				if len(basis.Outcomes) < 10 {
					basis.Outcomes = append(basis.Outcomes, outcomeRecord.With(schannel.Text("host", r.Target)))
				}
			}
		}
		if len(hosts) < 2 {
			continue
		}
		basis.Certainty, basis.Settle = schannel.Undocumented, []schannel.Phrase{settleRecord}
		c.add(ruleSRVChoice, basis, schannel.Number("count", len(hosts)), schannel.Text("host", weburl.Host(h.Target)))
		return
	}
}

// consent says that the user was assumed to agree, if there is a question.
func (c *course) consent() {
	if c.walk.profile() != Outlook || c.walk.setup.Consent != schannel.Unknown {
		return
	}
	probe := slices.IndexFunc(c.hops, func(h Hop) bool { return h.Reason.Code == reasonProbe.Code })
	if probe < 0 {
		return
	}
	host := weburl.Host(c.hops[probe].Target)
	if _, hidden := c.walk.setup.Client.RedirectServer(host); hidden != schannel.Yes {
		c.add(ruleConsent, certain(), schannel.Text("host", host))
	}
}

// directory says what the walk shows about the service connection points.
func (c *course) directory() {
	failed := map[string]int{}
	var gone, again []string
	for _, h := range c.hops {
		if h.Request.Step != autodiscover.StepSCP || h.Request.Redirects > 0 || h.Turn != Advance || h.Failure == NotRecorded {
			continue
		}
		host := strings.ToLower(weburl.Host(h.Request.URL))
		failed[host]++
		if failed[host] == 1 && h.Failure == NoName {
			gone = append(gone, host)
		}
		if failed[host] == 2 {
			again = append(again, host)
		}
	}
	c.hosts(ruleStale, schannel.Likely, gone)
	c.hosts(ruleTwice, schannel.Certain, again)
}

// hosts adds one finding about several hosts.
func (c *course) hosts(rule schannel.Rule, certainty schannel.Certainty, hosts []string) {
	if len(hosts) == 0 {
		return
	}
	c.add(rule, schannel.Basis{Certainty: certainty}, schannel.Text("host", hosts[0]), schannel.Number("count", len(hosts)))
	f := &c.findings[len(c.findings)-1]
	for _, host := range hosts[:min(len(hosts), 10)] {
		f.Items = append(f.Items, hostSubject(host))
	}
}

// isKind reports whether an error is of that kind.
func isKind(err error, code schannel.Code) bool {
	return errors.Is(err, &schannel.Error{Code: code})
}

func hasCode(findings []schannel.Finding, code schannel.Code) bool {
	return slices.ContainsFunc(findings, func(f schannel.Finding) bool { return f.Code == code })
}

func missing(what ...schannel.Phrase) schannel.Basis {
	return schannel.Basis{Certainty: schannel.InsufficientData, Missing: what}
}

func undocumented(outcomes ...schannel.Phrase) schannel.Basis {
	return schannel.Basis{Certainty: schannel.Undocumented, Outcomes: outcomes, Settle: []schannel.Phrase{settleLog}}
}

func certain() schannel.Basis { return schannel.Basis{Certainty: schannel.Certain} }

func hostSubject(host string) schannel.Subject { return schannel.Whole("host").Named(host) }
