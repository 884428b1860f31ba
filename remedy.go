// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import "encoding/json"

// Remedy is one way to mend what a finding reports, as data: a tool may show
// it, a person carries it out.
type Remedy struct {
	Code        Code     `json:"code"`
	Title       string   `json:"title"`
	Applies     string   `json:"applies"` // where it works; empty: wherever the finding does
	Rights      string   `json:"rights"`  // what the person needs, such as "local administrator"
	Steps       []Step   `json:"steps"`   // in order
	SideEffects []string `json:"side_effects"`
	Sources     []Source `json:"sources"`
}

// Step is one action of a remedy.
type Step struct {
	Text     string        `json:"text"`
	Registry RegistryValue `json:"registry,omitzero"` // the value to set; none if zero
	Commands []Command     `json:"commands"`          // ways to do it, one per version where they differ
}

// Command is a command line for a step.
type Command struct {
	Applies string `json:"applies"` // the versions it works on; empty: all that the remedy applies to
	Line    string `json:"line"`
}

// MarshalJSON writes every field, empty lists as lists.
func (r Remedy) MarshalJSON() ([]byte, error) {
	type plain Remedy
	p := plain(r)
	p.Steps = list(p.Steps)
	p.SideEffects = list(p.SideEffects)
	p.Sources = list(p.Sources)
	return json.Marshal(p)
}

// MarshalJSON writes every field, no commands as an empty list.
func (s Step) MarshalJSON() ([]byte, error) {
	type plain Step
	p := plain(s)
	p.Commands = list(p.Commands)
	return json.Marshal(p)
}
