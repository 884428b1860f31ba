// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package change

import (
	"slices"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// Difference is a connector that gets another certificate.
type Difference struct {
	Connector string               `json:"connector"`
	Purpose   exchangecert.Purpose `json:"purpose"`
	Before    *schannel.Thumbprint `json:"before"` // nil: none
	After     *schannel.Thumbprint `json:"after"`  // nil: none
	Certainty schannel.Certainty   `json:"certainty"`
}

// Compare returns the connectors whose answer differs between two states of a
// server. A connector that does not belong to both is left out.
func Compare(before, after exchange.Server, connectors []exchange.Connector, at time.Time) []Difference {
	connectors = slices.DeleteFunc(slices.Clone(connectors), func(c exchange.Connector) bool { return !c.Of(before) || !c.Of(after) })
	var differences []Difference
	next := answers(after, connectors, at)
	for i, old := range answers(before, connectors, at) {
		now := next[i]
		if same(old.Winner, now.Winner) {
			continue
		}
		differences = append(differences, Difference{
			Connector: old.Connector, Purpose: old.Purpose, Before: old.Winner, After: now.Winner,
			Certainty: max(old.Certainty, now.Certainty),
		})
	}
	return differences
}

func answers(s exchange.Server, connectors []exchange.Connector, at time.Time) []exchangecert.Selection {
	var all []exchangecert.Selection
	for answer := range exchangecert.SelectAll(s, connectors, at) {
		all = append(all, answer)
	}
	return all
}

func same(a, b *schannel.Thumbprint) bool { return a == b || a != nil && b != nil && *a == *b }
