// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"slices"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/ems/emstest"
	"github.com/schanneltrust/schannel/internal/catalogs"
)

// families is every package that has codes; a test compares it with the source.
var families = withTests(catalogs.Families())

// withTests adds the package that is linked into tests alone.
func withTests(all []catalogs.Family) []catalogs.Family {
	i := slices.IndexFunc(all, func(f catalogs.Family) bool { return f.Name == "ems" })
	all[i].Packages = append(all[i].Packages, catalogs.Package{Dir: "ems/emstest", Catalog: emstest.Catalog})
	return all
}

// entries returns the entry of every code.
func entries() map[string]schannel.CatalogEntry {
	all := map[string]schannel.CatalogEntry{}
	for _, f := range families {
		for _, p := range f.Packages {
			for e := range p.Catalog() {
				all[string(e.Code)] = e
			}
		}
	}
	return all
}
