// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"strings"

	"github.com/schanneltrust/schannel/exchangecert/exchange"
	"github.com/schanneltrust/schannel/internal/dotnetname"
)

// unset reports whether the text of a property stands for no value.
func unset(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || strings.EqualFold(text, "$null")
}

// nameMatch is how a certificate fits a wanted name.
type nameMatch uint8

const (
	matchNone     nameMatch = 0
	matchExact    nameMatch = 1
	matchWildcard nameMatch = 2
	matchDrift    nameMatch = 3 // the same names, written in another way
	matchUnknown  nameMatch = 4 // not all of its names are known
)

// wantedName is a CertificateName that was read once, to be compared with many
// certificates.
type wantedName struct {
	text            exchange.CertificateName
	issuer, subject dotnetname.Name
}

func newWantedName(n exchange.CertificateName) wantedName {
	issuer, _ := dotnetname.Parse(n.Issuer)
	subject, _ := dotnetname.Parse(n.Subject)
	return wantedName{n, issuer, subject}
}

// compare says how the issuer and the subject of a certificate fit.
func (w wantedName) compare(c *exchange.Certificate) (issuer, subject nameMatch) {
	return comparePart(w.text.Issuer, w.issuer, c.Issuer), comparePart(w.text.Subject, w.subject, c.Subject)
}

// comparePart compares texts first, as HealthChecker does, and then relative
// names: whether Exchange compares texts or encoded names is in no document.
func comparePart(want string, wanted dotnetname.Name, have string) nameMatch {
	switch {
	case have == "", strings.HasSuffix(have, "…"), strings.HasSuffix(have, "..."):
		return matchUnknown
	case strings.EqualFold(want, have):
		return matchExact
	}
	names, ok := dotnetname.Parse(have)
	if ok && wanted != nil && dotnetname.Same(wanted, names) {
		return matchDrift
	}
	return matchNone
}
