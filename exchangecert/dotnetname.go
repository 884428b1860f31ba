// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package exchangecert

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// attribute is one attribute of a name: its key as .NET prints it, and the
// text of its value.
type attribute struct{ key, value string }

// relativeName is the attributes that stand in one SET.
type relativeName []attribute

// attributeKeys is the keys that the page of CertNameToStr names, by the DER of
// the object identifier.
var attributeKeys = [...]struct{ oid, key string }{
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

// dotNetName writes an encoded name as .NET does on Windows: the last relative
// name first, keys of CertNameToStr, quotation marks where a value needs them.
// Of what is no name it returns the hexadecimal digits behind a '#'.
func dotNetName(der []byte) string {
	names, ok := readName(der)
	if !ok {
		return "#" + strings.ToUpper(hex.EncodeToString(der))
	}
	slices.Reverse(names)
	var b strings.Builder
	for i, rdn := range names {
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
	if value == "" || strings.TrimSpace(value) != value || strings.ContainsAny(value, ",+=\"\n<>#;") {
		return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
	}
	return value
}

// readName reads an encoded name in the order of its encoding.
func readName(der []byte) (names []relativeName, ok bool) {
	rest := cryptobyte.String(der)
	var sets cryptobyte.String
	if !rest.ReadASN1(&sets, asn1.SEQUENCE) || len(rest) > 0 {
		return nil, false
	}
	for len(sets) > 0 {
		var set cryptobyte.String
		if !sets.ReadASN1(&set, asn1.SET) || len(set) == 0 {
			return nil, false
		}
		var rdn relativeName
		for len(set) > 0 {
			a, ok := readAttribute(&set)
			if !ok {
				return nil, false
			}
			rdn = append(rdn, a)
		}
		names = append(names, rdn)
	}
	return names, true
}

func readAttribute(set *cryptobyte.String) (a attribute, ok bool) {
	var pair, oid, value cryptobyte.String
	var tag asn1.Tag
	if !set.ReadASN1(&pair, asn1.SEQUENCE) || !pair.ReadASN1(&oid, asn1.OBJECT_IDENTIFIER) ||
		len(oid) == 0 || !pair.ReadAnyASN1(&value, &tag) || len(pair) > 0 {
		return attribute{}, false
	}
	return attribute{attributeKey(oid), attributeText(tag, value)}, true
}

func attributeKey(oid []byte) string {
	for _, k := range attributeKeys {
		if k.oid == string(oid) {
			return k.key
		}
	}
	return "OID." + dotted(oid)
}

// dotted writes the content of an object identifier with dots. Numbers that do
// not fit 64 bits wrap: nobody registers such.
func dotted(oid []byte) string {
	var numbers []string
	var n uint64
	for _, b := range oid {
		n = n<<7 | uint64(b&0x7f)
		if b&0x80 != 0 {
			continue
		}
		if numbers == nil {
			first := min(n/40, 2)
			numbers = append(numbers, strconv.FormatUint(first, 10))
			n -= 40 * first
		}
		numbers = append(numbers, strconv.FormatUint(n, 10))
		n = 0
	}
	return strings.Join(numbers, ".")
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

// parseDotNetName reads what dotNetName writes, and what people make of it by
// hand: blanks around separators, keys in any case, ST for S. It returns the
// relative names in the order of the text.
func parseDotNetName(text string) ([]relativeName, bool) {
	var names []relativeName
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

// sameName reports whether two names say the same: the same relative names in
// the same order, without regard to case and to blanks around separators.
func sameName(a, b []relativeName) bool {
	return slices.EqualFunc(a, b, func(x, y relativeName) bool {
		return slices.EqualFunc(x, y, func(p, q attribute) bool {
			return strings.EqualFold(p.key, q.key) && strings.EqualFold(p.value, q.value)
		})
	})
}

// reversedName reports whether b is a in the order of RFC 4514 or of the
// encoding instead of .NET's.
func reversedName(a, b []relativeName) bool {
	b = slices.Clone(b)
	slices.Reverse(b)
	return len(a) > 1 && sameName(a, b)
}

// commonName returns the first common name of a name as text.
func commonName(text string) string {
	names, _ := parseDotNetName(text)
	for _, rdn := range names {
		for _, a := range rdn {
			if a.key == "CN" {
				return a.value
			}
		}
	}
	return ""
}
