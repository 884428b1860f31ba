// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package report

import (
	"slices"
	"strconv"

	"github.com/schanneltrust/schannel"
)

// events are those that are read as one: they differ in their number, or in the
// value of their only parameter.
type events struct {
	schannel.Event
	ids    []string
	values [][]schannel.Arg // of each parameter
}

// together puts the events of a finding together, which often are the same one
// with each of several alerts, for each of the two ends.
func together(all []schannel.Event) []events {
	var some []events
	for _, e := range all {
		one := events{Event: e, ids: []string{strconv.Itoa(e.ID)}}
		for _, p := range e.Params {
			one.values = append(one.values, []schannel.Arg{p})
		}
		same := func(o events) bool { return o.ID == e.ID && o.like(one) && len(e.Params) == 1 }
		if at := slices.IndexFunc(some, same); at >= 0 {
			some[at].values[0] = append(some[at].values[0], e.Params[0])
			continue
		}
		some = append(some, one)
	}
	var few []events
	for _, e := range some {
		same := func(o events) bool { return o.like(e) && slices.EqualFunc(o.values, e.values, slices.Equal) }
		if at := slices.IndexFunc(few, same); at >= 0 {
			few[at].ids = append(few[at].ids, e.ids...)
			continue
		}
		few = append(few, e)
	}
	return few
}

// like reports whether two events have all in common but numbers and values.
func (e events) like(other events) bool {
	return e.Log == other.Log && e.Provider == other.Provider && e.Level == other.Level &&
		slices.EqualFunc(e.Params, other.Params, func(a, b schannel.Arg) bool { return a.Name == b.Name }) &&
		slices.EqualFunc(e.Conditions, other.Conditions, func(a, b schannel.Phrase) bool { return a.Code == b.Code && a.Text == b.Text })
}
