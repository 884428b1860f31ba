// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package emsreport

import (
	"io"

	"github.com/schanneltrust/schannel/ems"
	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// Cases is every case of the oracle, one JSON object a line.
type Cases struct{}

// WriteText writes what WriteJSON does.
func (c Cases) WriteText(w io.Writer) error { return c.WriteJSON(w) }

// WriteJSON writes one object a line.
func (Cases) WriteJSON(w io.Writer) error {
	for c := range ems.Cases() {
		if err := cli.WriteJSONLine(w, c); err != nil {
			return err
		}
	}
	return nil
}
