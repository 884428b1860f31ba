// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package evidence

import (
	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/autodiscover/scpfile"
)

// additions is the rule of scpfile for entries that are written as additions.
const additions = "autodiscover.file.adds"

// directory reads service connection points. A directory that was read and has
// none is a fact too.
func (c *collector) directory(f file, content []byte) {
	read := scpfile.ReadLenient("", content)
	c.defects(f, read.Defects)
	if len(read.Directory.SCPs) == 0 && (read.Format != scpfile.LDIF || len(read.Defects) > 0) {
		return
	}
	for _, odd := range read.Findings {
		if odd.Code == additions {
			continue // nothing was left out: ldifde writes every entry so
		}
		c.leave(f.shown, schannel.Phrase{Code: odd.Code, Args: odd.Args, Text: odd.Text})
	}
	own := &c.autodiscover().Forest.Own
	own.SCPs = append(own.SCPs, read.Directory.SCPs...)
	own.Incomplete = own.Incomplete || read.Directory.Incomplete
	own.InOrder = read.Directory.InOrder
	if c.scpFiles++; c.scpFiles > 1 {
		own.InOrder = schannel.Unknown // nobody knows which file came first
	}
	c.origin(f, SCPs, len(read.Directory.SCPs))
}
