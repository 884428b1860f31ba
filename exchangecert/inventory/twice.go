// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package inventory

import (
	"strings"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// place is what a certificate is known by again: two servers may have one and
// the same.
type place struct {
	server     string
	thumbprint schannel.Thumbprint
}

// certificate adds a certificate once. People paste a table and a list, or the
// list before a change and the one behind it: what one does not have the other
// adds, and where they differ the later one counts, which is told.
func (c *collector) certificate(one item) *schannel.Error {
	if c.places == nil {
		c.places = map[place]int{}
	}
	at := place{strings.ToLower(one.server), one.certificate.Thumbprint}
	i, twice := c.places[at]
	if !twice {
		c.places[at] = c.certificates.len()
		c.certificates.add(one.certificate)
		return nil
	}
	known := c.certificates.at(i)
	both, field := together(*known, one.certificate)
	*known = both
	if field == "" {
		return nil
	}
	return fault(codeTwice, field, one.place.Offset, "line %d: the certificate %s stands further up with another value; the later one counts", one.place.Line, one.certificate.Thumbprint)
}

// together is what two listings of one certificate say, and the first property
// in which they differ.
func together(early, late exchange.Certificate) (both exchange.Certificate, differs string) {
	both = early
	take := func(name string, other bool) {
		if other && differs == "" {
			differs = name
		}
	}
	take("Services", over(&both.Services, late.Services))
	take("Status", over(&both.Status, late.Status))
	take("RootCAType", over(&both.RootCAType, late.RootCAType))
	take("HasPrivateKey", over(&both.PrivateKey, late.PrivateKey))
	take("PrivateKeyExportable", over(&both.Exportable, late.Exportable))
	take("FriendlyName", over(&both.FriendlyName, late.FriendlyName))
	over(&both.CNG, late.CNG)
	over(&both.SelfSigned, late.SelfSigned)
	switch {
	case len(early.Raw) > 0: // its bytes say the rest
	case len(late.Raw) > 0:
		shell := both
		both = late
		both.Services, both.Status, both.RootCAType, both.PrivateKey = shell.Services, shell.Status, shell.RootCAType, shell.PrivateKey
		both.Exportable, both.FriendlyName, both.CNG, both.SelfSigned = shell.Exportable, shell.FriendlyName, shell.CNG, shell.SelfSigned
	default:
		printedTogether(&both, late)
	}
	return both, differs
}

// printedTogether adds what the bytes of the certificate would say, and what no
// change to it touches.
func printedTogether(both *exchange.Certificate, late exchange.Certificate) {
	over(&both.Subject, late.Subject)
	over(&both.Issuer, late.Issuer)
	over(&both.SerialNumber, late.SerialNumber)
	if both.DomainsComplete != schannel.Yes && late.DomainsComplete != schannel.Unknown {
		both.Domains, both.DomainsComplete = late.Domains, late.DomainsComplete
	}
	if !late.NotBefore.IsZero() {
		both.NotBefore, both.ZoneUnknown = late.NotBefore, late.ZoneUnknown
	}
	if !late.NotAfter.IsZero() {
		both.NotAfter, both.ZoneUnknown = late.NotAfter, late.ZoneUnknown
	}
	over(&both.KeyBits, late.KeyBits)
	over(&both.X509Version, late.X509Version)
	over(&both.ServerAuth, late.ServerAuth)
	over(&both.ClientAuth, late.ClientAuth)
}

// over puts a later value in the place of an earlier one, if there is one, and
// reports whether the two differ.
func over[T comparable](to *T, late T) bool {
	var unknown T
	if late == unknown {
		return false
	}
	differ := *to != unknown && *to != late
	*to = late
	return differ
}
