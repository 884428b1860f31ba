// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package diagnosis

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/examples/internal/casefile"
	"github.com/schanneltrust/schannel/examples/internal/exchangereport"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// Bounds of what is asked, whatever the size of an organization.
const (
	mostServers = 50
	mostAsked   = 200    // connectors of a server
	mostSites   = 20     // web sites of a server
	mostLooks   = 20_000 // certificates that are looked at, over all answers
	mostCells   = 2000   // certificates times connectors of a calendar
	mostSeen    = 50_000 // symptoms times servers
)

// organization asks about the certificates of Exchange.
type organization struct {
	answer
	at         time.Time // that counts for the server that is being asked
	rows       []symptom.Row
	places     []place // where each of rows was seen; nil: there are no several servers
	servers    []casefile.ExchangeServer
	connectors []exchange.Connector
	selections []exchangecert.Selection
	looks      int
	winners    int // in the calendars so far
}

// askExchangecert asks about each server.
func askExchangecert(c casefile.Case, r *Report) answer {
	o := organization{answer: answer{family: exchangecertFamily, described: c.Exchangecert != nil}, at: c.At, rows: c.Symptoms}
	if c.Exchangecert != nil {
		o.servers, o.connectors = c.Exchangecert.Servers, c.Exchangecert.Connectors
	}
	o.bound()
	if len(o.servers) == 0 {
		o.diagnose(0, casefile.ExchangeServer{}, o.rows)
	}
	if c.Exchangecert == nil {
		return o.answer
	}
	o.places = placesOf(o.rows, o.servers, o.connectors)
	for n, s := range o.servers {
		rows := o.rowsOf(n)
		if o.at = c.At; c.At.IsZero() {
			o.at = o.firstSeen(s, rows)
			r.Facts = append(r.Facts, timeFact(s.Server, o.at)...)
		}
		shown := o.diagnose(n, s, rows)
		o.ask(n, s.Server, shown)
		o.calendar(s.Server, r)
	}
	o.settleBetween()
	o.at = c.At
	o.fleet()
	o.needs = append(o.needs, o.lacks()...)
	r.Selections, r.MoreSelections = shownSelections(o.selections)
	return o.answer
}

// bound leaves out servers and symptoms of which there are too many. Nobody can
// say that those symptoms are not known.
func (o *organization) bound() {
	if more := len(o.servers) - mostServers; more > 0 {
		o.servers = o.servers[:mostServers]
		o.leftOut = append(o.leftOut, casefile.LeftOut{Reason: leftServers.With(schannel.Number("count", more))})
	}
	most := mostSeen / max(len(o.servers), 1)
	if more := len(o.rows) - most; more > 0 {
		known := make(symptom.Taken, len(o.rows))
		for i := range known {
			known[i] = i >= most
		}
		o.rows, o.taken = o.rows[:most], append(o.taken, known)
		o.leftOut = append(o.leftOut, casefile.LeftOut{Reason: leftSymptoms.With(schannel.Number("count", more))})
	}
}

// diagnose asks what is behind the symptoms and what the log of a server says.
// It reports whether there are some that are known.
func (o *organization) diagnose(n int, s casefile.ExchangeServer, rows []symptom.Row) bool {
	if len(rows)+len(s.Sessions) == 0 {
		return false
	}
	d := exchangediag.Diagnose(o.incident(s, rows))
	o.cause(n, o.of(s.Server, d.Causes)...)
	o.fact(n, o.of(s.Server, without(d.Facts, exchangediag.CodeSymptomUnknown))...)
	o.taken = append(o.taken, d.Taken)
	return slices.Contains(d.Taken, true)
}

func (o *organization) incident(s casefile.ExchangeServer, rows []symptom.Row) exchangediag.Incident {
	return exchangediag.Incident{
		Symptoms: rows, Sessions: s.Sessions, Server: s.Server, Connectors: o.connectors, At: o.at,
		NamesFound: s.NamesFound, LoadBalanced: s.LoadBalanced,
	}
}

// firstSeen is when a failure that is known was first seen: the time that counts
// where the case names none. All questions about a server are about one time.
func (o *organization) firstSeen(s casefile.ExchangeServer, rows []symptom.Row) time.Time {
	var first time.Time
	see := func(t time.Time) {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, session := range s.Sessions {
		see(session.Start)
	}
	timed := func(row symptom.Row) bool { return !row.Event.Time.IsZero() }
	if slices.ContainsFunc(rows, timed) {
		taken := exchangediag.Diagnose(exchangediag.Incident{Symptoms: rows}).Taken
		for i, row := range rows {
			if taken[i] {
				see(row.Event.Time)
			}
		}
	}
	return first
}

// timeFact says which time was taken.
func timeFact(s exchange.Server, at time.Time) []schannel.Phrase {
	if at.IsZero() {
		return nil
	}
	server := schannel.Text("server", s.Name)
	return []schannel.Phrase{ofServer(server, factTime, factTimeOnly).With(server, schannel.Text("time", at.UTC().Format(time.RFC3339)))}
}

// of makes the server part of the subject of findings where there are several
// servers.
func (o *organization) of(s exchange.Server, findings []schannel.Finding) []schannel.Finding {
	if len(o.servers) < 2 {
		return findings
	}
	findings = slices.Clone(findings)
	for i := range findings {
		if subject := &findings[i].Subject; subject.Name != s.Name {
			subject.Name = strings.TrimSpace(s.Name + " " + subject.Name)
		}
	}
	return findings
}

// ask asks which certificates a server uses, and what is wrong before anything
// fails. What symptoms show is not contradicted by an answer about a time that
// nobody knows.
func (o *organization) ask(n int, s exchange.Server, shown bool) {
	var findings []schannel.Finding
	connectors := o.connectorsOf(s)
	timed := !shown || !o.at.IsZero()
	if timed {
		for answer := range exchangecert.SelectAll(s, connectors, o.at) {
			findings = append(findings, o.selected(answer)...)
		}
	}
	if s.Seen() && timed {
		for _, request := range exchangereport.ServiceRequests(s, o.at, mostSites) {
			findings = append(findings, o.selected(exchangecert.Select(s, request))...)
		}
		findings = append(findings, change.CheckExpiry(s, o.at)...)
	}
	findings = append(findings, change.CheckConnectors(s, connectors, o.at)...)
	if s.Auth.Seen {
		findings = append(findings, change.CheckAuth(s, o.at)...)
	}
	o.fact(n, o.of(s, findings)...)
}

func (o *organization) selected(answer exchangecert.Selection) []schannel.Finding {
	o.selections = append(o.selections, answer)
	return answer.Findings
}

// connectorsOf are as many connectors of a server as are asked about.
func (o *organization) connectorsOf(s exchange.Server) []exchange.Connector {
	own := o.own(s)
	certificates := max(len(s.Certificates), 1)
	most := min(mostAsked, max((mostLooks-o.looks)/certificates, 1))
	if more := len(own) - most; more > 0 {
		own = own[:most]
		o.leftOut = append(o.leftOut, casefile.LeftOut{Reason: leftConnectors.With(schannel.Number("count", more))})
	}
	o.looks += len(own) * certificates
	return own
}

// own is every connector of a server.
func (o *organization) own(s exchange.Server) []exchange.Connector {
	return slices.DeleteFunc(slices.Clone(o.connectors), func(c exchange.Connector) bool { return !c.Of(s) })
}

// calendar shows what changes by itself within a year.
func (o *organization) calendar(s exchange.Server, r *Report) {
	connectors := o.own(s)
	if len(connectors) == 0 && !o.at.IsZero() {
		connectors = o.nameless(s)
	}
	cells := len(connectors) * len(s.Certificates)
	if o.at.IsZero() || cells == 0 || cells > mostCells {
		return
	}
	c := Calendar{Server: s.Name}
	for interval := range change.Calendar(s, connectors, o.at, o.at.AddDate(1, 0, 0)) {
		if o.winners += len(interval.Winners); len(c.Intervals) == mostIntervals || o.winners > mostWinners {
			c.More++
			continue
		}
		c.Intervals = append(c.Intervals, interval)
	}
	r.Calendars = append(r.Calendars, c)
}

// nameless is a connector with the name of the server, as every server has one
// by default.
func (o *organization) nameless(s exchange.Server) []exchange.Connector {
	fqdn, _ := s.FQDN()
	if fqdn == "" {
		return nil
	}
	return []exchange.Connector{{Name: fqdn, FQDN: fqdn, Complete: true}}
}

// settleBetween leaves out what one server leaves open and another one shows.
func (o *organization) settleBetween() {
	if len(o.servers) < 2 {
		return
	}
	surest := map[schannel.Code]schannel.Certainty{}
	for _, c := range o.causes {
		if best, known := surest[c.Code]; !known || c.Certainty < best {
			surest[c.Code] = c.Certainty
		}
	}
	o.causes = slices.DeleteFunc(o.causes, func(c item) bool {
		return c.Certainty == schannel.InsufficientData && surest[c.Code] < c.Certainty
	})
	slices.SortStableFunc(o.causes, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.Certainty, b.Certainty), cmp.Compare(b.Severity, a.Severity))
	})
}

// fleet compares the servers.
func (o *organization) fleet() {
	if len(o.servers) < 2 {
		return
	}
	servers := make([]exchange.Server, 0, len(o.servers))
	for _, s := range o.servers {
		servers = append(servers, s.Server)
	}
	o.fact(len(o.servers), change.CheckFleet(servers, o.connectors[:min(len(o.connectors), mostAsked)], o.at)...)
}
