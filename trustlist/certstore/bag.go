// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
)

// Contents of object identifiers.
const (
	oidSignedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" // RFC 2315, Section 14
	oidTrustList  = "\x2b\x06\x01\x04\x01\x82\x37\x0a\x01" // 1.3.6.1.4.1.311.10.1, szOID_CTL
)

// tagContext0 is [0], constructed: EXPLICIT, or IMPLICIT of a SET.
const tagContext0 asn1.Tag = 0xa0

// contentType returns the content of the identifier at the start of a PKCS #7
// ContentInfo, or nothing if it is none. Of a SignedData that holds a trust
// list it returns the inner one. It looks at the front only, so that a cut or
// BER-encoded file is still known for what it is.
func contentType(input cryptobyte.String) string {
	var oid cryptobyte.String
	if !skipHeader(&input, asn1.SEQUENCE) || !input.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) {
		return ""
	}
	var inner cryptobyte.String
	if string(oid) == oidSignedData &&
		skipHeader(&input, tagContext0) && skipHeader(&input, asn1.SEQUENCE) &&
		input.SkipASN1(asn1.INTEGER) && input.SkipASN1(asn1.SET) &&
		skipHeader(&input, asn1.SEQUENCE) && input.ReadASN1(&inner, asn1.OBJECT_IDENTIFIER) &&
		string(inner) == oidTrustList {
		return oidTrustList
	}
	return string(oid)
}

// skipHeader goes inside an element without asking whether all of it is there.
func skipHeader(s *cryptobyte.String, tag asn1.Tag) bool {
	const long, maxWidth = 0x80, 4
	var got, length uint8
	return s.ReadUint8(&got) && got == uint8(tag) && s.ReadUint8(&length) &&
		(length&long == 0 || length&^long <= maxWidth && s.Skip(int(length&^long)))
}

// signedData enters a ContentInfo (RFC 2315, Section 7) up to the field
// contentInfo of its SignedData (Section 9.1).
func (s *section) signedData() (section, *schannel.Error) {
	info, fault := s.enter(asn1.SEQUENCE, "contentInfo")
	if fault != nil {
		return section{}, fault
	}
	if _, fault = info.element(asn1.OBJECT_IDENTIFIER, "contentType"); fault != nil {
		return section{}, fault
	}
	explicit, fault := info.enter(tagContext0, "content")
	if fault != nil {
		return section{}, fault
	}
	data, fault := explicit.enter(asn1.SEQUENCE, "signedData")
	if fault != nil {
		return section{}, fault
	}
	if _, fault = data.element(asn1.INTEGER, "version"); fault != nil {
		return section{}, fault
	}
	_, fault = data.element(asn1.SET, "digestAlgorithms")
	return data, fault
}

// bag reads the certificates of a SignedData.
func (r *storeReader) bag(s section) bool {
	data, fault := s.signedData()
	if fault == nil {
		_, fault = data.element(asn1.SEQUENCE, "contentInfo")
	}
	if fault != nil {
		return r.bad(fault)
	}
	if !data.PeekASN1Tag(tagContext0) {
		return true // RFC 2315, Section 9.1: certificates are optional
	}
	certificates, fault := data.enter(tagContext0, "certificates")
	if fault != nil {
		return r.bad(fault)
	}
	return r.choices(certificates)
}

// choices reads a set of certificates. Other kinds than those of X.509, which
// have other tags (RFC 5652, Section 10.2.2), are passed over.
func (r *storeReader) choices(s section) bool {
	for len(s.String) > 0 {
		offset := s.at()
		tag := asn1.Tag(s.String[0])
		element, fault := s.element(tag, "certificate")
		if fault != nil {
			return r.bad(fault)
		}
		if tag == asn1.SEQUENCE && !r.certificate(element, offset) {
			return false
		}
	}
	return true
}
