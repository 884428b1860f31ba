// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"encoding/json"

	"github.com/schanneltrust/schannel"
)

// Ordering is the list of URLs that a client makes of service connection
// points.
type Ordering struct {
	Policy   Policy             `json:"policy"`
	Order    []Place            `json:"order"`
	Ends     End                `json:"ends"`     // what ends the look-up before anything is tried; Order is what was sorted before it
	Searches int                `json:"searches"` // of directories
	Findings []schannel.Finding `json:"findings"`
}

// Place is one URL in its place, and why it is there.
type Place struct {
	URL    string          `json:"url"`    // as it is written in the directory
	Tier   int             `json:"tier"`   // 1: the client's site; 2 and 3: see the reason; 0: the policy has no tiers
	Reason schannel.Phrase `json:"reason"` // why it stands here

	Directory string `json:"directory"` // the host of the directory; empty for the client's own
	Index     int    `json:"index"`     // of the entry in that directory
	Server    string `json:"server"`
}

// MarshalJSON writes every field, empty lists as lists.
func (o Ordering) MarshalJSON() ([]byte, error) {
	type plain Ordering
	p := plain(o)
	p.Order, p.Findings = list(p.Order), list(p.Findings)
	return json.Marshal(p)
}
