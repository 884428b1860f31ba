// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// Folding is a way to take names for equal.
type Folding struct {
	text    func(dst []byte, a Attribute) ([]byte, bool) // what is folded, and whether anything is
	lower   func(rune) rune                              // nil: text counts as it stands
	space   func(rune) bool
	ordered bool // the order of attributes in a relative name counts
}

// RFC5280 folds as RFC 5280, Section 7.1, as far as the standard library goes:
// string types do not matter, letters are compared in lower case, spaces at
// the ends do not count and repeated ones count once, and attributes of one
// relative name may come in any order. Compatibility characters, which
// RFC 4518 maps too, are compared as they stand.
func RFC5280() Folding {
	return Folding{text: appendText, lower: unicode.ToLower, space: unicode.IsSpace}
}

// OpenSSL folds as X509_NAME_cmp does: ASCII letters and spaces only, string
// types of one byte a character as Latin-1, and NumericString and what is no
// string as it is.
func OpenSSL() Folding {
	return Folding{text: appendTextOpenSSL, lower: lowerASCII, space: spaceASCII}
}

// Java folds as X500Principal does: PrintableString and UTF8String of the
// attributes that RFC 2253 has a keyword for in lower case, without blanks and
// control characters at the ends, repeated blanks as one. What it does beyond
// ASCII is left out, see [JavaNormalizes].
func Java() Folding {
	return Folding{text: appendTextJava, lower: lowerJava, space: func(r rune) bool { return r == ' ' }}
}

// JavaNormalizes reports whether X500Principal changes a name in a way that
// [Java] does not: it maps characters outside ASCII to upper case, to lower case
// and to Unicode's normalization form KD, by tables that the standard library
// does not have.
func JavaNormalizes(attributes []Attribute) bool {
	return slices.ContainsFunc(attributes, func(a Attribute) bool {
		return foldedByJava(a) && slices.ContainsFunc(a.Value, func(c byte) bool { return c >= utf8.RuneSelf })
	})
}

// Types takes names for the same that have the same types of attributes. Names
// that any other folding takes for the same are the same in this one.
func Types() Folding {
	return Folding{text: func(dst []byte, _ Attribute) ([]byte, bool) { return dst, true }}
}

// Plain folds string types and nothing else.
func Plain() Folding { return Folding{text: appendText, ordered: true} }

func appendText(dst []byte, a Attribute) ([]byte, bool) { return a.AppendText(dst) }

// appendTextOpenSSL appends the value as OpenSSL reads it before it compares,
// and tells whether it folds it at all (crypto/x509/x_name.c, ASN1_MASK_CANON).
func appendTextOpenSSL(dst []byte, a Attribute) ([]byte, bool) {
	switch a.Tag {
	case asn1.PrintableString, asn1.IA5String, asn1.T61String, tagVisibleString:
		return appendLatin1(dst, a.Value), true
	case tagNumericString:
		return dst, false
	}
	return a.AppendText(dst)
}

// appendTextJava reads PrintableString as Latin-1, as Java does.
func appendTextJava(dst []byte, a Attribute) ([]byte, bool) {
	if !foldedByJava(a) {
		return dst, false
	}
	start, ok := len(dst), true
	if a.Tag == asn1.PrintableString {
		dst = appendLatin1(dst, a.Value)
	} else {
		dst, ok = a.AppendText(dst)
	}
	text := bytes.TrimFunc(dst[start:], func(r rune) bool { return r <= ' ' })
	return append(dst[:start], text...), ok
}

// foldedByJava reports whether Java compares a value by its text, and not by
// its bytes. The keywords of RFC 2253 are those of RFC 4514.
func foldedByJava(a Attribute) bool {
	_, known := findKey(keysRFC4514[:], a.OID)
	return known && (a.Tag == asn1.PrintableString || a.Tag == asn1.UTF8String)
}

func lowerJava(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

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
	return string(f.AppendKey(nil, attributes)), fault == nil && len(attributes) > 0
}

// Same reports whether two names are the same, given their attributes in the
// order of the encoding.
func (f Folding) Same(a, b []Attribute) bool {
	both := f.AppendKey(nil, a)
	end := len(both)
	both = f.AppendKey(both, b)
	return bytes.Equal(both[:end], both[end:])
}

// AppendKey appends what Key returns for the attributes of a name, in the order
// of its encoding, to dst.
func (f Folding) AppendKey(dst []byte, attributes []Attribute) []byte {
	for len(attributes) > 0 {
		n := 1
		for n < len(attributes) && attributes[n].RDN == attributes[0].RDN {
			n++
		}
		dst = f.appendRelative(dst, attributes[:n])
		attributes = attributes[n:]
	}
	return dst
}

// appendRelative appends a relative name: of each attribute its type and its
// value behind their lengths, then a length that no type has.
func (f Folding) appendRelative(dst []byte, attributes []Attribute) []byte {
	var few [4][2]int
	parts := few[:0] // where each begins and ends
	for _, a := range attributes {
		at := len(dst)
		dst = append(append(dst, byte(len(a.OID))), a.OID...)
		length := len(dst)
		dst = f.appendValue(append(dst, 0, 0, 0, 0), a)
		binary.BigEndian.PutUint32(dst[length:], uint32(len(dst)-length)) //nolint:gosec // G115: a name is shorter than 4 GiB
		parts = append(parts, [2]int{at, len(dst)})
	}
	if len(parts) > 1 && !f.ordered {
		dst = sortParts(dst, parts)
	}
	return append(dst, 0)
}

// sortParts sorts the parts at the end of dst.
func sortParts(dst []byte, parts [][2]int) []byte {
	start, end := parts[0][0], len(dst)
	slices.SortFunc(parts, func(a, b [2]int) int { return bytes.Compare(dst[a[0]:a[1]], dst[b[0]:b[1]]) })
	for _, part := range parts {
		dst = append(dst, dst[part[0]:part[1]]...)
	}
	return append(dst[:start], dst[end:]...)
}

// SameValue reports whether two values are the same.
func (f Folding) SameValue(a, b Attribute) bool {
	return bytes.Equal(f.appendValue(nil, a), f.appendValue(nil, b))
}

// appendValue appends what a value is compared by: its folded text, or its DER.
func (f Folding) appendValue(dst []byte, a Attribute) []byte {
	start := len(dst)
	dst, ok := f.text(append(dst, '='), a)
	switch {
	case !ok:
		return append(append(dst[:start], '#'), a.Element...)
	case f.lower == nil:
		return dst
	}
	// The text is folded behind itself and then moved: a letter may grow.
	end := len(dst)
	dst = f.appendFolded(dst, dst[start+1:end])
	return append(dst[:start+1], dst[end:]...)
}

// appendFolded appends text in lower case, without the spaces at its ends and
// all but one of repeated ones.
func (f Folding) appendFolded(dst, text []byte) []byte {
	begun, space := false, false
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		visible := ' ' < r && r < utf8.RuneSelf // to this part of ASCII every folding does the same
		if !visible && f.space(r) {
			space = begun
			continue
		}
		if space {
			dst = append(dst, ' ')
		}
		if visible {
			dst = append(dst, byte(lowerASCII(r)))
		} else {
			dst = utf8.AppendRune(dst, f.lower(r))
		}
		begun, space = true, false
	}
	return dst
}

// Spaces takes away the spaces at the ends and all but one of repeated ones.
func (f Folding) Spaces(text string) string {
	return strings.Join(strings.FieldsFunc(text, f.space), " ")
}
