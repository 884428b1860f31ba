// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package winreg

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/regtext"
)

// reader carries out a text entry by entry.
type reader struct {
	registry bool // a header, a key or a value was seen
	ansi     bool // the header says REGEDIT4

	step     int // counts keys and values, to tell which came later
	section  int // the present one, in all
	all      []section
	sections map[string]int // numbers them by path in lower case
	entries  []entry
	places   map[place]int // of the values in entries
	full     bool          // more keys or values than are read, told
	faults   []*schannel.Error
}

// section is a key that stands in the text.
type section struct {
	folded  string // the path in lower case
	path    string // as it is written last
	deleted int    // the step at which it was deleted last, with what is below
}

// place is where a value stands; names in lower case.
type place struct {
	section int
	name    string
}

type entry struct {
	value   schannel.RegistryValue
	section int
	step    int  // when it was set or deleted
	set     bool // false: deleted
}

func (r *reader) fail(code schannel.Code, offset int, detail string) {
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, fault(code, offset, detail))
	}
}

func (r *reader) take(e regtext.Entry) {
	r.step++
	if e.Kind != regtext.Defect {
		r.registry = true
	}
	switch e.Kind {
	case regtext.Header:
		r.ansi = r.ansi || e.Version4
	case regtext.Key:
		r.section = r.open(e.Name, e.Offset)
	case regtext.DeletedKey:
		if i := r.open(e.Name, e.Offset); i != noSection {
			r.all[i].deleted = r.step
		}
	case regtext.Value, regtext.DeletedValue:
		r.put(e)
	case regtext.Defect:
		r.fail(codeOf(e.Fault), e.Offset, e.Detail)
	}
}

// noSection is the section of a key that is one too many.
const noSection = -1

// open returns the number of the section of a path.
func (r *reader) open(path string, offset int) int {
	folded := strings.ToLower(path)
	i, known := r.sections[folded]
	if !known {
		if len(r.all) == maxKeys {
			r.tellFull(offset, "keys", maxKeys)
			return noSection
		}
		i = len(r.all)
		r.sections[folded] = i
		r.all = append(r.all, section{folded: folded})
	}
	r.all[i].path = path
	return i
}

func (r *reader) tellFull(offset int, what string, most int) {
	if !r.full {
		r.full = true
		r.fail(codeLong, offset, fmt.Sprintf("more than %d %s", most, what))
	}
}

func (r *reader) put(e regtext.Entry) {
	if len(r.all) == 0 { // a fragment that begins with values
		r.open("", e.Offset)
	}
	if r.section == noSection {
		return
	}
	d := e.Data
	value := schannel.RegistryValue{
		Key: r.all[r.section].path, Name: e.Name, Type: schannel.RegistryType(d.Type),
		Number: d.Number, Strings: d.Strings, Bytes: d.Bytes, Assumed: d.Assumed,
	}
	now := entry{value, r.section, r.step, e.Kind == regtext.Value}
	at := place{r.section, strings.ToLower(e.Name)}
	if i, again := r.places[at]; again {
		r.entries[i] = now
		return
	}
	if len(r.entries) == maxValues {
		r.tellFull(e.Offset, "values", maxValues)
		return
	}
	r.places[at] = len(r.entries)
	r.entries = append(r.entries, now)
}

// values returns what is left after all deletions.
func (r *reader) values() []schannel.RegistryValue {
	r.deleteBelow()
	values := make([]schannel.RegistryValue, 0, len(r.entries))
	for _, e := range r.entries {
		if e.set && r.all[e.section].deleted <= e.step {
			values = append(values, e.value)
		}
	}
	return values
}

// deleteBelow carries the deletion of a key to all keys below it. In an order
// in which the separator comes before every other character, what is below a
// key follows it at once, so each key is looked at once.
func (r *reader) deleteBelow() {
	if !slices.ContainsFunc(r.all, func(s section) bool { return s.deleted > 0 }) {
		return
	}
	order := make([]int, len(r.all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return comparePaths(r.all[a].folded, r.all[b].folded) })
	var above []int // the keys above the present one, from the top
	for _, i := range order {
		s := &r.all[i]
		for len(above) > 0 && !isBelow(s.folded, r.all[above[len(above)-1]].folded) {
			above = above[:len(above)-1]
		}
		if len(above) > 0 {
			s.deleted = max(s.deleted, r.all[above[len(above)-1]].deleted)
		}
		above = append(above, i)
	}
}

// comparePaths orders paths with the separator before every other character.
func comparePaths(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch {
		case a[i] == b[i]:
		case a[i] == '\\':
			return -1
		case b[i] == '\\':
			return 1
		default:
			return cmp.Compare(a[i], b[i])
		}
	}
	return cmp.Compare(len(a), len(b))
}

func isBelow(path, key string) bool {
	return len(path) > len(key) && path[len(key)] == '\\' && path[:len(key)] == key
}
