// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
)

// Source is a place in a document.
type Source struct {
	Document string // the ID of a Document, such as "RFC 5246"; of a rule of your own, any name or address
	Section  string // clause, heading or path inside it; empty: the document as a whole
}

// Document is a public text that rules are based on.
type Document struct {
	ID    string `json:"id"`    // short name by which a Source cites it, such as "KB2464556"
	Title string `json:"title"` // its title, or what it is
	URL   string `json:"url"`   // where it is, or was, published
}

// Documents yields every document that this module cites, ordered by ID.
func Documents() iter.Seq[Document] { return slices.Values(documents[:]) }

// Cited returns the document that s cites. It reports false for one that this
// module does not know, such as one of a rule that somebody else declares.
func (s Source) Cited() (Document, bool) {
	i, found := slices.BinarySearchFunc(documents[:], s.Document, func(d Document, id string) int {
		return cmp.Compare(d.ID, id)
	})
	if !found {
		return Document{}, false
	}
	return documents[i], true
}

// String returns the citation as it is printed: "RFC 5246, Section 7.4.4".
func (s Source) String() string {
	if s.Section == "" {
		return s.Document
	}
	return s.Document + ", " + s.Section
}

// MarshalJSON writes the document's ID, the section, and the document's title
// and address, so that a reader of the JSON needs no table.
func (s Source) MarshalJSON() ([]byte, error) {
	d, _ := s.Cited()
	return json.Marshal(struct {
		Document string `json:"document"`
		Section  string `json:"section"`
		Title    string `json:"title"`
		URL      string `json:"url"`
	}{s.Document, s.Section, d.Title, d.URL})
}
