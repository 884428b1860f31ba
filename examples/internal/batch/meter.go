// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package batch

import (
	"fmt"
	"io"
	"time"

	"github.com/schanneltrust/schannel/examples/internal/cli"
)

// meter shows how far the work is, on one line of a terminal, a second apart.
type meter struct {
	to    io.Writer // nil: nobody looks
	now   func() time.Time
	last  time.Time
	lines int
	shown bool
}

func newMeter(w io.Writer) *meter {
	if !cli.IsTerminal(w) {
		w = nil
	}
	return &meter{to: w, now: time.Now, last: time.Now()}
}

// done is told of each line that is answered, by its number.
func (m *meter) done(line int) {
	m.lines = line
	if m.to == nil {
		return
	}
	if now := m.now(); now.Sub(m.last) >= time.Second {
		m.last, m.shown = now, true
		fmt.Fprintf(m.to, "\r%d lines", line)
	}
}

// end ends the line, if there is one, with the last number.
func (m *meter) end() {
	if m.shown {
		fmt.Fprintf(m.to, "\r%d lines\n", m.lines)
	}
}
