// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package certstore

import (
	"encoding/json"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/dn"
)

// ClientAuthentication is the purpose of client authentication, as a dotted
// identifier (RFC 5280, Section 4.2.1.12).
const ClientAuthentication = "1.3.6.1.5.5.7.3.2"

// anyPurpose is anyExtendedKeyUsage of the same section.
const anyPurpose = "2.5.29.37.0"

// Purposes is what a certificate may be used for. The zero value is every
// purpose: it says that nothing limits the certificate.
type Purposes struct {
	Limited bool     `json:"limited"` // whether only OIDs are allowed; with none of them, nothing is
	OIDs    []string `json:"oids"`    // dotted, in the order of the encoding
}

// Allows reports whether the purpose, a dotted identifier, is among them.
func (p Purposes) Allows(purpose string) bool {
	return !p.Limited || slices.Contains(p.OIDs, purpose) || slices.Contains(p.OIDs, anyPurpose)
}

// MarshalJSON writes both fields, no purposes as an empty list.
func (p Purposes) MarshalJSON() ([]byte, error) {
	type plain Purposes
	if p.OIDs == nil {
		p.OIDs = []string{}
	}
	return json.Marshal(plain(p))
}

// readPurposes reads a SEQUENCE OF OBJECT IDENTIFIER, the form of the extension
// extKeyUsage and of the property of the same meaning.
func readPurposes(value cryptobyte.String) (Purposes, bool) {
	var list cryptobyte.String
	if !value.ReadASN1(&list, asn1.SEQUENCE) || len(value) > 0 {
		return Purposes{}, false
	}
	p := Purposes{Limited: true, OIDs: []string{}}
	var dotted []byte
	for len(list) > 0 {
		var oid cryptobyte.String
		if !list.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) || !dn.ValidOID(oid) {
			return Purposes{}, false
		}
		dotted = dn.AppendOID(dotted[:0], oid)
		p.OIDs = append(p.OIDs, string(dotted))
	}
	return p, true
}
