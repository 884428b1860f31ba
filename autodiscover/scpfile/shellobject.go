// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package scpfile

import (
	"iter"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/pstext"
)

// shellObjects yields the objects of what a shell printed. The properties of a
// DirectorySearcher's result are a dictionary, which a shell prints as objects of
// a name and a value each: they are put together.
func shellObjects(file []byte) iter.Seq2[pstext.Object, *schannel.Error] {
	return func(yield func(pstext.Object, *schannel.Error) bool) {
		var open pstext.Object
		end := func() bool {
			done := open
			open = pstext.Object{}
			return len(done.Properties) == 0 || yield(done, nil)
		}
		for o, err := range pstext.Objects(file) {
			pair, isPair := pairOf(o)
			_, again := open.Get(pair.Name)
			if (err != nil || !isPair || again || len(open.Properties) == mostPairs) && !end() {
				return
			}
			switch {
			case isPair && len(open.Properties) == 0:
				open = pstext.Object{Properties: []pstext.Property{pair}, Line: o.Line, Offset: o.Offset}
			case isPair:
				open.Properties = append(open.Properties, pair)
			case !yield(o, err):
				return
			}
		}
		end()
	}
}

// pairOf returns the property that an object of a name and a value stands for.
func pairOf(o pstext.Object) (pstext.Property, bool) {
	name, named := o.Get(propertyName)
	value, valued := o.Get("Value")
	ok := named && valued && len(o.Properties) == 2
	return pstext.Property{Name: name.Text, Value: value}, ok
}

// mostPairs is how many attributes an entry may have.
const mostPairs = 100

// cultureOf is how the shell that printed the file writes dates, as far as
// those in the file tell.
func cultureOf(file []byte) pstext.Culture {
	var texts []string
	for o := range shellObjects(file) {
		for _, name := range [...]string{propertyCreated, propertyUTC, "WhenChanged", "WhenChangedUTC"} {
			if value := single(o, name); !value.IsNull() && !value.Cut {
				texts = append(texts, value.Text)
			}
		}
	}
	return pstext.Culture{}.Settle(texts...)
}

// single returns the value of a property that has one; ADSI prints it in the
// braces of a list.
func single(o pstext.Object, name string) pstext.Value {
	value, _ := o.Get(name)
	if !value.IsList() {
		return value
	}
	for item := range value.Items() {
		item.Cut = item.Cut || value.Cut
		return item
	}
	return pstext.Value{}
}
