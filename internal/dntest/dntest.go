// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package dntest makes X.501 names for tests, byte by byte, so that the tests
// do not depend on what they test.
package dntest

import (
	"fmt"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// Contents of the object identifiers of attribute types.
const (
	CommonName   = "\x55\x04\x03"
	Country      = "\x55\x04\x06"
	State        = "\x55\x04\x08"
	Organization = "\x55\x04\x0a"
	Unit         = "\x55\x04\x0b"
	Domain       = "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19"
	Email        = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"
)

// Tags of values.
const (
	BitString       = 3
	UTF8String      = 12
	PrintableString = 19
	TeletexString   = 20
	IA5String       = 22
	BMPString       = 30
)

// Attribute is one attribute of a name.
type Attribute struct {
	Type  string // content of its object identifier
	Tag   uint8
	Value string // content
}

// Of returns a relative name of one attribute.
func Of(attributeType string, tag uint8, value string) []Attribute {
	return []Attribute{{Type: attributeType, Tag: tag, Value: value}}
}

// Name returns the DER of a name of these relative names.
func Name(rdns ...[]Attribute) []byte {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, rdn := range rdns {
			b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) {
				for _, a := range rdn {
					b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
						b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(a.Type)) })
						b.AddASN1(asn1.Tag(a.Tag), func(b *cryptobyte.Builder) { b.AddBytes([]byte(a.Value)) })
					})
				}
			})
		}
	})
	return b.BytesOrPanic()
}

// CN returns a name with nothing but a common name, as a PrintableString.
func CN(text string) []byte { return Name(Of(CommonName, PrintableString, text)) }

// OfBytes returns names that take that many bytes in a list: of entries of 100
// bytes and a last one that takes the rest.
func OfBytes(bytes int) [][]byte {
	var names [][]byte
	for ; bytes >= 200; bytes -= 100 {
		names = append(names, Long(len(names), 98))
	}
	return append(names, Long(len(names), bytes-2))
}

// Long returns a name of that many bytes, which begins with the number.
func Long(number, bytes int) []byte {
	short := CN(fmt.Sprintf("%06d", number))
	text := fmt.Sprintf("%06d%0*d", number, bytes-len(short), 0)
	if bytes == len(short) {
		text = text[:6]
	}
	long := CN(text)
	for len(long) > bytes {
		text = text[:len(text)-1]
		long = CN(text)
	}
	return long
}

// Names returns n names, each another, of the kinds that real authorities have:
// of one to six attributes, in several string types, some with letters outside
// ASCII, some with more than one attribute in a relative name.
func Names(n int) [][]byte {
	names := make([][]byte, n)
	for i := range names {
		rdns := [][]Attribute{Of(Country, PrintableString, []string{"ZZ", "XA", "XB"}[i%3])}
		if i%12 == 5 {
			rdns = append(rdns, Of(Domain, IA5String, "test"), Of(Domain, IA5String, "example"))
		}
		organization := []string{"Example Trust Services", "Beispiel Zertifizierung GmbH", "Autorité de démonstration", "Пример"}[i%4]
		tag := uint8(PrintableString)
		if i%4 > 1 {
			tag = UTF8String
		}
		rdns = append(rdns, Of(Organization, tag, organization))
		if i%5 == 2 {
			rdns = append(rdns, Of(Unit, UTF8String, "Class "+strings.Repeat("I", 1+i%4)+", for tests only"))
		}
		common := Of(CommonName, UTF8String, fmt.Sprintf("Root %03d %s", i, strings.Repeat("authority ", i%7)+"CA"))
		if i%10 == 9 {
			common = append(Of(Unit, UTF8String, "Sales"), common...)
		}
		rdns = append(rdns, common)
		if i%7 == 3 {
			rdns = append(rdns, Of(Email, IA5String, "ca@example.test"))
		}
		names[i] = Name(rdns...)
	}
	return names
}
