// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/symptom"
)

// Incident is what is known of a failure on one server. What is not known stays
// zero.
type Incident struct {
	Symptoms   []symptom.Row         `json:"symptoms"`
	Sessions   []exchange.LogSession `json:"sessions"` // of the SMTP protocol log
	Server     exchange.Server       `json:"server"`
	Connectors []exchange.Connector  `json:"connectors"`

	At time.Time `json:"at"` // when it failed; zero: when the symptoms say, as far as they do

	// Of direct trust: whether the server can find its own names, and whether
	// it is a node of a cluster or of Network Load Balancing.
	NamesFound   schannel.Truth `json:"names_found"`
	LoadBalanced schannel.Truth `json:"load_balanced"`
}

// MarshalJSON writes every field, empty lists as lists.
func (i Incident) MarshalJSON() ([]byte, error) {
	type plain Incident
	p := plain(i)
	p.Symptoms, p.Sessions, p.Connectors = jsonlist.Of(p.Symptoms), jsonlist.Of(p.Sessions), jsonlist.Of(p.Connectors)
	return json.Marshal(p)
}

// Diagnosis is what an incident says.
type Diagnosis struct {
	Causes []schannel.Finding `json:"causes"` // what may be behind it, best supported first, with what to do
	Facts  []schannel.Finding `json:"facts"`  // what was seen, and what the server shows
	Taken  symptom.Taken      `json:"taken"`  // which of the symptoms are known here
}

// MarshalJSON writes every field, empty lists as lists.
func (d Diagnosis) MarshalJSON() ([]byte, error) {
	type plain Diagnosis
	p := plain(d)
	p.Causes, p.Facts = jsonlist.Of(p.Causes), jsonlist.Of(p.Facts)
	return json.Marshal(p)
}

// CodeSymptomUnknown is the rule of the finding about symptoms that are not
// known here, the last of the facts. A caller that asks several packages leaves
// it out and makes one for the symptoms that none took, see [symptom.Untaken].
const CodeSymptomUnknown schannel.Code = "exchangecert.symptom.unknown"

// Diagnose says what may be behind the symptoms of an incident. A cause that
// the server or the log confirms is likely; one that neither confirms nor rules
// out has insufficient data.
func Diagnose(i Incident) Diagnosis {
	v := newView(i)
	v.look()
	v.compareLog()
	for g := range v.groups {
		v.explain(&v.groups[g])
	}
	slices.SortStableFunc(v.causes, func(a, b schannel.Finding) int {
		return cmp.Or(cmp.Compare(a.Certainty, b.Certainty), cmp.Compare(b.Severity, a.Severity))
	})
	return Diagnosis{Causes: v.causes, Facts: slices.Concat(v.facts, v.unknown()), Taken: v.taken}
}

// CompareLog compares the certificates of a protocol log with those that
// documents predict for the connectors, each at the time of its session.
func CompareLog(s exchange.Server, connectors []exchange.Connector, sessions []exchange.LogSession) []schannel.Finding {
	v := newView(Incident{Server: s, Connectors: connectors, Sessions: sessions})
	v.compareLog()
	return v.facts
}

// CheckDirectTrust looks at the certificate by which the other servers of the
// organization know this one, at the names of the computer, and at what does
// not go together with direct trust. It needs no symptom.
func CheckDirectTrust(i Incident) []schannel.Finding {
	v := newView(i)
	v.askTrust()
	return v.facts
}
