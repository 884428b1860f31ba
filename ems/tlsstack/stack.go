// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package tlsstack

import (
	"iter"
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems"
)

// Stack is an implementation of TLS, or a range of its versions, as far as
// the extension goes: a policy for each end, and the steps at which it departs
// from it. One without a name is not described. Which protocol versions it speaks, and whether its servers let a
// client renegotiate, is not part of it: see [Simulate].
type Stack struct {
	Name     string `json:"name"` // short and in lower case, such as "openssl-3"
	Product  string `json:"product"`
	Versions string `json:"versions"` // which versions, and how they are set up if not by default

	Client ems.Policy `json:"client"`
	Server ems.Policy `json:"server"`

	Unaware       bool        `json:"unaware"`        // it has no idea of the extension and takes every session for a legacy one
	Windows       bool        `json:"windows"`        // it is Schannel: it logs events and its errors are those of SSPI
	NoSessionIDs  bool        `json:"no_session_ids"` // it resumes by ticket only
	NoTickets     bool        `json:"no_tickets"`     // as a server it issues no tickets
	NoRenegotiate bool        `json:"no_renegotiate"` // it refuses to renegotiate
	Intolerant    bool        `json:"intolerant"`     // as a server it fails on a ClientHello that has the extension
	Deviations    []Deviation `json:"deviations"`

	Evidence schannel.Evidence `json:"evidence"`
	Sources  []schannel.Source `json:"sources"`
}

// Deviation is a step at which a stack does not do what its policy says.
type Deviation struct {
	Side ems.Side      `json:"side"`
	At   schannel.Code `json:"at"` // the Rule of the decision it departs from

	Action      ems.Action `json:"action"`       // what it does instead; ActionUnspecified: that is not known
	Alert       ems.Alert  `json:"alert"`        // with Abort; zero: none is sent, or none is known
	NoExtension bool       `json:"no_extension"` // its ClientHello lacks the extension
}

// Stacks yields the stacks that are known here, ordered by name.
func Stacks() iter.Seq[Stack] { return slices.Values(stacks[:]) }

// StackByName finds a stack by its name.
func StackByName(name string) (Stack, bool) {
	i := slices.IndexFunc(stacks[:], func(s Stack) bool { return s.Name == name })
	if i < 0 {
		return Stack{}, false
	}
	return stacks[i], true
}
