// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package catalog puts the tables of a package together to what its function
// Catalog yields, and finds rules in them.
package catalog

import (
	"cmp"
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
)

// Tables is everything of a package that has a code. Of an error the phrase
// says what it means.
type Tables struct {
	Rules    []schannel.Rule
	Phrases  []schannel.Phrase
	Remedies []schannel.Remedy
	Errors   []schannel.Phrase
}

// All yields the entries of every table, ordered by code.
func (t Tables) All() iter.Seq[schannel.CatalogEntry] {
	return func(yield func(schannel.CatalogEntry) bool) {
		for _, entry := range t.entries() {
			if !yield(entry) {
				return
			}
		}
	}
}

func (t Tables) entries() []schannel.CatalogEntry {
	var all []schannel.CatalogEntry
	for _, rule := range t.Rules {
		all = append(all, rule.Entry())
	}
	for _, phrase := range t.Phrases {
		all = append(all, phrase.Entry())
	}
	for _, remedy := range t.Remedies {
		all = append(all, remedy.Entry())
	}
	for _, fault := range t.Errors {
		entry := fault.Entry()
		entry.Kind = "error"
		all = append(all, entry)
	}
	slices.SortStableFunc(all, func(a, b schannel.CatalogEntry) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

// Rule finds a rule in a table that is ordered by code.
func Rule(rules []schannel.Rule, code schannel.Code) schannel.Rule {
	i, found := slices.BinarySearchFunc(rules, code, func(r schannel.Rule, code schannel.Code) int {
		return cmp.Compare(r.Code, code)
	})
	if !found {
		return schannel.Rule{}
	}
	return rules[i]
}
