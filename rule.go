// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"slices"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Rule is the fixed part of a finding. It is declared once, stands in the
// catalogue of its package, and is never changed by a case.
type Rule struct {
	Code     Code     `json:"code"`
	Title    string   `json:"title"` // a short headline, without arguments
	Severity Severity `json:"severity"`
	Evidence Evidence `json:"evidence"` // of the rule itself; that of a finding may be weaker
	Sources  []Source `json:"sources"`

	// Message is the English text with {name} where an argument goes. A
	// translation replaces it by its own text with the same names.
	Message string `json:"message"`

	// Excludes are the rules that contradict this one: no answer holds a
	// finding of both about the same subject.
	Excludes []Code `json:"excludes"`

	// CausedBy are rules, also of other families, whose findings may be the
	// cause of this one. A report in which both stand links them.
	CausedBy []Code `json:"caused_by"`
}

// Entry returns the rule as it stands in a catalogue.
func (r Rule) Entry() CatalogEntry {
	return CatalogEntry{
		Kind: "rule", Code: r.Code, Title: r.Title, Texts: []string{r.Message},
		Severity: r.Severity, Evidence: r.Evidence, Sources: slices.Clone(r.Sources),
		Excludes: slices.Clone(r.Excludes), CausedBy: slices.Clone(r.CausedBy),
	}
}

// MarshalJSON writes every field, empty lists as lists.
func (r Rule) MarshalJSON() ([]byte, error) {
	type plain Rule
	p := plain(r)
	p.Sources, p.Excludes, p.CausedBy = jsonlist.Of(p.Sources), jsonlist.Of(p.Excludes), jsonlist.Of(p.CausedBy)
	return json.Marshal(p)
}
