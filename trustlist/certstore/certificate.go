// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
)

// Certificate is what an issuer list, and who manages one, needs to know of a
// certificate. It is read from the DER without crypto/x509, which refuses some
// roots that Windows holds.
type Certificate struct {
	Raw     []byte              `json:"raw"` // the DER
	Subject trustlist.Name      `json:"subject"`
	Issuer  trustlist.Name      `json:"issuer"`
	Serial  string              `json:"serial"` // content of the INTEGER in hexadecimal, a leading zero byte included
	SHA1    schannel.Thumbprint `json:"sha1"`   // the thumbprint by which Windows names a certificate

	// NotBefore and NotAfter are in UTC, and zero where the certificate holds
	// no time that can be read.
	NotBefore time.Time `json:"not_before,omitzero"`
	NotAfter  time.Time `json:"not_after,omitzero"`

	// SelfIssued is whether subject and issuer are the same bytes. SelfSigned
	// tells whether it is also signed by its own key.
	SelfIssued bool `json:"self_issued"`

	// Authority is whether it may issue certificates, by basicConstraints: RFC
	// 5280, Section 4.2.1.9. Unknown before version 3, which has no extensions,
	// where they cannot be read, and of one that issued itself and has none: a
	// root is trusted as it is, and old ones lack it.
	Authority schannel.Truth `json:"authority"`

	// Extension is the purposes of the extension extKeyUsage, Property those
	// that a store or a trust list adds. Where both limit, both must allow: see
	// Allows.
	Extension Purposes `json:"extension"`
	Property  Purposes `json:"property"`

	// Store is the name of the store that it stands in, such as AuthRoot, as the
	// registry has it; empty in files of other kinds. What stands in the store of
	// intermediate authorities (CA), for instance, is not trusted.
	Store string `json:"store"`

	FriendlyName string `json:"friendly_name"` // as a store or a trust list gives it; empty if none does

	Index  int `json:"index"`  // position among the items of its store, from 0
	Offset int `json:"offset"` // where in the store it begins, in bytes; of PEM, the line BEGIN
}

// certificateJSON is the JSON form of a certificate.
type certificateJSON struct {
	Raw trustlist.Name `json:"raw"` // for its text form
	plainCertificate
}

type plainCertificate Certificate

// MarshalJSON writes every field but a time that is not known.
func (c Certificate) MarshalJSON() ([]byte, error) {
	return json.Marshal(certificateJSON{c.Raw, plainCertificate(c)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Certificate) UnmarshalJSON(text []byte) error {
	var form certificateJSON
	if err := json.Unmarshal(text, &form); err != nil {
		return err
	}
	form.plainCertificate.Raw = form.Raw
	*c = Certificate(form.plainCertificate)
	return nil
}

// maxCertificate is the longest certificate that is read. The longest of real
// roots has a few thousand bytes.
const maxCertificate = 1 << 20

// ParseCertificate reads one DER-encoded certificate (RFC 5280, Section 4.1).
// It takes what the issuer list needs and does not judge the rest: names,
// serials and times that break the rules are kept as they are. The names and
// Raw alias der.
func ParseCertificate(der []byte) (Certificate, error) {
	c, defect := readCertificate(der)
	if defect != nil {
		return Certificate{}, defect
	}
	return c, nil
}

func readCertificate(der []byte) (Certificate, *schannel.Error) {
	rest := cryptobyte.String(der)
	var element, certificate, tbs cryptobyte.String
	if !rest.ReadASN1Element(&element, asn1.SEQUENCE) || len(element) > maxCertificate {
		return Certificate{}, fault(codeCertificateDER, "certificate", 0, "no SEQUENCE of at most %d bytes", maxCertificate)
	}
	if len(rest) > 0 {
		return Certificate{}, fault(codeCertificateDER, "certificate", len(element), "%d bytes follow the certificate", len(rest))
	}
	if inside := element; !inside.ReadASN1(&certificate, asn1.SEQUENCE) || !certificate.ReadASN1(&tbs, asn1.SEQUENCE) {
		return Certificate{}, fault(codeCertificateDER, "tbsCertificate", 0, "no SEQUENCE")
	}
	end := len(der) - len(certificate)
	if !certificate.SkipASN1(asn1.SEQUENCE) || !certificate.SkipASN1(asn1.BIT_STRING) || len(certificate) > 0 {
		return Certificate{}, fault(codeCertificateDER, "signature", len(der)-len(certificate), "no algorithm and value behind the content")
	}
	c := Certificate{Raw: slices.Clip(element), SHA1: sha1.Sum(element)}
	if field := readTBS(&c, &tbs); field != "" {
		return Certificate{}, fault(codeCertificateDER, field, end-len(tbs), "not as RFC 5280, Section 4.1, has it")
	}
	c.SelfIssued = bytes.Equal(c.Subject, c.Issuer)
	return c, nil
}

// Tags of the optional fields of a TBSCertificate: context-specific, and
// constructed where they are explicit.
const (
	tagVersion         asn1.Tag = 0xa0
	tagIssuerUniqueID  asn1.Tag = 0x81
	tagSubjectUniqueID asn1.Tag = 0x82
	tagExtensions      asn1.Tag = 0xa3
)

// fieldsTBS is the fields that a TBSCertificate must have (RFC 5280,
// Section 4.1), after its version.
var fieldsTBS = [...]struct {
	name string
	tag  asn1.Tag
}{
	{"serialNumber", asn1.INTEGER},
	{"signature", asn1.SEQUENCE},
	{"issuer", asn1.SEQUENCE},
	{"validity", asn1.SEQUENCE},
	{"subject", asn1.SEQUENCE},
	{"subjectPublicKeyInfo", asn1.SEQUENCE},
}

// readTBS reads the fields in their order and returns the name of the first
// that is not there.
func readTBS(c *Certificate, tbs *cryptobyte.String) (missing string) {
	var version cryptobyte.String
	var versioned bool
	if !tbs.ReadOptionalASN1(&version, &versioned, tagVersion) {
		return "version"
	}
	var fields [len(fieldsTBS)]cryptobyte.String
	for i, field := range fieldsTBS {
		if !tbs.PeekASN1Tag(field.tag) || !tbs.ReadASN1Element(&fields[i], field.tag) {
			return field.name
		}
	}
	serial, issuer, validity, subject := fields[0], fields[2], fields[3], fields[4]
	c.Issuer, c.Subject = trustlist.Name(slices.Clip(issuer)), trustlist.Name(slices.Clip(subject))
	c.Serial = hex.EncodeToString(serial[dn.HeaderLen(serial):])
	validity = validity[dn.HeaderLen(validity):]
	c.NotBefore = readTime(&validity)
	c.NotAfter = readTime(&validity)
	if version3 := []byte{2, 1, 2}; bytes.Equal(version, version3) && !bytes.Equal(issuer, subject) {
		c.Authority = schannel.No // unless an extension says otherwise
	}
	return readExtensions(c, tbs)
}

// Contents of the identifiers 2.5.29.19 and 2.5.29.37.
const (
	oidBasicConstraints = "\x55\x1d\x13"
	oidExtKeyUsage      = "\x55\x1d\x25"
)

// readExtensions finds the extensions that matter here. What is wrong with
// others does not keep the certificate out of a list.
func readExtensions(c *Certificate, tbs *cryptobyte.String) (missing string) {
	var wrapped, extensions cryptobyte.String
	var present bool
	if !tbs.SkipOptionalASN1(tagIssuerUniqueID) || !tbs.SkipOptionalASN1(tagSubjectUniqueID) ||
		!tbs.ReadOptionalASN1(&wrapped, &present, tagExtensions) || present && !wrapped.ReadASN1(&extensions, asn1.SEQUENCE) {
		c.Authority = schannel.Unknown
		return ""
	}
	for len(extensions) > 0 {
		var extension, oid, value cryptobyte.String
		if !extensions.ReadASN1(&extension, asn1.SEQUENCE) {
			c.Authority = schannel.Unknown
			return "" // nothing tells where the next one begins
		}
		if !extension.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) {
			continue
		}
		readable := extension.SkipOptionalASN1(asn1.BOOLEAN) && extension.ReadASN1(&value, asn1.OCTET_STRING)
		switch string(oid) {
		case oidBasicConstraints:
			c.Authority = readAuthority(value, readable)
		case oidExtKeyUsage:
			if !readable {
				return "extKeyUsage"
			}
			if c.Extension, readable = readPurposes(value); !readable {
				return "extKeyUsage"
			}
		}
	}
	return ""
}

// readAuthority reads basicConstraints as far as that: a SEQUENCE with a
// BOOLEAN cA, which is false where it is not there.
func readAuthority(value cryptobyte.String, readable bool) schannel.Truth {
	var fields, flag cryptobyte.String
	var present bool
	switch {
	case !readable || !value.ReadASN1(&fields, asn1.SEQUENCE) || !fields.ReadOptionalASN1(&flag, &present, asn1.BOOLEAN),
		present && len(flag) != 1: // X.690, Section 8.2.1
		return schannel.Unknown
	case present && flag[0] != 0:
		return schannel.Yes
	}
	return schannel.No
}

// SHA256 returns the SHA-256 thumbprint.
func (c Certificate) SHA256() [sha256.Size]byte { return sha256.Sum256(c.Raw) }

// Allows reports whether the certificate may be used for the purpose. Windows
// takes only what both the extension and the property allow
// (CertGetEnhancedKeyUsage); neither of them means every purpose.
func (c Certificate) Allows(purpose string) bool {
	return c.Extension.Allows(purpose) && c.Property.Allows(purpose)
}

// Expired reports whether the certificate had expired at the given time. One
// whose end cannot be read has not.
func (c Certificate) Expired(at time.Time) bool {
	return !c.NotAfter.IsZero() && at.After(c.NotAfter)
}
