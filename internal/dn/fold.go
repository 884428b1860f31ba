// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// Folding is a way to take texts for equal.
type Folding struct {
	text  func(Attribute) (string, bool)
	lower func(rune) rune
	space func(rune) bool
}

// RFC5280 folds as RFC 5280, Section 7.1, as far as the standard library goes:
// string types do not matter, letters are compared in lower case, spaces at
// the ends do not count and repeated ones count once, and attributes of one
// relative name may come in any order. Compatibility characters, which
// RFC 4518 maps too, are compared as they stand.
func RFC5280() Folding { return Folding{Attribute.Text, unicode.ToLower, unicode.IsSpace} }

// OpenSSL folds as X509_NAME_cmp does: ASCII letters and spaces only, string
// types of one byte a character as Latin-1, and NumericString and what is no
// string as it is.
func OpenSSL() Folding { return Folding{Attribute.textOpenSSL, lowerASCII, spaceASCII} }

// textOpenSSL returns the value as OpenSSL reads it before it compares, and
// whether it folds it at all (crypto/x509/x_name.c, ASN1_MASK_CANON).
func (a Attribute) textOpenSSL() (string, bool) {
	switch a.Tag {
	case asn1.PrintableString, asn1.IA5String, asn1.T61String, tagVisibleString:
		return Latin1(a.Value), true
	case tagNumericString:
		return "", false
	}
	return a.Text()
}

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

func spaceASCII(r rune) bool { return r < unicode.MaxASCII && unicode.IsSpace(r) }

// Key returns a text that names have in common which are the same in this
// folding; ok is false for what is no name, and for a name without attributes.
func (f Folding) Key(name []byte) (key string, ok bool) {
	attributes, fault := Ordered(name, false)
	return f.KeyOf(attributes), fault == nil && len(attributes) > 0
}

// KeyOf is Key for the attributes of a name, in the order of its encoding.
func (f Folding) KeyOf(attributes []Attribute) string {
	var rdns []string
	for start := 0; start < len(attributes); {
		end := start + 1
		for end < len(attributes) && attributes[end].RDN == attributes[start].RDN {
			end++
		}
		var parts []string
		for _, a := range attributes[start:end] {
			parts = append(parts, fmt.Sprintf("%x=%q", a.OID, f.Value(a)))
		}
		slices.Sort(parts)
		rdns = append(rdns, strings.Join(parts, "+"))
		start = end
	}
	return strings.Join(rdns, "\x00") // %q leaves no such byte inside
}

// Value returns what a value is compared by: its folded text, or its DER.
func (f Folding) Value(a Attribute) string {
	text, ok := f.text(a)
	if !ok {
		return "#" + string(a.Element)
	}
	return "=" + strings.Map(f.lower, f.Spaces(text))
}

// Spaces takes away the spaces at the ends and all but one of repeated ones.
func (f Folding) Spaces(text string) string {
	return strings.Join(strings.FieldsFunc(text, f.space), " ")
}
