// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// Match is the result of comparing two names.
type Match uint8

const (
	MatchUnspecified Match = 0 // "unspecified": not a result
	Identical        Match = 1 // "identical": the same bytes
	Folded           Match = 2 // "folded": the same by the rules of RFC 5280, Section 7.1, but not the same bytes
	HeaderStripped   Match = 3 // "header-stripped": one is the other without its outer SEQUENCE header
	Different        Match = 4 // "different": another name, or no name at all
)

// Reason is why two names are not identical: the first difference, in the
// order of the encoding.
type Reason uint8

const (
	NoReason        Reason = 0  // "none": they are identical
	ReasonStrings   Reason = 1  // "string-type": the same text in another string type, or in another character set of the same one
	ReasonCase      Reason = 2  // "case": letters differ in case
	ReasonSpaces    Reason = 3  // "spaces": spaces at the ends or repeated
	ReasonOrder     Reason = 4  // "order": the same attributes in another order
	ReasonType      Reason = 5  // "attribute-type": another attribute type stands there
	ReasonValue     Reason = 6  // "value": another value
	ReasonLength    Reason = 7  // "length": one has more attributes
	ReasonGrouping  Reason = 8  // "grouping": the attributes are spread otherwise over relative names
	ReasonHeader    Reason = 9  // "header": the outer SEQUENCE header is missing in one
	ReasonMalformed Reason = 10 // "malformed": at least one is no DER-encoded Name
)

// Comparison tells how two names relate and who takes them for the same.
type Comparison struct {
	Match  Match  `json:"match"`
	Reason Reason `json:"reason"`

	// Attribute is the position of the first attribute that differs, counted
	// through all relative names from 0; -1 where that means nothing.
	Attribute int    `json:"attribute"`
	A         string `json:"a"` // that attribute in the first name, as RFC 4514 text with its string type; empty if it has none
	B         string `json:"b"` // the same in the second name

	// ByOpenSSL is whether X509_NAME_cmp of OpenSSL takes them for the same. It
	// folds ASCII letters and spaces only, reads string types of one byte a
	// character as Latin-1, and leaves NumericString and what is no string as
	// it is.
	ByOpenSSL bool `json:"by_openssl"`
}

// Compare compares two names.
//
// Folding is that of RFC 5280, Section 7.1, as far as the standard library
// goes: string types do not matter, letters are compared in lower case, spaces
// at the ends do not count and repeated ones count once, and attributes of one
// relative name may come in any order. Compatibility characters, which
// RFC 4518 maps too, are compared as they stand.
func Compare(a, b Name) Comparison {
	if bytes.Equal(a, b) {
		return Comparison{Match: Identical, Attribute: -1, ByOpenSSL: true}
	}
	if a.without(b) || b.without(a) {
		return Comparison{Match: HeaderStripped, Reason: ReasonHeader, Attribute: -1}
	}
	left, errLeft := a.ordered(false)
	right, errRight := b.ordered(false)
	if errLeft != nil || errRight != nil {
		return Comparison{Match: Different, Reason: ReasonMalformed, Attribute: -1}
	}
	c := firstDifference(left, right)
	c.Match = Different
	if slices.Equal(foldRFC5280.name(left), foldRFC5280.name(right)) {
		c.Match = Folded
		c.ByOpenSSL = slices.Equal(foldOpenSSL.name(left), foldOpenSSL.name(right))
		if c.Reason == ReasonType || c.Reason == ReasonValue {
			c.Reason = ReasonOrder
		}
	}
	return c
}

// without reports whether n is a name, and b what is inside its outer header.
func (n Name) without(b Name) bool {
	return len(b) > 0 && bytes.HasSuffix(n, b) && n.Check() == nil && len(n) == headerLen(n)+len(b)
}

// folding is a way to take texts for equal.
type folding struct {
	text  func(attribute) (string, bool)
	lower func(rune) rune
	space func(rune) bool
}

var (
	foldRFC5280 = folding{attribute.text, unicode.ToLower, unicode.IsSpace}
	foldOpenSSL = folding{attribute.textOpenSSL, lowerASCII, spaceASCII}
)

// textOpenSSL returns the value as OpenSSL reads it before it compares, and
// whether it folds it at all (crypto/x509/x_name.c, ASN1_MASK_CANON).
func (a attribute) textOpenSSL() (string, bool) {
	switch a.tag {
	case asn1.PrintableString, asn1.IA5String, asn1.T61String, tagVisibleString:
		return latin1(a.value), true
	case tagNumericString:
		return "", false
	}
	return a.text()
}

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

func spaceASCII(r rune) bool { return r < unicode.MaxASCII && unicode.IsSpace(r) }

// name returns one key for each relative name. Equal keys mean equal names.
func (f folding) name(attributes []attribute) []string {
	var rdns []string
	for start := 0; start < len(attributes); {
		end := start + 1
		for end < len(attributes) && attributes[end].rdn == attributes[start].rdn {
			end++
		}
		var parts []string
		for _, a := range attributes[start:end] {
			parts = append(parts, fmt.Sprintf("%x=%q", a.oid, f.value(a)))
		}
		slices.Sort(parts)
		rdns = append(rdns, strings.Join(parts, "+"))
		start = end
	}
	return rdns
}

// value returns what a value is compared by: its folded text, or its DER.
func (f folding) value(a attribute) string {
	text, ok := f.text(a)
	if !ok {
		return "#" + string(a.element)
	}
	return "=" + strings.Map(f.lower, f.spaces(text))
}

// spaces takes away the spaces at the ends and all but one of repeated ones.
func (f folding) spaces(text string) string {
	return strings.Join(strings.FieldsFunc(text, f.space), " ")
}

// firstDifference describes the first attribute in which two names differ.
func firstDifference(a, b []attribute) Comparison {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) {
			return difference(i, a, b, ReasonLength)
		}
		if reason := a[i].differs(b[i]); reason != NoReason {
			return difference(i, a, b, reason)
		}
	}
	return Comparison{Attribute: -1, Reason: ReasonGrouping}
}

// differs returns in what two attributes at the same position differ.
func (a attribute) differs(b attribute) Reason {
	if !bytes.Equal(a.oid, b.oid) {
		return ReasonType
	}
	if a.rdn != b.rdn {
		return ReasonGrouping
	}
	if bytes.Equal(a.element, b.element) {
		return NoReason
	}
	textA, okA := a.text()
	textB, okB := b.text()
	switch {
	case !okA || !okB || foldRFC5280.value(a) != foldRFC5280.value(b):
		return ReasonValue
	case foldRFC5280.spaces(textA) != foldRFC5280.spaces(textB):
		return ReasonCase
	case textA != textB:
		return ReasonSpaces
	}
	return ReasonStrings
}

func difference(i int, a, b []attribute, reason Reason) Comparison {
	c := Comparison{Attribute: i, Reason: reason}
	if i < len(a) {
		c.A = a[i].describe()
	}
	if i < len(b) {
		c.B = b[i].describe()
	}
	return c
}

// describe returns the attribute as RFC 4514 text and, in brackets, the type of
// its value.
func (a attribute) describe() string {
	return fmt.Sprintf("%s (%s)", appendRFC4514(nil, a), stringType(a.tag))
}

func stringType(tag asn1.Tag) string {
	switch tag {
	case asn1.UTF8String:
		return "UTF8String"
	case asn1.PrintableString:
		return "PrintableString"
	case asn1.IA5String:
		return "IA5String"
	case asn1.T61String:
		return "TeletexString"
	case tagBMPString:
		return "BMPString"
	case tagUniversalString:
		return "UniversalString"
	case tagNumericString:
		return "NumericString"
	case tagVisibleString:
		return "VisibleString"
	case asn1.BIT_STRING:
		return "BIT STRING"
	}
	return fmt.Sprintf("tag 0x%02x", uint8(tag))
}
