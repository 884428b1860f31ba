// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package trustlist

import (
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte/asn1"
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
// bytes in hexadecimal behind "malformed:".
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
	attributes, err := n.ordered(form != X500)
	if err != nil {
		return dst, err
	}
	appendAttribute, comma, plus := appendX500, ", ", " + "
	if form == RFC4514 {
		appendAttribute, comma, plus = appendRFC4514, ",", "+"
	}
	for i, a := range attributes {
		if i > 0 {
			separator := comma
			if attributes[i-1].rdn == a.rdn {
				separator = plus
			}
			dst = append(dst, separator...)
		}
		dst = appendAttribute(dst, a)
	}
	return dst, nil
}

// ordered returns the attributes in the order of the encoding, or with the
// last relative name first. Inside a relative name the order stays.
func (n Name) ordered(reverse bool) ([]attribute, error) {
	var all []attribute
	for a, err := range n.attributes() {
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	if !reverse {
		return all, nil
	}
	reversed := make([]attribute, 0, len(all))
	for end := len(all); end > 0; {
		start := end - 1
		for start > 0 && all[start-1].rdn == all[start].rdn {
			start--
		}
		reversed = append(reversed, all[start:end]...)
		end = start
	}
	return reversed, nil
}

// key is a short name of an attribute type. The DER of its object identifier
// stands as a string, so that the tables need no work at start.
type key struct{ oid, name string }

// keysRFC4514 is the table of RFC 4514, Section 3.
var keysRFC4514 = [...]key{
	{"\x55\x04\x03", "CN"},
	{"\x55\x04\x07", "L"},
	{"\x55\x04\x08", "ST"},
	{"\x55\x04\x0a", "O"},
	{"\x55\x04\x0b", "OU"},
	{"\x55\x04\x06", "C"},
	{"\x55\x04\x09", "STREET"},
	{"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "DC"},
	{"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", "UID"},
}

// keysX500 is the keys that the pages of CertNameToStr and CertStrToName name.
var keysX500 = [...]key{
	{"\x55\x04\x03", "CN"},
	{"\x55\x04\x07", "L"},
	{"\x55\x04\x0a", "O"},
	{"\x55\x04\x0b", "OU"},
	{"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "E"},
	{"\x55\x04\x06", "C"},
	{"\x55\x04\x08", "S"},
	{"\x55\x04\x09", "STREET"},
	{"\x55\x04\x0c", "T"},
	{"\x55\x04\x2a", "G"},
	{"\x55\x04\x2b", "I"},
	{"\x55\x04\x04", "SN"},
	{"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "DC"},
}

func findKey(keys []key, oid []byte) (string, bool) {
	for _, k := range keys {
		if k.oid == string(oid) {
			return k.name, true
		}
	}
	return "", false
}

// appendRFC4514 writes an attribute as RFC 4514, Section 2.3 and 2.4, say.
func appendRFC4514(dst []byte, a attribute) []byte {
	name, known := findKey(keysRFC4514[:], a.oid)
	text, isText := a.text()
	if !known {
		// RFC 4514, Section 2.4: a type in dotted form goes with the
		// hexadecimal form of the value.
		dst, isText = appendOID(dst, a.oid), false
	}
	dst = append(append(dst, name...), '=')
	if !isText {
		return hex.AppendEncode(append(dst, '#'), a.element)
	}
	for i, r := range text {
		last := i+utf8.RuneLen(r) == len(text)
		switch {
		case !unicode.IsGraphic(r):
			dst = appendEscaped(dst, r)
			continue
		case strings.ContainsRune("\"+,;<>\\", r), r == '#' && i == 0, r == ' ' && (i == 0 || last):
			dst = append(dst, '\\')
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// appendEscaped writes the UTF-8 of r as RFC 4514, Section 2.4, lets every
// character be written: a backslash and two digits for each byte.
func appendEscaped(dst []byte, r rune) []byte {
	for _, c := range utf8.AppendRune(nil, r) {
		dst = hex.AppendEncode(append(dst, '\\'), []byte{c})
	}
	return dst
}

// appendX500 writes an attribute as the page of CertNameToStr says.
func appendX500(dst []byte, a attribute) []byte {
	name, known := findKey(keysX500[:], a.oid)
	if !known {
		dst = appendOID(append(dst, "OID."...), a.oid)
	}
	dst = append(append(dst, name...), '=')
	text, isText := a.text()
	if !isText {
		raw := a.element
		if a.tag == asn1.OCTET_STRING {
			raw = a.value
		}
		return append(append(dst, '#'), strings.ToUpper(hex.EncodeToString(raw))...)
	}
	if text != "" && strings.TrimSpace(text) == text && !strings.ContainsAny(text, ",+=\"\n<>#;") {
		return append(dst, text...)
	}
	dst = append(dst, '"')
	dst = append(dst, strings.ReplaceAll(text, "\"", "\"\"")...)
	return append(dst, '"')
}

// String types that cryptobyte has no name for (X.680, Section 8.4).
const (
	tagNumericString   asn1.Tag = 18
	tagVisibleString   asn1.Tag = 26
	tagUniversalString asn1.Tag = 28
	tagBMPString       asn1.Tag = 30
)

// text returns the value as UTF-8, and whether it is a string at all. Types of
// one byte a character are read as UTF-8 where that is what they hold, else as
// Latin-1: so the page of CertNameToStr says for TeletexString, and real names
// hold the same in PrintableString.
func (a attribute) text() (string, bool) {
	switch a.tag {
	case asn1.UTF8String:
		return string(a.value), utf8.Valid(a.value)
	case asn1.PrintableString, asn1.IA5String, asn1.T61String, tagNumericString, tagVisibleString:
		if utf8.Valid(a.value) {
			return string(a.value), true
		}
		return latin1(a.value), true
	case tagBMPString:
		return bmp(a.value)
	case tagUniversalString:
		return universal(a.value)
	}
	return "", false
}

func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

func bmp(b []byte) (string, bool) {
	if len(b)%2 != 0 {
		return "", false
	}
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) > 0; b = b[2:] {
		units = append(units, binary.BigEndian.Uint16(b))
	}
	text := utf16.Decode(units)
	// Half of a surrogate pair is no character.
	return string(text), !slices.Contains(text, utf8.RuneError) || slices.Contains(units, utf8.RuneError)
}

func universal(b []byte) (string, bool) {
	if len(b)%4 != 0 {
		return "", false
	}
	var text strings.Builder
	for ; len(b) > 0; b = b[4:] {
		r := binary.BigEndian.Uint32(b)
		if r > utf8.MaxRune || !utf8.ValidRune(rune(r)) {
			return "", false
		}
		text.WriteRune(rune(r))
	}
	return text.String(), true
}

// appendOID writes the content of an object identifier in dotted form (X.690,
// Section 8.19).
func appendOID(dst, oid []byte) []byte {
	for first := true; len(oid) > 0; first = false {
		n := 1
		for oid[n-1] >= 0x80 {
			n++
		}
		if !first {
			dst = append(dst, '.')
		}
		dst = appendArc(dst, oid[:n], first)
		oid = oid[n:]
	}
	return dst
}

// appendArc writes one number. The first of an identifier stands for two
// (X.690, Section 8.19.4): 40*X + Y.
func appendArc(dst, arc []byte, first bool) []byte {
	const bitsInByte, bits = 7, 63
	if len(arc) > bits/bitsInByte {
		return appendLongArc(dst, arc, first)
	}
	var number uint64
	for _, c := range arc {
		number = number<<bitsInByte | uint64(c&0x7f)
	}
	if first {
		top := min(number/40, 2)
		dst = append(strconv.AppendUint(dst, top, 10), '.')
		number -= 40 * top
	}
	return strconv.AppendUint(dst, number, 10)
}

// appendLongArc writes a number that no machine word has room for.
func appendLongArc(dst, arc []byte, first bool) []byte {
	number := new(big.Int)
	for _, c := range arc {
		number.Lsh(number, 7)
		number.Or(number, big.NewInt(int64(c&0x7f)))
	}
	if first {
		dst = append(dst, "2."...)
		number.Sub(number, big.NewInt(2*40))
	}
	return number.Append(dst, 10)
}
