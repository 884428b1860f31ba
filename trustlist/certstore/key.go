// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"crypto/sha1"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
)

// KeyID returns the identifier of the key of a certificate, the SHA-1 of its
// public key (RFC 5280, Section 4.2.1.2, method 1), which certutil shows too;
// zero if the key cannot be read. Certificates of one name and one identifier
// verify the same chains.
func (c Certificate) KeyID() schannel.Thumbprint {
	raw := cryptobyte.String(c.Raw)
	var certificate, tbs, info, key cryptobyte.String
	if !raw.ReadASN1(&certificate, asn1.SEQUENCE) || !certificate.ReadASN1(&tbs, asn1.SEQUENCE) ||
		!tbs.SkipOptionalASN1(tagVersion) || !tbs.SkipASN1(asn1.INTEGER) {
		return schannel.Thumbprint{}
	}
	for range 4 { // signature, issuer, validity, subject
		if !tbs.SkipASN1(asn1.SEQUENCE) {
			return schannel.Thumbprint{}
		}
	}
	if !tbs.ReadASN1(&info, asn1.SEQUENCE) || !info.SkipASN1(asn1.SEQUENCE) ||
		!info.ReadASN1(&key, asn1.BIT_STRING) || len(key) < 1 {
		return schannel.Thumbprint{}
	}
	return sha1.Sum(key[1:]) // without the count of unused bits
}
