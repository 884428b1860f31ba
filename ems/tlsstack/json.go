// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"encoding/json"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/ems/winhost"
)

// MarshalJSON writes every field, empty lists as lists.
func (s Stack) MarshalJSON() ([]byte, error) {
	type plain Stack
	p := plain(s)
	p.Aliases, p.Deviations, p.Sources = jsonlist.Of(p.Aliases), jsonlist.Of(p.Deviations), jsonlist.Of(p.Sources)
	return json.Marshal(struct {
		plain
		GivesUp *ems.Alert `json:"gives_up"`
	}{p, optional(p.GivesUp)})
}

// MarshalJSON writes what there is none of as null.
func (p Protocols) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		MinTLS  *schannel.TLSVersion `json:"min_tls"`
		MaxTLS  *schannel.TLSVersion `json:"max_tls"`
		MinDTLS *schannel.TLSVersion `json:"min_dtls"`
		MaxDTLS *schannel.TLSVersion `json:"max_dtls"`
	}{optional(p.MinTLS), optional(p.MaxTLS), optional(p.MinDTLS), optional(p.MaxDTLS)})
}

// MarshalJSON writes no alert as null.
func (a Asked) MarshalJSON() ([]byte, error) {
	type plain Asked
	return json.Marshal(struct {
		plain
		Alert *ems.Alert `json:"alert"`
	}{plain(a), optional(a.Alert)})
}

// MarshalJSON writes no alert as null.
func (d Deviation) MarshalJSON() ([]byte, error) {
	type plain Deviation
	return json.Marshal(struct {
		plain
		Alert *ems.Alert `json:"alert"`
	}{plain(d), optional(d.Alert)})
}

// MarshalJSON writes every field, empty lists as lists.
func (o Outcome) MarshalJSON() ([]byte, error) {
	type plain Outcome
	p := plain(o)
	p.Connections, p.Findings = jsonlist.Of(p.Connections), jsonlist.Of(p.Findings)
	return json.Marshal(p)
}

// MarshalJSON writes what there is none of as null.
func (c Connection) MarshalJSON() ([]byte, error) {
	type plain Connection
	return json.Marshal(struct {
		plain
		By     *ems.Side       `json:"by"`
		Alert  *ems.Alert      `json:"alert"`
		Status *winhost.Status `json:"status"`
	}{plain(c), optional(c.By), optional(c.Alert), optional(c.Status)})
}

// optional returns v, or nil for null where it is zero.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
