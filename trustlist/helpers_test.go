// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist_test

import (
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/dntest"
	"github.com/schanneltrust/schannel/trustlist"
)

// Attribute types and string types as bytes, so that the tests do not depend
// on the tables of the package.
const (
	oidCN    = "\x55\x04\x03"
	oidC     = "\x55\x04\x06"
	oidL     = "\x55\x04\x07"
	oidST    = "\x55\x04\x08"
	oidO     = "\x55\x04\x0a"
	oidOU    = "\x55\x04\x0b"
	oidDC    = "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19"
	oidUID   = "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01"
	oidEmail = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"

	utf8String      = 12
	printableString = 19
	teletexString   = 20
	ia5String       = 22
	universalString = 28
	bmpString       = 30
	bitString       = 3
	octetString     = 4
)

// attr is one attribute of a name that a test builds.
type attr struct {
	oid   string
	tag   uint8
	value string
}

// rdn is a relative name with one attribute or more.
type rdn []attr

func name(rdns ...rdn) trustlist.Name {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, r := range rdns {
			b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) {
				for _, a := range r {
					b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
						b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(a.oid)) })
						b.AddASN1(asn1.Tag(a.tag), func(b *cryptobyte.Builder) { b.AddBytes([]byte(a.value)) })
					})
				}
			})
		}
	})
	return b.BytesOrPanic()
}

// cn is a name with a common name only.
func cn(text string) trustlist.Name { return name(rdn{{oidCN, printableString, text}}) }

var (
	nameA = cn("a")
	nameB = name(rdn{{oidC, printableString, "ZZ"}}, rdn{{oidCN, utf8String, "b"}})
)

// names are n names of the kinds that real authorities have.
func names(n int) [][]byte { return dntest.Names(n) }
