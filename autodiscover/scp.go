// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"encoding/json"
	"time"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// SCP is a service connection point of Autodiscover, as it is in the directory;
// package scpfile makes it. Clients go by the keywords, which Kind sums up (see
// [KindOf]).
type SCP struct {
	Kind     Kind      `json:"kind"`
	DN       string    `json:"dn"`       // empty: unknown
	Server   string    `json:"server"`   // the name of the server, or of the entry
	Keywords []string  `json:"keywords"` // all values: the GUID, Site=…, Domain=…
	Bindings []string  `json:"bindings"` // serviceBindingInformation; clients use the first
	Created  time.Time `json:"created"`  // zero: unknown
}

// Directory is the service connection points that one directory returns.
type Directory struct {
	Host string `json:"host"` // as a pointer names it; of the client's own it may be empty
	SCPs []SCP  `json:"scps"`

	// InOrder says whether SCPs are in the order in which the directory returns
	// them to a client. The output of a cmdlet is not.
	InOrder schannel.Truth `json:"in_order"`

	// Incomplete says that the directory has further entries, which could not be
	// read; where they belong in the order is not known.
	Incomplete bool `json:"incomplete"`
}

// Forest is every directory that is known: the client's own, which is that of
// its computer, and those to which pointers lead.
type Forest struct {
	Own    Directory   `json:"own"`
	Others []Directory `json:"others"`
}

// MarshalJSON writes every field, empty lists as lists.
func (s SCP) MarshalJSON() ([]byte, error) {
	type plain SCP
	p := plain(s)
	p.Keywords, p.Bindings = jsonlist.Of(p.Keywords), jsonlist.Of(p.Bindings)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (d Directory) MarshalJSON() ([]byte, error) {
	type plain Directory
	p := plain(d)
	p.SCPs = jsonlist.Of(p.SCPs)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (f Forest) MarshalJSON() ([]byte, error) {
	type plain Forest
	p := plain(f)
	p.Others = jsonlist.Of(p.Others)
	return json.Marshal(p)
}
