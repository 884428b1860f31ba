// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package dotnetname writes and reads names of certificates as .NET prints them
// on Windows, which is the form of TlsCertificateName.
package dotnetname

import (
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/dn"
)

// attribute is one attribute of a name: its key as .NET prints it, and the
// text of its value.
type attribute struct{ key, value string }

// relativeName is the attributes that stand in one SET.
type relativeName []attribute

// Name is a name that was read from text.
type Name []relativeName

// Format writes an encoded name as .NET does on Windows: the last relative
// name first, keys of CertNameToStr, quotation marks where a value needs them.
// Of what is no name it returns the hexadecimal digits behind a '#'.
func Format(der []byte) string {
	attributes, fault := dn.Ordered(der, true)
	if fault != nil {
		return "#" + strings.ToUpper(hex.EncodeToString(der))
	}
	var name Name
	for i, a := range attributes {
		if i == 0 || attributes[i-1].RDN != a.RDN {
			name = append(name, nil)
		}
		last := &name[len(name)-1]
		*last = append(*last, attribute{attributeKey(a.OID), attributeText(a.Tag, a.Value)})
	}
	return name.text()
}

// text writes the name in its order.
func (n Name) text() string {
	var b strings.Builder
	for i, rdn := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		for j, a := range rdn {
			if j > 0 {
				b.WriteString(" + ")
			}
			b.WriteString(a.key + "=" + quoted(a.value))
		}
	}
	return b.String()
}

// quoted puts a value into quotation marks where CertNameToStr does.
func quoted(value string) string {
	if isHex(value) {
		return value
	}
	if value == "" || strings.TrimSpace(value) != value || strings.ContainsAny(value, ",+=\"\n<>#;") {
		return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
	}
	return value
}

// isHex reports whether a value is what is written of one that is no text.
func isHex(value string) bool {
	digits, ok := strings.CutPrefix(value, "#")
	return ok && strings.Trim(digits, "0123456789ABCDEF") == ""
}

func attributeKey(oid []byte) string {
	if key, known := dn.KeyX500(oid); known {
		return key
	}
	return string(dn.AppendOID([]byte("OID."), oid))
}

// attributeText returns the text of a value, or its hexadecimal digits.
func attributeText(tag asn1.Tag, value []byte) string {
	const bmpString, universalString = asn1.Tag(30), asn1.Tag(28)
	switch tag {
	case asn1.UTF8String:
		if utf8.Valid(value) {
			return string(value)
		}
	case asn1.PrintableString, asn1.IA5String, asn1.T61String, asn1.Tag(18), asn1.Tag(26):
		runes := make([]rune, len(value))
		for i, b := range value {
			runes[i] = rune(b)
		}
		return string(runes)
	case bmpString:
		units := make([]uint16, len(value)/2)
		for i := range units {
			units[i] = uint16(value[2*i])<<8 | uint16(value[2*i+1])
		}
		if len(value)%2 == 0 {
			return string(utf16.Decode(units))
		}
	case universalString:
		var b strings.Builder
		for i := 0; i+4 <= len(value); i += 4 {
			b.WriteRune(rune(value[i])<<24 | rune(value[i+1])<<16 | rune(value[i+2])<<8 | rune(value[i+3]))
		}
		return b.String()
	}
	return "#" + strings.ToUpper(hex.EncodeToString(value))
}

// Parse reads what Format writes, and what people make of it by
// hand: blanks around separators, keys in any case, ST for S. It returns the
// relative names in the order of the text.
func Parse(text string) (Name, bool) {
	var names Name
	var rdn relativeName
	for rest := strings.TrimSpace(text); ; {
		key, value, after, separator, ok := cutAttribute(rest)
		if !ok {
			return nil, false
		}
		rdn = append(rdn, attribute{canonicalKey(key), value})
		if separator != '+' {
			names, rdn = append(names, rdn), nil
		}
		if separator == 0 {
			return names, true
		}
		rest = after
	}
}

// cutAttribute takes "key=value" from the front of a text, up to a separator.
func cutAttribute(text string) (key, value, after string, separator byte, ok bool) {
	key, rest, ok := strings.Cut(text, "=")
	key, rest = strings.TrimSpace(key), strings.TrimLeft(rest, " ")
	if !ok || key == "" || strings.ContainsAny(key, ",;+\"") {
		return "", "", "", 0, false
	}
	if strings.HasPrefix(rest, `"`) {
		value, rest, ok = cutQuoted(rest[1:])
		rest = strings.TrimLeft(rest, " ")
		if !ok || rest != "" && !strings.Contains(",;+", rest[:1]) {
			return "", "", "", 0, false
		}
	} else {
		end := strings.IndexAny(rest, ",;+")
		if end < 0 {
			end = len(rest)
		}
		value, rest = strings.TrimSpace(rest[:end]), rest[end:]
	}
	if rest == "" {
		return key, value, "", 0, true
	}
	return key, value, rest[1:], rest[0], true
}

// cutQuoted reads up to the closing quotation mark; a doubled one is one.
func cutQuoted(text string) (value, rest string, ok bool) {
	var b strings.Builder
	for {
		part, after, found := strings.Cut(text, `"`)
		if !found {
			return "", "", false
		}
		b.WriteString(part)
		if !strings.HasPrefix(after, `"`) {
			return b.String(), after, true
		}
		b.WriteByte('"')
		text = after[1:]
	}
}

// canonicalKey maps the spellings of other programs to that of .NET.
func canonicalKey(key string) string {
	key = strings.ToUpper(key)
	switch strings.TrimPrefix(key, "OID.") {
	case "ST", "2.5.4.8":
		return "S"
	case "EMAILADDRESS", "EMAIL":
		return "E"
	}
	return key
}

// Same reports whether two names say the same: the same relative names in
// the same order, without regard to case and to blanks around separators.
func Same(a, b Name) bool {
	return slices.EqualFunc(a, b, func(x, y relativeName) bool {
		return slices.EqualFunc(x, y, func(p, q attribute) bool {
			return strings.EqualFold(p.key, q.key) && strings.EqualFold(p.value, q.value)
		})
	})
}

// Reversed reports whether b is a in the order of RFC 4514 or of the
// encoding instead of .NET's.
func Reversed(a, b Name) bool {
	b = slices.Clone(b)
	slices.Reverse(b)
	return len(a) > 1 && Same(a, b)
}

// CommonName returns the first common name of a name as text.
func CommonName(text string) string {
	names, _ := Parse(text)
	for _, rdn := range names {
		for _, a := range rdn {
			if a.key == "CN" {
				return a.value
			}
		}
	}
	return ""
}
