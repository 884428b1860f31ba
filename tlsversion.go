// Copyright 2026 The schannel Authors
// SPDX-License-Identifier: BSD-3-Clause

package schannel

import (
	"bytes"
	"fmt"
	"strconv"
)

// TLSVersion is a protocol version as it stands on the wire. The numbers of the
// TLS versions are those of crypto/tls.
type TLSVersion uint16

const (
	SSL30  TLSVersion = 0x0300
	TLS10  TLSVersion = 0x0301
	TLS11  TLSVersion = 0x0302
	TLS12  TLSVersion = 0x0303
	TLS13  TLSVersion = 0x0304
	DTLS10 TLSVersion = 0xfeff // behaves as TLS 1.1 (RFC 4347)
	DTLS12 TLSVersion = 0xfefd // behaves as TLS 1.2 (RFC 6347)
	DTLS13 TLSVersion = 0xfefc // behaves as TLS 1.3 (RFC 9147)
)

// versions is the one place where a version has a name.
var versions = [...]struct {
	version TLSVersion
	name    string
}{
	{SSL30, "SSL 3.0"},
	{TLS10, "TLS 1.0"},
	{TLS11, "TLS 1.1"},
	{TLS12, "TLS 1.2"},
	{TLS13, "TLS 1.3"},
	{DTLS10, "DTLS 1.0"},
	{DTLS12, "DTLS 1.2"},
	{DTLS13, "DTLS 1.3"},
}

// String returns the name of v, such as "TLS 1.2", or its number in
// hexadecimal.
func (v TLSVersion) String() string {
	for _, known := range versions {
		if known.version == v {
			return known.name
		}
	}
	return fmt.Sprintf("0x%04x", uint16(v))
}

// AppendText appends what String returns; the error is always nil.
func (v TLSVersion) AppendText(dst []byte) ([]byte, error) { return append(dst, v.String()...), nil }

// MarshalText returns what String returns; the error is always nil.
func (v TLSVersion) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts what String returns.
func (v *TLSVersion) UnmarshalText(text []byte) error {
	for _, known := range versions {
		if known.name == string(text) {
			*v = known.version
			return nil
		}
	}
	if digits, ok := bytes.CutPrefix(text, []byte("0x")); ok {
		number, err := strconv.ParseUint(string(digits), 16, 16)
		if err == nil && TLSVersion(number).String() == string(text) {
			*v = TLSVersion(number)
			return nil
		}
	}
	return fmt.Errorf("unknown version %q", text)
}

// IsDTLS reports whether v is a version of DTLS.
func (v TLSVersion) IsDTLS() bool { return v>>8 == 0xfe }
