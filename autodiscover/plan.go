// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"encoding/json"

	"github.com/schanneltrust/schannel"
)

// Planned is every attempt of a client, in the order of its steps.
type Planned struct {
	Plan     []Attempt          `json:"plan"`
	Ends     End                `json:"ends"` // what ends the look-up before any of them is made
	Findings []schannel.Finding `json:"findings"`
}

// Attempt is one request that a client makes if none before it succeeded, or
// one that it skips.
type Attempt struct {
	Step        Step             `json:"step"`
	Method      Method           `json:"method"`
	URL         string           `json:"url"`         // of a DNS query the name; empty where it is not known
	Protocol    Protocol         `json:"protocol"`    // of the answer
	Group       int              `json:"group"`       // from 1; attempts of one group go out at the same time
	Credentials bool             `json:"credentials"` // the client authenticates if it is asked to
	Skipped     *schannel.Phrase `json:"skipped"`     // what skips it; null: it is made

	Registry []schannel.RegistryValue `json:"registry"` // the values that decided it
}

// MarshalJSON writes every field, empty lists as lists.
func (p Planned) MarshalJSON() ([]byte, error) {
	type plain Planned
	q := plain(p)
	q.Plan, q.Findings = list(q.Plan), list(q.Findings)
	return json.Marshal(q)
}

// MarshalJSON writes every field, empty lists as lists.
func (a Attempt) MarshalJSON() ([]byte, error) {
	type plain Attempt
	p := plain(a)
	p.Registry = list(p.Registry)
	return json.Marshal(p)
}
