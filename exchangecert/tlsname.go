// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"errors"
	"strings"
)

// CertificateName is a TlsCertificateName: the issuer and the subject of a
// certificate as .NET prints them.
type CertificateName struct {
	Issuer  string `json:"issuer"`
	Subject string `json:"subject"`
}

// ParseCertificateName reads "<I>issuer<S>subject", the tags in either case.
func ParseCertificateName(text string) (CertificateName, error) {
	const issuerTag, subjectTag = "<I>", "<S>"
	refuse := func(why string) (CertificateName, error) {
		return CertificateName{}, fault(codeCertificateName, "TlsCertificateName", errors.New(why))
	}
	trimmed := strings.TrimSpace(text)
	if len(trimmed) < len(issuerTag) || !strings.EqualFold(trimmed[:len(issuerTag)], issuerTag) {
		return refuse("it does not begin with <I>")
	}
	rest := trimmed[len(issuerTag):]
	at := indexTag(rest, 's')
	if at < 0 {
		return refuse("there is no <S>")
	}
	name := CertificateName{strings.TrimSpace(rest[:at]), strings.TrimSpace(rest[at+len(subjectTag):])}
	switch {
	case name.Issuer == "":
		return refuse("no issuer stands behind <I>")
	case name.Subject == "":
		return refuse("no subject stands behind <S>")
	case indexTag(name.Subject, 's') >= 0, indexTag(name.Subject, 'i') >= 0, indexTag(name.Issuer, 'i') >= 0:
		return refuse("a tag stands twice")
	}
	return name, nil
}

// indexTag finds "<s>" or "<i>" in either case.
func indexTag(text string, letter byte) int {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '<' && text[i+1]|0x20 == letter && text[i+2] == '>' {
			return i
		}
	}
	return -1
}

// String returns "<I>issuer<S>subject".
func (n CertificateName) String() string { return "<I>" + n.Issuer + "<S>" + n.Subject }

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
	matchDomains  nameMatch = 5 // its subject only, where documents of Exchange 2007 compare the list of domains
)

// wantedName is a CertificateName that was read once, to be compared with many
// certificates.
type wantedName struct {
	text            CertificateName
	issuer, subject []relativeName
}

func newWantedName(n CertificateName) wantedName {
	issuer, _ := parseDotNetName(n.Issuer)
	subject, _ := parseDotNetName(n.Subject)
	return wantedName{n, issuer, subject}
}

// compare says how the issuer and the subject of a certificate fit.
func (w wantedName) compare(c *Certificate) (issuer, subject nameMatch) {
	return comparePart(w.text.Issuer, w.issuer, c.Issuer), comparePart(w.text.Subject, w.subject, c.Subject)
}

// comparePart compares texts first, as HealthChecker does, and then relative
// names: whether Exchange compares texts or encoded names is in no document.
func comparePart(want string, wanted []relativeName, have string) nameMatch {
	switch {
	case have == "", strings.HasSuffix(have, "…"), strings.HasSuffix(have, "..."):
		return matchUnknown
	case strings.EqualFold(want, have):
		return matchExact
	}
	names, ok := parseDotNetName(have)
	if ok && wanted != nil && sameName(wanted, names) {
		return matchDrift
	}
	return matchNone
}
