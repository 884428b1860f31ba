// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package render

import (
	"io"

	"github.com/schanneltrust/schannel/examples/internal/cli"
	"github.com/schanneltrust/schannel/examples/internal/diagnosis"
)

//go:generate go run ../schemagen report report.schema.json

// JSON writes a report as JSON. Its schema is report.schema.json, and its first
// field says which version of it.
func JSON(w io.Writer, r diagnosis.Report) error { return cli.WriteJSON(w, r) }
