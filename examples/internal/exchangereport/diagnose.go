// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/exchangecert/exchangediag"
	"github.com/schanneltrust/schannel/symptom"
)

// diagnose asks every server about the symptoms. Those that none knows make one
// finding.
func (r *result) diagnose(o *Options, connectors []exchange.Connector) {
	var causes, facts []schannel.Finding
	var taken []symptom.Taken
	for _, h := range r.hosts {
		if len(o.Symptoms) == 0 && len(h.Sessions) == 0 {
			continue
		}
		d := exchangediag.Diagnose(exchangediag.Incident{Symptoms: r.concerning(o.Symptoms, h, connectors), Sessions: h.Sessions, Server: h.Server, Connectors: connectors, At: r.at})
		causes, facts, taken = append(causes, d.Causes...), append(facts, d.Facts...), append(taken, d.Taken)
	}
	// What one server shows, another need not be asked about.
	causes = slices.DeleteFunc(slices.Clone(causes), func(f schannel.Finding) bool {
		return len(r.hosts) > 1 && f.Certainty == schannel.InsufficientData && slices.ContainsFunc(causes, func(other schannel.Finding) bool {
			return other.Code == f.Code && other.Certainty < f.Certainty
		})
	})
	if !anyUntaken(o.Symptoms, taken) {
		facts = slices.DeleteFunc(facts, func(f schannel.Finding) bool { return f.Code == exchangediag.CodeSymptomUnknown })
	}
	slices.SortStableFunc(causes, func(a, b schannel.Finding) int {
		return cmp.Or(cmp.Compare(a.Certainty, b.Certainty), cmp.Compare(b.Severity, a.Severity))
	})
	r.diagnosis = append(r.diagnosis, slices.Concat(causes, facts)...)
}

// anyUntaken reports whether there is a symptom that no server knows.
func anyUntaken(rows []symptom.Row, taken []symptom.Taken) bool {
	for range symptom.Untaken(rows, taken...) {
		return true
	}
	return false
}

// concerning are the symptoms of a server: those that name one of its
// connectors, or no connector of any. The others become rows that mean nothing.
func (r *result) concerning(rows []symptom.Row, h Host, connectors []exchange.Connector) []symptom.Row {
	if len(r.hosts) == 1 {
		return rows
	}
	rows = slices.Clone(rows)
	for i, row := range rows {
		own := func(n int) bool { return connectors[n].Of(h.Server) }
		if named := ConnectorsIn(row, connectors); len(named) > 0 && !slices.ContainsFunc(named, own) {
			rows[i] = symptom.Row{}
		}
	}
	return rows
}

// check adds what is wrong before anything fails. What the answers have already
// is not said again.
func (r *result) check(connectors []exchange.Connector) {
	servers := make([]exchange.Server, 0, len(r.hosts))
	for _, h := range r.hosts {
		servers = append(servers, h.Server)
		r.diagnosis = append(r.diagnosis, change.CheckConnectors(h.Server, connectors, r.at)...)
		r.diagnosis = append(r.diagnosis, change.CheckExpiry(h.Server, r.at)...)
		if h.Auth.Seen {
			r.diagnosis = append(r.diagnosis, change.CheckAuth(h.Server, r.at)...)
		}
	}
	r.diagnosis = append(r.diagnosis, change.CheckFleet(servers, connectors, r.at)...)
	r.dedupe()
}

// dedupe drops findings that stand twice, in the diagnosis or in an answer.
func (r *result) dedupe() {
	seen := map[string]bool{}
	for _, a := range r.answers {
		for _, f := range a.Findings {
			seen[key(f)] = true
		}
	}
	// Findings that others rest on stay beside them.
	var because []schannel.Code
	for _, f := range r.diagnosis {
		because = append(because, f.Because...)
	}
	mine := map[string]bool{}
	r.diagnosis = slices.DeleteFunc(r.diagnosis, func(f schannel.Finding) bool {
		k := key(f)
		twice := mine[k] || seen[k] && !slices.Contains(because, f.Code)
		mine[k] = true
		return twice
	})
}

func key(f schannel.Finding) string {
	text, err := json.Marshal(f)
	if err != nil {
		return f.Text
	}
	return string(text)
}
