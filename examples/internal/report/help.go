// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
)

// Help is one remedy.
type Help struct {
	Number      int
	Title       Said
	For         []Reference // the findings that it helps with
	Scope       string      // where it works; empty: everywhere
	Conditions  []Said
	Rights      []Said
	Steps       []StepEntry
	SideEffects []Said
	Restarts    string
	Sources     []Citation
}

// StepEntry is one action. Command and registry value are none if empty.
type StepEntry struct {
	Text       Said
	Scope      string
	Conditions []Said
	Command    string
	Registry   *RegistryEntry
}

// RegistryEntry is a value to set.
type RegistryEntry struct{ Key, Name, Type, Data string }

// remedyFor is a remedy with the findings that it helps with, by their places.
type remedyFor struct {
	remedy   schannel.Remedy
	findings []int
}

// gather returns the remedies of all findings in order, each once for what it
// is about.
func gather(findings []schannel.Finding) []remedyFor {
	var all []remedyFor
	places := map[string]int{}
	for i, f := range findings {
		for _, r := range f.Remedies {
			key := identity(r)
			place, again := places[key]
			if !again {
				place = len(all)
				places[key] = place
				all = append(all, remedyFor{remedy: r})
			}
			if !slices.Contains(all[place].findings, i) {
				all[place].findings = append(all[place].findings, i)
			}
		}
	}
	return all
}

// identity tells two uses of a remedy apart: the same remedy for another host
// has other steps.
func identity(r schannel.Remedy) string {
	var key strings.Builder
	key.WriteString(string(r.Code))
	for _, s := range r.Steps {
		fmt.Fprintf(&key, "\n%d %s\n%s\n%v", s.Number, s.Text, s.Command, s.Registry)
	}
	return key.String()
}

func (l Language) help(number int, from remedyFor, findings []Entry) Help {
	r := from.remedy
	h := Help{
		Number: number, Title: l.Headline(r.Code, r.Title),
		Scope: l.scope(r.Scope), Conditions: l.Phrases(r.Scope.Conditions),
		Rights: l.Phrases(r.Rights), SideEffects: l.Phrases(r.SideEffects),
		Sources: l.citations(r.Sources),
	}
	for _, i := range from.findings[:min(len(from.findings), maxItems)] {
		if i < len(findings) {
			h.For = append(h.For, Reference{findings[i].Number, findings[i].Title})
		}
	}
	var restarts []string
	for _, name := range r.Restarts {
		restarts = append(restarts, l.Name("restart", name))
	}
	h.Restarts = l.join(restarts)
	for _, s := range r.Steps {
		h.Steps = append(h.Steps, l.step(r.Code, s))
	}
	return h
}

func (l Language) step(remedy schannel.Code, s schannel.Step) StepEntry {
	e := StepEntry{
		Text: l.Action(remedy, s), Scope: l.scope(s.Scope), Conditions: l.Phrases(s.Scope.Conditions),
		Command: l.Safe(s.Command),
	}
	if v := s.Registry; !v.IsZero() {
		e.Registry = &RegistryEntry{Key: l.Safe(v.Key), Name: l.Safe(v.Name), Type: v.Type.String(), Data: l.Safe(data(v))}
		if v.Name == "" {
			e.Registry.Name = l.Label("registry_default")
		}
	}
	return e
}

func data(v schannel.RegistryValue) string {
	switch {
	case len(v.Strings) > 0:
		return strings.Join(v.Strings, ", ")
	case len(v.Bytes) > 0:
		return fmt.Sprintf("%x", v.Bytes)
	}
	return fmt.Sprint(v.Number)
}

// scope says where a remedy or a step works; empty means everywhere. Conditions
// are not part of it.
func (l Language) scope(s schannel.Scope) string {
	var parts []string
	for _, r := range s.Releases {
		parts = append(parts, l.Name("product", r.Product()))
	}
	for _, p := range s.Products {
		parts = append(parts, l.Name("product", p))
	}
	for _, v := range s.Versions {
		parts = append(parts, l.Name("version", v))
	}
	for _, r := range s.Roles {
		parts = append(parts, l.Name("role", r))
	}
	return l.join(parts)
}
