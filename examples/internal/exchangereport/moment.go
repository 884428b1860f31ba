// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// moment is the time that the answers are for, and how it was come by.
type moment struct {
	at  time.Time
	how string // "given", "seen", "now" or "listed"
}

// momentOf is the time that was given; else that of the last event or session;
// else now. If the shell calls a certificate valid that has expired by now, the
// list is an old one, and the earliest time is taken at which it can be true.
func momentOf(o *Options, in input) moment {
	if !o.At.IsZero() {
		return moment{o.At, "given"}
	}
	last := time.Time{}
	see := func(t time.Time) {
		if t.After(last) {
			last = t
		}
	}
	for _, row := range o.Symptoms {
		see(row.Event.Time)
	}
	for _, h := range in.hosts {
		for _, s := range h.Sessions {
			see(s.Start)
		}
	}
	if !last.IsZero() {
		return moment{last.UTC(), "seen"}
	}
	old := false
	for _, h := range in.hosts {
		for _, c := range h.Certificates {
			see(c.NotBefore)
			switch out, expired := c.OutOfDate(o.Now); {
			case c.Status == exchange.StatusDateInvalid && out == schannel.Yes && expired:
				see(c.NotAfter.Add(time.Second))
			case c.Status == exchange.StatusValid && expired:
				old = true
			}
		}
	}
	if old {
		return moment{last.UTC(), "listed"}
	}
	return moment{o.Now.UTC(), "now"}
}
