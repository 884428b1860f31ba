// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/schanneltrust/schannel"
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/internal/jsonlist"
)

// Name is one X.501 Name as DER, as it stands in a certificate or in a
// CertificateRequest. It is kept as raw bytes, because encoding a decoded name
// again changes nearly half of the names of real authorities.
type Name []byte

// Clone returns a copy that shares no memory with n.
func (n Name) Clone() Name { return bytes.Clone(n) }

// AppendText appends n in lower-case hexadecimal; the error is always nil.
// It is the form of a name in JSON; for people, see [Name.Text].
func (n Name) AppendText(dst []byte) ([]byte, error) { return hex.AppendEncode(dst, n), nil }

// MarshalText returns n in lower-case hexadecimal; the error is always nil.
func (n Name) MarshalText() ([]byte, error) { return n.AppendText(nil) }

// UnmarshalText accepts hexadecimal. It does not check that the bytes are a
// name.
func (n *Name) UnmarshalText(text []byte) error {
	raw, err := hex.AppendDecode(nil, text)
	if err != nil {
		return err
	}
	*n = append(Name{}, raw...)
	return nil
}

// Check returns an error unless n is a DER-encoded Name (RFC 5280,
// Section 4.1.2.4): a SEQUENCE of SETs, each of at least one attribute, which
// is a SEQUENCE of an object identifier and one value. It does not look into
// the values: real names hold what their string types forbid.
func (n Name) Check() error {
	if e := n.fault(); e != nil {
		return e
	}
	return nil
}

// fault is what Check tells.
func (n Name) fault() *schannel.Error {
	// Nearly all names are in order, and telling so allocates nothing.
	if !dn.WellFormed(n) {
		for _, at := range dn.Attributes(n) {
			if at != nil {
				return nameFault(n, at)
			}
		}
	}
	return nil
}

// nameFault makes an error of what is wrong with a name.
func nameFault(n Name, at *dn.Fault) *schannel.Error {
	field := "name"
	if at.RDN >= 0 {
		field = fmt.Sprintf("name.rdn[%d]", at.RDN)
	}
	switch at.Need {
	case dn.Nothing:
		return fault(codeNameDER, field, at.Offset, "%d bytes follow the name", at.Extra)
	case dn.Set:
		return fault(codeNameDER, field, at.Offset, "no SET with an attribute")
	case dn.TypeValue:
		return fault(codeNameDER, field, at.Offset, "no SEQUENCE of an object identifier and one value")
	case dn.Sequence:
	}
	return fault(codeNameDER, field, at.Offset, "no SEQUENCE in %d bytes", len(n))
}

// List is the certification authorities of a CertificateRequest in the order
// of the wire. Nothing in this package changes that order or merges names.
type List []Name

// MarshalJSON writes the names, no list as an empty one.
func (l List) MarshalJSON() ([]byte, error) { return json.Marshal(jsonlist.Of([]Name(l))) }

// FromNames makes a list of DER-encoded names, such as AcceptableCAs of
// tls.CertificateRequestInfo. The list shares their memory and is not checked.
func FromNames(names [][]byte) List {
	list := make(List, len(names))
	for i, name := range names {
		list[i] = name
	}
	return list
}

// FromCertificates makes a list of the subjects of certificates. The list
// shares their memory. The subject of none, nil, is no bytes.
func FromCertificates(certificates []*x509.Certificate) List {
	list := make(List, len(certificates))
	for i, c := range certificates {
		if c != nil {
			list[i] = c.RawSubject
		}
	}
	return list
}

// Size returns the bytes that the names take on the wire: two for the length
// of each, and the name. The two bytes for the length of the whole are not in
// it.
func (l List) Size() int {
	size := 0
	for _, name := range l {
		size += entryHeader + len(name)
	}
	return size
}

// Clone returns a copy that shares no memory with l.
func (l List) Clone() List {
	clone := make(List, len(l))
	for i, name := range l {
		clone[i] = name.Clone()
	}
	return clone
}

// Check returns the first error that [Name.Check] has for a name of the list,
// with the position of the name in its field and an offset inside that name.
func (l List) Check() error {
	for i, name := range l {
		if e := name.fault(); e != nil {
			e.Field = fmt.Sprintf("list[%d].%s", i, e.Field)
			return e
		}
	}
	return nil
}
