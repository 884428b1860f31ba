// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangediag

import (
	"strings"
	"time"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/exchangecert/exchange"
)

// The events 12013, 12015, 12017, 12018 and 12024 name a certificate by its
// thumbprint; 12024 has that of the temporary one behind it.
var (
	factNamed = schannel.Rule{
		Code: "exchangecert.seen.certificate", Title: "The certificate that the event names", Severity: schannel.Info, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12013"}, {Document: "Event 12015"}, {Document: "Event 12018"}},
		Message:  "The event names {certificate}: {subject}, valid until {not_after}.",
		Excludes: []schannel.Code{"exchangecert.seen.certificate_unknown"},
	}
	factNamedUnknown = schannel.Rule{
		Code: "exchangecert.seen.certificate_unknown", Title: "The event names a certificate that is not in the list", Severity: schannel.Warning, Evidence: schannel.Documented, Sources: []schannel.Source{{Document: "Event 12013"}, {Document: "Event 12015"}, {Document: "Event 12018"}},
		Message: "The event names {certificate}, which is not among the certificates that were handed in: it was removed since, has no private key, or is of another server.",
	}
)

// namesCertificate reports whether the event has a thumbprint.
func (s *sign) namesCertificate() bool {
	switch s.seen {
	case &seenNotLoaded, &seenInternalExpired, &seenInternalSoon, &seenSoon, &seenEphemeral:
		return true
	}
	return false
}

// thumbprintIn returns the first thumbprint of a text; zero if there is none.
func thumbprintIn(text string) (found schannel.Thumbprint) {
	isHex := func(r rune) bool { return strings.ContainsRune("0123456789abcdefABCDEF", r) }
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isHex(r) }) {
		if len(word) != 2*len(found) {
			continue
		}
		if t, err := schannel.ParseThumbprint(word); err == nil {
			return t
		}
	}
	return found
}

// namedCertificate is the certificate that the event names, as far as it is
// known; zero if it is not.
func (v *view) namedCertificate(g *group) (c exchange.Certificate) {
	if i := v.Server.Find(g.thumbprint); i >= 0 {
		c = v.Server.Certificates[i]
	}
	return c
}

// tellNamed says which certificate the event names.
func (v *view) tellNamed(g *group, seen schannel.Finding) {
	if g.thumbprint == (schannel.Thumbprint{}) || !v.Server.Seen() {
		return
	}
	basis := schannel.Basis{Certainty: schannel.Certain, Premises: []schannel.Finding{seen}}
	certificate := schannel.Text("certificate", g.thumbprint.String())
	i := v.Server.Find(g.thumbprint)
	if i < 0 {
		v.fact(factNamedUnknown, basis, g.subject(), certificate)
		return
	}
	c := v.Server.Certificates[i]
	until := "?"
	if !c.NotAfter.IsZero() {
		until = c.NotAfter.UTC().Format(time.RFC3339)
	}
	v.fact(factNamed, basis, g.subject(), certificate, schannel.Text("subject", c.Subject), schannel.Text("not_after", until))
}

// ofAnother reports whether a finding is about another certificate than the one
// that the event names.
func (v *view) ofAnother(g *group, f schannel.Finding) bool {
	about := v.certificateOf(&f).Thumbprint
	return g.thumbprint != schannel.Thumbprint{} && about != schannel.Thumbprint{} && about != g.thumbprint
}
