// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"iter"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel"
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
	if n.wellFormed() {
		return nil
	}
	for _, err := range n.attributes() {
		if err != nil {
			return err
		}
	}
	return nil
}

// wellFormed is the quick way through names that are in order, as nearly all
// are. What it does not like is for attributes to judge and to explain.
func (n Name) wellFormed() bool {
	rest := cryptobyte.String(n)
	var rdns, set, pair, oid, value cryptobyte.String
	var tag asn1.Tag
	if !rest.ReadASN1(&rdns, asn1.SEQUENCE) || len(rest) > 0 {
		return false
	}
	for len(rdns) > 0 {
		if !rdns.ReadASN1(&set, asn1.SET) || len(set) == 0 {
			return false
		}
		for len(set) > 0 {
			if !set.ReadASN1(&pair, asn1.SEQUENCE) || !pair.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) || !validOID(oid) ||
				!pair.ReadAnyASN1(&value, &tag) || len(pair) > 0 {
				return false
			}
		}
	}
	return true
}

// attribute is an AttributeTypeAndValue of a name.
type attribute struct {
	rdn     int    // which relative distinguished name it belongs to, from 0
	oid     []byte // content of the object identifier
	tag     asn1.Tag
	value   []byte // content of the value
	element []byte // the whole value, with tag and length
}

// attributes yields the attributes in the order of the encoding. It ends with
// an error where n is no Name.
func (n Name) attributes() iter.Seq2[attribute, error] {
	return func(yield func(attribute, error) bool) {
		rest := cryptobyte.String(n)
		var rdns cryptobyte.String
		if !rest.ReadASN1(&rdns, asn1.SEQUENCE) {
			yield(attribute{}, fault(codeNameDER, "name", 0, "no SEQUENCE in %d bytes", len(n)))
			return
		}
		if len(rest) > 0 {
			yield(attribute{}, fault(codeNameDER, "name", len(n)-len(rest), "%d bytes follow the name", len(rest)))
			return
		}
		for i := 0; len(rdns) > 0; i++ {
			at := len(n) - len(rdns)
			var set cryptobyte.String
			if !rdns.ReadASN1(&set, asn1.SET) || len(set) == 0 {
				yield(attribute{}, fault(codeNameDER, fmt.Sprintf("name.rdn[%d]", i), at, "no SET with an attribute"))
				return
			}
			end := len(n) - len(rdns)
			for len(set) > 0 {
				at := end - len(set)
				a, ok := readAttribute(&set, i)
				if !ok {
					yield(attribute{}, fault(codeNameDER, fmt.Sprintf("name.rdn[%d]", i), at, "no SEQUENCE of an object identifier and one value"))
					return
				}
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}

// readAttribute takes the next attribute from a set.
func readAttribute(set *cryptobyte.String, rdn int) (a attribute, ok bool) {
	var pair, oid, element cryptobyte.String
	if !set.ReadASN1(&pair, asn1.SEQUENCE) ||
		!pair.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) || !validOID(oid) ||
		!pair.ReadAnyASN1Element(&element, &a.tag) || len(pair) > 0 {
		return attribute{}, false
	}
	a.rdn, a.oid, a.element, a.value = rdn, oid, element, element[headerLen(element):]
	return a, true
}

// headerLen returns the length of the tag and the length of a DER element that
// was read as one: X.690, Section 8.1.3.
func headerLen(element []byte) int {
	if element[1] < 0x80 {
		return 2
	}
	return 2 + int(element[1]&0x7f)
}

// maxOID is the longest object identifier that is accepted, in bytes of its
// content. The longest of a real name has 11.
const maxOID = 128

// validOID reports whether b is the content of an object identifier: whole
// base-128 numbers without leading zeros (X.690, Section 8.19.2).
func validOID(b []byte) bool {
	start := true
	for _, c := range b {
		if start && c == 0x80 {
			return false
		}
		start = c < 0x80
	}
	return len(b) > 0 && len(b) <= maxOID && start
}

// List is the certification authorities of a CertificateRequest in the order
// of the wire. Nothing in this package changes that order or merges names.
type List []Name

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
// shares their memory.
func FromCertificates(certificates []*x509.Certificate) List {
	list := make(List, len(certificates))
	for i, c := range certificates {
		list[i] = c.RawSubject
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
		for _, err := range name.attributes() {
			if err != nil {
				return inName(i, err)
			}
		}
	}
	return nil
}

// inName says of an error inside a name which name of a list it was.
func inName(i int, err error) error {
	e, ok := err.(*schannel.Error) //nolint:errorlint // made by attributes, never wrapped
	if !ok {
		return err
	}
	e.Field = fmt.Sprintf("list[%d].%s", i, e.Field)
	return e
}
