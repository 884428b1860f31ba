// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package dn

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte/asn1"
)

// Form is a way to write a name as text.
type Form uint8

const (
	RFC4514     Form = 0 // of LDAP: the last relative name first
	X500        Form = 1 // of CertNameToStr: in the order of the encoding
	X500Reverse Form = 2 // of CertNameToStr with CERT_NAME_STR_REVERSE_FLAG
)

// AppendForm appends the name in the form to dst. Where there is a fault it
// returns dst as it was.
func AppendForm(dst, name []byte, form Form) ([]byte, *Fault) {
	attributes, fault := Ordered(name, form != X500)
	if fault != nil {
		return dst, fault
	}
	appendAttribute, comma, plus := appendX500, ", ", " + "
	if form == RFC4514 {
		appendAttribute, comma, plus = appendRFC4514, ",", "+"
	}
	for i, a := range attributes {
		if i > 0 {
			separator := comma
			if attributes[i-1].RDN == a.RDN {
				separator = plus
			}
			dst = append(dst, separator...)
		}
		dst = appendAttribute(dst, a)
	}
	return dst, nil
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

// keysX500 is the keys that the pages of CertNameToStr and CertStrToName name,
// and behind them those that Windows writes besides in .NET's tests of its names
// (X500DistinguishedNameTests), those of TPM from Windows 8 on.
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

	{"\x55\x04\x05", "SERIALNUMBER"},
	{"\x55\x04\x11", "PostalCode"},
	{"\x67\x81\x05\x02\x01", "TPMManufacturer"},
	{"\x67\x81\x05\x02\x02", "TPMModel"},
	{"\x67\x81\x05\x02\x03", "TPMVersion"},
}

// KeyX500 returns the key that Windows writes for an attribute type in dotted
// form, if it has one.
func KeyX500(dotted string) (string, bool) {
	if dotted == "" || dotted[0] < '0' || dotted[0] > '2' { // X.660: the first number is 0, 1 or 2
		return "", false
	}
	for _, k := range keysX500 {
		if string(AppendOID(nil, []byte(k.oid))) == dotted {
			return k.name, true
		}
	}
	return "", false
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
func appendRFC4514(dst []byte, a Attribute) []byte {
	name, known := findKey(keysRFC4514[:], a.OID)
	text, isText := a.Text()
	if !known {
		// RFC 4514, Section 2.4: a type in dotted form goes with the
		// hexadecimal form of the value.
		dst, isText = AppendOID(dst, a.OID), false
	}
	dst = append(append(dst, name...), '=')
	if !isText {
		return hex.AppendEncode(append(dst, '#'), a.Element)
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

// appendX500 writes an attribute as the page of CertNameToStr says. At the edges
// Windows quotes blanks, tabs and ends of lines, and no other white space.
func appendX500(dst []byte, a Attribute) []byte {
	name, known := findKey(keysX500[:], a.OID)
	if !known {
		dst = AppendOID(append(dst, "OID."...), a.OID)
	}
	dst = append(append(dst, name...), '=')
	text, isText := a.Text()
	if !isText {
		raw := a.Element
		if a.Tag == asn1.OCTET_STRING {
			raw = a.Value
		}
		return append(append(dst, '#'), strings.ToUpper(hex.EncodeToString(raw))...)
	}
	if text != "" && strings.Trim(text, " \t\r\n") == text && !strings.ContainsAny(text, ",+=\"\n<>#;") {
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

// Text returns the value as UTF-8, and whether it is a string at all. Types of
// one byte a character are read as UTF-8 where that is what they hold, else as
// Latin-1: so the page of CertNameToStr says for TeletexString, and real names
// hold the same in PrintableString.
func (a Attribute) Text() (string, bool) {
	var short [64]byte
	text, ok := a.AppendText(short[:0])
	return string(text), ok
}

// AppendText appends what Text returns to dst.
func (a Attribute) AppendText(dst []byte) ([]byte, bool) {
	switch a.Tag {
	case asn1.UTF8String:
		return append(dst, a.Value...), utf8.Valid(a.Value)
	case asn1.PrintableString, asn1.IA5String, asn1.T61String, tagNumericString, tagVisibleString:
		if utf8.Valid(a.Value) {
			return append(dst, a.Value...), true
		}
		return appendLatin1(dst, a.Value), true
	case tagBMPString:
		text, ok := bmp(a.Value)
		return append(dst, text...), ok
	case tagUniversalString:
		text, ok := universal(a.Value)
		return append(dst, text...), ok
	}
	return dst, false
}

// appendLatin1 decodes text of one byte a character.
func appendLatin1(dst, text []byte) []byte {
	for _, c := range text {
		dst = utf8.AppendRune(dst, rune(c))
	}
	return dst
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
