// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package main

import (
	"fmt"

	"github.com/schanneltrust/schannel/examples/internal/batch"
	"github.com/schanneltrust/schannel/examples/internal/evidence"
	"github.com/schanneltrust/schannel/examples/internal/render"
	"github.com/schanneltrust/schannel/examples/internal/render/ja"
)

// language finds the texts of a report.
func (c *command) language() (render.Language, error) {
	switch c.lang {
	case "en":
		return render.Language{}, nil
	case ja.Tag:
		return ja.Language()
	}
	return render.Language{}, fmt.Errorf("-lang: %q is neither en nor ja", c.lang)
}

// runBatch answers cases as they come. Reports are written at once: there may be
// more of them than fit into memory.
func (c *command) runBatch(m machine) error {
	return batch.Run(m.in, m.out, m.err, batch.Options{Dir: c.dir, Read: evidence.Add})
}
