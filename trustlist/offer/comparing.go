// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"slices"
	"strings"

	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
)

// key is a text that names have in common which are the same in this way to
// compare. It is empty for what is no name, unless bytes are compared.
func (c Comparing) key(n trustlist.Name) string {
	switch c {
	case CompareText:
		return keyOf(n, plainText, false)
	case CompareOpenSSL:
		return openSSLKey(n)
	case CompareJava:
		return keyOf(n, javaText, true)
	case CompareBytes:
	}
	return string(n)
}

// keyOf puts together what of each attribute is compared. With sorted,
// attributes of one relative name may come in any order.
func keyOf(n trustlist.Name, text func(dn.Attribute) string, sorted bool) string {
	attributes, fault := dn.Ordered(n, false)
	if fault != nil || len(attributes) == 0 {
		return ""
	}
	var key strings.Builder
	var relative []string
	for i, a := range attributes {
		relative = append(relative, string(a.OID)+"\x00"+text(a)+"\x00")
		if i+1 < len(attributes) && attributes[i+1].RDN == a.RDN {
			continue
		}
		if sorted {
			slices.Sort(relative)
		}
		key.WriteString(strings.Join(relative, "") + "\x01")
		relative = relative[:0]
	}
	return key.String()
}

// plainText is a value as text, or its bytes where it is none.
func plainText(a dn.Attribute) string {
	if text, ok := a.Text(); ok {
		return text
	}
	return string(a.Element)
}

// javaKeywords are the attributes that RFC 2253 has a keyword for: CN, C, L,
// ST, STREET, O, OU, UID and DC. Java compares the values of others by their
// bytes.
var javaKeywords = [...]string{
	"\x55\x04\x03", "\x55\x04\x06", "\x55\x04\x07", "\x55\x04\x08", "\x55\x04\x09", "\x55\x04\x0a", "\x55\x04\x0b",
	"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19",
}

// javaText is a value as X500Principal compares it: PrintableString and
// UTF8String in lower case, blanks at the ends gone and repeated ones one.
// Compatibility characters, which it maps too, are compared as they stand.
func javaText(a dn.Attribute) string {
	text, ok := a.Text()
	if !ok || a.Tag != asn1.PrintableString && a.Tag != asn1.UTF8String || !slices.Contains(javaKeywords[:], string(a.OID)) {
		return string(a.Element)
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
	return strings.ToLower(strings.ToUpper(strings.Join(words, " ")))
}

// openSSLKey is the same for names that Compare finds folded and that
// X509_NAME_cmp takes for the same.
func openSSLKey(n trustlist.Name) string {
	key, ok := dn.RFC5280().Key(n)
	if !ok {
		return ""
	}
	other, _ := dn.OpenSSL().Key(n)
	return key + "\x00" + other
}

// contentOf is a name without its outer header; it is empty for what is no
// name.
func contentOf(n trustlist.Name) string {
	if !dn.WellFormed(n) {
		return ""
	}
	return string(n[dn.HeaderLen(n):])
}
