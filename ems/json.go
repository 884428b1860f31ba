// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package ems

import (
	"encoding/json"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"

	"github.com/schanneltrust/schannel"
)

// sentAlert is the JSON form of an alert that a value of this package says is
// sent: its text, or null where none is.
func sentAlert(a Alert) *Alert {
	if a == NoAlert {
		return nil
	}
	return &a
}

// MarshalJSON writes every field; an alert that is not sent is null.
func (d Decision) MarshalJSON() ([]byte, error) {
	type plain Decision
	p := struct {
		plain
		Allowed []Action `json:"allowed"`
		Alert   *Alert   `json:"alert"`
		Alerts  []Alert  `json:"alerts"`
	}{plain(d), jsonlist.Of(d.Allowed), sentAlert(d.Alert), jsonlist.Of(d.Alerts)}
	return json.Marshal(p)
}

// policyJSON is the JSON form of a Policy, support in the positive.
type policyJSON struct {
	Support        bool `json:"support"`
	Require        bool `json:"require"`
	OfferLegacy    bool `json:"offer_legacy"`
	ResumeLegacy   bool `json:"resume_legacy"`
	DeclineLegacy  bool `json:"decline_legacy"`
	CheckFirst     bool `json:"check_first"`
	AllowDowngrade bool `json:"allow_downgrade"`
	RefuseUpgrade  bool `json:"refuse_upgrade"`
	AllowSSL30     bool `json:"allow_ssl30"`
}

// MarshalJSON writes what the policy allows, support in the positive.
func (p Policy) MarshalJSON() ([]byte, error) {
	return json.Marshal(policyJSON{
		!p.Disabled, p.Require, p.OfferLegacy, p.ResumeLegacy, p.DeclineLegacy, p.CheckFirst, p.AllowDowngrade, p.RefuseUpgrade, p.AllowSSL30,
	})
}

// UnmarshalJSON reads what MarshalJSON writes. A setting that is left out has
// its zero value: the extension is supported.
func (p *Policy) UnmarshalJSON(text []byte) error {
	v := policyJSON{Support: true}
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*p = Policy{
		!v.Support, v.Require, v.OfferLegacy, v.ResumeLegacy, v.DeclineLegacy, v.CheckFirst, v.AllowDowngrade, v.RefuseUpgrade, v.AllowSSL30,
	}
	return nil
}

// caseJSON is the JSON form of a Case.
type caseJSON struct {
	Name          string              `json:"name"`
	Side          Side                `json:"side"`
	Version       schannel.TLSVersion `json:"version"`
	Attempt       Action              `json:"attempt"`
	Session       Session             `json:"session"`
	Resumable     bool                `json:"resumable"`
	ClientHello   *bool               `json:"client_hello_ems"`
	ServerHello   *bool               `json:"server_hello_ems"`
	Event         string              `json:"event"`
	NonEmpty      bool                `json:"non_empty"`
	Renegotiation bool                `json:"renegotiation"`
	InPlace       Session             `json:"in_place"`
	Resumed       bool                `json:"connection_resumed"`
	Policy        Policy              `json:"policy"`
	Action        Action              `json:"action"`
	Allowed       []Action            `json:"allowed"`
	Alert         *Alert              `json:"alert"`
	Alerts        []Alert             `json:"alerts"`
	Extension     bool                `json:"extension"`
	Extended      bool                `json:"extended"`
	Rule          schannel.Code       `json:"rule"`
	Clause        string              `json:"clause"`
	Level         Level               `json:"level"`
	Off           Restrictions        `json:"off"`
}

// MarshalJSON writes the case flat: what was received, the policy, the
// decision. What has not been sent yet is null, as is an alert that is not
// sent.
func (c Case) MarshalJSON() ([]byte, error) {
	h, d := c.Handshake, c.Decision
	sent := c.Side == Server || h.helloSent()
	return json.Marshal(caseJSON{
		c.Name, c.Side, h.Version, h.Attempt, h.Session, h.Resumable,
		optional(sent || h.ClientHello, h.ClientHello), optional(sent && c.Side == Client || h.ServerHello, h.ServerHello),
		h.event(), h.NonEmpty, h.Renegotiation, h.InPlace, h.Resumed,
		c.Policy, d.Action, jsonlist.Of(d.Allowed), sentAlert(d.Alert), jsonlist.Of(d.Alerts), d.Extension, d.Extended,
		d.Rule, d.Clause.String(), d.Level, d.Off,
	})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Case) UnmarshalJSON(text []byte) error {
	var v caseJSON
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	document, section, _ := strings.Cut(v.Clause, ", ") // no RFC has a comma in its name
	*c = Case{
		Name: v.Name, Side: v.Side, Policy: v.Policy,
		Handshake: Handshake{
			Version: v.Version, Attempt: v.Attempt, Session: v.Session, Resumable: v.Resumable,
			ClientHello: value(v.ClientHello), ServerHello: value(v.ServerHello), NonEmpty: v.NonEmpty,
			Renegotiation: v.Renegotiation, InPlace: v.InPlace, Resumed: v.Resumed,
		},
		Decision: Decision{
			Action: v.Action, Allowed: v.Allowed, Alert: value(v.Alert), Alerts: v.Alerts, Extension: v.Extension, Extended: v.Extended,
			Rule: v.Rule, Clause: schannel.Source{Document: document, Section: section}, Level: v.Level, Off: v.Off,
		},
	}
	return nil
}

// optional returns v, or nil for null.
func optional[T any](present bool, v T) *T {
	if !present {
		return nil
	}
	return &v
}

// value returns what p points to, or the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
