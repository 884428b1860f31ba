// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangereport

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert"
	"github.com/schanneltrust/schannel/exchangecert/change"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// year is how far a calendar goes if nobody says.
const year = 365 * 24 * time.Hour

// maxCells bounds the calendar that nobody asked for: certificates times
// connectors.
const maxCells = 2000

// plan adds what changes by itself.
func (r *result) plan(o *Options, connectors []exchange.Connector) {
	until := o.Until
	if until.IsZero() {
		until = r.at.Add(year)
	}
	for _, h := range r.hosts {
		asked := connectors
		if len(asked) == 0 {
			asked = r.asConnectors(h)
		}
		if !o.Calendar && len(asked)*len(h.Certificates) > maxCells || len(asked) == 0 && h.Auth.Next == (schannel.Thumbprint{}) {
			continue
		}
		for i := range change.Calendar(h.Server, asked, r.at, until) {
			r.calendar = append(r.calendar, interval{h.Name, i})
		}
	}
}

// asConnectors makes connectors of the names that were asked for instead.
func (r *result) asConnectors(h Host) []exchange.Connector {
	var all []exchange.Connector
	for _, a := range r.answers {
		if a.Server != h.Name || a.Purpose != exchangecert.InboundSTARTTLS && a.Purpose != exchangecert.OutboundSTARTTLS {
			continue
		}
		c := exchange.Connector{Name: a.Name, FQDN: a.Name, Complete: true, Send: a.Purpose == exchangecert.OutboundSTARTTLS}
		if strings.HasPrefix(a.Name, "<") {
			c.FQDN, c.TLSCertificateName = "", a.Name
		}
		all = append(all, c)
	}
	return all
}
