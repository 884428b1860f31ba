// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Remedy is one way to mend what a finding reports, as data: a tool may show
// it, a person carries it out. A package declares it with {name} in the texts
// of its steps where an argument goes; [Remedy.With] applies it to a case.
type Remedy struct {
	Code        Code     `json:"code"`
	Title       string   `json:"title"`
	Scope       Scope    `json:"scope"`        // where it works
	Rights      []Phrase `json:"rights"`       // what the person needs
	Steps       []Step   `json:"steps"`        // in order
	SideEffects []Phrase `json:"side_effects"` // what else changes
	Restarts    []string `json:"restarts"`     // what restarts or must be restarted: names of services, or "computer"
	Sources     []Source `json:"sources"`
}

// Step is one action of a remedy. Its text is known by the code of the remedy
// and its number.
type Step struct {
	Number   int           `json:"number"` // from 1, as declared: steps that do not fit a case are left out
	Scope    Scope         `json:"scope"`  // where it works; steps for different versions may follow each other
	Text     string        `json:"text"`
	Args     []Arg         `json:"args"`              // of the text and the command
	Registry RegistryValue `json:"registry,omitzero"` // the value to set; none if zero
	Command  string        `json:"command"`           // the command line that does it; empty if there is none
}

// Scope says where a remedy or a step works. An empty list does not restrict.
// The same type, with at most one word in each list, describes a case.
type Scope struct {
	Releases   []Release `json:"releases"`   // of Windows Server
	Products   []string  `json:"products"`   // by the name that the package of the remedy uses, such as "outlook2010" or "vsftpd"
	Versions   []string  `json:"versions"`   // of the product, such as "2007-sp1"
	Roles      []string  `json:"roles"`      // "client", "server", "edge", …
	Conditions []Phrase  `json:"conditions"` // what else must hold and is for the person to see
}

// Fits reports whether nothing that is known of a case speaks against s.
// Conditions are not looked at.
func (s Scope) Fits(known Scope) bool {
	return overlap(s.Releases, known.Releases) && overlap(s.Products, known.Products) &&
		overlap(s.Versions, known.Versions) && overlap(s.Roles, known.Roles)
}

// overlap reports whether the lists share an element; an empty one has all.
func overlap[T comparable](a, b []T) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(v T) bool { return slices.Contains(b, v) })
}

// For returns the remedy for a case of which a scope and registry values are
// known: without the steps that do not fit. It reports false where the remedy
// does not fit, where none of its steps does, or where the registry holds
// already every value that its steps set, none of a type that is assumed. It
// shares no memory with r.
func (r Remedy) For(known Scope, registry []RegistryValue) (Remedy, bool) {
	if !r.Scope.Fits(known) {
		return Remedy{}, false
	}
	fitting := r.clone()
	declared := fitting.Steps
	fitting.Steps = nil
	sets, done := false, true
	for _, s := range declared {
		if !s.Scope.Fits(known) {
			continue
		}
		fitting.Steps = append(fitting.Steps, s)
		if !s.Registry.IsZero() {
			sets, done = true, done && slices.ContainsFunc(registry, s.Registry.sameSetting)
		}
	}
	if len(fitting.Steps) == 0 || sets && done {
		return Remedy{}, false
	}
	return fitting, true
}

// clone returns r with memory of its own: remedies are declared once, and an
// answer is the caller's.
func (r Remedy) clone() Remedy {
	r.Scope = r.Scope.clone()
	r.Rights, r.SideEffects = clonePhrases(r.Rights), clonePhrases(r.SideEffects)
	r.Restarts, r.Sources = slices.Clone(r.Restarts), slices.Clone(r.Sources)
	r.Steps = slices.Clone(r.Steps)
	for i := range r.Steps {
		s := &r.Steps[i]
		s.Scope, s.Args = s.Scope.clone(), slices.Clone(s.Args)
		s.Registry.Strings, s.Registry.Bytes = slices.Clone(s.Registry.Strings), slices.Clone(s.Registry.Bytes)
	}
	return r
}

func (s Scope) clone() Scope {
	return Scope{slices.Clone(s.Releases), slices.Clone(s.Products), slices.Clone(s.Versions), slices.Clone(s.Roles), clonePhrases(s.Conditions)}
}

func clonePhrases(phrases []Phrase) []Phrase {
	own := slices.Clone(phrases)
	for i := range own {
		own[i].Args = slices.Clone(own[i].Args)
	}
	return own
}

// sameSetting reports whether both set the same value to the same data. The
// registry knows no case in keys and names. A value whose type is assumed may be
// of another: nothing says that it is set.
func (v RegistryValue) sameSetting(other RegistryValue) bool {
	return !other.Assumed && strings.EqualFold(v.Key, other.Key) && strings.EqualFold(v.Name, other.Name) &&
		v.Type == other.Type && v.Number == other.Number &&
		slices.Equal(v.Strings, other.Strings) && slices.Equal(v.Bytes, other.Bytes)
}

// With returns r with the arguments in the texts and commands of its steps.
// Each step keeps the arguments that it has a place for. The result shares no
// memory with r.
func (r Remedy) With(args ...Arg) Remedy {
	r = r.clone()
	for i := range r.Steps {
		s := &r.Steps[i]
		s.Args = nil
		for _, arg := range args {
			if place := "{" + arg.Name + "}"; strings.Contains(s.Text, place) || strings.Contains(s.Command, place) {
				s.Args = append(s.Args, arg)
			}
		}
		s.Text, s.Command = expand(s.Text, s.Args), expand(s.Command, s.Args)
	}
	return r
}

// Entry returns the remedy as it stands in a catalogue: its texts are those of
// its steps, in order.
func (r Remedy) Entry() CatalogEntry {
	e := CatalogEntry{Kind: "remedy", Code: r.Code, Title: r.Title, Sources: slices.Clone(r.Sources)}
	for _, s := range r.Steps {
		e.Texts = append(e.Texts, s.Text)
	}
	return e
}

// MarshalJSON writes every field, empty lists as lists.
func (r Remedy) MarshalJSON() ([]byte, error) {
	type plain Remedy
	p := plain(r)
	p.Rights, p.Steps, p.SideEffects = jsonlist.Of(p.Rights), jsonlist.Of(p.Steps), jsonlist.Of(p.SideEffects)
	p.Restarts, p.Sources = jsonlist.Of(p.Restarts), jsonlist.Of(p.Sources)
	return json.Marshal(p)
}

// MarshalJSON writes every field but a registry value that is none.
func (s Step) MarshalJSON() ([]byte, error) {
	type plain Step
	p := plain(s)
	p.Args = jsonlist.Of(p.Args)
	return json.Marshal(p)
}

// MarshalJSON writes every field, empty lists as lists.
func (s Scope) MarshalJSON() ([]byte, error) {
	type plain Scope
	p := plain(s)
	p.Releases, p.Products, p.Versions = jsonlist.Of(p.Releases), jsonlist.Of(p.Products), jsonlist.Of(p.Versions)
	p.Roles, p.Conditions = jsonlist.Of(p.Roles), jsonlist.Of(p.Conditions)
	return json.Marshal(p)
}
