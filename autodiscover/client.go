// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package autodiscover

import (
	"encoding/json"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// Client is who looks for Autodiscover, and from where.
type Client struct {
	Product  Product        `json:"product"`
	Build    string         `json:"build"`    // such as "14.0.7140.5001"; empty: unknown
	Protocol Protocol       `json:"protocol"` // of a program; Outlook speaks POX
	Mail     string         `json:"mail"`     // the address that is asked for
	Site     string         `json:"site"`     // the Active Directory site of the computer; empty: unknown
	Joined   schannel.Truth `json:"joined"`   // the computer is joined to a domain, so that SCPs are read at all

	LastKnownGood string                   `json:"last_known_good"` // the URL that answered last time; empty: unknown
	Registry      []schannel.RegistryValue `json:"registry"`        // values of the user, and of policies
}

// MarshalJSON writes every field, empty lists as lists.
func (c Client) MarshalJSON() ([]byte, error) {
	type plain Client
	p := plain(c)
	p.Registry = jsonlist.Of(p.Registry)
	return json.Marshal(p)
}
