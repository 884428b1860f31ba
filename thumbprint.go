// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Thumbprint is the SHA-1 of a certificate's DER.
type Thumbprint [sha1.Size]byte

// ParseThumbprint reads 40 hexadecimal digits in either case. White space, colons
// and the invisible mark that comes along when a thumbprint is copied from the
// certificate console are passed over.
func ParseThumbprint(text string) (Thumbprint, error) {
	var t Thumbprint
	err := t.UnmarshalText([]byte(text))
	return t, err
}

// String returns t in lower-case hexadecimal.
func (t Thumbprint) String() string { return hex.EncodeToString(t[:]) }

// AppendText appends t in lower-case hexadecimal; the error is always nil.
func (t Thumbprint) AppendText(dst []byte) ([]byte, error) { return hex.AppendEncode(dst, t[:]), nil }

// MarshalText returns t in lower-case hexadecimal; the error is always nil.
func (t Thumbprint) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText accepts what ParseThumbprint accepts. After an error t is as it
// was.
func (t *Thumbprint) UnmarshalText(text []byte) error {
	const leftToRightMark = '\u200e'
	digits := bytes.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == ':' || r == leftToRightMark {
			return -1
		}
		return r
	}, text)
	if i := bytes.IndexFunc(digits, notHex); i >= 0 {
		r, _ := utf8.DecodeRune(digits[i:])
		return thumbprintFault(fmt.Errorf("%q is no hexadecimal digit", r))
	}
	if len(digits) != hex.EncodedLen(len(t)) {
		return thumbprintFault(fmt.Errorf("%d digits, not %d", len(digits), hex.EncodedLen(len(t))))
	}
	_, err := hex.Decode(t[:], digits)
	return err
}

func notHex(r rune) bool {
	return (r < '0' || r > '9') && (r < 'a' || r > 'f') && (r < 'A' || r > 'F')
}

func thumbprintFault(err error) error {
	return &Error{Code: codeThumbprint, Field: "thumbprint", Offset: NoOffset, Err: err}
}
