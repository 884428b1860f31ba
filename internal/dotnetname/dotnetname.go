// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

// Package dotnetname writes and reads names of certificates as .NET prints them
// on Windows, which is the form of TlsCertificateName.
package dotnetname

import (
	"encoding/hex"
	"slices"
	"strings"

	"github.com/schanneltrust/schannel/internal/dn"
)

// attribute is one attribute of a name: its key in capitals, and the text of its
// value.
type attribute struct{ key, value string }

// relativeName is the attributes that stand in one SET.
type relativeName []attribute

// Name is a name that was read from text.
type Name []relativeName

// Format writes an encoded name as .NET does on Windows, by CertNameToStr in the
// reverse order. Of what is no name it returns the hexadecimal digits behind a
// '#'.
func Format(der []byte) string {
	text, fault := dn.AppendForm(nil, der, dn.X500Reverse)
	if fault != nil {
		return "#" + strings.ToUpper(hex.EncodeToString(der))
	}
	return string(text)
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

// canonicalKey maps the spellings of other programs, and attribute types in
// dotted form, to the key of Windows, in capitals.
func canonicalKey(key string) string {
	key = strings.ToUpper(key)
	if name, known := dn.KeyX500(strings.TrimPrefix(key, "OID.")); known {
		return strings.ToUpper(name)
	}
	switch key {
	case "ST":
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
