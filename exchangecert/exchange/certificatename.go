// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchange

import (
	"errors"
	"strings"

	"github.com/schanneltrust/schannel/internal/dotnetname"
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

// Compare says how issuer and subject of a certificate fit: [ExactName] for the
// same text, as HealthChecker compares it; [RewrittenName] for the same names
// in another text. Which of the two Exchange goes by is in no document.
func (n CertificateName) Compare(c Certificate) (issuer, subject NameMatch) {
	return compareNames(n.Issuer, c.Issuer), compareNames(n.Subject, c.Subject)
}

// Reversed reports whether issuer and subject are those of a certificate, and
// one of them or both stand in the opposite order: that of RFC 4514, or that of
// the encoding, instead of .NET's.
func (n CertificateName) Reversed(c Certificate) bool {
	issuer, issuerTurned := compareOrder(n.Issuer, c.Issuer)
	subject, subjectTurned := compareOrder(n.Subject, c.Subject)
	return issuerTurned && (subject || subjectTurned) || issuer && subjectTurned
}

// compareOrder compares two names in the order that they have, and in the
// opposite one.
func compareOrder(want, have string) (same, turned bool) {
	wanted, ok := dotnetname.Parse(want)
	names, ok2 := dotnetname.Parse(have)
	if !ok || !ok2 {
		return false, false
	}
	return dotnetname.Same(wanted, names), dotnetname.Reversed(wanted, names)
}

func compareNames(want, have string) NameMatch {
	switch {
	case have == "", strings.HasSuffix(have, "…"), strings.HasSuffix(have, "..."):
		return UnknownName
	case strings.EqualFold(want, have):
		return ExactName
	}
	wanted, ok := dotnetname.Parse(want)
	names, _ := dotnetname.Parse(have) // none if it cannot be read
	if ok && dotnetname.Same(wanted, names) {
		return RewrittenName
	}
	return NoName
}

// CertificateName reads TlsCertificateName. It reports whether one is set at
// all, and an error if it is malformed.
func (c Connector) CertificateName() (name CertificateName, set bool, err error) {
	if unset(c.TLSCertificateName) {
		return CertificateName{}, false, nil
	}
	name, err = ParseCertificateName(c.TLSCertificateName)
	return name, true, err
}

// unset reports whether the text of a property stands for no value.
func unset(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || strings.EqualFold(text, "$null")
}
