// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Event is an entry of a Windows event log that a finding predicts, or that
// a package explains.
type Event struct {
	Log      string `json:"log"`      // "System", "Application", …
	Provider string `json:"provider"` // the event source, such as "Schannel"
	ID       int    `json:"id"`
	Level    Level  `json:"level"`
	Params   []Arg  `json:"params"` // the values in its text, where they are known

	// Conditions say when the event is written at all; empty where nothing
	// but the fault itself is needed.
	Conditions []Phrase `json:"conditions"`
}

// MarshalJSON writes every field, empty lists as lists.
func (e Event) MarshalJSON() ([]byte, error) {
	type plain Event
	p := plain(e)
	p.Params, p.Conditions = jsonlist.Of(p.Params), jsonlist.Of(p.Conditions)
	return json.Marshal(p)
}
