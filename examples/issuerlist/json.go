// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"encoding/json"
	"io"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
)

// output is the object that -json prints.
type output struct {
	Release      schannel.Release   `json:"release"`
	Product      string             `json:"product"`
	Source       string             `json:"source"`
	Synthetic    bool               `json:"synthetic"`
	Sent         bool               `json:"sent"`
	Limit        int                `json:"limit"`
	LimitKnown   schannel.Evidence  `json:"limit_known"`
	LimitSources []schannel.Source  `json:"limit_sources"`
	Names        int                `json:"names"`
	Bytes        int                `json:"bytes"`
	Kept         int                `json:"kept"`
	KeptBytes    int                `json:"kept_bytes"`
	Dropped      int                `json:"dropped"`
	DroppedBytes int                `json:"dropped_bytes"`
	Truncated    bool               `json:"truncated"`
	FirstDropped *entry             `json:"first_dropped"`
	Problems     []problem          `json:"problems"`
	Capture      *capture           `json:"capture"`
	Sensitivity  *sensitivity       `json:"sensitivity"`
	Findings     []schannel.Finding `json:"findings"`
}

// entry is a name at its place in the list.
type entry struct {
	Index int            `json:"index"`
	Name  string         `json:"name"`  // RFC 4514
	Bytes int            `json:"bytes"` // in the list, with its 2-byte length
	DER   trustlist.Name `json:"der"`
}

// capture is what a capture tells beside the names.
type capture struct {
	Version schannel.Version `json:"version"`
	Records int              `json:"records"`
}

// sensitivity is what hangs on choices that nobody documents.
type sensitivity struct {
	Safe     int       `json:"safe"`
	AtRisk   int       `json:"at_risk"`
	Lost     int       `json:"lost"`
	Outcomes []outcome `json:"outcomes"`
}

type outcome struct {
	Policy    trustlist.Policy `json:"policy"`
	Bytes     int              `json:"bytes"`
	Kept      int              `json:"kept"`
	KeptBytes int              `json:"kept_bytes"`
	Dropped   int              `json:"dropped"`
	Truncated bool             `json:"truncated"`
}

func writeJSON(w io.Writer, o options, in input, r trustlist.Report) error {
	t := r.Truncation
	out := output{
		Release: o.profile.Release, Product: o.profile.Release.Product(), Source: in.source, Synthetic: in.synthetic,
		Sent: o.profile.Sent, Limit: t.Limit, LimitKnown: o.profile.Known, LimitSources: o.profile.Sources, Names: t.Names, Bytes: t.Bytes,
		Kept: t.Kept, KeptBytes: t.KeptBytes, Dropped: t.Dropped, DroppedBytes: t.DroppedBytes, Truncated: t.Truncated,
		Problems: append([]problem{}, in.problems...), Findings: append([]schannel.Finding{}, r.Findings...),
	}
	if i := t.FirstDropped; i >= 0 {
		out.FirstDropped = &entry{i, in.list[i].String(), 2 + len(in.list[i]), in.list[i]}
	}
	if o.capture {
		out.Capture = &capture{in.version, in.records}
	}
	if o.sensitivity {
		out.Sensitivity = newSensitivity(r.Sensitivity)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func newSensitivity(s trustlist.Sensitivity) *sensitivity {
	out := &sensitivity{Safe: s.Safe, AtRisk: s.AtRisk, Lost: s.Lost}
	for _, o := range s.Outcomes {
		t := o.Truncation
		out.Outcomes = append(out.Outcomes, outcome{o.Policy, t.Bytes, t.Kept, t.KeptBytes, t.Dropped, t.Truncated})
	}
	return out
}
