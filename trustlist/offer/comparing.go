// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package offer

import (
	"github.com/schanneltrust/schannel/internal/dn"
	"github.com/schanneltrust/schannel/trustlist"
)

// key is a text that names have in common which are the same in this way to
// compare. It is empty for what is no name, unless bytes are compared.
func (c Comparing) key(n trustlist.Name) string {
	attributes, fault := dn.Ordered(n, false)
	if fault != nil && c != CompareBytes {
		return ""
	}
	return string(c.appendKey(nil, n, attributes))
}

// appendKey appends the key of a name, given its attributes, to dst. That of a
// name without attributes is not empty.
func (c Comparing) appendKey(dst []byte, n trustlist.Name, attributes []dn.Attribute) []byte {
	if c == CompareBytes {
		return append(dst, n...)
	}
	dst = append(dst, '=')
	switch c {
	case CompareText:
		return dn.Plain().AppendKey(dst, attributes)
	case CompareOpenSSL:
		// The names that Compare finds folded and that X509_NAME_cmp takes for
		// the same.
		return dn.OpenSSL().AppendKey(dn.RFC5280().AppendKey(dst, attributes), attributes)
	case CompareJava:
		return dn.Java().AppendKey(dst, attributes)
	case CompareBytes:
	}
	return dst
}

// normalizes reports whether names are compared by more than their keys where
// this is one of them.
func (c Comparing) normalizes(n trustlist.Name) bool {
	attributes, _ := dn.Ordered(n, false)
	return c == CompareJava && dn.JavaNormalizes(attributes)
}

// contentOf is a name without its outer header; it is empty for what is no
// name.
func contentOf(n trustlist.Name) []byte {
	if !dn.WellFormed(n) {
		return nil
	}
	return n[dn.HeaderLen(n):]
}
