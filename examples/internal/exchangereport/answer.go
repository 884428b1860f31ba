// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// result is everything that is answered.
type result struct {
	moment
	hosts     []Host
	answers   []exchangecert.Selection
	leftOut   leftOut
	looks     int
	diagnosis []schannel.Finding
	calendar  []interval
	changes   []difference
	problems  []problem
	asked     bool // a symptom was given
	tried     bool // a change was given
}

// leftOut counts what the answer does not show.
type leftOut struct {
	Connectors   int `json:"connectors"`
	Certificates int `json:"certificates"` // of traces
}

// interval and difference say of which server they are.
type interval struct {
	Server string
	change.Interval
}

type difference struct {
	Server string
	change.Difference
}

// Bounds of an answer: an inventory may be a hundred megabytes.
const (
	maxAnswers = 200
	maxLooks   = 400_000 // certificates that are looked at, over all answers
	maxTrace   = 2000    // certificates in all traces
	maxNamed   = 50      // names that are asked for if nobody asks
)

func answer(o *Options, in input) (result, error) {
	r := result{moment: momentOf(o, in), hosts: in.hosts, problems: in.problems, asked: len(o.Symptoms) > 0, tried: len(o.Changes) > 0}
	connectors := o.named(in.connectors)
	for _, h := range in.hosts {
		r.answerFor(o, h, connectors)
	}
	r.leftOut.Certificates = Shorten(r.answers, maxTrace)
	connectors = connectors[:min(len(connectors), maxAnswers, max(maxLooks/max(in.certificates(), 1), 1))]
	r.diagnose(o, connectors)
	if err := r.change(o, connectors); err != nil {
		return result{}, err
	}
	r.check(connectors)
	r.plan(o, connectors)
	return r, nil
}

// certificates is how many there are.
func (in input) certificates() int {
	count := 0
	for _, h := range in.hosts {
		count += len(h.Certificates)
	}
	return count
}

// named are the connectors that are asked about.
func (o *Options) named(all []exchange.Connector) []exchange.Connector {
	if o.Connector == "" {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(c exchange.Connector) bool {
		return !strings.EqualFold(c.Name, o.Connector) && !strings.EqualFold(c.Label(), exchange.Connector{Name: o.Connector}.Label())
	})
}

// answerFor asks about a server: what was asked, else every connector, else
// every name that its certificates hold.
func (r *result) answerFor(o *Options, h Host, connectors []exchange.Connector) {
	switch {
	case o.FQDN != "", o.CertificateName != "", o.Purpose >= exchangecert.DirectTrust:
		r.add(exchangecert.Select(h.Server, o.request(r.at)))
		return
	case len(connectors) == 0 && o.Connector == "":
		r.everyName(o, h)
	}
	for _, c := range connectors {
		if !c.Of(h.Server) {
			continue
		}
		if r.looks += len(h.Certificates); len(r.answers) >= maxAnswers || r.looks > maxLooks && len(r.answers) > 0 {
			r.leftOut.Connectors++
			continue
		}
		for answer := range exchangecert.SelectAll(h.Server, []exchange.Connector{c}, r.at) {
			if o.Purpose == exchangecert.PurposeUnspecified || answer.Purpose == o.Purpose {
				r.add(answer)
			}
		}
	}
	if o.Purpose == exchangecert.PurposeUnspecified && o.Connector == "" {
		for _, request := range ServiceRequests(h.Server, r.at, maxNamed) {
			r.add(exchangecert.Select(h.Server, request))
		}
	}
}

// request is the question of the flags, which needs no connector.
func (o *Options) request(at time.Time) exchangecert.Request {
	p := o.Purpose
	if p == exchangecert.PurposeUnspecified {
		p = exchangecert.InboundSTARTTLS
	}
	return exchangecert.Request{Purpose: p, Name: o.FQDN, At: at, Connector: exchange.Connector{
		Name: o.Connector, Send: p == exchangecert.OutboundSTARTTLS || p == exchangecert.OutboundAnonymousTLS,
		FQDN: o.FQDN, TLSCertificateName: o.CertificateName, Complete: true,
	}}
}

func (r *result) add(answer exchangecert.Selection) {
	if len(r.answers) == maxAnswers {
		r.leftOut.Connectors++
		return
	}
	r.answers = append(r.answers, answer)
}

// ServiceRequests returns the questions about services of which it is known what
// they look for: direct trust, POP, IMAP, and the first web sites, so many at most.
func ServiceRequests(s exchange.Server, at time.Time, sites int) []exchangecert.Request {
	var all []exchangecert.Request
	ask := func(known bool, p exchangecert.Purpose, name string) {
		if known {
			all = append(all, exchangecert.Request{Purpose: p, Name: name, At: at})
		}
	}
	ask(s.Internal.Published != schannel.Unknown, exchangecert.DirectTrust, "")
	ask(s.POPCertificateName != "", exchangecert.PurposePOP, "")
	ask(s.IMAPCertificateName != "", exchangecert.PurposeIMAP, "")
	for i, b := range s.Bindings[:min(len(s.Bindings), sites)] {
		first := !slices.ContainsFunc(s.Bindings[:i], func(other exchange.Binding) bool { return other.Site == b.Site })
		ask(first, exchangecert.PurposeIIS, b.Site)
	}
	return all
}

// everyName asks for the names of hosts that certificates for SMTP hold.
func (r *result) everyName(o *Options, h Host) {
	if o.Purpose != exchangecert.PurposeUnspecified && o.Purpose != exchangecert.InboundSTARTTLS && o.Purpose != exchangecert.OutboundSTARTTLS {
		return
	}
	var names []string
	for _, c := range h.Certificates {
		if c.Services.Has(exchange.SMTP) == schannel.No {
			continue
		}
		for _, d := range c.Domains {
			known := slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, d) })
			if !known && len(names) < maxNamed && !strings.HasPrefix(d, "*") {
				names = append(names, d)
			}
		}
	}
	for _, name := range names {
		asked := *o
		asked.FQDN = name
		r.add(exchangecert.Select(h.Server, asked.request(r.at)))
	}
}

// Shorten leaves certificates out of traces so that all together have about as
// many as most says: first those that cannot be chosen, from the end. It returns
// how many it left out.
func Shorten(answers []exchangecert.Selection, most int) (out int) {
	for i := range answers {
		a := &answers[i]
		share := max(most/(len(answers)-i), 1)
		if len(a.Trace) > share {
			kept := make([]exchangecert.Candidate, 0, share)
			for _, wanted := range [...]bool{true, false} {
				for _, c := range a.Trace {
					if wanted == (c.Verdict != exchangecert.Out) && len(kept) < share {
						kept = append(kept, c)
					}
				}
			}
			out += len(a.Trace) - len(kept)
			a.Trace = kept
		}
		most -= len(a.Trace)
	}
	return out
}
