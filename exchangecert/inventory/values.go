// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// taker takes values out of an object and notes what is wrong with them.
type taker struct {
	object pstext.Object
	dates  dates
	order  func(pstext.Object) pstext.Culture // in which its table was printed
	faults []*schannel.Error
}

func (t *taker) fault(e *schannel.Error) { t.faults = append(t.faults, e) }

// value returns a property. One that was cut counts as not seen, and is told.
func (t *taker) value(name string) (pstext.Value, bool) {
	v, ok := t.object.Get(name)
	if ok && v.Cut && !v.IsList() {
		t.fault(fault(codeCut, name, v.Offset, "line %d: %.64q goes on", v.Line, v.Text))
		return pstext.Value{}, false
	}
	return v, ok
}

func (t *taker) text(name string) string {
	v, _ := t.value(name)
	return v.Text
}

// truth reads True and False, which no culture translates.
func (t *taker) truth(name string) schannel.Truth {
	v, ok := t.value(name)
	switch {
	case !ok || v.Text == "":
		return schannel.Unknown
	case strings.EqualFold(v.Text, "True"):
		return schannel.Yes
	case strings.EqualFold(v.Text, "False"):
		return schannel.No
	}
	t.fault(fault(codeValue, name, v.Offset, "line %d: %.64q is neither True nor False", v.Line, v.Text))
	return schannel.Unknown
}

// list returns the items of a list, and whether they are all.
func (t *taker) list(name string) (items []string, whole schannel.Truth) {
	v, _ := t.object.Get(name)
	if v.IsNull() && !v.IsList() {
		return nil, schannel.Unknown
	}
	for item := range v.Items() {
		items = append(items, item.Text)
	}
	if !v.Cut {
		return items, schannel.Yes
	}
	t.fault(fault(codeCut, name, v.Offset, "line %d: the list goes on after %d items; set $FormatEnumerationLimit = -1", v.Line, len(items)))
	if !v.IsList() || strings.HasPrefix(v.Text, "{") && !strings.HasSuffix(v.Text, "}") && len(items) > 0 {
		items = items[:len(items)-1] // cut by the width of a column, within an item
	}
	return items, schannel.No
}

// thumbprint returns a thumbprint, and whether there is one.
func (t *taker) thumbprint(name string) (schannel.Thumbprint, bool) {
	v, ok := t.value(name)
	if !ok || v.Text == "" {
		return schannel.Thumbprint{}, false
	}
	parsed, err := schannel.ParseThumbprint(v.Text)
	if err != nil {
		t.fault(at(err, name, v))
		return schannel.Thumbprint{}, false
	}
	return parsed, true
}

// named reads the text of an enumeration.
func named[T any, P interface {
	*T
	UnmarshalText(text []byte) error
}](t *taker, name string) (value T) {
	v, ok := t.value(name)
	if !ok || v.Text == "" {
		return value
	}
	if err := P(&value).UnmarshalText([]byte(v.Text)); err != nil {
		t.fault(fault(codeValue, name, v.Offset, "line %d: %w", v.Line, err))
		var none T
		return none
	}
	return value
}

func (t *taker) has(names ...string) bool {
	for _, name := range names {
		if _, ok := t.object.Get(name); ok {
			return true
		}
	}
	return false
}

// hasAll reports whether the object has all the properties.
func (t *taker) hasAll(names ...string) bool {
	for _, name := range names {
		if !t.has(name) {
			return false
		}
	}
	return true
}
