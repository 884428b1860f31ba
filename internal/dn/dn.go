// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn

import (
	"iter"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// Attribute is an AttributeTypeAndValue of a name. Its bytes alias the name.
type Attribute struct {
	RDN     int    // which relative distinguished name it belongs to, from 0
	OID     []byte // content of the object identifier
	Tag     asn1.Tag
	Value   []byte // content of the value
	Element []byte // the whole value, with tag and length
}

// Fault says where bytes stop being a Name (RFC 5280, Section 4.1.2.4).
type Fault struct {
	RDN    int // the relative distinguished name it is in, from 0; -1 for the name as a whole
	Offset int // in the name
	Need   Need
	Extra  int // if Nothing is needed: how many bytes are there
}

// Need is what should stand at the place of a fault.
type Need uint8

const (
	Sequence  Need = 0 // the SEQUENCE that a name is
	Nothing   Need = 1 // the end of the name
	Set       Need = 2 // a SET with an attribute
	TypeValue Need = 3 // a SEQUENCE of an object identifier and one value
)

// WellFormed reports whether Attributes yields no fault. It allocates nothing.
func WellFormed(name []byte) bool {
	rest := cryptobyte.String(name)
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
			if !set.ReadASN1(&pair, asn1.SEQUENCE) || !pair.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) || !ValidOID(oid) ||
				!pair.ReadAnyASN1(&value, &tag) || len(pair) > 0 {
				return false
			}
		}
	}
	return true
}

// Attributes yields the attributes in the order of the encoding. It ends with
// a fault where the bytes are no Name: a SEQUENCE of SETs, each of at least one
// attribute, which is a SEQUENCE of an object identifier and one value.
func Attributes(name []byte) iter.Seq2[Attribute, *Fault] {
	return func(yield func(Attribute, *Fault) bool) {
		rest := cryptobyte.String(name)
		var rdns cryptobyte.String
		if !rest.ReadASN1(&rdns, asn1.SEQUENCE) {
			yield(Attribute{}, &Fault{-1, 0, Sequence, 0})
			return
		}
		if len(rest) > 0 {
			yield(Attribute{}, &Fault{-1, len(name) - len(rest), Nothing, len(rest)})
			return
		}
		for i := 0; len(rdns) > 0; i++ {
			at := len(name) - len(rdns)
			var set cryptobyte.String
			if !rdns.ReadASN1(&set, asn1.SET) || len(set) == 0 {
				yield(Attribute{}, &Fault{i, at, Set, 0})
				return
			}
			end := len(name) - len(rdns)
			for len(set) > 0 {
				at := end - len(set)
				a, ok := readAttribute(&set, i)
				if !ok {
					yield(Attribute{}, &Fault{i, at, TypeValue, 0})
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
func readAttribute(set *cryptobyte.String, rdn int) (a Attribute, ok bool) {
	var pair, oid, element cryptobyte.String
	if !set.ReadASN1(&pair, asn1.SEQUENCE) ||
		!pair.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) || !ValidOID(oid) ||
		!pair.ReadAnyASN1Element(&element, &a.Tag) || len(pair) > 0 {
		return Attribute{}, false
	}
	a.RDN, a.OID, a.Element, a.Value = rdn, oid, element, element[HeaderLen(element):]
	return a, true
}

// Append appends the attributes in the order of the encoding to dst. Where
// there is a fault it returns dst as it was.
func Append(dst []Attribute, name []byte) ([]Attribute, *Fault) {
	all := dst
	for a, fault := range Attributes(name) {
		if fault != nil {
			return dst, fault
		}
		all = append(all, a)
	}
	return all, nil
}

// Ordered returns the attributes in the order of the encoding, or with the
// last relative name first. Inside a relative name the order stays.
func Ordered(name []byte, reverse bool) ([]Attribute, *Fault) {
	all, fault := Append(nil, name)
	if fault != nil || !reverse {
		return all, fault
	}
	reversed := make([]Attribute, 0, len(all))
	for end := len(all); end > 0; {
		start := end - 1
		for start > 0 && all[start-1].RDN == all[start].RDN {
			start--
		}
		reversed = append(reversed, all[start:end]...)
		end = start
	}
	return reversed, nil
}

// HeaderLen returns the length of the tag and the length of a DER element that
// was read as one: X.690, Section 8.1.3.
func HeaderLen(element []byte) int {
	if element[1] < 0x80 {
		return 2
	}
	return 2 + int(element[1]&0x7f)
}

// IsContentOf reports whether name is a Name and content what is inside its
// outer header.
func IsContentOf(content, name []byte) bool {
	return len(content) > 0 && len(content) < len(name) &&
		string(name[len(name)-len(content):]) == string(content) &&
		WellFormed(name) && len(name) == HeaderLen(name)+len(content)
}
