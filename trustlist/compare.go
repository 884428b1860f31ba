// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"bytes"

	"github.com/schanneltrust/schannel/internal/dn"
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
// order of the encoding. Where the names are different, it is the first
// difference that folding does not take away.
type Reason uint8

const (
	NoReason        Reason = 0  // "none": they are identical
	ReasonStrings   Reason = 1  // "string-type": the same text in another string type, or in another character set of the same one
	ReasonCase      Reason = 2  // "case": letters differ in case
	ReasonSpaces    Reason = 3  // "spaces": spaces at the ends or repeated
	ReasonOrder     Reason = 4  // "order": the same attributes in another order
	ReasonType      Reason = 5  // "attribute-type": the attribute is of another type
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
	Attribute int `json:"attribute"`

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
// RFC 4518 maps too, and characters that it maps to nothing are compared as they
// are.
func Compare(a, b Name) Comparison {
	if bytes.Equal(a, b) {
		return Comparison{Match: Identical, Attribute: -1, ByOpenSSL: true}
	}
	if dn.IsContentOf(b, a) || dn.IsContentOf(a, b) {
		return Comparison{Match: HeaderStripped, Reason: ReasonHeader, Attribute: -1}
	}
	left, faultLeft := dn.Ordered(a, false)
	right, faultRight := dn.Ordered(b, false)
	if faultLeft != nil || faultRight != nil {
		return Comparison{Match: Different, Reason: ReasonMalformed, Attribute: -1}
	}
	folding := dn.RFC5280()
	if folding.Same(left, right) {
		c := firstDifference(left, right, NoReason)
		c.Match, c.ByOpenSSL = Folded, dn.OpenSSL().Same(left, right)
		if c.Reason == ReasonType || c.Reason == ReasonValue {
			c.Reason = ReasonOrder
		}
		return c
	}
	c := firstDifference(left, right, ReasonSpaces)
	c.Match = Different
	if (c.Reason == ReasonType || c.Reason == ReasonValue) && folding.Same(ungrouped(left), ungrouped(right)) {
		c.Reason = ReasonOrder
	}
	return c
}

// ungrouped puts all attributes into one relative name, in which their order
// does not count.
func ungrouped(attributes []dn.Attribute) []dn.Attribute {
	for i := range attributes {
		attributes[i].RDN = 0
	}
	return attributes
}

// firstDifference describes the first attribute in which two names differ by
// more than the reasons up to folded.
func firstDifference(a, b []dn.Attribute, folded Reason) Comparison {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) {
			return Comparison{Attribute: i, Reason: ReasonLength}
		}
		if reason := differ(a[i], b[i]); reason > folded {
			return Comparison{Attribute: i, Reason: reason}
		}
	}
	return Comparison{Attribute: -1, Reason: ReasonGrouping}
}

// differ returns in what two attributes at the same position differ.
func differ(a, b dn.Attribute) Reason {
	if !bytes.Equal(a.OID, b.OID) {
		return ReasonType
	}
	if a.RDN != b.RDN {
		return ReasonGrouping
	}
	if bytes.Equal(a.Element, b.Element) {
		return NoReason
	}
	folding := dn.RFC5280()
	textA, _ := a.Text()
	textB, _ := b.Text()
	switch {
	case !folding.SameValue(a, b):
		return ReasonValue
	case folding.Spaces(textA) != folding.Spaces(textB):
		return ReasonCase
	case textA != textB:
		return ReasonSpaces
	}
	return ReasonStrings
}
