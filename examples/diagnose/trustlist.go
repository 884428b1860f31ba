// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/trustlist"
	"github.com/schanneltrust/schannel/trustlist/compose"
	"github.com/schanneltrust/schannel/trustlist/listtest"
)

// trustlistCase is the facts of a case about the issuer list.
type trustlistCase struct {
	Release schannel.Release `json:"release"`

	// Synthetic says how large the list is. Its names are made up: for the
	// question only their sizes matter.
	Synthetic struct {
		Names int    `json:"names"`
		Bytes int    `json:"bytes"`
		Seed  uint64 `json:"seed"`
	} `json:"synthetic"`
}

func (c trustlistCase) answer() ([]string, []schannel.Finding, error) {
	profile, ok := trustlist.ProfileOf(c.Release)
	if !ok {
		return nil, nil, fmt.Errorf("no profile of release %q", c.Release)
	}
	list, err := listtest.Synthesize(listtest.Synthesis{Names: c.Synthetic.Names, Bytes: c.Synthetic.Bytes, Seed: c.Synthetic.Seed})
	if err != nil {
		return nil, nil, err
	}
	facts := []string{
		fmt.Sprintf("server: %s", c.Release.Product()),
		fmt.Sprintf("list: %d names, %d bytes (synthetic names, in the size of a server after KB931125)", len(list), list.Size()),
	}
	return facts, compose.WithRemedies(profile, trustlist.Analyze(list, profile).Findings), nil
}
