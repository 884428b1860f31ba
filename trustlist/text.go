// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/hex"

	"github.com/schanneltrust/schannel/internal/dn"
)

// Form is a way to write a name as text.
type Form uint8

const (
	// RFC4514 is the form of LDAP: the last relative name first, attributes
	// without a name in RFC 4514, Section 3, as dotted numbers with the DER of
	// the value in hexadecimal. What is not visible is escaped, so the text
	// is safe to print.
	RFC4514 Form = 0

	// X500 is what CertNameToStr of Windows writes for CERT_X500_NAME_STR: the
	// order of the encoding, values in quotation marks where they need them,
	// attributes without a documented key as "OID.1.2.3". Control characters
	// stay as they are.
	X500 Form = 1

	// X500Reverse is X500 with CERT_NAME_STR_REVERSE_FLAG, the order that .NET
	// and the certificate console show.
	X500Reverse Form = 2
)

// String returns the name in the form RFC4514, or, if it is malformed, its
// bytes in hexadecimal after "malformed:".
func (n Name) String() string {
	text, err := n.Text(RFC4514)
	if err != nil {
		return "malformed:" + hex.EncodeToString(n)
	}
	return text
}

// Text returns the name in the form. The error is that of [Name.Check].
func (n Name) Text(form Form) (string, error) {
	b, err := n.AppendForm(nil, form)
	return string(b), err
}

// AppendForm appends the name in the form to dst. On error, which is that of
// [Name.Check], it returns dst as it was.
func (n Name) AppendForm(dst []byte, form Form) ([]byte, error) {
	out, at := dn.AppendForm(dst, n, dn.Form(form))
	if at != nil {
		return dst, nameFault(n, at)
	}
	return out, nil
}
