// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package embedded holds the support cases that this module grew out of, each
// self-contained, and one in which several of them happen together.
package embedded

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/schanneltrust/schannel/examples/internal/casefile"
)

//go:embed cases
var cases embed.FS

// Names returns the names of the cases, in alphabetical order.
func Names() []string {
	files, err := cases.ReadDir("cases")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(files))
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".json"))
	}
	return names
}

// Case returns the case with that name.
func Case(name string) (casefile.Case, error) {
	raw, err := cases.ReadFile(path.Join("cases", path.Base(name)+".json"))
	if err != nil {
		return casefile.Case{}, fmt.Errorf("no case %q; there are %s", name, strings.Join(Names(), ", "))
	}
	return casefile.Parse(raw)
}
