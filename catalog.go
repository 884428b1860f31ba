// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// CatalogEntry is a code with everything that is fixed about it. Every package
// that has codes yields all of them, ordered by code, from a function Catalog:
// a translation that has a text for each entry is complete.
type CatalogEntry struct {
	Kind  string `json:"kind"` // "rule", "phrase", "remedy" or "error"
	Code  Code   `json:"code"`
	Title string `json:"title"` // of a rule or a remedy

	// Texts are the English templates: the message of a rule, a phrase, what a
	// kind of error means, or the steps of a remedy in order.
	Texts []string `json:"texts"`

	Severity Severity `json:"severity"`  // of a rule
	Evidence Evidence `json:"evidence"`  // of a rule
	Sources  []Source `json:"sources"`   // of a rule or a remedy
	Excludes []Code   `json:"excludes"`  // of a rule
	CausedBy []Code   `json:"caused_by"` // of a rule
}

// MarshalJSON writes every field, empty lists as lists.
func (e CatalogEntry) MarshalJSON() ([]byte, error) {
	type plain CatalogEntry
	p := plain(e)
	p.Texts, p.Sources, p.Excludes, p.CausedBy = jsonlist.Of(p.Texts), jsonlist.Of(p.Sources), jsonlist.Of(p.Excludes), jsonlist.Of(p.CausedBy)
	return json.Marshal(p)
}

const codeThumbprint Code = "schannel.thumbprint.malformed"

// Catalog yields the codes of this package, ordered by code: kinds of malformed
// input.
func Catalog() iter.Seq[CatalogEntry] {
	return slices.Values([]CatalogEntry{
		{Kind: "error", Code: codeThumbprint, Texts: []string{"A text is not a thumbprint: 40 hexadecimal digits."}},
	})
}
