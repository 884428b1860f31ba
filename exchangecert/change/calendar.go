// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Winner is the certificate of a connector for a time.
type Winner struct {
	Connector string               `json:"connector"`
	Purpose   exchangecert.Purpose `json:"purpose"`
	Winner    *schannel.Thumbprint `json:"winner"` // nil: none
	Certainty schannel.Certainty   `json:"certainty"`
	Offered   schannel.Truth       `json:"offered"`

	Alternatives []exchangecert.Alternative `json:"alternatives"` // if other readings give another certificate
	Findings     []schannel.Code            `json:"findings"`     // the codes of the answer
}

// Interval is a time in which no answer changes.
type Interval struct {
	From    time.Time         `json:"from"`
	To      time.Time         `json:"to"`
	Winners []Winner          `json:"winners"` // by connector
	Because []schannel.Phrase `json:"because"` // what happens at From; empty for the first
}

// MarshalJSON writes every field, empty lists as lists.
func (w Winner) MarshalJSON() ([]byte, error) {
	type plain Winner
	p := plain(w)
	p.Alternatives, p.Findings = jsonlist.Of(p.Alternatives), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (i Interval) MarshalJSON() ([]byte, error) {
	type plain Interval
	p := plain(i)
	p.Winners, p.Because = jsonlist.Of(p.Winners), jsonlist.Of(p.Because)
	return json.Marshal(p)
}

var (
	becauseValid   = schannel.Phrase{Code: "exchangecert.calendar.valid", Text: "{certificate} becomes valid"}
	becauseSoon    = schannel.Phrase{Code: "exchangecert.calendar.expires_soon", Text: "{certificate} has 60 days left"}
	becauseExpired = schannel.Phrase{Code: "exchangecert.calendar.expired", Text: "{certificate} expires"}
	becauseAuth    = schannel.Phrase{Code: "exchangecert.calendar.auth", Text: "the next certificate for OAuth takes effect: {certificate}"}
	becauseTooMany = schannel.Phrase{Code: "exchangecert.calendar.too_many", Text: "there are more than {count} dates; those behind this one are left out"}
)

// maxDates bounds a calendar: every date costs an answer for every connector.
const maxDates = 200

// date is a time at which an answer may change.
type date struct {
	at      time.Time
	because schannel.Phrase
}

// Calendar yields the intervals between two times, each with the certificate of
// every connector: from one date at which an answer changes to the next.
func Calendar(s exchange.Server, connectors []exchange.Connector, from, to time.Time) iter.Seq[Interval] {
	return func(yield func(Interval) bool) {
		if !from.Before(to) {
			return
		}
		questions := questionsOf(s, connectors, from)
		current := Interval{From: from.UTC(), To: to.UTC(), Winners: winners(questions, from)}
		signature := signatureOf(current.Winners)
		for group := range dates(questions, s.Auth, from, to) {
			// A certificate is still valid at NotAfter itself.
			next := winners(questions, group[0].at.Add(time.Nanosecond))
			sign := signatureOf(next)
			if sign == signature && !slices.ContainsFunc(group, always) {
				continue
			}
			current.To = group[0].at
			if !yield(current) {
				return
			}
			current = Interval{From: group[0].at, To: to.UTC(), Winners: next, Because: reasons(group)}
			signature = sign
		}
		yield(current)
	}
}

// always reports whether a date is shown although no connector changes.
func always(d date) bool {
	return d.because.Code == becauseAuth.Code || d.because.Code == becauseTooMany.Code
}

func reasons(group []date) []schannel.Phrase {
	var because []schannel.Phrase
	for _, d := range group {
		because = append(because, d.because)
	}
	return because
}

// asking is a question of the calendar, with a server that has only the
// certificates that can play a part in it.
type asking struct {
	server  exchange.Server
	request exchangecert.Request
}

func questionsOf(s exchange.Server, connectors []exchange.Connector, at time.Time) []asking {
	var all []asking
	for _, c := range connectors {
		for answer := range exchangecert.SelectAll(s, []exchange.Connector{c}, at) {
			relevant := s
			relevant.Certificates, relevant.WholeStore = nil, seen(s)
			for _, candidate := range answer.Trace {
				if len(candidate.Steps) != 1 || candidate.Steps[0].Verdict != exchangecert.Failed {
					relevant.Certificates = append(relevant.Certificates, s.Certificates[candidate.Index])
				}
			}
			all = append(all, asking{relevant, exchangecert.Request{Purpose: answer.Purpose, Connector: c}})
		}
	}
	return all
}

// seen keeps an empty rest of a list from looking as if no list was seen.
func seen(s exchange.Server) schannel.Truth {
	if s.Seen() && s.WholeStore == schannel.Unknown {
		return schannel.Yes
	}
	return s.WholeStore
}

func winners(questions []asking, at time.Time) []Winner {
	var all []Winner
	for _, q := range questions {
		q.request.At = at
		answer := exchangecert.Select(q.server, q.request)
		w := Winner{answer.Connector, answer.Purpose, answer.Winner, answer.Certainty, answer.Offered, answer.Alternatives, nil}
		for _, f := range answer.Findings {
			w.Findings = append(w.Findings, f.Code)
		}
		all = append(all, w)
	}
	return all
}

// signatureOf tells answers apart.
func signatureOf(all []Winner) string {
	var b strings.Builder
	for _, w := range all {
		fmt.Fprintf(&b, "%v %v %v %v", w.Winner, w.Certainty, w.Offered, w.Findings)
		for _, a := range w.Alternatives {
			fmt.Fprintf(&b, " %v", a.Winner)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// soon is when HealthChecker begins to warn.
const soon = 60 * 24 * time.Hour

// dates yields the times between two at which something happens, in order,
// those of one time together.
func dates(questions []asking, auth exchange.AuthConfig, from, to time.Time) iter.Seq[[]date] {
	var all []date
	add := func(at time.Time, because schannel.Phrase) {
		if !at.IsZero() && at.After(from) && at.Before(to) {
			all = append(all, date{at.UTC(), because})
		}
	}
	done := map[schannel.Thumbprint]bool{}
	for _, q := range questions {
		for _, c := range q.server.Certificates {
			if done[c.Thumbprint] {
				continue
			}
			done[c.Thumbprint] = true
			certificate := schannel.Text("certificate", c.Thumbprint.String())
			add(c.NotBefore, becauseValid.With(certificate))
			if !c.NotAfter.IsZero() {
				add(c.NotAfter.Add(-soon), becauseSoon.With(certificate))
			}
			add(c.NotAfter, becauseExpired.With(certificate))
		}
	}
	if auth.Next != (schannel.Thumbprint{}) {
		add(auth.Effective, becauseAuth.With(schannel.Text("certificate", auth.Next.String())))
	}
	slices.SortStableFunc(all, func(a, b date) int { return a.at.Compare(b.at) })
	if len(all) > maxDates {
		all = append(all[:maxDates:maxDates], date{all[maxDates].at, becauseTooMany.With(schannel.Number("count", maxDates))})
	}
	return grouped(all)
}

func grouped(all []date) iter.Seq[[]date] {
	return func(yield func([]date) bool) {
		for len(all) > 0 {
			n := 1
			for n < len(all) && all[n].at.Equal(all[0].at) {
				n++
			}
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}
